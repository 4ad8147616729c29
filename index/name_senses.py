"""What a key means in a library: which of its occupations or places, or one that it has no page for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from index.gender_forms import head_word, name_forms, noun_forms
from index.name_keys import loose_key, name_key, tokens
from index.name_table import Meaning, Rank
from index.occupation_names import GENERIC_HEADS, head_forms, known_occupations, library_table, occupation_table, spellings
from index.place_names import CITY, TOWN, Place, known_places, library_places, place_table, short_name

Kind = Literal["occupation", "place"]
SHORTEST_GENITIVE = 5
PROMINENCE = 5
"""How many times more inhabitants make one of two places of a name the one that is meant."""


@dataclass(frozen=True, slots=True)
class Sense:
    """What a key means.

    `candidates`: values of the library, () for a name without a page. `derived`: head of a longer name, or an adjective. The rest is a
    place's. `has_words`: whether it may be written in several words. `flag`: "w" for an everyday word, "c" for one that wants a capital.
    `minor`: a small one that no page is about.
    """

    kind: Kind
    canonical: str
    candidates: tuple[str, ...]
    exact: bool = True
    derived: bool = False
    has_words: bool = True
    flag: str = ""
    minor: bool = False


class OccupationSenses:
    """The occupations of a library, joined with the packaged list."""

    def __init__(self, values: Iterable[str]) -> None:
        self.values = tuple(sorted({value for value in values if value.strip()}))
        self.own = library_table(self.values)
        self.links: Mapping[int, tuple[str, ...]] = _linked(self.values, weak=False)
        self._weak_links: Mapping[int, tuple[str, ...]] = _linked(self.values, weak=True)

    def sense(self, strict: str, loose: str) -> Sense | None:
        """The library's own name before a synonym, a synonym before the head of a longer name; one without a page last."""
        own, own_exact = self.own.find(strict, loose)
        listed, exact = occupation_table().find(strict, loose)
        direct = tuple(self.values[meaning.entry] for meaning in own if meaning.rank == Rank.OWN)
        if direct and (own_exact or not exact):
            return _occupation(direct[0], direct, own_exact)
        if listed and listed[0].rank < Rank.DERIVED:
            values = self._values(listed)
            return _occupation(values[0] if values else _called(listed[0], loose), values, exact)
        heads = dict.fromkeys(value for meaning in listed for value in self.links.get(meaning.entry, ()))
        heads.update(dict.fromkeys(self.values[meaning.entry] for meaning in own))
        if not listed and not own:
            return None
        name = _head(listed, strict) if listed else head_word(self.values[own[0].entry])
        return replace(_occupation(next(iter(heads)) if len(heads) == 1 else name, tuple(heads), exact or own_exact), derived=True)

    def _values(self, meanings: tuple[Meaning, ...]) -> tuple[str, ...]:
        own = [meaning for meaning in meanings if meaning.rank == Rank.OWN]
        for links, among in ((self.links, own), (self.links, meanings), (self._weak_links, meanings)):
            values = dict.fromkeys(value for meaning in among for value in links.get(meaning.entry, ()))
            if values:
                return tuple(values)
        return ()


def _occupation(canonical: str, candidates: tuple[str, ...], exact: bool) -> Sense:
    return Sense("occupation", canonical, candidates, exact)


def _called(meaning: Meaning, loose: str) -> str:
    """What an occupation without page is called: by the German synonym that was asked for, in its plain form, else as in the list."""
    known = known_occupations()[meaning.entry]
    if meaning.rank == Rank.OWN:
        return known.canonical
    return next((name for name in known.german if loose in map(loose_key, name_forms(name))), known.canonical)


def _head(listed: tuple[Meaning, ...], strict: str) -> str:
    heads = [head_word(known_occupations()[meaning.entry].canonical) for meaning in listed]
    return next((head for head in heads if strict in noun_forms(head)), heads[0])


def _linked(values: tuple[str, ...], weak: bool) -> dict[int, tuple[str, ...]]:
    """Entries of the packaged list and the values that name them; weakly: by their head, for values that the list doesn't know."""
    links: defaultdict[int, list[str]] = defaultdict(list)
    for value in values:
        entries = listed_entries(value)
        if weak:
            heads = [head for part in spellings(value) for head in head_forms(part)[:1]]
            entries = frozenset() if entries else frozenset(entry for head in heads for entry in listed_entries(head))
        for entry in entries:
            links[entry].append(value)
    return {entry: tuple(names) for entry, names in links.items()}


def listed_entries(name: str, heads: bool = False) -> frozenset[int]:
    """The entries of the packaged list that a full name means: those called so, else those with such a synonym, else, if asked, such a head."""
    found: set[int] = set()
    for part in spellings(name):
        meanings = [meaning for meaning in occupation_table().find(name_key(part))[0] if heads or meaning.rank < Rank.DERIVED]
        best = min((meaning.rank for meaning in meanings), default=Rank.OWN)
        found.update(meaning.entry for meaning in meanings if meaning.rank == best)
    return frozenset(found)


class PlaceSenses:
    """The places of a library, joined with the gazetteer."""

    def __init__(self, values: Iterable[str]) -> None:
        self.values = tuple(sorted({value for value in values if value.strip()}))
        self.own = library_places(self.values)
        self.known: Mapping[str, Place] = {value: place for value in self.values if (place := gazetteer_place(value)) is not None}
        self._entries: Mapping[Place, tuple[str, ...]] = _values_by_place(self.known)

    def sense(self, strict: str, loose: str) -> Sense | None:
        """The library's own name first; else the most populous place of that name, and others of the library that are not far smaller."""
        own, own_exact = self.own.find(strict, loose)
        listed, exact = place_table().find(strict, loose)
        if not listed and not own and strict.endswith("s"):
            genitive = self._sense(strict[:-1], loose[:-1])
            return genitive if len(strict) > SHORTEST_GENITIVE and genitive and not genitive.flag and not genitive.derived else None
        if own and (own_exact or not exact) and own[0].rank == Rank.OWN:
            return self._in_library(tuple(self.values[meaning.entry] for meaning in own if meaning.rank == Rank.OWN), strict, own_exact, False)
        return self._sense(strict, loose)

    def _sense(self, strict: str, loose: str) -> Sense | None:
        listed, exact = place_table().find(strict, loose)
        own, own_exact = self.own.find(strict, loose)
        places = sorted({known_places()[meaning.entry] for meaning in listed}, key=lambda place: -place.inhabitants)
        derived = bool(listed) and listed[0].rank == Rank.DERIVED
        values = self._meant(places)
        if own and not values and (not places or self._is_unlisted(own, listed)):
            values, derived, exact = tuple(self.values[meaning.entry] for meaning in own), own[0].rank == Rank.DERIVED, own_exact
        if values:
            return self._in_library(values, strict, exact, derived)
        if not places:
            return None
        place = places[0]
        flag = "" if _is_full_name(place, strict) else place.flag
        minor = place.inhabitants < CITY and place.at is not None
        return Sense("place", place.canonical, (), exact, derived, _has_words(place, loose), flag, minor)

    def _is_unlisted(self, own: tuple[Meaning, ...], listed: tuple[Meaning, ...]) -> bool:
        """Whether the library's places of that short name are none of the gazetteer's, and named as directly as those."""
        return own[0].rank <= listed[0].rank and not any(self.values[meaning.entry] in self.known for meaning in own)

    def _in_library(self, values: tuple[str, ...], strict: str, exact: bool, derived: bool) -> Sense:
        place = self.known.get(values[0])
        flag = "" if place is None or derived or _is_full_name(place, strict) else place.flag
        if place is not None and flag == "c" and place.inhabitants < TOWN:
            flag = ""
        names = [Place(value) for value in values] + ([place] if place else [])
        return Sense("place", values[0], values, exact, derived, any(_has_words(one, loose_key(strict)) for one in names), flag)

    def _meant(self, places: list[Place]) -> tuple[str, ...]:
        """Values for places of one name, by falling population; none where a far larger one has no page ("Frankfurt": not the one on the Oder)."""
        if not places:
            return ()
        most = places[0].inhabitants
        if places[0] in self._entries:
            return tuple(dict.fromkeys(value for place in places for value in self._entries.get(place, ())))
        near = [place for place in places if place.inhabitants * PROMINENCE >= most]
        return tuple(dict.fromkeys(value for place in near for value in self._entries.get(place, ())))

    def is_outdone(self, sense: Sense, value: str) -> bool:
        """Whether a value of the library is so much larger than the place without page that a letter more or less is a slip."""
        other, meant = self.known.get(value), gazetteer_place(sense.canonical)
        if other is None or meant is None or sense.canonical == short_name(sense.canonical):
            return False
        return other.inhabitants >= max(CITY, PROMINENCE * meant.inhabitants)


def _is_full_name(place: Place, strict: str) -> bool:
    """Whether it is an official name of more than a word, which is never an everyday word: "Weil am Rhein", not "Weil"."""
    return strict != name_key(short_name(place.canonical))


def _has_words(place: Place, loose: str) -> bool:
    """Whether one of a place's names under this key has several words: "will ich" is not Willich."""
    names = (place.canonical, *place.aliases)
    return any(len(tokens(name)) > 1 and loose_key(name_key(name)) == loose for name in names)


def _values_by_place(known: Mapping[str, Place]) -> dict[Place, tuple[str, ...]]:
    values: defaultdict[Place, list[str]] = defaultdict(list)
    for value, place in known.items():
        values[place].append(value)
    return {place: tuple(names) for place, names in values.items()}


def gazetteer_place(name: str) -> Place | None:
    """The most populous place of that full name, None for one that the gazetteer doesn't have."""
    meanings = [meaning for meaning in place_table().find(name_key(name))[0] if meaning.rank < Rank.DERIVED]
    return max((known_places()[meaning.entry] for meaning in meanings), key=lambda place: place.inhabitants, default=None)


def is_generic(word: str) -> bool:
    """Whether a head says too little to stand for an occupation."""
    return name_key(word) in GENERIC_HEADS
