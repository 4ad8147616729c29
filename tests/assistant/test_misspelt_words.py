"""Misspelt words of a question that are no names are put right where one word alone is near."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.misspelt_words import corrected
from index.types import Span


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("was verdint man", "was verdient man"),
        ("Wie lange dauert die Ausbildnug?", "Wie lange dauert die Ausbildung?"),
        ("welche vorraussetzungen braucht man", "welche voraussetzungen braucht man"),
        ("wie ist die bezalung", "wie ist die bezahlung"),
        ("welche weiterbildugnen gibt es", "welche weiterbildungen gibt es"),
        ("Gibt es Jobticket, Bafög und Kubernetes?", "Gibt es Jobticket, Bafög und Kubernetes?"),
        ("Was verdient man?", "Was verdient man?"),
        ("Gibt es Gleitzeit?", "Gibt es Gleitzeit?"),
        ("an wievielen Tagen kann man reinschnuppern", "an wievielen Tagen kann man reinschnuppern"),
        ("xqzvbnt", "xqzvbnt"),
    ],
)
def test_one_word_near_is_meant(typed: str, right: str) -> None:
    assert corrected(typed) == right


def test_a_name_stays_as_it_is() -> None:
    assert corrected("was verdint", [Span(4, 11)]) == "was verdint"


@given(st.text(max_size=60))
def test_any_text_keeps_its_words_in_number(text: str) -> None:
    assert len(corrected(text).split()) == len(text.split())
