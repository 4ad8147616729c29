"""Word files to plain text with headings."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_files import word

from index.errors import UnreadableFile
from index.word_page import parse

PARTS = [("Title", "Koch in Essen"), ("Normal", "Köche kochen\tin Essen."), ("Heading 1", "Lohn"), ("List Bullet", "2.500\u00a0€ am Anfang"), ("Normal", " ")]


def test_paragraphs_and_tables_become_lines_and_styled_ones_headings() -> None:
    page = parse(word(PARTS, [["Stufe", "Lohn"], ["Einstieg", "2.500 €"]], title="Koch in Essen"), "a.docx")
    assert page.text.split("\n") == ["Koch in Essen", "Köche kochen in Essen.", "Lohn", "2.500\u00a0€ am Anfang", "Stufe | Lohn", "Einstieg | 2.500 €"]
    assert [page.text[h.start : h.end] for h in page.headings or ()] == ["Koch in Essen", "Lohn"]
    assert page.title == "Koch in Essen"


def test_cells_with_the_same_figure_are_both_kept() -> None:
    assert parse(word([], [["3", "3"]]), "a.docx").text == "3 | 3"


def test_without_styles_headings_are_left_to_their_form() -> None:
    page = parse(word([("Normal", "Koch in Essen"), ("Normal", "Ein Satz.")], title="Word-Dokument"), "a.docx")
    assert (page.headings, page.title) == (None, None)


def test_an_empty_document_has_no_text() -> None:
    with pytest.raises(UnreadableFile, match="no_text"):
        parse(word([("Normal", " ")]), "a.docx")


def test_what_is_no_word_file_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="broken .not a Word file"):
        parse(b"kein Word", "a.docx")


def test_a_zip_bomb_is_refused_unopened() -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", b"0" * 60_000_000)
    with pytest.raises(UnreadableFile, match="too_large"):
        parse(file.getvalue(), "a.docx")


@given(st.integers(0, 30_000), st.binary(min_size=1, max_size=50))
def test_damage_anywhere_is_read_over_or_refused(at: int, damage: bytes) -> None:
    whole = word(PARTS)
    try:
        page = parse(whole[:at] + damage + whole[at + len(damage) :], "a.docx")
    except UnreadableFile as refusal:
        assert refusal.facts["reason"] in {"broken", "no_text", "too_large"}
    else:
        assert page.text
