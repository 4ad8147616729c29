"""Two copies of the server behind a balancer that sends each request of a page to the other one: nothing of the chat needs both of a pair to reach the same."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from assistant.wording import say
from benchmarks.balancer import balanced
from tests.browser.conftest import HELD, HeldAssistant, serving, window
from tests.ui import fakes


@pytest.fixture(scope="module")
def copies() -> Iterator[tuple[str, HeldAssistant]]:
    """The address of the balancer, and the assistant of both copies."""
    assistant = HeldAssistant()
    # Each is a generator that stops its server when it is closed.
    first, second = serving(assistant), serving(assistant)
    with balanced([next(first), next(second)]) as balancer:
        yield f"{balancer.address}/", assistant
        assert len(balancer.passed) == 2 and min(balancer.passed.values()) > 10
    for each in (second, first):
        next(each, None)


def test_a_conversation_with_all_that_is_done_in_one(browser: Browser, copies: tuple[str, HeldAssistant]) -> None:
    with window(browser, copies[0], locale="de-DE") as chat:
        chat.open()
        expect(chat.ask(fakes.PAY).locator(".statement")).to_contain_text(fakes.PAY_WUPPERTAL)
        expect(chat.ask(fakes.FOLLOW_UP).locator(".statement")).to_contain_text(fakes.PAY_BOCHUM)
        chat.ask(fakes.COMPARE)
        # A chip of the first answer, which another copy has given.
        chat.page.locator("#remove-1-place-0").click()
        expect(chat.page.locator("#chat .question").last).to_contain_text(fakes.TASKS)
        chat.answer(3)
        chat.page.locator("#chat .sources a").first.click()
        expect(chat.page.locator("dialog.source mark")).to_have_text(fakes.PAY_WUPPERTAL)
        chat.page.keyboard.press("Escape")
        chat.page.locator("#top a.language").click()
        expect(chat.page.locator("html")).to_have_attribute("lang", "en")
        expect(chat.page.locator("#chat .question")).to_have_count(4)
        chat.page.reload()
        expect(chat.page.locator("#chat .question")).to_have_count(4)
        chat.ask(fakes.MISSING)
        for path in ("seiten", "api", "en/pages"):
            assert chat.page.request.get(chat.base + path).status == 200


def test_an_answer_that_another_copy_is_writing_does_not_come_into_the_next_conversation(browser: Browser, copies: tuple[str, HeldAssistant]) -> None:
    base, assistant = copies
    with window(browser, base, locale="de-DE") as chat:
        chat.open()
        chat.ask(fakes.PAY)
        chat.question.fill(HELD)
        chat.question.press("Enter")
        expect(chat.page.locator("#chat .question")).to_have_count(2)
        chat.page.locator("#new").click()
        expect(chat.status).to_have_text(say("de", "chat.cleared"))
        assistant.released.set()
        expect(chat.ask(fakes.TASKS).locator(".statement")).to_have_count(3)
        expect(chat.page.locator("#chat .question")).to_have_count(1)
