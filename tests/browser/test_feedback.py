"""Feedback in a real browser: sent only on click, kept on the server, shown at its answer, reachable by keyboard alone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Route, expect

from assistant.feedback import FILE_NAME, KeptFeedback, Reason, Verdict, read_feedback
from assistant.types import Outcome
from assistant.wording import say
from tests.browser.conftest import Chat, HeldAssistant, serving
from tests.ui import fakes
from ui.server_settings import ServerSettings

THANKS = say("de", "feedback.thanks")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server keeps feedback."""
    return tmp_path_factory.mktemp("library") / FILE_NAME


@pytest.fixture(scope="module")
def base(file: Path) -> Iterator[str]:
    """The address of a chat that takes feedback."""
    yield from serving(HeldAssistant(), ServerSettings(feedback=file))


@pytest.fixture(autouse=True)
def _nothing_kept(file: Path) -> None:
    file.unlink(missing_ok=True)


def buttons(reply: Locator) -> tuple[Locator, Locator]:
    """Helpful, and not helpful."""
    row = reply.get_by_role("group", name="Rückmeldung zu dieser Antwort")
    return row.get_by_role("button", name="Hilfreich", exact=True), row.get_by_role("button", name="Nicht hilfreich")


def only(file: Path) -> KeptFeedback:
    """The one answer's last verdict."""
    (kept,) = read_feedback(file).kept
    return kept


def test_helpful_is_kept_at_once_and_nothing_before_the_click(chat: Chat, file: Path) -> None:
    reply = chat.ask(fakes.PAY)
    yes, no = buttons(reply)
    expect(yes).to_have_attribute("aria-pressed", "false")
    assert not file.exists()
    yes.click()
    expect(reply.get_by_role("status")).to_have_text(THANKS)
    expect(yes).to_have_attribute("aria-pressed", "true")
    expect(no).to_have_attribute("aria-pressed", "false")
    kept = only(file)
    assert (kept.verdict, kept.question, kept.understood_as, kept.follows) == (Verdict.HELPFUL, fakes.PAY, fakes.PAY, False)
    assert (kept.outcome, kept.documents, kept.generation, kept.language) == (Outcome.ANSWERED, (fakes.WUPPERTAL.name,), 1, "de")
    assert (kept.reasons, kept.comment) == ((), "")


def test_why_not_is_told_by_keyboard_alone(chat: Chat, file: Path) -> None:
    reply = chat.ask(fakes.PAY)
    _, no = buttons(reply)
    no.focus()
    chat.page.keyboard.press("Enter")
    dialog = chat.page.get_by_role("dialog", name="Was war nicht hilfreich?")
    expect(dialog.get_by_role("checkbox", name="Antwort passt nicht zur Frage")).to_be_focused()
    chat.page.keyboard.press("Space")
    for _ in range(3):
        chat.page.keyboard.press("Tab")
    expect(dialog.get_by_role("checkbox", name="Falsche Zahl")).to_be_focused()
    chat.page.keyboard.press("Space")
    # Enter in a box sends nothing.
    chat.page.keyboard.press("Enter")
    for _ in range(3):
        chat.page.keyboard.press("Tab")
    expect(dialog.get_by_role("textbox", name="Möchten Sie etwas dazu schreiben?")).to_be_focused()
    chat.page.keyboard.type("Das ist Essen,\nnicht <b>Wuppertal</b>.")
    assert not file.exists()
    chat.page.keyboard.press("Tab")
    expect(dialog.get_by_role("button", name="Senden")).to_be_focused()
    chat.page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(no).to_be_focused()
    expect(no).to_have_attribute("aria-pressed", "true")
    expect(reply.get_by_role("status")).to_have_text(THANKS)
    kept = only(file)
    assert kept.verdict is Verdict.NOT_HELPFUL
    assert kept.reasons == (Reason.OFF_QUESTION, Reason.WRONG_NUMBER)
    assert kept.comment == "Das ist Essen,\nnicht <b>Wuppertal</b>."


@pytest.mark.parametrize("leave", ["Escape", "Abbrechen"])
def test_leaving_the_dialog_sends_nothing_and_gives_the_focus_back(chat: Chat, file: Path, leave: str) -> None:
    reply = chat.ask(fakes.PAY)
    reply.locator("a.cite").first.click()
    _, no = buttons(reply)
    no.click()
    dialog = chat.page.get_by_role("dialog", name="Was war nicht hilfreich?")
    dialog.get_by_role("checkbox", name="Etwas fehlt").check()
    if leave == "Escape":
        chat.page.keyboard.press("Escape")
    else:
        dialog.get_by_role("button", name=leave).click()
    expect(dialog).to_be_hidden()
    expect(no).to_be_focused()
    # The source beside the chat is none of its business.
    expect(chat.page.locator("dialog.source")).to_be_visible()
    no.click()
    expect(dialog.get_by_role("checkbox", name="Etwas fehlt")).not_to_be_checked()
    assert not file.exists()


def test_the_next_answer_leaves_the_choice_as_it_is(chat: Chat) -> None:
    first = chat.ask(fakes.PAY)
    buttons(first)[0].click()
    expect(first.get_by_role("status")).to_have_text(THANKS)
    second = chat.ask(fakes.FOLLOW_UP)
    expect(buttons(first)[0]).to_have_attribute("aria-pressed", "true")
    expect(buttons(second)[0]).to_have_attribute("aria-pressed", "false")


def test_feedback_on_an_earlier_answer_does_not_move_the_page(chat: Chat) -> None:
    first = chat.ask(fakes.TASKS)
    chat.ask(fakes.COMPARE)
    yes, _ = buttons(first)
    yes.scroll_into_view_if_needed()
    before = chat.page.evaluate("scrollY")
    yes.click()
    expect(first.get_by_role("status")).to_have_text(THANKS)
    assert chat.page.evaluate("scrollY") == before


def test_a_second_verdict_replaces_the_first(chat: Chat, file: Path) -> None:
    reply = chat.ask(fakes.MISSING)
    yes, no = buttons(reply)
    yes.click()
    expect(yes).to_have_attribute("aria-pressed", "true")
    no.click()
    chat.page.get_by_role("checkbox", name="Etwas fehlt").check()
    chat.page.get_by_role("button", name="Senden").click()
    expect(no).to_have_attribute("aria-pressed", "true")
    expect(yes).to_have_attribute("aria-pressed", "false")
    kept = only(file)
    assert (kept.verdict, kept.reasons, kept.outcome, kept.documents) == (Verdict.NOT_HELPFUL, (Reason.MISSING,), Outcome.NOT_IN_DOCUMENTS, ())
    # What was sent stands there again, and can be mended.
    no.click()
    expect(chat.page.get_by_role("checkbox", name="Etwas fehlt")).to_be_checked()


def test_a_follow_up_is_kept_with_what_it_was_understood_as(chat: Chat, file: Path) -> None:
    chat.ask(fakes.PAY)
    reply = chat.ask(fakes.FOLLOW_UP)
    buttons(reply)[0].click()
    expect(reply.get_by_role("status")).to_have_text(THANKS)
    kept = only(file)
    assert (kept.question, kept.understood_as, kept.follows) == (fakes.FOLLOW_UP, "Was verdient eine Erzieherin in Bochum?", True)


def test_hostile_text_is_kept_letter_for_letter(chat: Chat, file: Path) -> None:
    reply = chat.ask(fakes.EVIL)
    buttons(reply)[0].click()
    expect(reply.get_by_role("status")).to_have_text(THANKS)
    assert only(file).understood_as == f"Anders {fakes.HOSTILE}"


def test_what_can_not_be_stored_says_so_and_loses_nothing(chat: Chat, file: Path) -> None:
    refusal = say("de", "feedback.too_many")

    def refuse(route: Route) -> None:
        route.fulfill(status=429, json={"error": refusal})

    reply = chat.ask(fakes.PAY)
    yes, no = buttons(reply)
    chat.page.route("**/api/feedback", refuse)
    yes.click()
    expect(reply.get_by_role("status")).to_have_text(refusal)
    expect(yes).to_have_attribute("aria-pressed", "false")
    no.click()
    dialog = chat.page.get_by_role("dialog", name="Was war nicht hilfreich?")
    dialog.get_by_role("textbox").fill("Falsch")
    dialog.get_by_role("button", name="Senden").click()
    expect(dialog.get_by_role("status")).to_have_text(refusal)
    expect(dialog.get_by_role("textbox")).to_have_value("Falsch")
    chat.page.unroute("**/api/feedback")
    dialog.get_by_role("button", name="Senden").click()
    expect(dialog).to_be_hidden()
    assert only(file).comment == "Falsch"
    assert chat.trouble
    # Chromium itself notes the two refusals.
    assert [line for line in chat.trouble if "429" not in line] == []
    chat.trouble.clear()


def test_on_a_small_phone_everything_fits(open_chat: Callable[..., Chat]) -> None:
    chat = open_chat(320, 560, "en/")
    reply = chat.ask(fakes.PAY)
    sizes = [button.bounding_box() for button in reply.locator(".feedback button").all()]
    assert [size for size in sizes if not size or size["height"] < 24 or size["width"] < 24] == []
    reply.get_by_role("button", name="Not helpful").click()
    dialog = chat.page.get_by_role("dialog", name="What was not helpful?")
    dialog.get_by_role("button", name="Cancel").scroll_into_view_if_needed()
    expect(dialog.get_by_role("button", name="Cancel")).to_be_in_viewport()
    assert dialog.evaluate("each => [each.scrollWidth <= each.clientWidth, document.documentElement.scrollWidth <= innerWidth]") == [True, True]
