"""A server that is told to stop while the chat writes an answer: the visitor gets the whole of it."""

import signal
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from assistant.wording import say
from tests.browser.conftest import window
from tests.ui import fakes
from tests.ui.test_stopping_server import FURTHER, is_closed, started, until


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGTERM")
def test_an_answer_that_is_being_written_is_written_to_its_end(browser: Browser, tmp_path: Path) -> None:
    with started(tmp_path, 60, "chat") as (server, url), window(browser, url, locale="de-DE") as chat:
        chat.open().question.fill(fakes.PAY)
        chat.question.press("Enter")
        said = chat.page.locator("#chat .reply .statement")
        expect(said.nth(2)).to_be_visible()
        server.send_signal(signal.SIGTERM)
        until(lambda: is_closed(url))
        expect(chat.page.locator("#chat .reply.writing")).to_have_count(1)
        assert said.count() < len(FURTHER) and server.poll() is None
        expect(said).to_have_count(1 + len(FURTHER))
        expect(chat.page.locator("#chat .reply.writing")).to_have_count(0)
        expect(chat.status).to_have_text(say("de", "chat.done.one", count=1))
        assert [text.removesuffix(" Quelle 1: Erzieherin in Wuppertal [1]") for text in said.all_text_contents()] == [fakes.PAY_WUPPERTAL, *FURTHER]
        # What a visitor takes along of it is all there, too: the record comes last.
        assert chat.page.evaluate("window.berufslotse.conversation.turns[0].answer.statements.length") == 1 + len(FURTHER)
        assert server.wait(120) == 0
        # The page listens to a server that is gone.
        assert [line for line in chat.trouble if "ERR_" not in line] == []
        chat.trouble.clear()
