"""Which occupation and which place a page is about: told by the title line, else the front matter, else the file name.

Wrong is worse than none. A title counts by itself only in the forms that job portals use ("Koch Jobs in Essen"); a bare "Koch in Essen" and a
file name "koch-essen.md" only where both names are in the gazetteer or the other one agrees: "Leben in Berlin" is about no occupation.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from index.gender_forms import name_forms
from index.name_keys import name_key
from index.name_table import NameTable, Rank
from index.occupation_names import SELECTION, known_occupations, occupation_table, spellings
from index.place_names import known_places, place_table, short_name
from index.plain_text import one_line

LONGEST = 160
"""Characters of a title line, and of a name; the patterns are read on nothing longer."""
JOBS = r"(?:(?:Jobs?|Stellenangebote?|Stellen|Jobangebote?|Karriere)(?:(?: und | & |, |/)(?:Jobs|Stellenangebote|Stellen|Ausbildung))*)"
OCCUPATION = r"(?P<occupation>[A-ZÄÖÜ0-9][^.!?]{1,80}?)"
PLACE = r"(?P<place>[A-ZÄÖÜ][^.!?:|–—,]{1,50}?)"
TAIL = r"(?:\s?[|:,].*|\s[–—-]\s.*)?"
"""What portals put behind the place: " – Gehalt und Aufgaben", " | Jobbörse"."""
TITLE_FORMS = (
    re.compile(rf"(?:Der )?Beruf:? {OCCUPATION} in {PLACE}{TAIL}"),
    re.compile(rf"{OCCUPATION}(?:\s[–—-]|:|,)? {JOBS} in {PLACE}{TAIL}"),
    re.compile(rf"(?:Aktuelle |Offene |Neue )?{JOBS} (?:als|für) {OCCUPATION} in {PLACE}{TAIL}"),
)
BARE = re.compile(rf"{OCCUPATION} in {PLACE}{TAIL}")
NO_OCCUPATION = re.compile(
    r"(?:(?:die|der|das|alle|aktuelle|neue|offene|beste|besten|freie|viele|weitere|unsere|top|mini|finden sie|mehr|\d+(?!\d*-))(?:\s.*|\Z))"
    r"|(?:jobs|stellenangebote|stellen|arbeit|arbeiten|leben|wohnen|ausbildung|und .*)",
    re.IGNORECASE,
)
"""What stands where the occupation would: "Aktuelle Jobs in Essen", "10 Stellen in Köln"; "450-Euro-Job" is an occupation."""
NO_PLACE = re.compile(r"(?:(?:voll-? ?und |voll-|ihrer|deiner|der) ?.*|.*(?:zeit|anstellung|office|praktikum|ausbildung|branche|nähe|umgebung))", re.IGNORECASE)
"""What can be "in" beside a place: "Jobs in Teilzeit"."""
AND_OR = re.compile(r" (?:und|oder|bzw\.) (?=[A-ZÄÖÜ])")
SEPARATOR = re.compile(r"(?:[-_]in)?[-_ ]+", re.IGNORECASE)


def find_subject(title_lines: Sequence[str], front_matter: Mapping[str, object], file_name: str) -> tuple[str | None, str | None]:
    """(occupation, place) of a page; None for what isn't told. `front_matter` has English keys (index.front_matter).

    Where title and front matter name the same in two spellings ("Kaufleute", "Kaufmann"), the front matter's counts: it was written to be read
    by programs. Where they contradict each other, the title: readers see it.
    """
    told = (_fact(front_matter, "occupation"), _fact(front_matter, "place"))
    lines = [line for line in (one_line(SELECTION.sub("", one_line(line))) for line in title_lines if len(line) <= LONGEST) if line]
    for line in lines:
        for form in TITLE_FORMS:
            found = form.fullmatch(line)
            if found and not NO_OCCUPATION.fullmatch(found["occupation"]) and not NO_PLACE.fullmatch(found["place"]):
                return _spelt_as_told(found["occupation"], told[0]), _spelt_as_told(found["place"], told[1])
    bare = _bare(lines)
    named = _from_file_name(file_name, bare)
    return _completed(told, bare, named) if any(told) else named or _known(bare) or (None, None)


def _fact(facts: Mapping[str, object], key: str) -> str | None:
    """A name that the front matter tells; longer than a line of a title, it is none."""
    value = facts.get(key)
    name = one_line(value) if isinstance(value, str) else ""
    return name if 0 < len(name) <= LONGEST else None


def _spelt_as_told(title: str, told: str | None) -> str:
    return told if told and names_agree(title, told) else title.strip()


def names_agree(one: str, other: str) -> bool:
    """Whether two names mean the same but for gender, number, spelling, a synonym, or what an official name adds ("Mülheim an der Ruhr")."""
    if name_key(short_name(one)) == name_key(other) or name_key(one) == name_key(short_name(other)):
        return True
    pairs = [(part, whole) for part in _parts(one) for whole in _parts(other)]
    return any(
        name_key(part) in name_forms(whole) or ((known := _entry(occupation_table(), part)) is not None and known == _entry(occupation_table(), whole))
        for part, whole in pairs
    )


def _parts(name: str) -> Iterator[str]:
    """The names in "Köchin oder Koch", "Pflegefachfrau/Pflegefachmann", "Erzieherinnen und Erzieher"; the whole one first."""
    yield from spellings(name)
    yield from (part for whole in spellings(name) for part in AND_OR.split(whole)[1:])
    yield from (AND_OR.split(whole)[0] for whole in spellings(name))


def _bare(lines: Sequence[str]) -> tuple[str, str] | None:
    """The first line that reads "X in Y", with nothing said yet of what X and Y are."""
    found = next(filter(None, (BARE.fullmatch(line) for line in lines[:2])), None)
    return (found["occupation"].strip(), found["place"].strip()) if found else None


def _completed(told: tuple[str | None, str | None], *others: tuple[str, str] | None) -> tuple[str | None, str | None]:
    """The front matter's two names; one that it lacks from a title or file name that has the other one in common."""
    occupation, place = told
    for other in others:
        if other and occupation and not place and names_agree(other[0], occupation):
            return occupation, other[1]
        if other and place and not occupation and names_agree(other[1], place):
            return other[0], place
    return told


def _known(bare: tuple[str, str] | None) -> tuple[str, str] | None:
    if not bare:
        return None
    known = all(_entry(occupation_table(), name) is not None for name in _parts(bare[0])) and _entry(place_table(), bare[1]) is not None
    return bare if known else None


def _entry(table: NameTable, name: str) -> int | None:
    """The entry that a name means, by itself or as a synonym."""
    meanings, _ = table.find(name_key(name))
    return meanings[0].entry if meanings and meanings[0].rank < Rank.DERIVED else None


def _from_file_name(file: str, bare: tuple[str, str] | None) -> tuple[str, str] | None:
    """What "erzieher-wuppertal.md" says: spelt by a title line that says the same, else by the gazetteer."""
    stem = file.rpartition("/")[2].partition("#")[0].rpartition(".")[0]
    if not stem or len(stem) > LONGEST:
        return None
    for first, last in _halves(stem):
        if bare and name_key(first) == name_key(bare[0]) and name_key(last) in (name_key(bare[1]), name_key(short_name(bare[1]))):
            return bare
        place, occupation = _entry(place_table(), last), _entry(occupation_table(), first)
        if place is not None and occupation is not None:
            listed, city = known_occupations()[occupation], known_places()[place]
            return _spelling(first, (listed.canonical, *listed.german)), _spelling(last, (city.canonical, *city.aliases))
    return None


def _spelling(slug: str, names: Sequence[str]) -> str:
    """The gazetteer's name that is spelt like this: "muelheim-an-der-ruhr" is "Mülheim an der Ruhr", not "Mülheim"."""
    same = [name for name in names if name_key(name) == name_key(slug)]
    return min(same, key=lambda name: "(" in name) if same else names[0]


def _halves(stem: str) -> Iterator[tuple[str, str]]:
    """Every way to part a file name in two, the longest place first."""
    for mark in SEPARATOR.finditer(stem):
        if mark.start() and mark.end() < len(stem):
            yield stem[: mark.start()], stem[mark.end() :]
