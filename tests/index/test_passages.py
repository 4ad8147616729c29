"""Passages: whole sentences of one section, short enough, about even, nothing lost."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.passages import MONSTER_CHARACTERS, MONSTER_WORDS, MOST_WORDS, Cut, context_of, split_passages
from index.sections import find_headings
from index.types import Document, Span


def page(text: str) -> Document:
    return Document("a", "a", text, headings=find_headings(text))


def sentence(words: int) -> str:
    return "Wort " * (words - 1) + "Ende."


def sizes(document: Document) -> list[int]:
    return [len(document.text[cut.span.start : cut.span.end].split()) for cut in split_passages(document)]


def test_a_short_section_is_one_passage_with_its_heading_and_sentences() -> None:
    text = "Lohn\nEs gibt 2.500 €, z. B. in Essen. Später mehr."
    assert split_passages(page(text)) == (Cut(Span(5, 50), Span(0, 4), (Span(5, 37), Span(38, 50))),)
    assert text[38:50] == "Später mehr."


def test_a_long_section_is_parted_evenly() -> None:
    assert sizes(page(" ".join([sentence(10)] * 13))) == [60, 70]
    assert sizes(page(" ".join([sentence(10)] * 12))) == [120]


def test_the_end_of_a_paragraph_is_preferred() -> None:
    text = " ".join([sentence(10)] * 7) + "\n" + " ".join([sentence(10)] * 6)
    assert sizes(page(text)) == [70, 60]
    text = " ".join([sentence(10)] * 6) + "\n" + " ".join([sentence(10)] * 7)
    assert sizes(page(text)) == [60, 70]


def test_passages_do_not_reach_over_headings() -> None:
    text = f"Eins\n{sentence(30)}\nZwei\n{sentence(30)}"
    assert [text[cut.heading.start : cut.heading.end] for cut in split_passages(page(text)) if cut.heading] == ["Eins", "Zwei"]


def test_a_long_sentence_stays_whole_and_a_monstrous_one_is_cut_at_blanks() -> None:
    assert sizes(page(f"{sentence(50)} {sentence(300)} {sentence(50)}")) == [50, 300, 50]
    assert sizes(page(sentence(500))) == [120, 120, 120, 120, 20]


def test_a_monster_without_blanks_is_cut_by_characters() -> None:
    cuts = split_passages(page("." * 9000))
    assert [(cut.span.start, cut.span.end) for cut in cuts] == [(0, 4000), (4000, 8000), (8000, 9000)]


def test_headings_alone_become_passages_so_that_nothing_is_lost() -> None:
    text = "Eins\nZwei"
    document = Document("a", "a", text, headings=(Span(0, 4), Span(5, 9)))
    assert split_passages(document) == (Cut(Span(0, 4), None, (Span(0, 4),)), Cut(Span(5, 9), None, (Span(5, 9),)))


PARTS = st.one_of(st.integers(1, 450).map(sentence), st.sampled_from(["Kurz", "\n", "Was nun?", "z. B.", ".", "\u00a0"]), st.text(max_size=30))


@given(st.lists(PARTS, max_size=25).map(" ".join))
def test_passages_hold_every_character_of_the_bodies_once(text: str) -> None:
    document = page(text)
    cuts = split_passages(document)
    bodies = {at for cut in cuts for at in range(cut.span.start, cut.span.end) if not text[at].isspace()}
    headed = {at for heading in document.headings for at in range(heading.start, heading.end)}
    filled = {at for at, character in enumerate(text) if not character.isspace()}
    assert bodies | headed >= filled
    assert not bodies & headed or not filled - headed
    assert all(one.span.end <= other.span.start for one, other in pairwise(cuts))


@given(st.lists(PARTS, max_size=25).map(" ".join))
def test_passages_are_whole_sentences_and_no_longer_than_allowed(text: str) -> None:
    for cut in split_passages(page(text)):
        words = len(text[cut.span.start : cut.span.end].split())
        assert text[cut.span.start : cut.span.end].strip() == text[cut.span.start : cut.span.end] != ""
        assert (cut.sentences[0].start, cut.sentences[-1].end) == (cut.span.start, cut.span.end)
        assert words <= (MOST_WORDS if len(cut.sentences) > 1 else MONSTER_WORDS)
        assert all(s.end - s.start <= MONSTER_CHARACTERS for s in cut.sentences)


@pytest.mark.parametrize(
    ("title", "text", "headings", "context"),
    [
        ("Bildungsgutschein", "Bildungsgutschein\nWer ihn bekommt.", (Span(0, 17),), "Bildungsgutschein: "),
        ("Portal: Bildungsgutschein", "Wer ihn bekommt.", (), "Portal: Bildungsgutschein: "),
        ("Wer ihn bekommt.", "Wer ihn bekommt.\nWer arbeitslos ist.", (), ""),
        ("Wer arbeitslos ist, bekommt…", "Wer arbeitslos ist,\nbekommt ihn leichter als andere.", (), ""),
    ],
)
def test_a_passage_stands_under_its_title_unless_that_is_the_beginning_of_the_text(title: str, text: str, headings: tuple[Span, ...], context: str) -> None:
    document = Document(id="seite", title=title, text=text, headings=headings)
    assert context_of(document, split_passages(document)[0].heading) == context
