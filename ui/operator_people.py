"""Who may sign in to the operator's corner: people with a name and a password each, or nobody in particular by one password without a name."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

from index.plain_text import visible
from ui.operator_password import BadPasswordFile, PasswordHash

LONGEST_NAME = 40
NAME = re.compile(rf"[\w.-]{{1,{LONGEST_NAME}}}")
"""Letters, digits and underscores of any script, full stops and hyphens; so neither a blank nor the colon that ends it in a line."""


class BadName(ValueError):
    """A text that is nobody's name."""


class NotTogether(ValueError):
    """Somebody with a name beside a password without one, or the other way round."""


class NobodySo(LookupError):
    """Nobody has this name."""


@dataclass(frozen=True, slots=True)
class Person:
    """name: as `spelt_name` writes it; "" for the password that is nobody's in particular."""

    name: str
    password: PasswordHash

    def __post_init__(self) -> None:
        if self.name and spelt_name(self.name) != self.name:
            raise BadName(self.name)

    @classmethod
    def parse(cls, line: str) -> Self:
        """What `line` gave, or somebody wrote by hand. Raises BadPasswordFile for anything else."""
        name, colon, rest = line.rpartition(":")
        try:
            return cls(spelt_name(name) if colon else "", PasswordHash.parse(rest))
        except BadName:
            raise BadPasswordFile("what stands before the colon is no name") from None

    @property
    def line(self) -> str:
        """As it is written to a file."""
        return f"{self.name}:{self.password.line}" if self.name else self.password.line


@dataclass(frozen=True, slots=True)
class People:
    """Everybody who may sign in, in the order of the file: no name twice, and either names or one password without."""

    persons: tuple[Person, ...] = ()

    def __post_init__(self) -> None:
        at = _first_misfit(self.persons)
        if at is not None:
            raise BadPasswordFile("a name stands there twice, or a password without a name beside another", at + 1)

    @classmethod
    def parse(cls, text: str) -> Self:
        """What `text` gave; lines without anything count for nothing. Raises BadPasswordFile with the line."""
        entries: list[tuple[int, Person]] = []
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                try:
                    entries.append((number, Person.parse(line.strip())))
                except BadPasswordFile as error:
                    raise BadPasswordFile(f"line {number}: {error}", number) from None
        try:
            return cls(tuple(person for _, person in entries))
        except BadPasswordFile as error:
            number = entries[error.line - 1][0]
            raise BadPasswordFile(f"line {number}: {error}", number) from None

    @property
    def text(self) -> str:
        """As it is written to a file."""
        return "".join(f"{person.line}\n" for person in self.persons)

    @property
    def named(self) -> bool:
        """Whether they have names."""
        return any(person.name for person in self.persons)

    def find(self, name: str) -> Person | None:
        """The person of a name, however it is typed; for "" the one without."""
        try:
            key = _key(spelt_name(name)) if name else ""
        except BadName:
            return None
        return next((person for person in self.persons if _key(person.name) == key), None)

    def admit(self, name: str) -> None:
        """Raises NotTogether where nobody of this name ("": without one) can stand beside those who are there."""
        if self.persons and bool(name) != self.named:
            raise NotTogether

    def having(self, person: Person) -> Self:
        """The same with this person, in the place of who had the name before. Raises NotTogether."""
        self.admit(person.name)
        before = self.find(person.name)
        if before is None:
            return type(self)((*self.persons, person))
        return type(self)(tuple(person if each == before else each for each in self.persons))

    def without(self, name: str) -> Self:
        """The same without the person of this name. Raises NobodySo."""
        gone = self.find(name)
        if gone is None:
            raise NobodySo
        return type(self)(tuple(each for each in self.persons if each != gone))


PeopleNow = Callable[[], People | None]
"""Tells who may sign in now; None while nobody may."""


def spelt_name(given: str) -> str:
    """A name in its one spelling (NFKC, its case as it is given). Raises BadName."""
    # Before anything that takes longer for a longer text.
    if len(given) > 4 * LONGEST_NAME:
        raise BadName(f"more than {LONGEST_NAME} characters")
    name = unicodedata.normalize("NFKC", given.strip())
    # Some letters are seen by nobody.
    if not NAME.fullmatch(name) or visible(name) != name:
        raise BadName(name)
    return name


def _key(name: str) -> str:
    """The same for all ways to type a name."""
    return unicodedata.normalize("NFKC", name.casefold())


def _first_misfit(persons: Sequence[Person]) -> int | None:
    """The place of the first who can't stand beside those before; None where all can."""
    known: set[str] = set()
    for at, person in enumerate(persons):
        key = _key(person.name)
        if key in known or (known and ("" in known or not key)):
            return at
        known.add(key)
    return None
