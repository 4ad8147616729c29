"""Lists on a page: "Beizufügen sind:" and the lines below it are one thought, of which a line alone, or the beginning without its lines, tells nothing."""

from collections.abc import Sequence

from index.types import Span

ENDS = (".", "!", "?", ":", ";")
LONGEST = 900
"""Characters; a longer list is a section of its own, of which single lines are quoted."""


def list_around(text: str, sentences: Sequence[Span], number: int) -> Span | None:
    """The whole list, with the line that introduces it, that the sentence of this number introduces or is a line of; None where it is neither."""
    first = number
    while first > 0 and _is_line(text, sentences, first):
        first -= 1
    if not _said(text, sentences[first]).endswith(":"):
        return None
    last = first
    while last + 1 < len(sentences) and _is_line(text, sentences, last + 1):
        last += 1
    whole = Span(sentences[first].start, sentences[last].end)
    return whole if last > first and whole.end - whole.start <= LONGEST else None


def _is_line(text: str, sentences: Sequence[Span], number: int) -> bool:
    """Whether it stands on a line of its own and is no whole sentence."""
    between = text[sentences[number - 1].end : sentences[number].start]
    return "\n" in between and not _said(text, sentences[number]).endswith(ENDS)


def _said(text: str, span: Span) -> str:
    return text[span.start : span.end].rstrip("\"“”»«)' ")
