"""The generations that a library keeps: the one in use, those before it, and one that was gone back from."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from index.library_address import LibraryAddress
from index.reading_rules import is_stale
from index.shelf import Kept, shelf_at


class Standing(StrEnum):
    """What a generation is to the library."""

    CURRENT = "current"
    BEFORE = "before"
    UNDONE = "undone"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class PastGeneration:
    """A generation. made: when, in the machine's time zone. pages: None where the manifest can't be read. stale: another version has read them."""

    number: int
    made: datetime
    pages: int | None
    standing: Standing
    stale: bool = False


def history(library: LibraryAddress) -> tuple[PastGeneration, ...]:
    """All generations, newest first; also those of a library that is damaged. Raises MissingLibrary."""
    current, kept = shelf_at(library).kept()
    return tuple(_entry(each, current) for each in kept)


def one_before(known: tuple[PastGeneration, ...]) -> PastGeneration | None:
    """The generation that going back leads to, as far as the manifests tell."""
    return next((entry for entry in known if entry.standing is Standing.BEFORE), None)


def _entry(kept: Kept, current: int) -> PastGeneration:
    if kept.manifest is None:
        return PastGeneration(kept.number, kept.made, None, Standing.DAMAGED)
    standing = Standing.CURRENT if kept.number == current else Standing.BEFORE if kept.number < current else Standing.UNDONE
    return PastGeneration(kept.number, kept.made, kept.manifest.counts.get("documents"), standing, is_stale(kept.manifest))
