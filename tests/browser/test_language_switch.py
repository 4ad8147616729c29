"""The language is switched in place: nothing is loaded anew, nothing that was typed or said is lost, and the choice is remembered."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from assistant.types import Answer, Outcome, Slots
from assistant.wording import Language, say
from tests.browser.accessibility import faults, fits
from tests.browser.conftest import HELD, Chat, HeldAssistant, serving
from tests.ui import fakes

NEITHER = "IT Manager Essen"
"""A question whose words tell no language."""
GERMAN = ["Quelle", "Hilfreich", "Gespräch", "Verstanden", "Beruf:", "Ort:", "Stand:", "Speichern", "Schließen", "Fragen Sie", "Tabelle", "Diagramm", "Spannen"]
"""What the page says in German around answers, and nowhere else."""


EXAMPLES: dict[Language, str] = {"de": "Was macht man im Handwerk?", "en": "What do people do in the trades?"}


class Bilingual(HeldAssistant):
    """Has an example in each language, and declines in the one that it is asked in."""

    def examples(self, language: Language = "de") -> tuple[str, ...]:
        """One question."""
        return (EXAMPLES[language],)

    def ask(self, question: str, before: Slots | None = None, language: Language = "de") -> Answer:
        """The fixed answer, or the language's own refusal."""
        answer = super().ask(question, before, language)
        return answer.model_copy(update={"text": say(language, "chat.welcome_plain")}) if answer.outcome is Outcome.OFF_TOPIC else answer


@pytest.fixture(scope="module")
def held() -> HeldAssistant:
    """The assistant behind these pages."""
    return Bilingual()


@pytest.fixture(scope="module")
def base(held: HeldAssistant) -> Iterator[str]:
    """The address of its chat."""
    yield from serving(held)


@pytest.fixture
def chat(open_chat: Callable[..., Chat]) -> Chat:
    """The chat in a wide window, marked, so that a page that was loaded anew is told by the mark that it lacks."""
    return marked(open_chat())


def marked(chat: Chat) -> Chat:
    """The same page, which would lose its mark by being loaded."""
    chat.page.evaluate("window.marked = true")
    return chat


def is_the_same(page: Page) -> bool:
    """Whether the page was not loaded since it was marked."""
    return bool(page.evaluate("window.marked === true"))


def switch(chat: Chat, name: str = "English") -> None:
    """Click the switch and wait until the page speaks the other language."""
    chat.page.get_by_role("link", name=name, exact=True).click()
    arrived(chat, "en" if name == "English" else "de")


def arrived(chat: Chat, language: Language) -> None:
    """Wait until the page speaks a language, all of it."""
    expect(chat.page.locator("html")).to_have_attribute("lang", language)
    expect(chat.page.locator("#ask textarea")).to_have_attribute("placeholder", say(language, "chat.placeholder"))
    expect(chat.page.locator("body.switching")).to_have_count(0)


def test_the_first_view_changes_and_changes_back(chat: Chat) -> None:
    switch(chat)
    expect(chat.page.get_by_role("heading", level=2)).to_have_text("What would you like to know about an occupation?")
    expect(chat.page.locator(".basis")).to_contain_text("every statement with its source")
    expect(chat.page.locator("button.asks")).to_have_text([EXAMPLES["en"]])
    expect(chat.page.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    expect(chat.page.get_by_role("link", name="Read the pages")).to_have_attribute("href", "/en/pages")
    expect(chat.status).to_have_text("The page is now in English.")
    assert (chat.page.title(), chat.page.url) == (say("en", "chat.page_title"), f"{chat.base}en/")
    switch(chat, "Deutsch")
    expect(chat.page.get_by_role("heading", level=2)).to_have_text("Was möchten Sie über einen Beruf wissen?")
    expect(chat.status).to_have_text("Die Seite ist jetzt auf Deutsch.")
    expect(chat.page.locator("button.asks")).to_have_text([EXAMPLES["de"]])
    assert (chat.page.title(), chat.page.url) == (say("de", "chat.page_title"), chat.base)
    assert is_the_same(chat.page)


def test_in_the_middle_of_a_conversation_all_but_the_answers_changes(chat: Chat) -> None:
    for question in (fakes.PAY, fakes.FOLLOW_UP, fakes.COMPARE, fakes.MISSING):
        chat.ask(question)
    chat.question.fill("Was ich gerade")
    switch(chat)
    expect(chat.question).to_have_value("Was ich gerade")
    expect(chat.replies).to_have_count(4)
    expect(chat.replies.first).to_contain_text(fakes.PAY_WUPPERTAL)
    expect(chat.replies.first.locator("[lang=de]").first).to_have_text(fakes.PAY_WUPPERTAL)
    expect(chat.replies.nth(1)).to_contain_text("from the conversation")
    expect(chat.replies.nth(2)).to_contain_text("Table as CSV")
    expect(chat.replies.nth(2).locator("thead th[lang=de]")).to_have_text(["Seite", "Am Anfang", "Mit Erfahrung"])
    expect(chat.replies.nth(2).locator(".range-caption[lang=de]")).to_have_text("Spannen in Euro im Monat")
    expect(chat.replies.nth(2).locator(".range-told[lang=de]")).to_have_text(["3.050–3.300 €", "rund 3.100 €"])
    around = chat.page.evaluate("""() => {
        const copy = document.querySelector('.gradio-container').cloneNode(true);
        copy.querySelectorAll('[lang=de], mark').forEach((part) => part.remove());
        const said = [...copy.querySelectorAll('[title], [aria-label]')].filter((part) => !part.closest('.icon-button-wrapper'));
        return copy.textContent + said.map((part) => `${part.title} ${part.getAttribute('aria-label')}`).join(' ');
    }""")
    assert [word for word in GERMAN if word in around] == []
    assert is_the_same(chat.page)


def test_the_next_answer_is_in_the_new_language_and_knows_the_conversation(chat: Chat) -> None:
    chat.ask(fakes.PAY)
    switch(chat)
    expect(chat.ask(fakes.FOLLOW_UP)).to_contain_text("from the conversation")
    expect(chat.status).to_have_text("Answer ready: 1 source.")
    expect(chat.ask(NEITHER)).to_contain_text("What would you like to know?")
    switch(chat, "Deutsch")
    expect(chat.replies.last).to_contain_text("What would you like to know?")
    expect(chat.replies.last.locator("p[lang=en]")).to_have_text("What would you like to know?")
    expect(chat.ask(NEITHER)).to_contain_text("Was möchten Sie wissen?")


def test_the_choice_is_remembered_and_the_address_follows_it(chat: Chat) -> None:
    chat.ask(fakes.PAY)
    switch(chat)
    chat.page.reload()
    expect(chat.page.get_by_role("button", name="Conversations")).to_be_visible()
    expect(chat.replies).to_contain_text([fakes.PAY_WUPPERTAL])
    assert chat.page.url == f"{chat.base}en/"
    # Another visit, at the address of the other language.
    chat.page.goto(chat.base)
    arrived(chat, "en")
    expect(chat.page.get_by_role("button", name="Conversations")).to_be_visible()
    switch(chat, "Deutsch")
    chat.page.reload()
    expect(chat.page.get_by_role("button", name="Gespräche")).to_be_visible()


def test_an_open_source_stays_open_and_speaks_the_new_language(chat: Chat) -> None:
    chat.ask(fakes.PAY)
    chat.replies.first.locator("a.cite").click()
    panel = chat.page.get_by_role("dialog", name=fakes.WUPPERTAL.title)
    expect(panel.locator(".source-meta")).to_have_text("Erzieherin · Wuppertal · Stand: 12.03.2025")
    switch(chat)
    expect(panel).to_be_visible()
    expect(panel.locator(".source-kicker")).to_have_text("Source 1")
    expect(panel.locator(".source-meta")).to_have_text("Erzieherin · Wuppertal · As of 2025-03-12")
    expect(panel.locator("mark")).to_have_text(fakes.PAY_WUPPERTAL)
    expect(panel.get_by_role("link", name="Read the whole page")).to_have_attribute("href", "/en/page?id=erzieherin_wuppertal.txt")
    expect(chat.page.locator("#chat a.cite.shown")).to_have_count(1)
    panel.get_by_role("button", name="Close").click()
    expect(chat.page.locator("#chat a.cite")).to_be_focused()


def test_the_dialogs_and_the_history_speak_the_new_language(chat: Chat) -> None:
    chat.ask(fakes.PAY)
    switch(chat)
    chat.page.get_by_role("button", name="Conversations").click()
    kept = chat.page.get_by_role("dialog", name="Your conversations")
    expect(kept.get_by_role("button", name="Rename")).to_be_visible()
    kept.get_by_role("button", name="Close").click()
    chat.page.get_by_role("button", name="Save or print").click()
    with chat.page.expect_download() as download:
        chat.page.get_by_role("button", name="As a text file (Markdown)").click()
    assert "Saved on" in download.value.path().read_text(encoding="utf-8")
    chat.page.locator("#exchange-1-place-0").click()
    expect(chat.page.get_by_role("dialog", name=say("en", "chips.title.place"))).to_be_visible()
    chat.page.keyboard.press("Escape")
    chat.page.get_by_role("button", name="New conversation").click()
    expect(chat.page.get_by_role("heading", level=2)).to_have_text("What would you like to know about an occupation?")
    expect(chat.ask(fakes.PAY).get_by_text("Sources", exact=True)).to_be_visible()
    expect(chat.page.get_by_role("button", name="New conversation")).to_be_visible()


def test_an_answer_that_is_being_written_is_finished_first(chat: Chat, held: HeldAssistant) -> None:
    held.released.clear()
    chat.question.fill(HELD)
    chat.question.press("Enter")
    expect(chat.status).to_have_text(say("de", "chat.waiting"))
    chat.page.get_by_role("link", name="English").click()
    expect(chat.status).to_have_text(say("de", "chat.language.waits"))
    chat.question.fill("noch nicht gefragt")
    held.released.set()
    arrived(chat, "en")
    expect(chat.answer(0)).to_contain_text("Was möchten Sie wissen?")
    expect(chat.status).to_have_text("The page is now in English.")
    expect(chat.question).to_have_value("noch nicht gefragt")
    expect(chat.ask(NEITHER)).to_contain_text("What would you like to know?")
    expect(chat.page.locator("#chat .question")).to_have_count(2)
    assert is_the_same(chat.page)


def test_a_question_that_is_asked_at_the_same_moment_is_answered_and_drawn_in_the_new_language(chat: Chat) -> None:
    chat.question.fill(fakes.PAY)
    chat.page.evaluate("""() => {
        const box = document.querySelector('#ask textarea');
        box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
        box.dispatchEvent(new KeyboardEvent('keypress', { key: 'Enter', bubbles: true }));
        document.querySelector('#top a.language').click();
    }""")
    arrived(chat, "en")
    expect(chat.answer(0)).to_contain_text(fakes.PAY_WUPPERTAL)
    expect(chat.replies.first.get_by_text("Sources", exact=True)).to_be_visible()


def test_who_switches_back_at_once_gets_what_was_clicked_last(chat: Chat) -> None:
    chat.ask(fakes.PAY)
    chat.page.evaluate("""() => {
        const link = document.querySelector('#top a.language');
        new MutationObserver((_, seen) => { seen.disconnect(); link.click(); }).observe(link, { attributeFilter: ['hreflang'] });
        link.click();
    }""")
    expect(chat.status).to_have_text("Die Seite ist jetzt auf Deutsch.")
    arrived(chat, "de")
    expect(chat.page.get_by_role("link", name="English")).to_be_visible()
    expect(chat.replies.first.get_by_text("Quellen", exact=True)).to_be_visible()


def test_by_keyboard_the_focus_stays_on_the_switch(chat: Chat) -> None:
    chat.page.get_by_role("link", name="English").focus()
    chat.page.keyboard.press("Enter")
    arrived(chat, "en")
    expect(chat.page.get_by_role("link", name="Deutsch")).to_be_focused()
    expect(chat.page.get_by_role("link", name="Deutsch")).to_have_attribute("lang", "de")
    chat.page.keyboard.press("Enter")
    arrived(chat, "de")
    expect(chat.page.get_by_role("link", name="English")).to_be_focused()
    assert is_the_same(chat.page)


@pytest.mark.parametrize("how", ["Control", "middle"])
def test_in_a_window_of_its_own_it_is_a_link(chat: Chat, how: str) -> None:
    chat.page.evaluate("localStorage.setItem('berufslotse.language', 'de')")
    with chat.page.context.expect_page() as opened:
        link = chat.page.get_by_role("link", name="English")
        if how == "middle":
            link.click(button="middle")
        else:
            link.click(modifiers=["Control"])
    expect(opened.value.get_by_role("button", name="Conversations")).to_be_visible()
    expect(chat.page.locator("html")).to_have_attribute("lang", "de")


def test_one_visitor_switches_and_the_other_does_not(open_chat: Callable[..., Chat]) -> None:
    one, other = open_chat(), open_chat()
    switch(one)
    expect(other.ask(NEITHER)).to_contain_text("Was möchten Sie wissen?")
    expect(other.page.get_by_role("button", name="Neues Gespräch")).to_be_visible()
    expect(one.ask(NEITHER)).to_contain_text("What would you like to know?")


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_after_it_and_nothing_scrolls_sideways(open_chat: Callable[..., Chat], width: int) -> None:
    chat = marked(open_chat(width, 780))
    chat.ask(fakes.COMPARE)
    chat.ask(fakes.MISSING)
    switch(chat)
    assert is_the_same(chat.page)
    assert fits(chat.page)
    assert faults(chat.page) == []
    chat.replies.first.locator("a.cite").first.click()
    expect(chat.page.locator("dialog.source .source-kicker")).to_have_text("Source 1")
    assert faults(chat.page) == []
