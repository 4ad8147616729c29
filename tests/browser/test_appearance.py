"""Light and dark, in both languages, wide and narrow: nothing that axe finds, nothing cut off, and the choice is remembered."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import faults, fits, obstructed
from tests.browser.conftest import Chat
from tests.ui import fakes


def test_the_choice_is_remembered(chat: Chat) -> None:
    expect(chat.page.locator("body")).not_to_have_class("dark")
    chat.page.get_by_role("button", name="Dunkel").click()
    chat.page.reload()
    expect(chat.page.get_by_role("button", name="Hell")).to_be_visible()
    assert chat.page.evaluate("document.body.classList.contains('dark')")


@pytest.mark.parametrize("path", ["", "en/"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing(open_chat: Callable[..., Chat], path: str, dark: bool, width: int) -> None:
    chat = open_chat(width, 800, path)
    chat.page.evaluate("dark => { localStorage.setItem('berufslotse.appearance', dark ? 'dark' : 'light'); }", dark)
    chat.page.reload()
    expect(chat.question).to_be_visible()
    assert faults(chat.page) == []
    assert obstructed(chat.page) == []
    for question in (fakes.PAY, fakes.FOLLOW_UP, fakes.COMPARE, fakes.MISSING):
        chat.ask(question)
    assert faults(chat.page) == []
    assert obstructed(chat.page) == []
    chat.replies.first.locator("a.cite").click()
    expect(chat.page.locator("dialog.source mark")).to_be_visible()
    assert faults(chat.page) == []
    assert obstructed(chat.page) == []
    chat.page.keyboard.press("Escape")
    for opener in ("#exchange-1-place-0", "#open-history", "#take-along"):
        chat.page.locator(opener).click()
        assert faults(chat.page) == []
        assert obstructed(chat.page) == []
        assert fits(chat.page)
        chat.page.keyboard.press("Escape")
