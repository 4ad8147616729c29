"""Misspelt names: the nearest keys within one or two edits, and the dictionary that protects words that are spelt right.

Distances are optimal string alignment (an exchange of neighbours counts once), from rapidfuzz. The dictionary is simplemma's; it is loaded
(a second, 100 MB) only when a word comes near to a name.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import simplemma
from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.german import STOP_WORDS, compound_parts

SHORTEST = 5
SHORTEST_CUED = 4
"""Letters of a place that is told as one by what stands before it: "in Essn"."""
SHORT = 7
MOST_NEAR = 8
LONGEST = 60
"""Longer keys are not looked up: no name is that long, and the work grows with the length."""


ENGLISH_WORDS = frozenset("the what when were this these how does do is are which where who can my i of for and with much earn salary become".split())
COMMON = STOP_WORDS | frozenset(
    """verdiene verdienst verdient verdienen gehalt gehälter lohn ausbildung weiterbildung berufe beruf arbeit arbeiten arbeitet arbeitszeit
    arbeitszeiten stelle stellen stellenangebote bewerbung bewerben voraussetzungen aufgaben dauer dauert lange monat stunde jahre brutto netto
    chancen zukunft macht machen brauche braucht brauchen werden unterschied unterschiede vergleich zwischen besser bekomme bekommt kosten einstieg
    berufserfahrung erfahrung abschluss schule studium urlaub schicht schichten teilzeit vollzeit möglich möglichkeiten gesucht stadt mehr weniger
    kommt genau bitte danke hallo guten morgen welchen welcher überhaupt eigentlich typisch alltag seite seiten frage fragen antwort arbeitgeber
    arbeitsmarkt firmen betriebe""".split()
)
"""The words that questions are made of: known without the dictionary."""


class Speller:
    """Loose keys by their first letter, which is taken to be right, and their length."""

    def __init__(self, keys: Iterable[str]) -> None:
        shelves: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for key in keys:
            if len(key) >= SHORTEST - 1:
                shelves[key[0], len(key)].append(key)
        self._shelves: Mapping[tuple[str, int], Sequence[str]] = dict(shelves)

    def nearest(self, loose: str, shortest: int = SHORTEST) -> tuple[tuple[str, ...], int]:
        """The nearest keys, all at one distance, and that distance: at most 1 up to 7 letters, 2 above; ((), 0) where none is so near."""
        if not shortest <= len(loose) <= LONGEST:
            return (), 0
        most = edits(loose)
        shelves = (self._shelves.get((loose[0], length), ()) for length in range(len(loose) - most, len(loose) + most + 1))
        near = process.extract(loose, list(chain.from_iterable(shelves)), scorer=OSA.distance, score_cutoff=most, limit=MOST_NEAR)
        if not near:
            return (), 0
        least = min(distance for _, distance, _ in near)
        return tuple(key for key, distance, _ in near if distance == least), int(least)


def edits(loose: str) -> int:
    """How many wrong letters a name of this length may have."""
    return 1 if len(loose) <= SHORT else 2


def is_word(word: str, english: bool = False) -> bool:
    """Whether the German dictionary has the word, or it is a compound of words that it has, or, in an English text, the English one has it.

    Parts of four letters don't make a compound here: they would make one of "Dortmunt".
    """
    if word.lower() in COMMON or simplemma.is_known(word, lang="de"):
        return True
    parts = compound_parts(word.lower())
    if parts and min(map(len, parts)) >= SHORTEST:
        return True
    return english and simplemma.is_known(word.lower(), lang="en")


def is_english(words: Iterable[str]) -> bool:
    """Whether a text has one of the commonest English words that are no German ones."""
    return not ENGLISH_WORDS.isdisjoint(word.lower() for word in words)
