"""Names of occupations and places in a question, resolved against what a library has pages for.

Found by look-ups of normalised word sequences, the longest first; misspelt names only among the words that are left.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace

from index.misspelling import COMMON, SHORTEST, SHORTEST_CUED, Speller, is_english, is_word
from index.name_cues import PREPOSITIONS, has_cue, has_minor_cue, has_small_letter_cue, is_english_verb, is_first_person, is_person, may_be_short_slip
from index.name_keys import Token, join_keys, loose_key, strict_key, tokens
from index.name_senses import Kind, OccupationSenses, PlaceSenses, Sense
from index.name_suggestions import near_occupations, near_places
from index.occupation_compounds import occupation_parts
from index.occupation_names import occupation_table
from index.place_names import CITY, is_well_known, kilometres, known_places, place_table
from index.types import Span
from index.unknown_occupations import is_unknown_occupation, other_speciality

LONGEST_NAME = 10
"""Words, link words included: "Fachkraft für Kurier-, Express- und Postdienstleistungen" has six."""
LONGEST_KEY = 80
MISSPELT_WORDS = 3
CUED_UNKNOWN = 6
UNCUED_UNKNOWN = 8
DISTRICT_KM = 30.0
PAIRS = frozenset({"und", "oder", "bzw", "u", "and", "or"})


@dataclass(frozen=True, slots=True)
class Name:
    """An occupation or a place that a question names.

    `canonical`: the library's value, or for a name without page what it is commonly called. `exact`: False for a misspelt one.
    `candidates`: the values that it may mean, usually one, () where `in_library` is False.
    """

    kind: Kind
    canonical: str
    span: Span
    in_library: bool
    exact: bool
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A sense for the words first..last; `letters`: of a compound, how many belong to the name."""

    first: int
    last: int
    sense: Sense
    letters: int | None = None


class Names:
    """The names that a library generation knows. Built once; thread-safe since nothing changes after."""

    def __init__(self, occupations: Iterable[str], places: Iterable[str]) -> None:
        self._occupations = OccupationSenses(occupations)
        self._places = PlaceSenses(places)
        large = (key for key in place_table() if is_well_known(key))
        self._place_speller = Speller(self._places.own)
        self._speller = Speller({*self._occupations.own, *occupation_table(), *self._places.own, *large})

    def find(self, text: str) -> tuple[Name, ...]:
        """The names in a text, in order and without overlap, the longest at each place; spans count characters of `text`."""
        words = tokens(text)
        readings = self._scan(words)
        firsts = {reading.first for reading in readings}
        readings = [self._with_speciality(words, reading, firsts) for reading in readings]
        readings = self._mended(words, readings)
        return tuple(_name(words, reading) for reading in _merged(words, readings))

    def near(self, text_or_name: str | Name, kind: Kind) -> tuple[str, ...]:
        """Up to three library values nearest to one that has no page: related or alike occupations; places by distance, else by spelling."""
        name = text_or_name.canonical if isinstance(text_or_name, Name) else text_or_name
        return near_occupations(name, self._occupations) if kind == "occupation" else near_places(name, self._places)

    def _scan(self, words: Sequence[Token]) -> list[Reading]:
        readings: list[Reading] = []
        at = 0
        while at < len(words):
            reading = self._longest(words, at, readings)
            if reading is None:
                at += 1
                continue
            readings.append(reading)
            at = reading.last + 1
        return readings

    def _longest(self, words: Sequence[Token], first: int, before: Sequence[Reading]) -> Reading | None:
        if words[first].is_link or is_person(words, first):
            return None
        named = bool(before) and before[-1].last == first - 1 and words[first].joins
        for last, key in reversed(list(_keys(words, first))):
            for sense in self._senses(key):
                if self._counts(words, first, last, sense, named):
                    return self._with_district(words, Reading(first, last, sense))
        return self._in_compound(words, first)

    def _in_compound(self, words: Sequence[Token], at: int) -> Reading | None:
        """ "Erzieherabschluss" names the occupation, too."""
        for part in occupation_parts(words[at].text):
            sense = self._occupations.sense(strict_key(part), loose_key(strict_key(part)))
            if sense is not None and sense.exact and sense.candidates:
                return Reading(at, at, sense, len(part))
        return None

    def _senses(self, strict: str) -> Iterator[Sense]:
        loose = loose_key(strict)
        occupation = self._occupations.sense(strict, loose)
        place = self._places.sense(strict, loose)
        if place is not None and not place.exact and place.candidates == () and occupation is not None:
            place = None
        found = [sense for sense in (occupation, place) if sense is not None]
        yield from sorted(found, key=lambda sense: not sense.exact)

    def _counts(self, words: Sequence[Token], first: int, last: int, sense: Sense, named: bool) -> bool:
        """Whether the sense is meant here: cues for everyday words, no dropped dots in words that are spelt right."""
        if not sense.exact and sense.minor:
            return False
        if not sense.exact and first == last and is_word(words[first].text) and not words[first].text.isupper():
            return False
        if sense.kind == "occupation":
            return not is_english_verb(words, first, last) and not (first == last and is_first_person(words, first))
        if any(word.text == "oder" and words[at].text.lower() not in ("der", "an") for at, word in enumerate(words[first + 1 : last + 1], first)):
            return last == len(words) - 1
        if not sense.has_words and any(not word.is_link and " " in word.gap for word in words[first + 1 : last + 1]):
            return False
        if sense.derived:
            return words[first].is_capital or bool(sense.candidates)
        if sense.flag == "w":
            if sense.minor:
                return has_minor_cue(words, first, last)
            return has_cue(words, first, last, named, lambda at: self._is_plain_place(words, at))
        if sense.flag == "c" and not words[first].is_capital:
            return named or has_small_letter_cue(words, first, last) or self._is_occupation(words, last + 1)
        return True

    def _is_occupation(self, words: Sequence[Token], at: int) -> bool:
        return at < len(words) and words[at].joins and self._occupations.sense(words[at].key, loose_key(words[at].key)) is not None

    def _is_plain_place(self, words: Sequence[Token], first: int) -> bool:
        """Whether a place that is no everyday word begins, or ends, at this word."""
        sense = self._places.sense(words[first].key, loose_key(words[first].key))
        return sense is not None and sense.exact and sense.flag != "w" and not sense.derived

    def _with_district(self, words: Sequence[Token], reading: Reading) -> Reading:
        """ "Wuppertal-Barmen" is Wuppertal: a place that is joined by a hyphen and lies near belongs to the first."""
        after = reading.last + 1
        if reading.sense.kind != "place" or after >= len(words) or words[after].gap != "-":
            return reading
        city = self._places.known.get(reading.sense.canonical)
        centres = [city] if city else [known_places()[one.entry] for one in place_table().find(join_keys(words[reading.first : after]))[0]]
        parts = [known_places()[meaning.entry] for meaning in place_table().find(words[after].key)[0]]
        near = any((kilometres(one, part) or 0.0) <= DISTRICT_KM for one in centres for part in parts if part.inhabitants < CITY and part.at)
        unknown = words[after].is_capital and not parts and not is_word(words[after].text) and not self._is_occupation(words, after)
        return replace(reading, last=after) if near or unknown else reading

    def _with_speciality(self, words: Sequence[Token], reading: Reading, firsts: Set[int]) -> Reading:
        """A head with a speciality that no name has ("Elektroniker für Wehrtechnik") is an occupation without page."""
        if reading.sense.kind != "occupation":
            return reading
        end = other_speciality(words, reading.last)
        if end is None or end in firsts or not is_word(words[end].text):
            return reading
        name = " ".join(word.text for word in words[reading.first : end + 1])
        return Reading(reading.first, end, Sense("occupation", name, ()))

    def _mended(self, words: Sequence[Token], readings: Sequence[Reading]) -> list[Reading]:
        """Readings, and among the words that are left misspelt names and occupations by their form. A misspelt rest completes a head."""
        heads = {at for reading in readings if _is_head(reading) for at in range(reading.first, reading.last + 1)}
        taken = {at for reading in readings for at in range(reading.first, reading.last + 1)} - heads
        english = is_english(word.text for word in words)
        new: list[Reading] = []
        at = 0
        while at < len(words):
            reading = None if at in taken else self._misspelt(words, at, (taken, heads), english) or _unknown(words, at, heads)
            new.extend([reading] if reading else [])
            at = reading.last + 1 if reading else at + 1
        replaced = {at for reading in new for at in range(reading.first, reading.last + 1)}
        kept = [self._corrected(words, reading) for reading in readings if replaced.isdisjoint(range(reading.first, reading.last + 1))]
        return sorted((*kept, *new), key=lambda reading: reading.first)

    def _misspelt(self, words: Sequence[Token], first: int, used: tuple[Set[int], Set[int]], english: bool) -> Reading | None:
        if words[first].is_link or is_person(words, first) or (words[first].text.lower() in COMMON and not words[first].text.isupper()):
            return None
        taken, heads = used
        for last, key in reversed(list(_keys(words, first, MISSPELT_WORDS))):
            span = [at for at in range(first, last + 1) if not words[at].is_link]
            cued = first > 0 and words[first - 1].text.lower() in PREPOSITIONS
            short = len(loose_key(key)) < SHORTEST
            if (
                (short and not may_be_short_slip(words, first, last))
                or any(len(words[at].text) == 1 for at in span)
                or not taken.isdisjoint(span)
                or heads >= set(span)
                or words[last].text.lower() in COMMON
            ):
                continue
            sense = self._nearest_place(key) if short else self._nearest_sense(key, cued and len(span) == 1, len(span) == 1)
            if sense is not None and not all(is_word(words[at].text, english) for at in span):
                return Reading(first, last, sense)
        return None

    def _nearest_sense(self, strict: str, cued: bool, single: bool) -> Sense | None:
        """The sense of the nearest key; of several equally near the library's.

        What has no page wants better proof than what has: strange names ("Priestley") must not become it. One word, one edit, and eight
        letters or, after "in", six.
        """
        keys, distance = self._speller.nearest(loose_key(strict))
        senses = [sense for key in keys for sense in self._senses(key) if sense.candidates or (sense.flag != "w" and not sense.derived)]
        senses = [sense for sense in senses if single or sense.has_words]
        best = next((sense for sense in senses if sense.candidates), senses[0] if senses else None)
        if best is None:
            return None
        if not best.candidates and (not single or distance > 1 or len(strict) < (CUED_UNKNOWN if cued else UNCUED_UNKNOWN)):
            return None
        alike = dict.fromkeys(value for sense in senses if sense.kind == best.kind for value in sense.candidates)
        return replace(best, exact=False, candidates=tuple(alike))

    def _nearest_place(self, strict: str) -> Sense | None:
        """The one place with a page that a short word may mean."""
        keys, _ = self._place_speller.nearest(loose_key(strict), SHORTEST_CUED)
        places = list(dict.fromkeys(value for key in keys for value in self._value_of(key)))
        return Sense("place", places[0], (places[0],), exact=False) if len(places) == 1 else None

    def _corrected(self, words: Sequence[Token], reading: Reading) -> Reading:
        """ "Mühlheim" is also short for a small town; where the library has the large city of nearly that name, a slip is likelier."""
        sense = reading.sense
        if sense.kind != "place" or sense.candidates or sense.derived or reading.first != reading.last:
            return reading
        for last, key in reversed(list(_keys(words, reading.first, MISSPELT_WORDS))):
            nearest, _ = self._place_speller.nearest(loose_key(key))
            for value in (value for near in nearest for value in self._value_of(near)):
                if last > reading.last or self._places.is_outdone(sense, value):
                    return Reading(reading.first, last, Sense("place", value, (value,), exact=False))
        return reading

    def _value_of(self, key: str) -> tuple[str, ...]:
        sense = self._places.sense(key, key)
        return sense.candidates if sense and not sense.derived else ()


def _keys(words: Sequence[Token], first: int, most: int = LONGEST_NAME) -> Iterator[tuple[int, str]]:
    """The strict keys of the word sequences that start at `first` and end in a word that counts, with the index of that word."""
    key, count = "", 0
    for last in range(first, min(len(words), first + LONGEST_NAME)):
        if last > first and not words[last].joins:
            return
        if words[last].is_link:
            continue
        key += words[last].key
        count += 1
        if count > most or len(key) > LONGEST_KEY:
            return
        yield last, key


def _unknown(words: Sequence[Token], at: int, heads: Set[int]) -> Reading | None:
    if at in heads or not is_unknown_occupation(words, at):
        return None
    return Reading(at, at, Sense("occupation", words[at].text, ()))


def _is_head(reading: Reading) -> bool:
    return reading.sense.derived and reading.sense.kind == "occupation"


def _merged(words: Sequence[Token], readings: Sequence[Reading]) -> list[Reading]:
    """ "Erzieherinnen und Erzieher" and "Kaufmann/Kauffrau für Büromanagement" name one occupation each."""
    merged: list[Reading] = []
    for reading in readings:
        last = merged[-1] if merged else None
        if last is not None and _is_pair(words, last, reading):
            merged[-1] = replace(reading, first=last.first)
        else:
            merged.append(reading)
    return merged


def _is_pair(words: Sequence[Token], one: Reading, other: Reading) -> bool:
    if one.sense.kind != "occupation" or other.sense.kind != "occupation":
        return False
    between = words[one.last + 1 : other.first]
    joined = (not between and words[other.first].gap.strip() == "/") or (len(between) == 1 and between[0].text.lower() in PAIRS)
    if not joined:
        return False
    same = one.sense.candidates == other.sense.candidates and one.sense.canonical == other.sense.canonical
    is_head = one.sense.derived and bool(one.sense.candidates) and set(other.sense.candidates) <= set(one.sense.candidates)
    return same or (is_head and bool(other.sense.candidates))


def _name(words: Sequence[Token], reading: Reading) -> Name:
    sense = reading.sense
    end = words[reading.last].end if reading.letters is None else words[reading.last].start + reading.letters
    span = Span(words[reading.first].start, end)
    return Name(sense.kind, sense.canonical, span, bool(sense.candidates), sense.exact, sense.candidates)
