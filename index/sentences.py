"""Splits German text into sentences: at `.`, `!`, `?` and `…` that end one, and at every line end.

Rules and lists of words rather than a model: exact offsets, linear time, and each mistake can be mended.
"""

import re

from index.abbreviations import ABBREVIATIONS, ALSO_ENDING, BEGINNERS, COUNTED, ONLY_BEFORE_NUMBERS, ORDINALS_FOLLOW
from index.types import Span

# Possessive, and never begun inside a run of marks: a page of dots costs one look at each.
END = re.compile(r"(?<![.!?…])[.!?…]++[\"'“”»«‘’)\]]*+(?=\s|\Z)")
"""Final marks with what closes behind them, before a blank."""
LINE_OR_END = re.compile(rf"{END.pattern}\n*|\n+")
CLOSING = "\"'“”»«‘’)]"
ROMAN = re.compile(r"[IVXL]{1,7}\Z")
WORD_BEFORE = re.compile(r"([^\s„“\"'(\[]+)\Z")
BEGINS = re.compile(r"[\"'„“‚»«(\[–-]*\s*(\S)")
NEXT_WORD = re.compile(r"\W*(\w{2,}|\d|\w(?!\.))")
"""An initial ("J. A. Hobson") is none, though "A" can begin an English sentence."""
NUMBER = re.compile(r"[\d.,/–-]*\d\Z")
REACH = 40
"""Characters that are looked at on either side of a mark; longer words are no abbreviations."""
YEAR = 4
"""Digits from which on a number is no ordinal."""


def split_sentences(text: str, span: Span) -> tuple[Span, ...]:
    """The sentences of `text[span.start:span.end]` in order, without blanks around them; together they hold all that isn't blank."""
    found: list[Span] = []
    at = span.start
    while at < span.end:
        line_end = text.find("\n", at, span.end)
        line_end = span.end if line_end < 0 else line_end
        found.extend(_of_line(text, at, line_end))
        at = line_end + 1
    return tuple(found)


def count_ends(text: str) -> int:
    """How many sentences a text can have at most, without the work of telling which full stops end one."""
    return sum(1 for _ in LINE_OR_END.finditer(text)) + 1


def is_abbreviation(word: str) -> bool:
    """Whether a word with a full stop behind it can't be the last of a sentence: "ca.", "B.", "1."."""
    plain = word.lower().strip("(„\"'").rstrip(".")
    known = plain in ABBREVIATIONS and plain not in ALSO_ENDING
    return word.endswith(".") and (known or len(plain.rpartition(".")[2]) == 1 or (plain.isdigit() and len(plain) < 3))


def _of_line(text: str, start: int, end: int) -> list[Span]:
    found: list[Span] = []
    begin = start
    for mark in END.finditer(text, start, end):
        if mark.end() < end and _ends(text, begin, mark, end):
            _append(found, text, begin, mark.end())
            begin = mark.end()
    _append(found, text, begin, end)
    return found


def _append(found: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append(Span(start, end))


def _ends(text: str, begin: int, mark: "re.Match[str]", end: int) -> bool:
    """Whether a final mark ends the sentence, by the words around it."""
    after = text[mark.end() : min(end, mark.end() + REACH)].lstrip()
    first = BEGINS.match(after)
    if first and first.group(1).islower():
        return False
    if mark.group().rstrip(CLOSING) != ".":
        return True
    before = text[max(begin, mark.start() - REACH) : mark.start()]
    word = WORD_BEFORE.search(before)
    following = NEXT_WORD.match(after)
    if not word:
        return not after.startswith(".")
    return _full_stop_ends(before[: word.start()], word.group(1), following.group(1) if following else "")


def _full_stop_ends(before: str, word: str, following: str) -> bool:
    begins = following.lower() in BEGINNERS and following[0].isupper()
    plain = word.lower().rstrip(".,;")
    if NUMBER.match(plain):
        return _number_ends(before, plain, following, begins)
    if plain in ONLY_BEFORE_NUMBERS:
        return not following[:1].isdigit()
    if plain in ALSO_ENDING or ROMAN.match(word):
        return begins
    last = plain.rpartition(".")[2]
    if len(last) == 1 and last.isalpha():
        # "Führerschein Klasse B. Der …", but "z. B. Der …" and "J. A. Hobson".
        return begins and (word.isupper() or last == "ä") and "." not in word and (last == "ä" or not before.rstrip().endswith("."))
    return plain not in ABBREVIATIONS and not plain.endswith("str")


def _number_ends(before: str, number: str, following: str, begins: bool) -> bool:
    """An ordinal or a date goes on, "am 1. März", "am 1. 8. 2026"; a year, an amount, a count end: "Das war 2025. Danach …"."""
    if following.lower() in COUNTED or following[:1].isdigit():
        return number.isdigit() and len(number) >= YEAR and not following[:1].isdigit()
    if not number.isdigit():
        return True
    words = before.split()
    if len(number) < 3 and not words:
        # At the very beginning it numbers a list: "1. Schritt".
        return False
    return len(number) > 2 or begins or (words[-1].lower() not in ORDINALS_FOLLOW and not words[-1].endswith("."))
