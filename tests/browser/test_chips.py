"""What was understood can be exchanged or taken away with a click, and by keyboard."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Chat
from tests.ui import fakes


@pytest.mark.parametrize("width", [1280, 360])
def test_a_chip_offers_the_other_values_and_asks_for_the_one_chosen(open_chat: Callable[..., Chat], width: int) -> None:
    chat = open_chat(width)
    chat.ask(fakes.PAY)
    chat.ask(fakes.FOLLOW_UP).get_by_role("button", name="Ort: Bochum").click()
    choices = chat.page.get_by_role("dialog", name="Für welchen Ort?")
    choices.get_by_role("button", name="Wuppertal").click()
    expect(choices).to_be_hidden()
    expect(chat.answer(2)).to_contain_text(fakes.PAY_WUPPERTAL)
    expect(chat.page.locator("#chat .question").last).to_contain_text(fakes.PAY)


def test_a_chip_that_is_taken_away_asks_without_it(chat: Chat) -> None:
    chat.ask(fakes.PAY).get_by_role("button", name="Gehalt weglassen").click()
    chat.answer(1)
    expect(chat.page.locator("#chat .question").last).to_contain_text(fakes.TASKS)
    # Nothing comes back from the turn before.
    expect(chat.replies.last.locator(".chip.carried")).to_have_count(0)


def test_by_keyboard_and_back_to_the_chip(chat: Chat) -> None:
    chip = chat.ask(fakes.PAY).get_by_role("button", name="Thema: Gehalt")
    chip.focus()
    chat.page.keyboard.press("Enter")
    choices = chat.page.get_by_role("dialog", name="Was möchten Sie wissen?")
    expect(choices.get_by_role("button", name="Aufgaben")).to_be_visible()
    chat.page.keyboard.press("Escape")
    expect(choices).to_be_hidden()
    expect(chip).to_be_focused()
