"""Headings and sections: known where the format marks them, told by their form in plain text."""

import re

from index.types import Document, Section, Span

LONGEST = 110
"""Characters of a heading at most."""
TITLE_LINES = 3
"""Lines at the top that may be title, occupation and first heading, one right after another."""
ENDS_TEXT = re.compile(r"[.!,;:…][\"“”»«')\]]*$")
"""What ends a sentence or is in the middle of one: no heading, save for a question mark."""
LIST_MARK = re.compile(r"\s*(?:[-–•*·▪]|\d+[.)])\s")
WRAPPED = 0.6
"""Share of the longest line beyond which a line may be a full one of wrapped text."""


def find_headings(text: str) -> tuple[Span, ...]:
    """The headings of plain text: short lines without a full stop, each before a longer paragraph.

    Text that was wrapped at some width has only headings that stand between empty lines.
    """
    lines = _lines(text)
    filled = [line for line in lines if line.start < line.end]
    wrapped = _is_wrapped(text, filled)
    found: list[Span] = []
    for at, line in enumerate(lines):
        if line.start == line.end or not _has_form(text, line):
            continue
        below = next((other for other in lines[at + 1 :] if other.start < other.end), None)
        if below is None:
            continue
        alone = (at == 0 or lines[at - 1].start == lines[at - 1].end) and at + 1 < len(lines) and lines[at + 1].start == lines[at + 1].end
        title = filled.index(line) < TITLE_LINES if len(found) < TITLE_LINES else False
        if alone or not wrapped and (_is_paragraph(text, below) or title and _has_form(text, below)):
            found.append(line)
    return tuple(found)


def _lines(text: str) -> list[Span]:
    spans: list[Span] = []
    start = 0
    for line in text.split("\n"):
        spans.append(Span(start, start + len(line.rstrip())))
        start += len(line) + 1
    return spans


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """Whether most lines break in the middle of a sentence, as text from a terminal or a PDF does."""
    if len(lines) < 5:
        return False
    broken = sum(1 for one, other in zip(lines, lines[1:], strict=False) if not _ends(text, one) and text[other.start].islower())
    return broken >= len(lines) * 0.2


def _ends(text: str, line: Span) -> bool:
    return text[line.start : line.end].rstrip("\"“”»«')] ")[-1:] in tuple(".!?:…")


def _has_form(text: str, line: Span) -> bool:
    words = text[line.start : line.end]
    return len(words) <= LONGEST and not ENDS_TEXT.search(words) and not LIST_MARK.match(words) and any(c.isalpha() for c in words)


def _is_paragraph(text: str, line: Span) -> bool:
    words = text[line.start : line.end]
    return len(words) > LONGEST or _ends(text, line)


def split_sections(document: Document) -> tuple[Section, ...]:
    """The sections in order: a heading and what follows it up to the next. Headings without a body get an empty one where they are the last of
    their kind; of several headings in a row, the last belongs to the body and the others stand alone.
    """
    text = document.text
    edges = [*document.headings, None]
    found: list[Section] = []
    heading: Span | None = None
    at = 0
    for following in edges:
        body = _trimmed(text, at, following.start if following else len(text))
        if heading is not None or body.start < body.end:
            found.append(Section(heading, body))
        if following:
            heading, at = following, following.end
    return tuple(found)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
