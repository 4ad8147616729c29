"""Conversations are kept in the visitor's browser alone: found again, renamed, deleted, taken along."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Chat
from tests.ui import fakes

# As in test_conversation.py.
pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def conversations(chat: Chat) -> Locator:
    """The opened list of conversations."""
    chat.page.get_by_role("button", name="Gespräche").click()
    return chat.page.get_by_role("dialog", name="Ihre Gespräche")


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
    shown.get_by_role("button", name="Alle löschen").click()
    shown.get_by_role("button", name="Wirklich alle löschen").click()
    expect(shown.get_by_role("listitem")).to_have_count(0)
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
    expect(chat.ask(fakes.PAY)).to_contain_text(fakes.PAY_WUPPERTAL)


def test_two_visitors_do_not_see_each_other(open_chat: Callable[..., Chat]) -> None:
    one, other = open_chat(), open_chat()
    one.ask(fakes.PAY)
    expect(conversations(other).get_by_role("listitem")).to_have_count(0)


def test_the_other_language_keeps_the_conversation(chat: Chat) -> None:
    chat.ask(fakes.PAY)
    chat.page.get_by_role("link", name="English").click()
    expect(chat.page.locator("html")).to_have_attribute("lang", "en")
    expect(chat.replies.first).to_contain_text(fakes.PAY_WUPPERTAL)
    expect(chat.page.get_by_role("button", name="Conversations")).to_be_visible()


def test_a_conversation_is_saved_as_markdown(chat: Chat, tmp_path: Path) -> None:
    chat.ask(fakes.PAY)
    chat.page.get_by_role("button", name="Mitnehmen").click()
    with chat.page.expect_download() as download:
        chat.page.get_by_role("button", name="Als Textdatei (Markdown)").click()
    assert download.value.suggested_filename == "berufslotse-gespraech.md"
    download.value.save_as(tmp_path / "gespraech.md")
    assert f"> {fakes.PAY_WUPPERTAL}" in (tmp_path / "gespraech.md").read_text(encoding="utf-8")


def test_on_paper_stand_the_quotes_and_no_buttons(chat: Chat) -> None:
    chat.ask(fakes.PAY)
    chat.page.emulate_media(media="print")
    expect(chat.page.locator(".on-paper")).to_contain_text(f"„{fakes.PAY_WUPPERTAL}“")
    expect(chat.question).to_be_hidden()
    expect(chat.page.locator(".top-links")).to_be_hidden()


def test_a_question_in_the_address_is_asked(open_chat: Callable[..., Chat]) -> None:
    chat = open_chat(path=f"?frage={fakes.PAY.replace(' ', '%20')}")
    expect(chat.answer(0)).to_contain_text(fakes.PAY_WUPPERTAL)
    assert "frage" not in chat.page.url


def test_the_language_that_was_chosen_is_remembered(chat: Chat) -> None:
    chat.page.get_by_role("link", name="English").click()
    expect(chat.page.locator("html")).to_have_attribute("lang", "en")
    chat.page.goto(chat.base)
    expect(chat.page.get_by_role("button", name="Conversations")).to_be_visible()
    chat.page.get_by_role("link", name="Deutsch").click()
    expect(chat.page.get_by_role("button", name="Gespräche")).to_be_visible()
    chat.page.reload()
    expect(chat.page.get_by_role("button", name="Gespräche")).to_be_visible()
