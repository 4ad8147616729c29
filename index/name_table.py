"""A table of names: which entries a key may mean, and how well. Look-ups are by hash; nothing is scanned."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from index.name_keys import loose_key


class Rank(IntEnum):
    """How directly a key names an entry; the lower rank wins."""

    OWN = 0
    """The name itself, in any form or spelling."""
    OTHER = 1
    """A synonym, an abbreviation, an English name, a longer or shorter official name."""
    DERIVED = 2
    """The head of a longer name ("Elektroniker"), or an adjective ("Wuppertaler")."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing that a key may mean: the strict key of the form, the number of the entry, and how directly."""

    form: str
    entry: int
    rank: Rank


class NameTable:
    """Loose keys to meanings. Built once, then only read."""

    def __init__(self, meanings: Iterable[Meaning]) -> None:
        gathered: dict[str, list[Meaning]] = {}
        for meaning in meanings:
            key = loose_key(meaning.form)
            if key:
                gathered.setdefault(key, []).append(meaning)
        self._meanings = {key: tuple(found) for key, found in gathered.items()}

    def __contains__(self, loose: str) -> bool:
        return loose in self._meanings

    def __iter__(self) -> Iterator[str]:
        return iter(self._meanings)

    def __len__(self) -> int:
        return len(self._meanings)

    def find(self, strict: str, loose: str | None = None) -> tuple[tuple[Meaning, ...], bool]:
        """The meanings of a key, most direct first, and whether it is spelt right; dropped dots are not, and count only where nothing else fits.

        Derived meanings are left out where there are others: "Mechatroniker" is no short word for "Mechatroniker für Kältetechnik".
        `loose` saves making the loose key again.
        """
        meanings = self._meanings.get(loose_key(strict) if loose is None else loose, ())
        if not meanings:
            return (), False
        exact = tuple(meaning for meaning in meanings if meaning.form == strict)
        return (_without_derived(exact), True) if exact else (_without_derived(meanings), False)

    def forms(self, loose: str) -> tuple[str, ...]:
        """The strict keys under a loose one."""
        return tuple(dict.fromkeys(meaning.form for meaning in self._meanings.get(loose, ())))


def _without_derived(meanings: tuple[Meaning, ...]) -> tuple[Meaning, ...]:
    direct = [meaning for meaning in meanings if meaning.rank < Rank.DERIVED]
    return tuple(sorted(direct or meanings, key=lambda meaning: meaning.rank))
