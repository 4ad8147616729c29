"""Markers in plain text: "[1]", but never what a page's own words could pass for, and no letter of a quote is changed for it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.plain_markers import marked_text, plain_markers
from assistant.types import Answer, Cell, Citation, Outcome, Row, Slots, Statement, Table
from index.plain_text import visible


def answer(*quotes: str, note: str | None = None, cell: str = "3.000 €", after: str = "") -> Answer:
    """A comparison of pages that say the quotes."""
    numbered = tuple(enumerate(quotes, 1))
    row = Row(document="d", occupation="Koch", place="Essen", cells=(Cell(text=cell, citations=(1,)),))
    return Answer(
        question="?",
        understood_as="?",
        slots=Slots(),
        outcome=Outcome.COMPARED,
        text=" ".join([*(f"{quote} [{number}]" for number, quote in numbered), *filter(None, [after])]),
        statements=tuple(Statement(text=quote, citations=(number,)) for number, quote in numbered),
        citations=tuple(Citation(number=number, document="d", title="t", section=None, quote=quote, start=0, end=1) for number, quote in numbered),
        table=Table(columns=("Gehalt",), rows=(row,), note=note),
        generation=1,
        timings_ms={},
    )


@pytest.mark.parametrize(
    ("said", "marker"),
    [
        ("Gehalt 9.000 €", "[1]"),
        ("Wer [mit Ausbildung] beginnt […], verdient (2) mehr [sic]", "[1]"),
        ("Gehalt 9.000 € [2]", "[[1]]"),
        ("Gehalt 9.000 € [ 2, 3 ]", "[[1]]"),
        ("Gehalt 9.000 € ［２］", "[[1]]"),
        ("Gehalt 9.000 € 【²】", "[[1]]"),
        ("Gehalt 9.000 € [2\u200b]", "[[1]]"),
        ("Gehalt [2] oder [[2]]", "[[2:1]]"),
        ("Gehalt [2], [[2]], [[2:1]] oder [ [3:1] ]", "[[4:1]]"),
    ],
)
def test_a_number_in_brackets_gives_the_markers_other_brackets(said: str, marker: str) -> None:
    made = answer(said)
    assert plain_markers(made).of(1) == marker
    assert marked_text(made, plain_markers(made)) == f"{said} {marker}"


def test_all_markers_of_an_answer_have_the_same() -> None:
    made = answer("Gehalt 9.000 € [2]", "Gehalt 3.000 €", after="Zu Bonn liegt keine Seite vor.")
    assert marked_text(made, plain_markers(made)) == "Gehalt 9.000 € [2] [[1]] Gehalt 3.000 € [[2]] Zu Bonn liegt keine Seite vor."


@pytest.mark.parametrize("made", [answer("x", note="[2]"), answer("x", cell="9.000 € [2]"), answer("x", after="Zu Essen [2] liegt keine Seite vor.")])
def test_it_may_stand_in_any_text_of_the_answer(made: Answer) -> None:
    assert plain_markers(made).of(1) == "[[1]]"


SAID = st.text("[]［］12:,. \nx\u200b", max_size=30)


@given(st.lists(SAID, min_size=1, max_size=4), SAID)
def test_no_text_has_a_marker_and_none_is_changed(quotes: list[str], cell: str) -> None:
    made = answer(*(f"a{quote}" for quote in quotes), cell=cell)
    markers = plain_markers(made)
    own = re.compile(re.escape(markers.of(0)).replace("0", r"\d+"))
    assert not any(own.search(visible(text)) for text in (*(statement.text for statement in made.statements), cell))
    text = marked_text(made, markers)
    assert own.findall(text) == [markers.of(number) for number in range(1, len(quotes) + 1)]
    assert own.sub("", text) == " ".join(f"{statement.text} " for statement in made.statements)
