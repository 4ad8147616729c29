"""German text to the terms of the word index: stems, compound parts, gender forms and spellings made one.

The same terms are made of passages and of questions. Stems come from Snowball's German algorithm, which also makes `ae` and `ä` one;
compounds are taken apart with simplemma's dictionary: "Monatsgehälter" also counts as "Monat" and "Gehalt".
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import simplemma
import Stemmer

STOP_WORDS = frozenset(
    """ab aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis bist brauche brauchen braucht da damit dann das dass dazu dein deine dem den der deren des
    dessen die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines er es etwas für gegen gibt hab habe haben hat hatte
    hatten hier ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist ja je jede jeder jedes jetzt kann kein keine können könnte macht machen man mein meine mich mir
    mit muss müssen nach nicht noch nun nur ob oder ohne sehr sein seine seinem seinen seiner sich sie sind so soll sollte tun tut über um und uns unser unter viel viele vielen vom von vor
    dafür dazu davon dabei daran darauf darin war waren was wegen weil welche welchem welchen welcher welches wenn wer werde werden wie wieder will wir wird wo wohl wurde wurden würde zu zum zur zwar
    a an and are as at be by do does for from how i in is it of on or that the there to what when where which who why with you my me one can could should would they we our your""".split()
)
GENDER_ENDING = re.compile(r"(?<=\w)(?:[:*_·]|/-?)(?:in(?:nen)?|frau)\b", re.IGNORECASE)
"""The second half of "Erzieher:in", "Erzieher/-innen", "Kaufmann/-frau": says the same as the first."""
PERSON_ENDING = re.compile(r"(?<=\w{3})(?:frau(?:en)?|leuten?|männern?|mannes)$")
"""Kauffrau, Kaufleute, Fachmänner: one occupation."""
NUMBER_GROUP = re.compile(r"(?<=\d)[.\u00a0\u202f](?=\d{3}\b)")
WORD = re.compile(r"\w+(?:-\w+)*")
LINKS = ("", "s", "es", "n", "en", "er", "e")
"""What German puts between the parts of a compound; "Arbeit-s-zeit"."""
SHORTEST_PART = 4
SHORTEST_COMPOUND = 8
LONGEST_WORD = 40
"""Longer "words" are addresses and the like: not taken apart, since the work grows with the square of the length."""

_stemmer = Stemmer.Stemmer("german")


def terms(text: str) -> tuple[str, ...]:
    """The terms of a text in reading order, repeats kept: for each word its stem, then the stems of its parts."""
    return tuple(term for word in words(text) for term in _word_terms(word))


def word_groups(text: str) -> tuple[tuple[str, ...], ...]:
    """The distinct words of a text, each as its terms: the stem first, then the stems of its parts, if it has any."""
    return tuple(dict.fromkeys(terms for word in words(text) if (terms := _word_terms(word))))


def words(text: str) -> Iterator[str]:
    """The words of a text that count, in small letters."""
    plain = unicodedata.normalize("NFKC", GENDER_ENDING.sub("", NUMBER_GROUP.sub("", text)))
    return (word for match in WORD.finditer(plain) if (word := match.group().lower()) not in STOP_WORDS)


@lru_cache(maxsize=100_000)
def _word_terms(word: str) -> tuple[str, ...]:
    pieces = [PERSON_ENDING.sub("mann", piece) for piece in word.split("-") if piece and piece not in STOP_WORDS]
    found = [stem("".join(pieces))] if len(pieces) > 1 else []
    for piece in pieces:
        found.append(stem(piece))
        found.extend(stem(part) for part in compound_parts(piece))
    return tuple(found)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The Snowball stem; "Kauffrau" and "Kaufmann" share one, as do "Erzieher" and "Erzieherin"."""
    return str(_stemmer.stemWord(PERSON_ENDING.sub("mann", word.lower()).replace("ß", "ss")))


@lru_cache(maxsize=100_000)
def compound_parts(word: str) -> tuple[str, ...]:
    """The parts of a compound in order, each a word of the dictionary; () for a simple word. The most even split wins."""
    if not SHORTEST_COMPOUND <= len(word) <= LONGEST_WORD or not word.isalpha():
        return ()
    splits = (
        (min(len(left), len(word) - at), left, word[at:])
        for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
        if _is_noun(word[at:])
        for left in _without_link(word[:at])
        if _is_noun(left)
    )
    best = max(splits, default=None, key=lambda split: split[0])
    if best is None:
        return ()
    return tuple(part for half in best[1:] for part in (compound_parts(half) or (half,)))


def _without_link(left: str) -> list[str]:
    return [left[: len(left) - len(link)] for link in LINKS if left.endswith(link) and len(left) - len(link) >= SHORTEST_PART]


@lru_cache(maxsize=100_000)
def _is_noun(word: str) -> bool:
    return bool(simplemma.is_known(word.capitalize(), lang="de"))
