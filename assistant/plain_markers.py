"""The markers of citations where they are no links: in Markdown, in text for programs, on the command line.

A page's own words may have a number in brackets, and "9.000 € [2] [1]" would seem to cite what it doesn't. No letter of a quote is changed for that: the
markers of such an answer have other brackets ("[[1]]"), which none of its texts has.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from index.plain_text import visible

if TYPE_CHECKING:
    from assistant.types import Answer, Statement

BRACKETS = str.maketrans(dict.fromkeys("［【〔❲⁅⟦〚", "[") | dict.fromkeys("］】〕❳⁆⟧〛", "]"))
"""What passes for a bracket, as one."""
IN_BRACKETS = re.compile(r"\[([^\[\]]{1,40})\]")
BETWEEN_NUMBERS = ",;:./–-"
PREFIXED = re.compile(r"\[\[(\d{1,9}):")


@dataclass(frozen=True, slots=True)
class PlainMarkers:
    """What stands before and after the number of a marker."""

    opening: str = "["
    closing: str = "]"

    def of(self, number: int) -> str:
        """The marker of a citation."""
        return f"{self.opening}{number}{self.closing}"

    def behind(self, text: str, numbers: Sequence[int]) -> str:
        """A text with the markers of what it cites."""
        return " ".join([text, *map(self.of, numbers)])


IN_RECORD = PlainMarkers()
"""As the text of an answer record has them; its statements tell programs apart what is one."""


def plain_markers(answer: "Answer") -> PlainMarkers:
    """The markers for an answer: "[1]"; "[[1]]" where one of its texts has a number in brackets; and where one has such brackets, too, "[[2:1]]"."""
    texts = ["".join(visible(text).split()).translate(BRACKETS) for text in _texts(answer)]
    if not any(_looks_like_a_marker(found[1]) for text in texts for found in IN_BRACKETS.finditer(text)):
        return IN_RECORD
    if not any("[[" in text for text in texts):
        return PlainMarkers("[[", "]]")
    taken = {int(found[1]) for text in texts for found in PREFIXED.finditer(text)}
    free = next(number for number in count(2) if number not in taken)
    return PlainMarkers(f"[[{free}:", "]]")


def marked_text(answer: "Answer", markers: PlainMarkers) -> str:
    """The text of an answer with these markers behind its statements."""
    return "".join(before + (markers.behind(statement.text, statement.citations) if statement else "") for before, statement in _parts(answer))


def _parts(answer: "Answer") -> Iterator[tuple[str, "Statement | None"]]:
    """What the text says before each statement, and the statement; last what it says after them."""
    at = 0
    for statement in answer.statements:
        marked = IN_RECORD.behind(statement.text, statement.citations)
        found = answer.text.find(marked, at)
        if found < 0:
            break
        yield answer.text[at:found], statement
        at = found + len(marked)
    yield answer.text[at:], None


def _texts(answer: "Answer") -> Iterator[str]:
    """Every text that is shown beside a marker, without the markers."""
    yield from (before for before, _ in _parts(answer))
    yield from (statement.text for statement in answer.statements)
    yield from answer.suggestions
    for citation in answer.citations:
        yield from _told(citation.document, citation.title, citation.section, citation.quote, citation.url, citation.date)
    if answer.table:
        yield from _told(*answer.table.columns, answer.table.note)
        for row in answer.table.rows:
            yield from (row.name, *(cell.text for cell in row.cells))


def _told(*texts: str | None) -> Iterable[str]:
    return filter(None, texts)


def _looks_like_a_marker(text: str) -> bool:
    return any(map(str.isnumeric, text)) and all(letter.isnumeric() or letter in BETWEEN_NUMBERS for letter in text)
