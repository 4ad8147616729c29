"""Passages: whole sentences of one section, at most 120 words, so that one vector says what one passage is about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from index.sections import split_sections
from index.sentences import split_sentences
from index.types import Document, Span

MOST_WORDS = 120
MONSTER_WORDS = 400
"""A "sentence" beyond this (a table, a list without stops) is cut at blanks."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A passage as it was cut: where it stands, its section's heading, its sentences."""

    span: Span
    heading: Span | None
    sentences: tuple[Span, ...]


def split_passages(document: Document) -> tuple[Cut, ...]:
    """The passages of a document in order. Together they hold every character of its bodies that isn't blank, once.

    A document of headings alone gives passages of its headings, so that nothing is lost.
    """
    sections = [(section.heading, section.body) for section in split_sections(document) if section.body.start < section.body.end]
    if not sections:
        sections = [(None, heading) for heading in document.headings]
    return tuple(cut for heading, body in sections for cut in _of_section(document.text, heading, body))


def _of_section(text: str, heading: Span | None, body: Span) -> Iterator[Cut]:
    sentences = [piece for sentence in split_sentences(text, body) for piece in _pieces(text, sentence)]
    for group in _groups(text, sentences):
        yield Cut(Span(group[0].start, group[-1].end), heading, tuple(group))


def _groups(text: str, sentences: Sequence[Span]) -> Iterator[list[Span]]:
    """As few groups as fit, and about equally long: 130 words become 65 and 65 rather than 120 and 10."""
    words = [_count(text, sentence) for sentence in sentences]
    target = sum(words) / max(1, ceil(sum(words) / MOST_WORDS))
    group: list[Span] = []
    held = 0
    left = sum(words)
    for sentence, count in zip(sentences, words, strict=True):
        full = held + count > MOST_WORDS
        even = held + count / 2 > target and left <= MOST_WORDS * 4
        if group and (full or even):
            yield group
            group, held = [], 0
            target = left / max(1, ceil(left / MOST_WORDS))
        group.append(sentence)
        held += count
        left -= count
    if group:
        yield group


def _count(text: str, span: Span) -> int:
    return len(text[span.start : span.end].split())


def _pieces(text: str, sentence: Span) -> Iterator[Span]:
    words = _count(text, sentence)
    if words <= MONSTER_WORDS:
        yield sentence
        return
    start, seen, at = sentence.start, 0, sentence.start
    while at < sentence.end:
        word_end = at
        while word_end < sentence.end and not text[word_end].isspace():
            word_end += 1
        seen += 1
        if seen == MOST_WORDS:
            yield Span(start, word_end)
            seen = 0
        at = word_end
        while at < sentence.end and text[at].isspace():
            at += 1
        if seen == 0:
            start = at
    if seen:
        yield Span(start, sentence.end)
