"""Occupations by name: the packaged list, the forms under which each is looked up, and the synonyms that make a library's names meet."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from index.gender_forms import head_word, name_forms, noun_forms
from index.name_keys import LINK_WORDS, join_keys, name_key, strict_key, tokens
from index.name_table import Meaning, NameTable, Rank

GENERIC_HEADS = frozenset(
    strict_key(word)
    for word in """Fachkraft Fachmann Fachfrau Fachangestellter Fachangestellte Fachwirt Fachpraktiker Assistent Assistentin Assistenz Helfer Leiter Leiterin
    Leitung Mitarbeiter Angestellter Spezialist Experte Gestalter Technologe Technologin Meister Techniker Technikerin Gruppenleiter Diplom
    Beauftragter Berater Engineer Manager Master Scientist Officer Bereich Person Kraft Hilfskraft Architekt Physician Data Scrum Key""".split()
)
"""Heads that say too little to stand for the longer name."""
SHORTEST_SPECIALITY = 8
"""Letters of a speciality that stands for its occupation ("Lagerlogistik")."""
SELECTION = re.compile(r"\(\s*(?:[mwfdxi]\s*[/|,*]\s*)+[mwfdxi]\s*\)|\b[mwf]/[mwdfx](?:/[dx])?\b", re.IGNORECASE)
"""The "(m/w/d)" of an advertisement."""
ALTERNATIVE = re.compile(r"\s*/\s+|\s+/\s*|/(?=[A-ZÄÖÜ])")


@dataclass(frozen=True, slots=True)
class Occupation:
    """A line of the list: how BERUFENET calls it, other German names, English ones, and occupations near it that are not the same."""

    canonical: str
    german: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    related: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def known_occupations() -> tuple[Occupation, ...]:
    """The packaged list, in the order of its file."""
    lines = (files("index") / "gazetteer" / "occupations.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return tuple(_occupation(line) for line in lines)


def _occupation(line: str) -> Occupation:
    canonical, *columns = line.split("\t")
    german, english, related = (tuple(filter(None, column.split(";"))) for column in (*columns, "", "", "")[:3])
    return Occupation(canonical, german, english, related)


def other_names(name: str) -> tuple[str, ...]:
    """What an occupation of the list is called in German besides this name; () for one that the list doesn't have."""
    key = name_key(name)
    alike = (one for one in known_occupations() if key in {name_key(one.canonical), *map(name_key, one.german)})
    return tuple(called for one in alike for called in (one.canonical, *one.german) if name_key(called) != key)


@lru_cache(maxsize=1)
def occupation_table() -> NameTable:
    """The table of the packaged list; entries are numbered as in `known_occupations`."""
    return NameTable(meaning for number, occupation in enumerate(known_occupations()) for meaning in _meanings(number, occupation))


def library_table(values: Iterable[str]) -> NameTable:
    """The table of a library's own names; entries are numbered in the order given. Specialities count here alone: "Lagerlogistik" names what has a page."""
    return NameTable(meaning for number, value in enumerate(values) for meaning in (*_meanings(number, Occupation(value)), *_specialities(number, value)))


def _specialities(number: int, value: str) -> Iterator[Meaning]:
    for name in spellings(value):
        words = tokens(name)
        link = next((at for at, word in enumerate(words) if at and word.is_link), None)
        key = join_keys(words[link:]) if link is not None else ""
        if len(key) >= SHORTEST_SPECIALITY:
            yield Meaning(key, number, Rank.DERIVED)


def _meanings(number: int, occupation: Occupation) -> Iterator[Meaning]:
    own = _all_forms(occupation.canonical)
    yield from (Meaning(form, number, Rank.OWN) for form in own)
    other = {form for name in occupation.german for form in _all_forms(name)} | {form for name in occupation.english for form in english_forms(name)}
    yield from (Meaning(form, number, Rank.OTHER) for form in other - own)
    heads = {form for name in spellings(occupation.canonical) for form in head_forms(name)}
    yield from (Meaning(form, number, Rank.DERIVED) for form in heads - own - other)


def _all_forms(name: str) -> set[str]:
    return {form for one in spellings(name) for form in (*name_forms(one), *turned_forms(one))}


def spellings(name: str) -> tuple[str, ...]:
    """The names in a page's occupation: "Erzieher / Erzieherin (m/w/d)" holds two. Never empty for a name with letters."""
    bare = SELECTION.sub(" ", name)
    return tuple(part.strip() for part in ALTERNATIVE.split(bare) if name_key(part)) or (name,)


def turned_forms(name: str) -> frozenset[str]:
    """Forms with the speciality in front: "Einzelhandelskaufmann", "SHK-Anlagenmechaniker", "Leiter IT" for "IT-Leiter"."""
    words = [token.text for token in tokens(name) if token.text.lower() not in LINK_WORDS]
    if len(words) != 2:
        return frozenset()
    first, last = words
    if strict_key(first) == strict_key(head_word(name)):
        front = strict_key(last)
        return frozenset(front + link + form for link in ("", "s") for form in noun_forms(first))
    return frozenset(form + strict_key(first) for form in noun_forms(last)) if first.isupper() else frozenset()


def head_forms(name: str) -> tuple[str, ...]:
    """The forms of the head of a longer name, where the head is telling: "Elektroniker", not "Fachkraft"."""
    head = head_word(name)
    longer = len([token for token in tokens(name) if not token.is_link]) > 1
    starts = name.startswith(head) and not name.startswith(head + "-")
    return noun_forms(head) if longer and starts and strict_key(head) not in GENERIC_HEADS else ()


def english_forms(name: str) -> tuple[str, ...]:
    """Singular and plural: nurse, nurses; policeman, policemen."""
    key = name_key(name)
    if key.endswith("man"):
        return (key, key[:-3] + "men")
    return (key, key + "s") if not key.endswith("s") else (key, key + "es")
