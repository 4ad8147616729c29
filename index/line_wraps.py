"""Joins the lines of wrapped text to paragraphs, so that a line end is the end of something again. PDFs are wrapped, and mails saved as text."""

import re
from collections.abc import Sequence
from itertools import pairwise

from index.sentences import is_abbreviation

NARROWEST, WIDEST = 40, 130
"""Characters between which text is wrapped; shorter lines are a list, longer ones paragraphs."""
BROKEN = 0.2
"""Share of the lines that break in the middle of a sentence; German has a small letter after more than half of all words."""
FULL = 0.85
"""Share of the width beyond which the next line's first word would not have fitted (letters of a PDF differ in width)."""
LIST_MARK = re.compile(r"\s*(?:[-–•*·▪►◦]|\d{1,3}[.)])\s")
FINAL = (".", "!", "?", ":", "…")
CLOSING = "\"“”»«')] "
KEEPS_HYPHEN = frozenset({"und", "oder", "bzw.", "sowie", "bis", "als", "noch"})
"""After these a hyphen stands for a word that follows: "Früh- und Spätdienst"."""


def unwrap(text: str) -> str:
    """Normalised text with its wrapped lines joined; other text as it is. Hyphens at line ends go where a word was parted."""
    lines = text.split("\n")
    width = wrap_width(lines)
    if not width:
        return text
    joined: list[list[str]] = [[lines[0]]]
    for line, following in pairwise(lines):
        if goes_on(line, following, width):
            joined[-1].append(following)
        else:
            joined.append([following])
    return "\n".join(_joined(part) for part in joined)


def wrap_width(lines: Sequence[str]) -> int:
    """The width at which lines were wrapped, 0 if they weren't: then many break off in the middle of a sentence."""
    filled = [line for line in lines if line]
    if len(filled) < 3:
        return 0
    # Not the longest: an address in the middle may stick out.
    width = sorted(map(len, filled))[int(len(filled) * 0.9)]
    broken = sum(1 for line, following in pairwise(filled) if not ends(line) and following[0].islower())
    return width if NARROWEST <= width <= WIDEST and broken >= BROKEN * len(filled) else 0


def ends(line: str) -> bool:
    """Whether a line ends as a sentence does."""
    return line.rstrip(CLOSING).endswith(FINAL)


def goes_on(line: str, following: str, width: int) -> bool:
    """Whether a paragraph goes on from one line to the next."""
    if not line or not following or LIST_MARK.match(following):
        return False
    first = following.split(maxsplit=1)[0]
    full = len(line) + 1 + len(first) > FULL * width
    if ends(line):
        return full and is_abbreviation(line.split()[-1])
    return full or _is_parted(line) or following[0].islower() or following[0] in "(„"


def _is_parted(line: str) -> bool:
    return line.endswith("-") and line[-2:-1].isalpha()


def _joined(parts: Sequence[str]) -> str:
    pieces = [parts[0]]
    for line, following in pairwise(parts):
        if not _is_parted(line) or following.split(maxsplit=1)[0] in KEEPS_HYPHEN:
            pieces.append(" ")
        elif following[0].isalpha() and following[0].islower():
            # No mark that counts as a small letter: it would join the letter before the hyphen.
            pieces[-1] = pieces[-1][:-1]
        pieces.append(following)
    return "".join(pieces)
