"""PDF to paragraphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_files import pdf

from index.errors import UnreadableFile
from index.pdf_page import parse

ONE = [
    "Koch in Essen",
    "Die Ausbildung dauert drei Jahre und findet im Betrieb und in der",
    "Berufsschule statt, und zwar im Wechsel. Gelernt wird in der Aus-",
]
TWO = ["bildung auch Hygiene (und mehr).", "Lohn", "Wer neu anfängt, bekommt rund 2.500 € brutto im Monat und später", "einiges mehr."]


def test_lines_are_joined_to_paragraphs_over_pages_and_without_page_numbers() -> None:
    page = parse(pdf([*ONE, "- 1 -"], [*TWO, "Seite 2 von 2"], title="Koch in Essen"), "a.pdf")
    assert page.text.split("\n") == [
        "Koch in Essen",
        "Die Ausbildung dauert drei Jahre und findet im Betrieb und in der Berufsschule statt, und zwar im Wechsel. "
        "Gelernt wird in der Ausbildung auch Hygiene (und mehr).",
        "Lohn",
        "Wer neu anfängt, bekommt rund 2.500 € brutto im Monat und später einiges mehr.",
    ]
    assert page.title == "Koch in Essen"
    assert page.headings is None


def test_a_title_that_the_page_does_not_show_is_not_believed() -> None:
    assert parse(pdf(ONE, title="Microsoft Word - Dokument1"), "a.pdf").title is None


def test_a_scan_has_no_text() -> None:
    with pytest.raises(UnreadableFile, match="no_text"):
        parse(pdf([]), "a.pdf")


@pytest.mark.parametrize("data", [b"kein PDF", b"%PDF-1.4\n", pdf(ONE)[:200]])
def test_a_broken_file_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="broken"):
        parse(data, "a.pdf")


@given(st.integers(0, 700), st.binary(min_size=1, max_size=20))
def test_damage_anywhere_is_read_over_or_refused(at: int, damage: bytes) -> None:
    whole = pdf(ONE)
    try:
        page = parse(whole[:at] + damage + whole[at + len(damage) :], "a.pdf")
    except UnreadableFile as refusal:
        assert refusal.facts["reason"] in {"broken", "no_text", "too_large"}
    else:
        assert page.text
