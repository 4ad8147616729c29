"""Conversations are kept in the visitor's browser alone: found again, renamed, deleted, taken along."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from assistant.wording import say
from tests.browser.conftest import HELD, Chat, HeldAssistant
from tests.ui import fakes


def conversations(chat: Chat) -> Locator:
    """The opened list of conversations."""
    chat.page.get_by_role("button", name="Gespräche").click()
    return chat.page.get_by_role("dialog", name="Ihre Gespräche")


def kept(chat: Chat) -> list[list[str]]:
    """The questions of each conversation in the browser's store, newest first."""
    script = "JSON.parse(localStorage.getItem('berufslotse.conversations') || '[]').map((one) => one.turns.map((turn) => turn.question))"
    found: list[list[str]] = chat.page.evaluate(script)
    return found


def test_a_reload_brings_the_conversation_back_and_it_goes_on(chat: Chat) -> None:
    chat.ask(fakes.PAY)
    chat.page.reload()
    expect(chat.replies).to_have_count(1)
    chat.replies.first.locator("a.cite").click()
    expect(chat.page.locator("dialog.source mark")).to_have_text(fakes.PAY_WUPPERTAL)
    chat.page.keyboard.press("Escape")
    expect(chat.ask(fakes.FOLLOW_UP)).to_contain_text("aus dem Gespräch")


def test_an_earlier_conversation_is_opened_again(chat: Chat) -> None:
    chat.ask(fakes.PAY)
    chat.page.get_by_role("button", name="Neues Gespräch").click()
    expect(chat.replies).to_have_count(0)
    chat.ask(fakes.OFF_TOPIC)
    conversations(chat).get_by_role("button", name=fakes.PAY).click()
    expect(chat.replies).to_have_count(1)
    expect(chat.replies.first).to_contain_text(fakes.PAY_WUPPERTAL)


def test_one_is_renamed_and_deleted_and_all_are_deleted(chat: Chat) -> None:
    chat.ask(fakes.PAY)
    chat.page.get_by_role("button", name="Neues Gespräch").click()
    expect(chat.replies).to_have_count(0)
    chat.ask(fakes.OFF_TOPIC)
    shown = conversations(chat)
    first = shown.get_by_role("listitem").filter(has_text=fakes.PAY)
    first.get_by_role("button", name="Umbenennen").click()
    shown.get_by_role("textbox", name="Umbenennen").fill("Kita")
    chat.page.keyboard.press("Enter")
    expect(shown.get_by_role("button", name="Kita", exact=True)).to_be_visible()
    renamed = shown.get_by_role("listitem").filter(has_text="Kita")
    renamed.get_by_role("button", name="Löschen").click()
    renamed.get_by_role("button", name="Wirklich löschen").click()
    expect(shown.get_by_role("listitem")).to_have_count(1)
    expect(shown.get_by_role("status")).to_have_text("Das Gespräch ist gelöscht.")
    shown.get_by_role("button", name="Alle löschen").click()
    shown.get_by_role("button", name="Wirklich alle löschen").click()
    expect(shown.get_by_role("listitem")).to_have_count(0)
    expect(shown.get_by_role("status")).to_have_text("Alle Gespräche sind gelöscht.")
    assert chat.page.evaluate("localStorage.getItem('berufslotse.conversations')") is None
    chat.page.reload()
    expect(chat.page.locator("#welcome")).to_be_visible()


def test_a_store_that_was_tampered_with_breaks_nothing(chat: Chat) -> None:
    chat.ask(fakes.PAY)
    chat.page.evaluate("""() => {
        const all = JSON.parse(localStorage.getItem('berufslotse.conversations'));
        all[0].turns[0].answer.text = '';
        localStorage.setItem('berufslotse.conversations', JSON.stringify(all));
    }""")
    chat.page.reload()
    expect(chat.status).to_have_text("Dieses Gespräch lässt sich nicht mehr anzeigen.")
    assert chat.page.evaluate("sessionStorage.getItem('berufslotse.open')") is None
    expect(chat.ask(fakes.TASKS).locator(".statement")).to_have_count(3)
    assert kept(chat) == [[fakes.TASKS], [fakes.PAY]], "what could not be shown is still there"


def test_a_conversation_that_goes_on_in_two_tabs_becomes_two(chat: Chat) -> None:
    chat.ask(fakes.PAY)
    with chat.page.expect_popup() as opened:
        chat.page.evaluate("window.open(location.href)")
    twin = Chat(opened.value, chat.base)
    expect(twin.replies).to_have_count(1)
    twin.ask(fakes.TASKS)
    chat.ask(fakes.COMPARE)
    chat.ask(fakes.OFF_TOPIC)
    assert kept(chat) == [[fakes.PAY, fakes.COMPARE, fakes.OFF_TOPIC], [fakes.PAY, fakes.TASKS]]


@pytest.mark.parametrize("buttons", [("Löschen", "Wirklich löschen"), ("Alle löschen", "Wirklich alle löschen")])
def test_what_is_deleted_in_another_window_goes_from_this_one_and_is_not_kept_again(chat: Chat, buttons: tuple[str, str]) -> None:
    chat.ask(fakes.PAY)
    with chat.page.expect_popup() as opened:
        chat.page.evaluate("window.open(location.href)")
    other = Chat(opened.value, chat.base)
    expect(other.replies).to_have_count(1)
    chat.question.fill("Was ich gerade")
    shown = conversations(other)
    for button in buttons:
        shown.get_by_role("button", name=button, exact=True).click()
    expect(chat.replies).to_have_count(0)
    expect(chat.status).to_have_text(say("de", "chat.deleted_elsewhere"))
    expect(chat.question).to_have_value("Was ich gerade")
    assert kept(chat) == []
    chat.ask(fakes.TASKS)
    assert kept(chat) == [[fakes.TASKS]]
    chat.page.reload()
    expect(chat.page.locator("#chat .question")).to_have_count(1)


def test_with_a_deleted_conversation_goes_the_answer_that_was_awaited_in_it(chat: Chat, held: HeldAssistant) -> None:
    chat.ask(fakes.PAY)
    with chat.page.expect_popup() as opened:
        chat.page.evaluate("window.open(location.href)")
    other = Chat(opened.value, chat.base)
    expect(other.replies).to_have_count(1)
    held.released.clear()
    chat.question.fill(HELD)
    chat.question.press("Enter")
    expect(chat.status).to_have_text(say("de", "chat.waiting"))
    shown = conversations(other)
    for button in ("Alle löschen", "Wirklich alle löschen"):
        shown.get_by_role("button", name=button, exact=True).click()
    expect(chat.status).to_have_text(say("de", "chat.deleted_elsewhere"))
    held.released.set()
    chat.ask(fakes.TASKS)
    assert kept(chat) == [[fakes.TASKS]]


def test_opening_a_conversation_drops_the_answer_that_was_awaited_in_another(chat: Chat, held: HeldAssistant) -> None:
    chat.ask(fakes.PAY)
    chat.page.get_by_role("button", name="Neues Gespräch").click()
    expect(chat.page.locator(".welcome")).to_be_visible()
    held.released.clear()
    chat.question.fill(HELD)
    chat.question.press("Enter")
    expect(chat.status).to_have_text(say("de", "chat.waiting"))
    conversations(chat).get_by_role("button", name=fakes.PAY, exact=True).click()
    expect(chat.replies.first).to_contain_text(fakes.PAY_WUPPERTAL)
    held.released.set()
    chat.ask(fakes.TASKS)
    assert kept(chat) == [[fakes.PAY, fakes.TASKS]]


def test_a_window_that_did_not_hear_of_it_does_not_keep_it_again_either(chat: Chat) -> None:
    chat.ask(fakes.PAY)
    # The window that changes the store itself is told nothing.
    chat.page.evaluate("localStorage.removeItem('berufslotse.conversations')")
    chat.question.fill(fakes.TASKS)
    chat.question.press("Enter")
    expect(chat.status).to_have_text(say("de", "chat.deleted_elsewhere"))
    expect(chat.replies).to_have_count(0)
    assert kept(chat) == []


def test_a_long_question_gives_its_first_words_as_a_name(chat: Chat) -> None:
    chat.ask("Welche Voraussetzungen braucht eine Erzieherin in Wuppertal, wenn sie aus dem Ausland kommt?")
    names = chat.page.evaluate("JSON.parse(localStorage.getItem('berufslotse.conversations')).map((one) => one.name)")
    assert names == ["Welche Voraussetzungen braucht eine Erzieherin in …"]


def test_a_list_without_conversations_says_so(chat: Chat) -> None:
    expect(conversations(chat).get_by_role("status")).to_have_text("Es ist kein Gespräch gespeichert.")


@pytest.mark.parametrize("buttons", [("Löschen", "Wirklich löschen"), ("Alle löschen", "Wirklich alle löschen")])
def test_what_is_deleted_goes_from_the_page_too(chat: Chat, buttons: tuple[str, str]) -> None:
    chat.ask(fakes.PAY)
    shown = conversations(chat)
    for button in buttons:
        shown.get_by_role("button", name=button, exact=True).click()
    expect(chat.replies).to_have_count(0)
    shown.get_by_role("button", name="Schließen").click()
    chat.ask(fakes.TASKS)
    assert kept(chat) == [[fakes.TASKS]]


def test_two_visitors_do_not_see_each_other(open_chat: Callable[..., Chat]) -> None:
    one, other = open_chat(), open_chat()
    one.ask(fakes.PAY)
    expect(conversations(other).get_by_role("listitem")).to_have_count(0)


def test_a_conversation_is_saved_as_markdown(chat: Chat, tmp_path: Path) -> None:
    chat.ask(fakes.PAY)
    chat.page.get_by_role("button", name="Speichern oder drucken").click()
    with chat.page.expect_download() as download:
        chat.page.get_by_role("button", name="Als Textdatei (Markdown)").click()
    assert download.value.suggested_filename == "berufslotse-gespraech.md"
    download.value.save_as(tmp_path / "gespraech.md")
    assert f"> {fakes.PAY_WUPPERTAL}" in (tmp_path / "gespraech.md").read_text(encoding="utf-8")


def test_on_paper_stand_the_quotes_and_no_buttons(chat: Chat) -> None:
    chat.ask(fakes.COMPARE)
    chat.page.emulate_media(media="print")
    expect(chat.page.locator("ul.on-paper")).to_contain_text(f"„{fakes.PAY_WUPPERTAL}“")
    expect(chat.page.locator(".downloads")).to_be_hidden()
    expect(chat.question).to_be_hidden()
    expect(chat.page.locator(".top-links")).to_be_hidden()


def test_a_question_in_the_address_stands_in_the_box_and_is_not_asked(open_chat: Callable[..., Chat]) -> None:
    chat = open_chat(path=f"?frage={fakes.PAY.replace(' ', '%20')}")
    expect(chat.question).to_have_value(fakes.PAY)
    expect(chat.question).to_be_focused()
    assert "frage" not in chat.page.url
    expect(chat.replies).to_have_count(0)
    chat.question.press("Enter")
    expect(chat.answer(0)).to_contain_text(fakes.PAY_WUPPERTAL)


def test_a_question_in_the_address_comes_after_the_conversation_that_is_open(chat: Chat) -> None:
    chat.ask(fakes.PAY)
    chat.open(f"?frage={fakes.TASKS.replace(' ', '%20')}")
    expect(chat.replies).to_have_count(1)
    expect(chat.question).to_have_value(fakes.TASKS)
    chat.question.press("Enter")
    expect(chat.answer(1).locator(".statement")).to_have_count(3)
    assert kept(chat) == [[fakes.PAY, fakes.TASKS]]


def test_a_question_that_was_being_answered_stands_in_the_box_after_a_reload(chat: Chat, held: HeldAssistant) -> None:
    held.released.clear()
    chat.question.fill(HELD)
    chat.question.press("Enter")
    expect(chat.status).to_have_text(say("de", "chat.waiting"))
    chat.page.reload()
    expect(chat.question).to_have_value(HELD)
    # Gradio complains of the stream that the reload cut off.
    assert all("console: " in each for each in chat.trouble)
    chat.trouble.clear()
    expect(chat.replies).to_have_count(0)
    held.released.set()
    chat.question.press("Enter")
    expect(chat.answer(0)).to_contain_text("Dazu geben die Seiten keine Auskunft.")
    chat.page.reload()
    expect(chat.replies).to_have_count(1)
    expect(chat.question).to_have_value("")
