"""Passages: whole sentences of one section, at most 120 words, so that one vector says what one passage is about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil

from index.plain_text import one_line
from index.sections import split_sections
from index.sentences import split_sentences
from index.types import Document, Span

MOST_WORDS = 120
MONSTER_WORDS = 400
"""A "sentence" beyond this (a table, a list without stops) is cut at blanks."""
MONSTER_CHARACTERS = 4_000
"""The same for one without blanks; four hundred German words have about 2,800 characters."""
PARAGRAPH = 20
"""Words of unevenness that are taken for a break at the end of a paragraph."""


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


def _groups(text: str, sentences: Sequence[Span]) -> Iterator[Sequence[Span]]:
    """As few groups as fit, about equally long, parted between paragraphs where that is near: 130 words become 65 and 65, not 120 and 10."""
    # words[i]: words before sentence i.
    words = [0, *accumulate(_count(text, sentence) for sentence in sentences)]
    start = 0
    while start < len(sentences):
        left = words[-1] - words[start]
        target = left / ceil(left / MOST_WORDS)
        best, least = start + 1, float("inf")
        for stop in range(start + 1, len(sentences) + 1):
            size = words[stop] - words[start]
            if size > MOST_WORDS and stop > start + 1:
                break
            at_end = stop == len(sentences) or "\n" in text[sentences[stop - 1].end : sentences[stop].start]
            cost = abs(size - target) + (0 if at_end else PARAGRAPH)
            if cost < least:
                best, least = stop, cost
        yield sentences[start:best]
        start = best


def _count(text: str, span: Span) -> int:
    """Words, or what as many characters would be where blanks are rare, so that no passage grows beyond 4,000 characters."""
    return max(len(text[span.start : span.end].split()), (span.end - span.start) * MOST_WORDS // MONSTER_CHARACTERS)


def _pieces(text: str, sentence: Span) -> Iterator[Span]:
    """The sentence; if it is a monstrous one, runs of up to 120 words of it, and of up to 4,000 characters where it has no blanks."""
    if len(text[sentence.start : sentence.end].split()) <= MONSTER_WORDS and sentence.end - sentence.start <= MONSTER_CHARACTERS:
        yield sentence
        return
    run: list[Span] = []
    for word in _words(text, sentence):
        if run and (len(run) == MOST_WORDS or word.end - run[0].start > MONSTER_CHARACTERS):
            yield Span(run[0].start, run[-1].end)
            run = []
        run.append(word)
    yield Span(run[0].start, run[-1].end)


def _words(text: str, span: Span) -> Iterator[Span]:
    at = span.start
    while at < span.end:
        end = at
        while end < span.end and not text[end].isspace() and end - at < MONSTER_CHARACTERS:
            end += 1
        if end > at:
            yield Span(at, end)
        at = end + 1 if end < span.end and text[end].isspace() else end


def context_of(document: Document, heading: Span | None) -> str:
    """What stands in front of a passage when it is encoded and analysed; outside of what can be cited."""
    subject = " in ".join(part for part in (document.occupation, document.place) if part) or _told_title(document)
    section = document.text[heading.start : heading.end] if heading else ""
    parts = [part for part in dict.fromkeys((subject, section)) if part]
    return " – ".join(parts) + ": " if parts else ""


def _told_title(document: Document) -> str:
    """The title; "" where the beginning of the text stands in for one, which would say nothing of what follows."""
    first = document.headings[0] if document.headings else Span(0, 0)
    if document.title == one_line(document.text[first.start : first.end]):
        return document.title
    beginning = document.title.removesuffix("…")
    return "" if one_line(document.text[: 2 * len(beginning)]).startswith(beginning) else document.title
