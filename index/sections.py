"""Headings and sections: known where the format marks them, told by their form in plain text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.line_wraps import FULL, LIST_MARK, ends, wrap_width
from index.types import Document, Section, Span

LONGEST = 110
"""Characters of a heading at most."""
TITLE_LINES = 3
"""Lines at the top that may be headings one right after another: title, occupation and place, first heading."""
ENDS_TEXT = re.compile(r"[.!,;:…][\"“”»«')\]]*$")
"""What ends a sentence or stands in the middle of one: no heading. A question mark may end a heading."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that isn't blank; `parted`: whether an empty one stands before it."""

    span: Span
    text: str
    parted: bool


def find_headings(text: str) -> tuple[Span, ...]:
    """The headings of plain text: short lines without a final mark, each after the end of a paragraph and before another.

    Up to three such lines in a row are headings at the top. In wrapped text a heading stands between empty lines.
    """
    lines = _lines(text)
    width = wrap_width([line.text for line in lines])
    top = _title_lines(lines, width)
    later = (at for at in range(top, len(lines) - 1) if _is_heading(lines, at, width))
    return (*(line.span for line in lines[:top]), *(lines[at].span for at in later))


def _is_heading(lines: Sequence[_Line], at: int, width: int) -> bool:
    line, below = lines[at], lines[at + 1]
    if not _has_form(line.text) or not _is_paragraph(below, width) or below.text[0].islower():
        return False
    if width:
        return line.parted and below.parted
    # After a colon comes what it announces, however short.
    return line.parted or at == 0 or (_is_paragraph(lines[at - 1], width) and not lines[at - 1].text.endswith(":"))


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    start, parted = 0, False
    for raw in text.split("\n"):
        line = raw.strip()
        if line:
            first = start + len(raw) - len(raw.lstrip())
            found.append(_Line(Span(first, first + len(line)), line, parted))
        parted = not line
        start += len(raw) + 1
    return found


def _title_lines(lines: Sequence[_Line], width: int) -> int:
    """How many lines at the top are headings: as many as have the form of one, if a paragraph follows them."""
    top = 0
    while top < min(TITLE_LINES, len(lines)) and _has_form(lines[top].text):
        top += 1
    while top and not (top < len(lines) and _is_paragraph(lines[top], width) and (not width or lines[top].parted)):
        top -= 1
    return top


def _has_form(line: str) -> bool:
    return len(line) <= LONGEST and not ENDS_TEXT.search(line) and not LIST_MARK.match(line) and any(c.isalpha() for c in line)


def _is_paragraph(line: _Line, width: int) -> bool:
    return len(line.text) > LONGEST or ends(line.text) or (width > 0 and len(line.text) > FULL * width)


def split_sections(document: Document) -> tuple[Section, ...]:
    """The sections in order: each heading with what follows it up to the next, before them what stands before the first.

    A heading that another one follows at once has an empty body. Together they hold every character that isn't blank, once.
    """
    text = document.text
    edges = [heading.start for heading in document.headings] + [len(text)]
    before = _trimmed(text, 0, edges[0])
    sections = [Section(None, before)] if before.start < before.end else []
    bodies = zip(document.headings, edges[1:], strict=True)
    return (*sections, *(Section(heading, _trimmed(text, heading.end, end)) for heading, end in bodies))


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
