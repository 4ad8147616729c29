"""What stands around a word and tells whether it is meant as a name: "in Essen" is the city, "das Essen" is the meal."""

import re
from collections.abc import Callable, Sequence

from index.name_keys import Token

PREPOSITIONS = frozenset("in aus nach bei um".split())
PLACE_PREPOSITIONS = frozenset("in aus nach".split())
"""After these a place is likelier than a person or a thing: "bei Lina" is no slip of "Linz"."""
OTHER_PREPOSITIONS = frozenset("für fuer von ab bis nahe near from around to".split())
PLACE_NOUNS = frozenset("stadt raum region großraum grossraum kreis nähe umgebung standort city town area ort".split())
CONJUNCTIONS = frozenset("und oder vs versus sowie bis als or and with than mit wie statt gegen".split())
SEARCH_WORDS = frozenset(
    """gehalt gehälter gehaelter lohn löhne verdienst einkommen jobs job stelle stellen stellenangebote stellenangebot stellenmarkt ausbildung vergleich
    ausbildungsplatz ausbildungsplätze arbeitsmarkt bezahlung salary pay jobmarkt arbeiten""".split()
)
"""Before a place in a question of keywords: "Gehalt Essen"."""
INSTITUTION = re.compile(r"\w*(?:klinik|klinikum|krankenhaus|hochschule|hafen|stadtwerke|handwerkskammer|handelskammer|kita)", re.IGNORECASE)
"""Before a city: "Klinikum Essen"."""
MODALS = frozenset(
    "darf darfst dürfen duerfen dürft kann kannst können koennen könnt will wollen willst möchte möchten soll sollen muss müssen muß lass geh gehen gehe geht".split()
)
"""With one of them "essen" at the end is a verb: "Was darf man als Koch essen?"."""
TITLES = frozenset("herr herrn frau familie mr mrs ms".split())
ENGLISH_ARTICLES = frozenset("a an the as of for every does".split())
ENGLISH_EVERYDAY = frozenset("chef cook cooks coach judge printer printers model agent painter doctor".split())
"""English names of occupations that are something else in German or a verb in English: they want an article before them."""
INFINITIVE = re.compile(r"[a-zäöü]{3,}(?:en|ern|eln)$")
SERVED = re.compile(r"(?:[a-zäöü]*ge[a-zäöü]{2,}t|umsonst|gratis|kostenlos|frei|extra)$")
"""After the meal: "Essen gestellt", "Essen umsonst"; infinitives go there as well."""


def is_person(words: Sequence[Token], first: int) -> bool:
    """Whether a surname stands there: "Frau Koch"."""
    return first > 0 and words[first].joins and words[first - 1].text.lower() in TITLES


def is_first_person(words: Sequence[Token], first: int) -> bool:
    """Whether a verb stands there that is spelt like an occupation: "Was koch ich heute?"."""
    after = first + 1
    return not words[first].is_capital and after < len(words) and words[after].gap.isspace() and words[after].text.lower() == "ich"


def is_english_verb(words: Sequence[Token], first: int, last: int) -> bool:
    """Whether an English everyday word stands there without an article; `last` is the last token of the name."""
    if first != last or words[first].text.lower() not in ENGLISH_EVERYDAY:
        return False
    return first == 0 or words[first - 1].text.lower() not in ENGLISH_ARTICLES


def may_be_short_slip(words: Sequence[Token], first: int, last: int) -> bool:
    """Whether a word of four letters may be a misspelt place: "in Essn"; in capitals it is an abbreviation, or something that is called out."""
    led = first > 0 and words[first].gap.isspace() and words[first - 1].text.lower() in PLACE_PREPOSITIONS
    return led and not all(word.text.isupper() for word in words[first : last + 1])


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
    joined = first > 0 and words[first].gap.isspace()
    if joined and INSTITUTION.fullmatch(before) and not _verb_follows(words, last):
        return True
    if not words[first].is_capital:
        return _joined_to_place(words, first, last, is_place) or (joined and _ends_keywords(words, last, named))
    if before in PREPOSITIONS | PLACE_NOUNS:
        return before == "aus" or not _verb_follows(words, last)
    if _verb_follows(words, last):
        return False
    alone = last == len(words) - 1
    if (first == 0 and alone) or (not alone and words[last + 1].text.lower() in SEARCH_WORDS):
        return True
    if before in OTHER_PREPOSITIONS | SEARCH_WORDS or (named and before not in CONJUNCTIONS):
        return True
    if first > 1 and joined and words[first - 1].is_capital and not words[first - 1].is_link:
        # Two nouns in a row: "Azubi Essen".
        return True
    return _beside_place(words, first, last, is_place) or (before in CONJUNCTIONS and first == 1 and alone)


def _ends_keywords(words: Sequence[Token], last: int, named: bool) -> bool:
    """Whether a question of keywords ends there, or goes on with what is asked for: "urlaubstage krankenpfleger essen", "erzieher gehalt essen"."""
    if not named and words[last - 1].text.lower() not in SEARCH_WORDS:
        return False
    if last + 1 < len(words):
        return words[last + 1].text.lower() in SEARCH_WORDS or not words[last + 1].gap.isspace()
    return not any(word.text.lower() in MODALS for word in words)


def has_small_letter_cue(words: Sequence[Token], first: int, last: int) -> bool:
    """Whether a place written small is meant although it may be a verb: "in siegen", "gehalt siegen", or nothing else is said."""
    before = words[first - 1].text.lower() if first else ""
    return before in PREPOSITIONS | PLACE_NOUNS | SEARCH_WORDS or (first == 0 and last == len(words) - 1)


def _joined_to_place(words: Sequence[Token], first: int, last: int, is_place: Callable[[int], bool]) -> bool:
    """Whether a conjunction joins it to a place on either side: "essen oder köln"."""
    after = last + 2 < len(words) and words[last + 1].text.lower() in CONJUNCTIONS and is_place(last + 2)
    return after or (first >= 2 and words[first - 1].text.lower() in CONJUNCTIONS and is_place(first - 2))


def _beside_place(words: Sequence[Token], first: int, last: int, is_place: Callable[[int], bool]) -> bool:
    """Whether a conjunction, a comma or a slash joins it to a place on either side."""
    if _joined_to_place(words, first, last, is_place):
        return True
    if last + 1 < len(words) and words[last + 1].gap.strip() in {",", "/", "-", "–"} and is_place(last + 1):
        return True
    return first >= 1 and words[first].gap.strip() in {",", "/", "-", "–"} and is_place(first - 1)


def _verb_follows(words: Sequence[Token], last: int) -> bool:
    if last + 1 == len(words) or not words[last + 1].gap.isspace() or words[last + 1].text in SEARCH_WORDS:
        return False
    return bool(INFINITIVE.fullmatch(words[last + 1].text) or SERVED.fullmatch(words[last + 1].text))
