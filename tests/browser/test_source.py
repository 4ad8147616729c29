"""The passage behind a marker: found by mouse and keyboard, marked letter for letter, and never run."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Chat, until
from tests.ui import fakes


def test_a_marker_opens_its_passage_marked_in_its_section(chat: Chat) -> None:
    chat.ask(fakes.PAY).locator("a.cite").click()
    panel = chat.page.get_by_role("dialog", name=fakes.WUPPERTAL.title)
    expect(panel.locator("mark")).to_have_text(fakes.PAY_WUPPERTAL)
    parts = [panel.locator(part).text_content() or "" for part in (".before", "mark", ".after")]
    assert "".join(parts) == fakes.WUPPERTAL.text
    expect(panel.locator(".source-meta")).to_have_text("Erzieherin · Wuppertal · Stand: 12.03.2025")
    expect(panel.get_by_role("heading", level=3)).to_have_text(fakes.WUPPERTAL.heading)
    link = panel.get_by_role("link", name="Seite im Netz öffnen")
    expect(link).to_have_attribute("href", re.compile(f"^{re.escape(fakes.WUPPERTAL.url or '')}#:~:text=Zum%20Einstieg"))
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    assert chat.page.url == chat.base


def test_each_marker_opens_its_own_passage(chat: Chat) -> None:
    reply = chat.ask(fakes.COMPARE)
    for number, quote in ((0, fakes.PAY_WUPPERTAL), (1, fakes.PAY_BOCHUM)):
        reply.locator("a.cite").nth(number).click()
        expect(chat.page.locator("dialog.source mark")).to_have_text(quote)
    expect(chat.page.locator(".source-link")).to_be_hidden()


def test_a_marker_of_an_earlier_answer_still_opens_its_passage(chat: Chat) -> None:
    chat.ask(fakes.PAY)
    chat.ask(fakes.FOLLOW_UP)
    chat.replies.first.locator("a.cite").click()
    expect(chat.page.locator("dialog.source mark")).to_have_text(fakes.PAY_WUPPERTAL)


def test_a_line_of_the_source_list_opens_it_too(chat: Chat) -> None:
    chat.ask(fakes.PAY).locator("a.source-line").click()
    expect(chat.page.locator("dialog.source mark")).to_have_text(fakes.PAY_WUPPERTAL)


@pytest.mark.parametrize("width", [1280, 390])
def test_by_keyboard_alone_and_back_to_the_marker(open_chat: Callable[..., Chat], width: int) -> None:
    chat = open_chat(width)
    marker = chat.ask(fakes.PAY).locator("a.cite")
    expect(chat.question).to_be_focused()
    for _ in range(12):
        if marker.evaluate("element => element === document.activeElement"):
            break
        chat.page.keyboard.press("Shift+Tab")
    expect(marker).to_be_focused()
    chat.page.keyboard.press("Enter")
    expect(chat.page.get_by_role("heading", name=fakes.WUPPERTAL.title)).to_be_focused()
    chat.page.keyboard.press("Tab")
    expect(chat.page.get_by_role("button", name="Schließen")).to_be_focused()
    chat.page.keyboard.press("Escape")
    expect(chat.page.locator("dialog.source")).to_be_hidden()
    expect(marker).to_be_focused()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_close_button_gives_the_focus_back(open_chat: Callable[..., Chat], width: int) -> None:
    chat = open_chat(width)
    marker = chat.ask(fakes.PAY).locator("a.cite")
    marker.click()
    chat.page.get_by_role("button", name="Schließen").click()
    expect(chat.page.locator("dialog.source")).to_be_hidden()
    expect(marker).to_be_focused()


def test_on_a_phone_it_is_a_sheet_that_a_tap_beside_it_closes(open_chat: Callable[..., Chat]) -> None:
    chat = open_chat(390, 780)
    chat.ask(fakes.PAY).locator("a.cite").click()
    panel = chat.page.locator("dialog.source:modal")
    expect(panel.locator("mark")).to_be_in_viewport()
    chat.page.mouse.click(195, 10)
    expect(chat.page.locator("dialog.source")).to_be_hidden()


def test_on_a_phone_back_closes_the_sheet_and_then_leaves(open_chat: Callable[..., Chat]) -> None:
    chat = open_chat(390, 780)
    marker = chat.ask(fakes.PAY).locator("a.cite")
    entries = chat.page.evaluate("window.history.length")
    for close in (chat.page.go_back, lambda: chat.page.keyboard.press("Escape"), chat.page.get_by_role("button", name="Schließen").click):
        marker.click()
        expect(chat.page.locator("dialog.source")).to_be_visible()
        assert chat.page.evaluate("window.history.state") == {"source": True}
        close()
        expect(chat.page.locator("dialog.source")).to_be_hidden()
        expect(marker).to_be_focused()
        until(chat.page, "window.history.state === null")
    assert chat.page.evaluate("window.history.length") == entries + 1
    expect(chat.replies).to_have_count(1)


def test_back_from_a_page_that_was_read_leads_to_the_chat_without_a_dead_step(open_chat: Callable[..., Chat]) -> None:
    chat = open_chat(390, 780)
    chat.ask(fakes.PAY).locator("a.cite").click()
    chat.page.get_by_role("link", name="Ganze Seite lesen").click()
    expect(chat.page.locator("body.plain")).to_be_visible()
    chat.page.go_back()
    expect(chat.replies).to_have_count(1)
    expect(chat.page.locator("dialog.source")).to_be_hidden()
    until(chat.page, "window.history.state === null")


def test_a_marker_is_named_by_its_source(chat: Chat) -> None:
    expect(chat.ask(fakes.PAY).get_by_role("link", name=f"Quelle 1: {fakes.WUPPERTAL.title}")).to_have_class("cite")


def test_a_question_can_be_asked_beside_an_open_source(chat: Chat) -> None:
    chat.ask(fakes.PAY).locator("a.cite").click()
    expect(chat.page.locator("dialog.source")).to_be_visible()
    expect(chat.ask(fakes.FOLLOW_UP)).to_contain_text(fakes.PAY_BOCHUM)
    expect(chat.page.locator("dialog.source mark")).to_have_text(fakes.PAY_WUPPERTAL)


def test_a_new_conversation_closes_it(chat: Chat) -> None:
    chat.ask(fakes.PAY).locator("a.cite").click()
    chat.page.get_by_role("button", name="Neues Gespräch").click()
    expect(chat.page.locator("dialog.source")).to_be_hidden()


def test_hostile_text_is_shown_and_never_runs(chat: Chat) -> None:
    title = chat.page.title()
    reply = chat.ask(fakes.EVIL)
    expect(reply.locator(".statement")).to_contain_text(f"Das Zitat {fakes.HOSTILE}")
    expect(reply.locator(".chip").first).to_contain_text(fakes.HOSTILE)
    reply.locator("a.cite").click()
    panel = chat.page.locator("dialog.source")
    assert panel.locator("mark").text_content() == f"Das Zitat {fakes.HOSTILE}"
    assert panel.locator("h2").text_content() == fakes.BAD.title
    expect(panel.locator(".source-link")).to_be_hidden()
    expect(chat.page.locator("#chat img, #chat script, dialog.source img, dialog.source script, dialog.source p:not(.source-link) a")).to_have_count(0)
    # The suggestion asks exactly what is written on it, and the question is no markup either.
    reply.locator("button.asks").click()
    expect(chat.answer(1)).to_contain_text("Dazu geben die Seiten keine Auskunft.")
    expect(chat.page.locator("#chat .question").last).to_contain_text(f"Frage {fakes.HOSTILE}")
    assert chat.page.title() == title
