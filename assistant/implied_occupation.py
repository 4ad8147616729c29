"""The occupation that a question means without naming it: by its field ("im Lager"), or by words that hardly any other occupation's pages use."""

import re

from index import german
from index.fields import fields_in
from index.library import Library
from index.name_keys import plain_name
from index.names import Names
from index.occupation_names import other_names

CHOICE = re.compile(r"\b(?:oder|or|vs|versus|lieber|besser|vergleich)\b", re.IGNORECASE)
"""With such a word a question of several fields is about all of them, without one about the first."""
LED = re.compile(r"(?P<front>\w{2,}?)s?-?(?:leit(?:ung|er|erin)|meister(?:in)?|chef(?:in)?)$", re.IGNORECASE)
LEADER = re.compile(r"(?:leitung|leiter|leiterin)$", re.IGNORECASE)
"""Of whom the rest of the question may say what they lead; a "Hausmeister" in a "Kita" leads no educators."""
SHORTEST = 5
"""Letters of a word that tells an occupation; shorter ones are found on all kinds of pages."""
TYPICAL = 0.15
"""The share of an occupation's passages that use a word which is typical of it."""
LEAST = 0.3
"""A word that tells less than this tells nothing."""
ENOUGH = 0.8
SMOOTH = 0.05
"""What makes a term that stands on few passages tell less."""
CONTRAST = 3
"""Occupations that a library must have before a word can be typical of one."""
CLEARLY = 2.0
"""By how much the likeliest occupation must outdo the next one."""


def implied_occupations(text: str, library: Library, names: Names) -> tuple[str, ...]:
    """Occupations of the library that a text without an occupation's name is about: one, several where it names several fields, () where it tells none."""
    return _by_fields(text, names) or _by_typical_words(text, library)


def led_occupations(name: str, rest: str, names: Names) -> tuple[str, ...]:
    """Occupations whose lead a job without a page is: "Kitaleitung" leads educators, "Elektromeister" electricians; () for any other.

    `rest`: the other words of the question ("Stationsleitung Pflege").
    """
    for words in (name, *other_names(name)):
        front = LED.match(words)
        if front:
            told = _by_fields(front["front"], names)
            if told:
                return told
    return _by_fields(rest, names) if LEADER.search(name) else ()


def _by_fields(text: str, names: Names) -> tuple[str, ...]:
    told = [values for values in dict.fromkeys(_with_pages(field.occupations, names) for field in fields_in(text)) if values]
    return tuple(dict.fromkeys(value for values in (told if CHOICE.search(text) else told[:1]) for value in values))


def _with_pages(occupations: tuple[str, ...], names: Names) -> tuple[str, ...]:
    """Of the occupations of a field the first that has pages."""
    for occupation in occupations:
        values = tuple(dict.fromkeys(v for name in names.find(occupation) if name.kind == "occupation" for v in name.candidates))
        if values:
            return values
    return ()


def _by_typical_words(text: str, library: Library) -> tuple[str, ...]:
    if len(library.occupations_alike) < CONTRAST:
        return ()
    # Of a compound what stands in front or the whole: a "Praxismanagerin" is no IT manager. "Kindergeld" and "Kinder" tell the same once.
    telling: dict[str, tuple[str, float]] = {}
    for word in {word for word in german.words(text) if len(word) >= SHORTEST}:
        whole, *parts = german.terms(word) or ("",)
        each = {term: _told_by(term, library) for term in (whole, *parts[:-1])}
        telling |= {term: each[term] for term in sorted(each, key=lambda term: -each[term][1])[:1]}
    told: dict[str, float] = {}
    for name, strength in telling.values():
        if strength >= LEAST:
            told[name] = told.get(name, 0.0) + strength
    best = sorted(told, key=lambda name: -told[name])
    if not best or told[best[0]] < ENOUGH or (len(best) > 1 and told[best[0]] < CLEARLY * told[best[1]]):
        return ()
    return library.occupations_alike[best[0]]


def _told_by(term: str, library: Library) -> tuple[str, float]:
    """(occupation, how surely a term tells it, 0 to 1): most of the passages with the term are its own, and many of its passages have it."""
    shares: dict[str, float] = {}
    for occupation, share in library.occupations_with(term).items():
        shares[plain_name(occupation)] = max(share, shares.get(plain_name(occupation), 0.0))
    best = max(shares, key=lambda name: shares[name], default="")
    return (best, shares[best] / (sum(shares.values()) + SMOOTH) * min(1.0, shares[best] / TYPICAL)) if best else ("", 0.0)
