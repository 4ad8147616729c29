"""Misspelt words of a question that are no names: "verdint", "ausbildnug". Taken for the nearest word with which something is asked of an occupation."""

import re
from collections.abc import Iterable
from functools import cache

from index.aspects import examples
from index.misspelling import COMMON, SHORTEST, Speller, is_word
from index.types import Span

ENDINGS = frozenset({"e", "n", "s", "r", "m", "t"})
WORD = re.compile(r"[^\W\d_]+")


def corrected(text: str, names: Iterable[Span] = ()) -> str:
    """The text with words that no dictionary has put right where one word alone is near; those within `names` (spans of the text) stay."""
    kept = list(names)

    def put_right(match: re.Match[str]) -> str:
        word = match.group()
        if len(word) < SHORTEST or any(span.start <= match.start() < span.end for span in kept):
            return word
        near, distance = _speller().nearest(word.casefold())
        # A form that the dictionary lacks ("wievielen") is no mistake; one letter may be wrong.
        if len(near) != 1 or distance != 1 or _inflects(word.casefold(), near[0]) or is_word(word, english=True):
            return word
        return near[0].capitalize() if word[0].isupper() else near[0]

    return WORD.sub(put_right, text)


def _inflects(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return longer.startswith(shorter) and longer[len(shorter) :] in ENDINGS


@cache
def _speller() -> Speller:
    asked = (word.casefold() for example in examples("question") if not example.held for word in WORD.findall(example.text))
    return Speller({word for word in (*COMMON, *asked) if len(word) >= SHORTEST})
