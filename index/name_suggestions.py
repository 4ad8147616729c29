"""Names of a library that are near to one without page, for suggestions."""

from itertools import takewhile

from rapidfuzz import fuzz

from index.gender_forms import head_word
from index.name_keys import loose_key, name_key, strict_key
from index.name_senses import OccupationSenses, PlaceSenses, gazetteer_place, is_generic, listed_entries
from index.occupation_names import known_occupations
from index.place_names import nearest

MOST = 3
COMMON_ENDING = 6
"""Letters that two heads must share: "-mechaniker", "-pfleger"."""
ALIKE = 75.0
"""rapidfuzz's ratio of two names, 0 to 100, from which they are taken for alike."""


def near_occupations(name: str, senses: OccupationSenses) -> tuple[str, ...]:
    """First what the packaged list calls related, then those with the same head or ending, then those spelt alike."""
    related = [value for entry in sorted(listed_entries(name, heads=True)) for one in known_occupations()[entry].related for value in _linked(one, senses)]
    head = loose_key(strict_key(head_word(name)))
    scored = sorted((-_likeness(name, head, value), value) for value in senses.values)
    alike = [value for score, value in scored if score < 0]
    return tuple(dict.fromkeys((*related, *alike)))[:MOST]


def _linked(canonical: str, senses: OccupationSenses) -> tuple[str, ...]:
    return tuple(value for entry in sorted(listed_entries(canonical)) for value in senses.links.get(entry, ()))


def _likeness(name: str, head: str, value: str) -> float:
    """200 for the same telling head, 100 and the length of a common ending of heads, else the ratio of the names; 0 for strangers."""
    other = loose_key(strict_key(head_word(value)))
    if head == other and not is_generic(head):
        return 200.0
    ending = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(reversed(head), reversed(other), strict=False)))
    if ending >= COMMON_ENDING and not is_generic(head[-ending:]):
        return 100.0 + ending
    ratio = fuzz.ratio(loose_key(name_key(name)), loose_key(name_key(value)))
    return ratio if ratio >= ALIKE else 0.0


def near_places(name: str, senses: PlaceSenses) -> tuple[str, ...]:
    """By distance where the gazetteer has the place, else the most alike by spelling; a region has neither and gets none."""
    place = gazetteer_place(name)
    if place is not None:
        return tuple(nearest(place, list(senses.known.items()))[:MOST])
    key = loose_key(name_key(name))
    scored = sorted((-fuzz.ratio(key, loose_key(name_key(value))), value) for value in senses.values)
    return tuple(value for score, value in scored if -score >= ALIKE)[:MOST]
