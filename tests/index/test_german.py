"""The terms of the word index: what counts as the same word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import german


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Büro", "Buero"),
        ("Gehälter", "Gehalt"),
        ("Gehaelter", "Gehalt"),
        ("Erzieherin", "Erzieher"),
        ("Erzieherinnen", "Erzieher"),
        ("Erzieher:innen", "Erzieher"),
        ("Erzieher/-in", "Erzieher"),
        ("Erzieher*in", "Erzieherin"),
        ("Kauffrau", "Kaufmann"),
        ("Kaufleute", "Kaufmann"),
        ("Kaufmann/-frau", "Kaufmann"),
        ("3.700", "3700"),
        ("Straße", "Strasse"),
    ],
)
def test_spellings_and_forms_of_a_word_are_one_term(one: str, other: str) -> None:
    assert german.terms(one)[:1] == german.terms(other)[:1]


@pytest.mark.parametrize(
    ("compound", "part"),
    [("Monatsgehälter", "Gehalt"), ("Einstiegsgehalt", "Gehalt"), ("Arbeitszeiten", "Zeit"), ("Berufsschule", "Schule"), ("IT-Managerin", "Manager")],
)
def test_a_compound_also_counts_as_its_parts(compound: str, part: str) -> None:
    assert german.stem(part) in german.terms(compound)


def test_simple_words_are_not_taken_apart() -> None:
    assert german.compound_parts("erzieherin") == ()
    assert german.compound_parts("gehalt") == ()


def test_function_words_are_no_terms() -> None:
    assert german.terms("Was ist das und wie?") == ()


def test_terms_come_in_reading_order_with_repeats() -> None:
    assert german.terms("Schicht, Lohn, Schicht") == ("schicht", "lohn", "schicht")


@given(st.text())
def test_any_text_has_terms_without_blanks(text: str) -> None:
    assert all(term and not any(c.isspace() for c in term) for term in german.terms(text))


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzäöü", min_size=1, max_size=60))
def test_parts_of_a_compound_stand_in_it_in_order(word: str) -> None:
    at = 0
    for part in german.compound_parts(word):
        at = word.index(part, at) + len(part)
