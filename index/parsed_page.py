"""What a format's module makes of a file, before it becomes a document."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from index.plain_text import normalise, one_line
from index.types import Span

LONGEST_HEADING = 300
"""Characters. What is longer is text that was marked as a heading: it would stand in front of each of its passages, and in each citation."""


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """Normalised text, where its headings stand (None: to be told by their form), and what the file says about itself."""

    text: str
    headings: tuple[Span, ...] | None = None
    title: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    """Of the front matter or the format's own metadata: occupation, place, language, date, url, sources, id."""
    other_title: str | None = None
    """A second one, which may tell the subject better: HTML has a heading for readers and a title for search engines."""


def from_blocks(blocks: Iterable[tuple[str, bool]]) -> tuple[str, tuple[Span, ...]]:
    """(text, headings) of blocks (text, is it marked as a heading), a line each or more; empty ones are left out."""
    lines: list[str] = []
    headings: list[Span] = []
    at = 0
    for raw, is_marked in blocks:
        line = one_line(raw) if is_marked else ""
        is_heading = is_marked and len(line) <= LONGEST_HEADING
        block = line if is_heading else normalise(raw)
        if not block:
            continue
        if is_heading:
            headings.append(Span(at, at + len(block)))
        lines.append(block)
        at += len(block) + 1
    return "\n".join(lines), tuple(headings)


def first_lines(text: str, count: int = 3) -> Sequence[str]:
    """The first lines that aren't empty."""
    return [line.strip() for line in text.split("\n", count * 2) if line.strip()][:count]


def confirmed_title(told: object, text: str) -> str | None:
    """The title in a file's metadata, if the page begins with it: many carry their template's ("Microsoft Word - Dokument1")."""
    title = one_line(told) if isinstance(told, str) else ""
    return title if title and title.lower() in one_line(text[: 10 * len(title) + 1000]).lower() else None
