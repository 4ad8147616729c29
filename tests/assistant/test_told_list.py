"""Lists are quoted whole, with the line that introduces them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.told_list import LONGEST, list_around
from index.types import Span

LINES = ("Ein Satz davor.", "Beizufügen sind:", "Lebenslauf ohne Lücken", "Urkunde", "Nachweis über den Masernschutz", "Danach kommt das Gespräch.")


def page(lines: tuple[str, ...]) -> tuple[str, list[Span]]:
    """The text, a line each, and the span of each line."""
    spans, at = [], 0
    for line in lines:
        spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    return "\n".join(lines), spans


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_its_beginning_and_each_line_lead_to_the_whole_list(number: int) -> None:
    text, spans = page(LINES)
    whole = list_around(text, spans, number)
    assert whole and text[whole.start : whole.end] == "\n".join(LINES[1:5])


@pytest.mark.parametrize("number", [0, 5])
def test_sentences_beside_it_are_no_part_of_it(number: int) -> None:
    assert list_around(*page(LINES), number) is None


def test_lines_that_nothing_introduces_are_no_list() -> None:
    assert list_around(*page(("Ein Satz.", "eine Zeile", "noch eine")), 1) is None


def test_a_sentence_that_goes_on_in_its_line_is_no_list() -> None:
    text = "Es gilt: Wer arbeitet, isst"
    assert list_around(text, [Span(0, 8), Span(9, len(text))], 1) is None


def test_a_very_long_list_is_not_quoted_whole() -> None:
    assert list_around(*page(("Es gibt:", *["eine von vielen Zeilen"] * (LONGEST // 20))), 0) is None


@given(st.lists(st.text(alphabet="ab .:\n", min_size=1, max_size=12), min_size=1, max_size=8), st.data())
def test_any_lines_give_a_span_that_holds_the_sentence_or_none(lines: list[str], data: st.DataObject) -> None:
    text, spans = page(tuple(lines))
    number = data.draw(st.integers(0, len(lines) - 1))
    whole = list_around(text, spans, number)
    assert whole is None or (whole.start <= spans[number].start and spans[number].end <= whole.end)
