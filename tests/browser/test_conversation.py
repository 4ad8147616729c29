"""A conversation in the browser: asking, waiting, being refused, following up, beginning anew."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from assistant.wording import say
from tests.browser.conftest import HELD, Chat, HeldAssistant
from tests.ui import fakes
from ui.answering import AT_ONCE


def test_the_first_view_says_what_this_is(chat: Chat) -> None:
    expect(chat.page.get_by_role("heading", level=1)).to_have_text("Berufslotse")
    expect(chat.page.locator(".basis")).to_contain_text("jede Aussage mit Beleg")
    expect(chat.page.get_by_role("heading", level=2)).to_have_text("Was möchten Sie über einen Beruf wissen?")
    assert chat.page.locator("button.asks").all_text_contents() == [fakes.PAY, fakes.TASKS, fakes.COMPARE]
    assert chat.page.evaluate("document.documentElement.lang") == "de"


def test_an_example_is_asked_with_a_click(chat: Chat) -> None:
    chat.page.get_by_role("button", name=fakes.PAY).click()
    expect(chat.answer(0)).to_contain_text(fakes.PAY_WUPPERTAL)
    expect(chat.status).to_have_text("Antwort fertig: 1 Quelle.")
    expect(chat.page.locator(".welcome")).to_have_count(0)
    expect(chat.question).to_be_focused()


def test_a_question_is_asked_with_the_button(chat: Chat) -> None:
    chat.question.fill(fakes.TASKS)
    chat.page.get_by_role("button", name="Fragen", exact=True).click()
    expect(chat.answer(0).locator(".statement")).to_have_count(3)
    expect(chat.status).to_have_text("Antwort fertig: 3 Quellen.")
    expect(chat.question).to_have_value("")


def test_a_refusal_offers_a_question_that_is_answered(chat: Chat) -> None:
    refusal = chat.ask(fakes.MISSING)
    expect(refusal).to_contain_text("Zu Hamburg liegt keine Seite vor.")
    expect(refusal.locator("a")).to_have_count(0)
    refusal.get_by_role("button", name=fakes.PAY).click()
    expect(chat.answer(1)).to_contain_text(fakes.PAY_WUPPERTAL)


def test_a_follow_up_shows_what_was_carried_over(chat: Chat) -> None:
    chat.ask(fakes.PAY)
    reply = chat.ask(fakes.FOLLOW_UP)
    expect(reply.locator("li.chip .chip-exchange")).to_have_text(["Beruf: Erzieherin aus dem Gespräch", "Ort: Bochum", "Thema: Gehalt aus dem Gespräch"])
    expect(reply).to_contain_text("Verstanden als: Was verdient eine Erzieherin in Bochum?")


def test_a_new_conversation_forgets_the_one_before(chat: Chat) -> None:
    chat.ask(fakes.PAY)
    chat.page.get_by_role("button", name="Neues Gespräch").click()
    expect(chat.page.locator(".welcome")).to_be_visible()
    expect(chat.page.locator("#chat")).to_have_count(0)
    # Without the turn before, the follow-up stands alone.
    expect(chat.ask(fakes.FOLLOW_UP)).to_contain_text("Dazu geben die Seiten keine Auskunft.")


def test_an_empty_question_gets_a_kind_sentence(chat: Chat) -> None:
    chat.question.fill("   ")
    chat.question.press("Enter")
    expect(chat.status).to_have_text(say("de", "chat.empty"))
    expect(chat.page.locator(".welcome")).to_be_visible()


def test_a_question_that_is_too_long_is_not_sent_and_stays_in_the_box(chat: Chat) -> None:
    told, long = chat.page.locator("#ask-length"), "lang " * 250
    chat.question.fill(long[:900])
    expect(told).to_be_hidden()
    chat.question.fill(long[:904])
    expect(told).to_have_text("904 von höchstens 1000 Zeichen")
    chat.question.fill(long)
    expect(told).to_have_text("1249 von höchstens 1000 Zeichen")
    chat.question.press("Enter")
    expect(chat.status).to_have_text(say("de", "refusal.too_long", limit=1000))
    expect(chat.question).to_have_value(long.strip())
    expect(chat.page.locator("#chat .question")).to_have_count(0)
    expect(chat.ask("lang " * 200)).to_contain_text("Dazu geben die Seiten keine Auskunft.")
    expect(told).to_be_hidden()


def test_a_failure_is_told_without_details_and_the_next_question_works(chat: Chat) -> None:
    failed = chat.ask(fakes.BROKEN)
    expect(failed).to_have_text(say("de", "chat.failed"))
    assert "secret detail" not in chat.page.content()
    expect(chat.ask(fakes.PAY)).to_contain_text(fakes.PAY_WUPPERTAL)


def test_it_says_that_it_works_and_takes_no_second_question_meanwhile(chat: Chat, held: HeldAssistant) -> None:
    held.released.clear()
    chat.question.fill(HELD)
    chat.question.press("Enter")
    expect(chat.status).to_have_text(say("de", "chat.waiting"))
    expect(chat.page.locator("#chat [role=log]")).to_have_attribute("aria-busy", "true")
    chat.question.fill(fakes.PAY)
    chat.question.press("Enter")
    expect(chat.status).to_have_text("Bitte warten Sie, bis die Antwort fertig ist.")
    held.released.set()
    expect(chat.answer(0)).to_contain_text("Dazu geben die Seiten keine Auskunft.")
    expect(chat.status).to_have_text("Antwort fertig.")
    expect(chat.question).to_have_value(fakes.PAY)


def test_a_question_that_waits_for_others_says_so(open_chat: Callable[..., Chat], held: HeldAssistant) -> None:
    held.released.clear()
    others = [open_chat() for _ in range(AT_ONCE)]
    for other in others:
        other.question.fill(HELD)
        other.question.press("Enter")
        expect(other.status).to_have_text(say("de", "chat.waiting"))
    chat = open_chat()
    chat.question.fill(fakes.PAY)
    chat.question.press("Enter")
    expect(chat.status).to_have_text(say("de", "chat.queued"))
    held.released.set()
    expect(chat.answer(0)).to_contain_text(fakes.PAY_WUPPERTAL)


def _late(route: Route) -> None:
    time.sleep(0.5)
    route.continue_()


def test_a_new_conversation_drops_the_answer_that_was_awaited(chat: Chat, held: HeldAssistant) -> None:
    held.released.clear()
    chat.question.fill(HELD)
    chat.question.press("Enter")
    expect(chat.status).to_have_text(say("de", "chat.waiting"))
    # The browser's word that it gives the answer up may come late, after the answer.
    chat.page.route("**/gradio_api/cancel", _late)
    chat.page.get_by_role("button", name="Neues Gespräch").click()
    expect(chat.page.locator(".welcome")).to_be_visible()
    held.released.set()
    expect(chat.ask(fakes.PAY)).to_contain_text(fakes.PAY_WUPPERTAL)
    expect(chat.page.locator("#chat .question")).to_have_count(1)


def test_two_tabs_are_two_conversations(open_chat: Callable[..., Chat]) -> None:
    first, second = open_chat(), open_chat()
    first.ask(fakes.PAY)
    expect(second.ask(fakes.FOLLOW_UP)).to_contain_text("Dazu geben die Seiten keine Auskunft.")


def test_messages_are_not_named_by_their_markup(chat: Chat) -> None:
    chat.ask(fakes.PAY)
    expect(chat.page.locator("#chat [data-testid][aria-label]")).to_have_count(0)
    expect(chat.page.locator("#chat [role=log]")).to_have_attribute("aria-label", "Gespräch")


@pytest.mark.parametrize(("width", "height"), [(320, 640), (390, 780), (1280, 800)])
def test_nothing_scrolls_sideways(open_chat: Callable[..., Chat], width: int, height: int) -> None:
    chat = open_chat(width, height)
    fits = "document.documentElement.scrollWidth <= window.innerWidth"
    assert chat.page.evaluate(fits)
    for question in (fakes.TASKS, fakes.MISSING, fakes.EVIL, "Donaudampfschifffahrtsgesellschaft" * 20):
        chat.ask(question)
        assert chat.page.evaluate(fits), question
    chat.page.locator("#chat a.cite").last.click()
    expect(chat.page.locator("dialog.source")).to_be_visible()
    assert chat.page.evaluate(fits)


@pytest.mark.parametrize("width", [360, 1280])
def test_large_letters_fit_and_everything_grows(open_chat: Callable[..., Chat], width: int) -> None:
    chat = open_chat(width)
    chat.page.add_style_tag(content="html { font-size: 24px }")
    assert chat.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    sizes = "parts => parts.map(part => parseFloat(getComputedStyle(part).fontSize))"
    assert min(chat.page.locator(".welcome p, .welcome button, .brand p").evaluate_all(sizes)) >= 0.95 * 24


def test_on_a_phone_the_foot_is_one_row(open_chat: Callable[..., Chat]) -> None:
    chat = open_chat(360, 740)
    chat.ask(fakes.PAY)
    expect(chat.status).to_have_text("Antwort fertig: 1 Quelle.")
    tops = [(chat.page.locator(part).bounding_box() or {})["y"] for part in ("#new", "#take-along")]
    assert abs(tops[0] - tops[1]) < 4
    chat.question.press("Enter")
    expect(chat.status).to_have_text(say("de", "chat.empty"))
    expect(chat.status).to_be_visible()
    expect(chat.page.locator("#take-along")).to_be_visible()
    assert chat.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_on_a_phone_a_conversation_can_be_taken_along_unless_an_answer_is_being_made(open_chat: Callable[..., Chat], held: HeldAssistant) -> None:
    chat = open_chat(360, 740)
    take = chat.page.locator("#take-along")
    chat.ask(fakes.PAY)
    chat.page.reload()
    expect(chat.status).to_have_text(say("de", "chat.restored"))
    expect(take).to_be_visible()
    chat.page.get_by_role("link", name="English").click()
    expect(chat.status).to_have_text(say("en", "chat.language.switched"))
    expect(take).to_be_visible()
    held.released.clear()
    chat.question.fill(HELD)
    chat.question.press("Enter")
    expect(chat.status).to_have_text(say("en", "chat.waiting"))
    expect(take).to_be_hidden()
    held.released.set()
    chat.answer(1)
    expect(take).to_be_visible()


def test_the_newest_question_and_the_box_are_in_sight(open_chat: Callable[..., Chat]) -> None:
    chat = open_chat(390, 780)
    for question in (fakes.TASKS, fakes.COMPARE, fakes.TASKS):
        chat.ask(question)
    expect(chat.page.locator("#chat .question").last).to_be_in_viewport()
    expect(chat.question).to_be_in_viewport()
