"""The generations that a library keeps: the one in use, those before it, and one that was gone back from."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from index import generation
from index.errors import DamagedLibrary
from index.reading_rules import is_stale


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


def history(library: Path) -> tuple[PastGeneration, ...]:
    """All generations, newest first; also those of a library that is damaged. Raises MissingLibrary."""
    try:
        current = generation.current_number(library)
    except DamagedLibrary:
        current = max(generation.numbers(library), default=0) + 1
    found = (_entry(library, number, current) for number in reversed(generation.numbers(library)))
    return tuple(entry for entry in found if entry)


def one_before(known: tuple[PastGeneration, ...]) -> PastGeneration | None:
    """The generation that going back leads to, as far as the manifests tell."""
    return next((entry for entry in known if entry.standing is Standing.BEFORE), None)


def _entry(library: Path, number: int, current: int) -> PastGeneration | None:
    folder = generation.folder_of(library, number)
    try:
        made = datetime.fromtimestamp((folder / generation.MANIFEST).stat().st_mtime).astimezone()
    except OSError:
        # It was cleared away meanwhile, or never finished.
        return None
    standing = Standing.CURRENT if number == current else Standing.BEFORE if number < current else Standing.UNDONE
    try:
        manifest = generation.read_manifest(library, folder)
        return PastGeneration(number, made, manifest.counts.get("documents"), standing, is_stale(manifest))
    except DamagedLibrary:
        return PastGeneration(number, made, None, Standing.DAMAGED)
