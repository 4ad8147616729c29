"""Everyday names of a field or a workplace, and the occupations that are meant by them: "im Lager", "Kita", "office job"."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from index.german import STOP_WORDS
from index.name_keys import Token, strict_key, tokens

LONGEST = 3
"""Words of a field's name."""
BACKS = (
    "ausbildung lehre azubi azubis job jobs arbeit arbeiten stelle stellen kraft kräfte beruf berufe branche gehalt lohn verdienst betrieb betriebe firma firmen"
    " anfänger einsteiger schule kurs praktikum mitarbeiter mitarbeiterin leute bereich umschulung".split()
)
"""What is put behind a field without changing it: "Pflegeausbildung", "Lagerjob"."""
SHORT = 3
"""Letters of a name that takes no ending."""
ENDINGS = ("", "n", "s", "en")


@dataclass(frozen=True, slots=True)
class Field:
    """A line of the list: occupations as the list of occupations calls them, the one that is meant first."""

    german: tuple[str, ...]
    english: tuple[str, ...]
    occupations: tuple[str, ...]


@lru_cache(maxsize=1)
def known_fields() -> tuple[Field, ...]:
    """The packaged list."""
    lines = (files("index") / "gazetteer" / "fields.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return tuple(Field(*(tuple(filter(None, column.split(";"))) for column in line.split("\t"))) for line in lines)


@lru_cache(maxsize=1)
def _table() -> dict[str, Field]:
    table: dict[str, Field] = {}
    for field in known_fields():
        for name in field.german:
            key = "".join(map(strict_key, name.split()))
            table |= {key + ending: field for ending in (ENDINGS if len(key) > SHORT else ENDINGS[:1]) if key + ending not in table}
            links = ("", "s", "n") if len(key) > SHORT else ("",)
            table |= {made: field for back in BACKS for link in links if (made := key + link + strict_key(back)) not in table}
        for name in field.english:
            key = "".join(map(strict_key, name.split()))
            table |= {form: field for form in (key, key + "s") if form not in table}
    return table


def fields_in(text: str) -> tuple[Field, ...]:
    """The fields that a text names, in order, the longest name at each place."""
    words = tokens(text)
    found: list[Field] = []
    at = 0
    while at < len(words):
        size = next((n for n in range(min(LONGEST, len(words) - at), 0, -1) if _names(words[at : at + n])), 0)
        if size:
            found.append(_table()[_key(words[at : at + size])])
        at += size or 1
    return tuple(dict.fromkeys(found))


def _names(words: Sequence[Token]) -> bool:
    """Whether these words name a field; one that is spelt like a word that counts nothing only in capitals: "IT", not "it"."""
    key = _key(words)
    return key in _table() and (key not in STOP_WORDS or all(word.text.isupper() for word in words))


def _key(words: Sequence[Token]) -> str:
    return "".join(word.key for word in words)
