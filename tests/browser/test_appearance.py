"""Light and dark, in both languages, wide and narrow: nothing that axe finds, nothing cut off, and the choice is remembered."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import Chat
from tests.ui import fakes

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}


def faults(chat: Chat) -> list[str]:
    """What axe finds on the page as it is, each with where."""
    found = Axe().run(chat.page, options=RULES).response["violations"]
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


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
    assert faults(chat) == []
    for question in (fakes.PAY, fakes.FOLLOW_UP, fakes.COMPARE, fakes.MISSING):
        chat.ask(question)
    assert faults(chat) == []
    chat.replies.first.locator("a.cite").click()
    expect(chat.page.locator("dialog.source mark")).to_be_visible()
    assert faults(chat) == []
    chat.page.keyboard.press("Escape")
    for opener in ("#exchange-1-place-0", "#open-history", "#take-along"):
        chat.page.locator(opener).click()
        assert faults(chat) == []
        assert chat.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        chat.page.keyboard.press("Escape")
