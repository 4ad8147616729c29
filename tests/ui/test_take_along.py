"""A conversation as Markdown: all quotes, sources and dates, and nothing that a page could slip in as markup."""

from dataclasses import replace
from datetime import date

from tests.ui import fakes
from tests.ui.test_conversation_record import conversation
from ui.take_along import markdown
from ui.types import Conversation

DAY = date(2026, 3, 1)


def test_an_answer_is_written_with_its_quote_page_date_and_address() -> None:
    text = markdown(conversation(fakes.PAY), "de", DAY)
    assert text.startswith("# Gespräch mit dem Berufslotsen\n\nGespeichert am 01.03.2026.")
    assert f"## {fakes.PAY}" in text
    assert f"  > {fakes.PAY_WUPPERTAL}" in text
    assert "Stand: 12.03.2025" in text
    assert "<https://jobs.example.org/erzieherin-wuppertal#:~:text=Zum" in text


def test_what_the_pages_do_not_tell_is_written_too() -> None:
    assert "Zu Hamburg liegt keine Seite vor." in markdown(conversation(fakes.MISSING), "de", DAY)


def test_a_number_in_brackets_in_a_page_is_told_apart_from_the_markers() -> None:
    (turn,) = conversation(fakes.PAY).turns
    assert turn.answer
    said = f"{fakes.PAY_WUPPERTAL} [2]"
    (statement,) = turn.answer.statements
    made = turn.answer.model_copy(update={"statements": (statement.model_copy(update={"text": said}),), "text": f"{said} [1]"})
    text = markdown(Conversation((replace(turn, answer=made),)), "de", DAY)
    assert f"{fakes.PAY_WUPPERTAL} \\[2\\] \\[\\[1\\]\\]\n" in text
    assert f"- \\[\\[1\\]\\] {fakes.WUPPERTAL.title}" in text


def test_a_table_is_written_as_one() -> None:
    text = markdown(conversation(fakes.COMPARE), "de", DAY)
    assert "| --- | --- | --- |" in text
    assert f"Wuppertal: {fakes.PAY_WUPPERTAL} \\[1\\]\n\nBochum: {fakes.PAY_BOCHUM} \\[2\\]\n\n|" in text
    assert "| Erzieherin · Wuppertal | 3.050–3.300 € im Monat \\[1\\] |" in text


def test_a_table_stays_in_the_language_of_its_answer() -> None:
    (turn,) = conversation(fakes.COMPARE).turns
    text = markdown(Conversation((replace(turn, language="de"),)), "en", DAY)
    assert "| Seite | Am Anfang | Mit Erfahrung |" in text
    assert "Sources:" in text


def test_a_page_that_changed_since_is_marked() -> None:
    made = conversation(fakes.PAY)
    changed = replace(made, turns=(replace(made.turns[0], changed=frozenset([1])),))
    assert "Die Seite hat sich seither geändert." in markdown(changed, "de", DAY)


def test_markup_in_a_page_stays_text() -> None:
    text = markdown(conversation(fakes.EVIL), "en", DAY)
    assert "<img" not in text.replace("\\<img", "")
    assert "![x](" not in text
