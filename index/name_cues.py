"""What stands around a word and tells whether it is meant as a name: "in Essen" is the city, "das Essen" is the meal."""

import re
from collections.abc import Callable, Sequence

from index.name_keys import Token

PREPOSITIONS = frozenset("in aus nach bei um".split())
OTHER_PREPOSITIONS = frozenset("für fuer von ab bis nahe near from around to".split())
PLACE_NOUNS = frozenset("stadt raum region großraum grossraum kreis nähe umgebung standort city town area ort".split())
CONJUNCTIONS = frozenset("und oder vs versus sowie bis als or and with than mit wie statt gegen".split())
SEARCH_WORDS = frozenset(
    """gehalt gehälter gehaelter lohn löhne verdienst einkommen jobs job stelle stellen stellenangebote stellenangebot stellenmarkt ausbildung vergleich
    ausbildungsplatz ausbildungsplätze arbeitsmarkt bezahlung salary pay jobmarkt arbeiten""".split()
)
"""Before a place in a question of keywords: "Gehalt Essen"."""
TITLES = frozenset("herr herrn frau familie mr mrs ms".split())
ENGLISH_ARTICLES = frozenset("a an the as of for every does".split())
ENGLISH_EVERYDAY = frozenset("chef cook cooks coach judge printer printers model agent painter doctor".split())
"""English names of occupations that are something else in German or a verb in English: they want an article before them."""
INFINITIVE = re.compile(r"[a-zäöü]{3,}(?:en|ern|eln)$")


def is_person(words: Sequence[Token], first: int) -> bool:
    """Whether a surname stands there: "Frau Koch"."""
    return first > 0 and words[first].joins and words[first - 1].text.lower() in TITLES


def is_english_verb(words: Sequence[Token], first: int, last: int) -> bool:
    """Whether an English everyday word stands there without an article; `last` is the last token of the name."""
    if first != last or words[first].text.lower() not in ENGLISH_EVERYDAY:
        return False
    return first == 0 or words[first - 1].text.lower() not in ENGLISH_ARTICLES


def has_minor_cue(words: Sequence[Token], first: int, last: int) -> bool:
    """Whether a town without page is meant that has the name of an everyday word: "in" and a capital, or nothing after it.

    "aus Stein", "nach Waren" and "in langen Schichten" name no towns.
    """
    return (words[first].is_capital or last == len(words) - 1) and first > 0 and words[first - 1].text.lower() in {"in", *PLACE_NOUNS}


def has_cue(words: Sequence[Token], first: int, last: int, named: bool, is_place: Callable[[int], bool]) -> bool:
    """Whether a city with the name of an everyday word is meant, "Essen" above all.

    `named`: the word before belongs to a name that was found. `is_place(i)`: at token i a place stands whose name is no everyday word.
    """
    before = words[first - 1].text.lower() if first else ""
    if before == "in":
        return True
    if not words[first].is_capital:
        return named and last + 1 < len(words) and words[last + 1].text in SEARCH_WORDS
    if before in PREPOSITIONS | PLACE_NOUNS:
        return before == "aus" or not _infinitive_follows(words, last)
    if _infinitive_follows(words, last):
        return False
    alone = last == len(words) - 1
    if first == 0 and alone:
        return True
    if before in OTHER_PREPOSITIONS | SEARCH_WORDS or (named and before not in CONJUNCTIONS):
        return True
    return _beside_place(words, first, last, is_place) or (before in CONJUNCTIONS and first == 1 and alone)


def has_small_letter_cue(words: Sequence[Token], first: int, last: int) -> bool:
    """Whether a place written small is meant although it may be a verb: "in siegen", "gehalt siegen", or nothing else is said."""
    before = words[first - 1].text.lower() if first else ""
    return before in PREPOSITIONS | PLACE_NOUNS | SEARCH_WORDS or (first == 0 and last == len(words) - 1)


def _beside_place(words: Sequence[Token], first: int, last: int, is_place: Callable[[int], bool]) -> bool:
    """Whether a conjunction, a comma or a slash joins it to a place on either side."""
    if last + 2 < len(words) and words[last + 1].text.lower() in CONJUNCTIONS and is_place(last + 2):
        return True
    if last + 1 < len(words) and words[last + 1].gap.strip() in {",", "/", "-", "–"} and is_place(last + 1):
        return True
    if first >= 2 and words[first - 1].text.lower() in CONJUNCTIONS and is_place(first - 2):
        return True
    return first >= 1 and words[first].gap.strip() in {",", "/", "-", "–"} and is_place(first - 1)


def _infinitive_follows(words: Sequence[Token], last: int) -> bool:
    return last + 1 < len(words) and words[last + 1].gap.isspace() and bool(INFINITIVE.fullmatch(words[last + 1].text))
