"""Passages: whole sentences of one section, none lost, none twice, none too long."""

from hypothesis import given
from hypothesis import strategies as st

from index.passages import MONSTER_WORDS, MOST_WORDS, split_passages
from index.sections import find_headings, split_sections
from index.types import Document


def page(text: str) -> Document:
    return Document("d", "t", text, headings=find_headings(text))


def words(text: str) -> int:
    return len(text.split())


def test_a_short_section_is_one_passage_of_its_sentences() -> None:
    document = page("Über den Lohn\nDer Lohn ist gut. Er steigt mit den Jahren.\n")
    (cut,) = split_passages(document)
    assert document.text[cut.span.start : cut.span.end] == "Der Lohn ist gut. Er steigt mit den Jahren."
    assert cut.heading is not None
    assert document.text[cut.heading.start : cut.heading.end] == "Über den Lohn"
    assert [document.text[s.start : s.end] for s in cut.sentences] == ["Der Lohn ist gut.", "Er steigt mit den Jahren."]


def test_a_section_that_is_a_little_too_long_becomes_two_halves() -> None:
    document = page(" ".join("Hier stehen genau zehn Wörter in jedem einzelnen dieser Sätze." for _ in range(13)))
    assert [words(document.text[cut.span.start : cut.span.end]) for cut in split_passages(document)] == [60, 70]


def test_passages_never_leave_their_section() -> None:
    document = page("Eins\nErster Satz hier.\nZwei\nZweiter Satz hier.\n")
    assert [document.text[cut.span.start : cut.span.end] for cut in split_passages(document)] == ["Erster Satz hier.", "Zweiter Satz hier."]


def test_a_monster_without_stops_is_cut_at_blanks() -> None:
    document = page("wort " * 1000)
    assert all(words(document.text[cut.span.start : cut.span.end]) <= MOST_WORDS for cut in split_passages(document))


def test_headings_alone_are_kept() -> None:
    document = Document("d", "t", "Nur\nTitel", headings=find_headings("Nur\nTitel") or ())
    assert [document.text[cut.span.start : cut.span.end] for cut in split_passages(document)] == ["Nur\nTitel"]


@given(st.lists(st.integers(1, 60), max_size=30), st.booleans())
def test_bodies_are_covered_once_and_no_passage_is_too_long(lengths: list[int], lines: bool) -> None:
    document = page(("\n" if lines else " ").join(" ".join(["Wort"] * n) + "." for n in lengths))
    cuts = split_passages(document)
    text = document.text
    covered = [text[cut.span.start : cut.span.end] for cut in cuts]
    bodies = [text[section.body.start : section.body.end] for section in split_sections(document)]
    assert " ".join(" ".join(covered).split()) == " ".join(" ".join(bodies).split())
    for cut, passage in zip(cuts, covered, strict=True):
        assert passage == passage.strip() != ""
        assert words(passage) <= MOST_WORDS or len(cut.sentences) == 1
        assert words(passage) <= MONSTER_WORDS
        assert cut.sentences[0].start == cut.span.start
        assert cut.sentences[-1].end == cut.span.end
