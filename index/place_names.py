"""Places by name: the packaged gazetteer, short and official names, adjectives ("Wuppertaler"), and distances."""

import gzip
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt

from index.name_keys import name_key, strict_key
from index.name_table import Meaning, NameTable, Rank

EARTH_RADIUS = 6371.0
TOWN = 20_000
CITY = 100_000
NEAR_COUNTRIES = frozenset({"DE", "AT", "CH"})
SHORTENED = re.compile(r"[ ]?\([^)]*\)$|/[^/]+$|,.*$|[ ](?:am|an der|an dem|im|in|in der|bei|ob|vor|auf|unter|a\.|i\.|v\.|d\.)[ ]?.+$")
"""What an official name adds to the short one."""
IRREGULAR = {
    "bremen": ("bremer",),
    "dresden": ("dresdner", "dresdener"),
    "muenchen": ("muenchner", "muenchener"),
    "zuerich": ("zuercher", "zuericher"),
    "hannover": ("hannoveraner", "hannoversche", "hannoverschen"),
    "muenster": ("muensteraner",),
    "halle": ("hallenser", "hallesche", "halleschen"),
    "basel": ("basler",),
    "kassel": ("kasseler", "kassler"),
    "jena": ("jenaer", "jenenser"),
    "luenen": ("luener",),
    "moenchengladbach": ("moenchengladbacher", "gladbacher"),
    "ruhrgebiet": ("ruhrgebiets",),
}
NOT_ADJECTIVES = frozenset("hammer leerer langer weiler hofer singener kalker heider lager alter werder".split())
"""What the rules would make of a place, but is another word."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the gazetteer. `flag`: "" counts always, "c" wants a capital or a cue, "w" is an everyday word and wants a cue.

    Degrees are WGS 84, None for regions; inhabitants are rounded up to hundreds and 0 where unknown.
    """

    canonical: str
    aliases: tuple[str, ...] = ()
    country: str = ""
    at: tuple[float, float] | None = None
    inhabitants: int = 0
    flag: str = ""


@lru_cache(maxsize=1)
def known_places() -> tuple[Place, ...]:
    """The packaged gazetteer: regions, then cities by falling population."""
    packed = (files("index") / "gazetteer" / "places.tsv.gz").read_bytes()
    return tuple(_place(line) for line in gzip.decompress(packed).decode("utf-8").splitlines()[1:])


def _place(line: str) -> Place:
    name, aliases, country, latitude, longitude, hundreds, flag = line.split("\t")
    at = (float(latitude), float(longitude)) if latitude else None
    return Place(name, tuple(filter(None, aliases.split(";"))), country, at, int(hundreds) * 100, flag)


@lru_cache(maxsize=1)
def place_table() -> NameTable:
    """The table of the gazetteer; entries are numbered as in `known_places`."""
    return NameTable(meaning for number, place in enumerate(known_places()) for meaning in _meanings(number, place))


def library_places(values: Iterable[str]) -> NameTable:
    """The table of a library's own places; entries are numbered in the order given."""
    return NameTable(meaning for number, value in enumerate(values) for meaning in _meanings(number, Place(value, inhabitants=CITY)))


def _meanings(number: int, place: Place) -> Iterator[Meaning]:
    own = name_key(place.canonical)
    yield Meaning(own, number, Rank.OWN)
    other = dict.fromkeys((name_key(short_name(place.canonical)), *map(name_key, place.aliases)))
    # Without its link word "U.S." is a single letter, and "u.s.w." would name a country.
    yield from (Meaning(key, number, Rank.OTHER) for key in other if key != own and len(key) > 1)
    if place.inhabitants >= CITY or (place.inhabitants >= TOWN and not place.flag):
        names = dict.fromkeys((place.canonical, short_name(place.canonical)))
        yield from (Meaning(form, number, Rank.DERIVED) for name in names for form in adjectives_and_people(name))


@lru_cache(maxsize=20_000)
def short_name(name: str) -> str:
    """The name without what tells it from others: "Mülheim an der Ruhr", "Mülheim (Ruhr)" -> "Mülheim"."""
    return SHORTENED.sub("", name) or name


def adjectives(name: str) -> tuple[str, ...]:
    """Strict keys of what is made of a place's name with -er: Wuppertaler, Göttinger, Karlsruher, Darmstädter."""
    key = strict_key(name)
    if not name.isalpha():
        return ()
    if key in IRREGULAR:
        return IRREGULAR[key]
    if key.endswith(("ingen", "ungen")):
        made = key[:-2] + "er"
    elif key.endswith("stadt"):
        made = key[:-5] + "staedter"
    else:
        made = key + ("r" if key.endswith("e") else "er")
    return () if made in NOT_ADJECTIVES else (made,)


def adjectives_and_people(name: str) -> tuple[str, ...]:
    """The adjectives, and the dative of those who live there: "bei den Kölnern"."""
    made = adjectives(name)
    return (*made, *(form + "n" for form in made if form.endswith("er")))


def kilometres(one: Place, other: Place) -> float | None:
    """The great-circle distance (haversine), None where one of them has no coordinates."""
    if one.at is None or other.at is None:
        return None
    (north, east), (other_north, other_east) = ([radians(degree) for degree in at] for at in (one.at, other.at))
    half = sin((other_north - north) / 2) ** 2 + cos(north) * cos(other_north) * sin((other_east - east) / 2) ** 2
    return 2 * EARTH_RADIUS * asin(min(1.0, sqrt(half)))


def nearest(place: Place, others: Sequence[tuple[str, Place]]) -> list[str]:
    """The names of the others that have coordinates, nearest first; ties by name."""
    distances = [(kilometres(place, other), name) for name, other in others]
    return [name for _, name in sorted((distance, name) for distance, name in distances if distance is not None)]


def is_well_known(key: str) -> bool:
    """Whether a place of the gazetteer is large enough that somebody may have meant it."""
    places = (known_places()[meaning.entry] for meaning in place_table().find(key)[0])
    return any(place.flag != "w" and (place.at is None or (place.inhabitants >= TOWN and place.country in NEAR_COUNTRIES)) for place in places)
