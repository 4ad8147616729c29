"""The pages themselves: all of them in order, those that have certain words, and one of them whole."""

from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from hypothesis import given
from hypothesis import strategies as st

from assistant.assistant import Assistant
from assistant.pages import alphabetical, whole_page
from assistant.types import Outcome
from index import changes
from index.sections import find_headings
from index.types import Document


def ids(assistant: Assistant, words: str = "") -> list[str]:
    return [page.id for page in assistant.pages(words)]


def test_all_pages_are_listed_by_occupation_and_place(assistant: Assistant) -> None:
    assert ids(assistant) == ["koch-bochum.txt", "koch-essen.txt", "maler-bochum.txt"]
    assert (assistant.pages()[0].occupation, assistant.pages()[0].place) == ("Koch", "Bochum")
    assert assistant.pages()[0].title == "Koch Jobs und Stellenangebote in Bochum"


def test_umlauts_are_sorted_as_in_a_dictionary() -> None:
    assert sorted(["Zahnarzt", "Ärztin", "Arzt", "Öl", "Oper", "ärger"], key=alphabetical) == ["ärger", "Arzt", "Ärztin", "Öl", "Oper", "Zahnarzt"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Koch", ["koch-bochum.txt", "koch-essen.txt"]),
        ("koch ess", ["koch-essen.txt"]),
        ("Gerüst", ["maler-bochum.txt"]),
        ("Stellenangebote in Bochum", ["koch-bochum.txt", "maler-bochum.txt"]),
        ("in", ["koch-bochum.txt", "koch-essen.txt", "maler-bochum.txt"]),
        ("Bochum Berufsschule", []),
        ("(???", []),
    ],
)
def test_every_word_must_stand_on_the_page(assistant: Assistant, words: str, found: list[str]) -> None:
    assert ids(assistant, words) == found


def test_the_list_follows_the_library(assistant: Assistant, pages: Path, tmp_path: Path, encoder: FakeEncoder) -> None:
    assert len(ids(assistant)) == 3
    (pages / "koch-koeln.txt").write_text(
        "Koch Jobs in Köln\nBeruf Koch in Köln\nAm Herd\nIn Köln kochen Köche für Messegäste. Das dauert.\n", encoding="utf-8"
    )
    changes.add(tmp_path / "library", [pages], encoder)
    assert ids(assistant, "Messegäste") == ["koch-koeln.txt"]
    assert len(ids(assistant)) == 4


def test_a_page_is_whole_and_its_questions_are_answered_from_it(assistant: Assistant) -> None:
    page = assistant.page("koch-essen.txt")
    assert page is not None
    assert [section.heading for section in page.sections if section.paragraphs] == ["Lohn und Brot", "So wird man es"]
    assert page.sections[-1].paragraphs[0].startswith("Die Ausbildung dauert drei Jahre")
    for question in page.questions:
        answer = assistant.ask(question)
        assert answer.outcome is Outcome.ANSWERED
        assert {citation.document for citation in answer.citations} == {"koch-essen.txt"}


def test_there_is_no_page_by_an_unknown_name(assistant: Assistant) -> None:
    assert assistant.page("koch-hamburg.txt") is None


@given(st.text(alphabet="ab. \nÄ", max_size=120))
def test_no_word_of_a_page_is_lost(text: str) -> None:
    page = whole_page(Document("a.txt", "Überschrift", text, headings=find_headings(text)), ())
    shown = [part for section in page.sections for part in (section.heading or "", *section.paragraphs)]
    assert " ".join(shown).split() == text.split()


def test_a_heading_that_only_says_the_title_again_is_left_out() -> None:
    text = "Koch in Bochum\nEr kocht gern und viel."
    page = whole_page(Document("a.txt", "Koch in Bochum", text, headings=find_headings(text)), ())
    assert [(section.heading, section.paragraphs) for section in page.sections] == [(None, ("Er kocht gern und viel.",))]
