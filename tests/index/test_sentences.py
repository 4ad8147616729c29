"""German sentences: where one ends and where it doesn't."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import split_sentences
from index.types import Span


def split(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    "sentence",
    [
        "Das kostet z. B. ca. 3.700 € im Monat, d. h. mehr als anderswo.",
        "Gearbeitet wird 38,5 Std. pro Woche, i. d. R. in drei Schichten.",
        "Die Ausbildung beginnt am 1. März oder am 1. August.",
        "Am 1. 8. 2026 trat die Regel in Kraft.",
        "Im 3. Lehrjahr folgt die Prüfung nach § 43 Abs. 2 Satz 1.",
        "Dr. Meier und Prof. Schulz bilden aus.",
        "Das gilt bzw. galt nach Nr. 5 auf S. 12 vgl. Kap. 3.",
        "„Wirklich?“, fragte sie.",
        "Im 19. Jahrhundert regierte Ludwig XIV. nicht mehr.",
        "St. Petersburg liegt an der Newa.",
        "Mehr steht auf www.example.org/seite.html im Netz.",
    ],
)
def test_these_are_one_sentence(sentence: str) -> None:
    assert split(sentence) == [sentence]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Der Vertrag endet 2025. Danach ist Ruhe.", ["Der Vertrag endet 2025.", "Danach ist Ruhe."]),
        ("Es gibt Zuschläge usw. Die Schicht dauert acht Stunden.", ["Es gibt Zuschläge usw.", "Die Schicht dauert acht Stunden."]),
        ("Er sagte: „Gut.“ Dann ging er.", ["Er sagte: „Gut.“", "Dann ging er."]),
        ("Und dann … Wer weiß? Niemand! Aber ja.", ["Und dann …", "Wer weiß?", "Niemand!", "Aber ja."]),
        ("Zeile eins\nZeile zwei", ["Zeile eins", "Zeile zwei"]),
        ("It works, e.g. here. Mr. Smith agrees.", ["It works, e.g. here.", "Mr. Smith agrees."]),
    ],
)
def test_these_are_several(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


@given(st.text(alphabet="aB1. !?…\n„“\"'zZ,€§", max_size=200), st.integers(0, 20), st.integers(0, 20))
def test_sentences_hold_everything_once_and_in_order(text: str, before: int, after: int) -> None:
    span = Span(min(before, len(text)), max(min(before, len(text)), len(text) - after))
    at = span.start
    for sentence in split_sentences(text, span):
        assert not text[at : sentence.start].strip()
        assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end] != ""
        at = sentence.end
    assert not text[at : span.end].strip()
    assert at <= max(span.end, span.start)


@pytest.mark.parametrize("piece", [".", "a ", '"', "1. ", "z. B. ", "?!", "„"])
def test_hostile_text_is_split_to_its_end(piece: str) -> None:
    text = piece * 100_000
    assert "".join("".join(split(text)).split()) == "".join(text.split())
