"""Where a library's generations are kept, and which of them is in use: the same for a folder on disk and for Milvus."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from index.encoder import Encoder
from index.generation_writer import GenerationWriter
from index.holdings import Holdings, Pages
from index.library_address import LibraryAddress
from index.manifest import Manifest

Fill = Callable[[GenerationWriter], dict[str, int]]
"""Writes what a change brings and returns the counts of what the generation then holds."""


@dataclass(frozen=True, slots=True)
class Before:
    """The generation that a change begins with, as far as it looks at it."""

    manifest: Manifest
    pages: Pages


@dataclass(frozen=True, slots=True)
class Kept:
    """A generation that is kept. made: when, in the machine's time zone. manifest: None where it can't be read."""

    number: int
    made: datetime
    manifest: Manifest | None


class Shelf(Protocol):
    """All raise MissingLibrary, DamagedLibrary or UnreachableLibrary with what to do; those that change something LibraryBusy and UnwritableLibrary, too."""

    @property
    def cache(self) -> Path:
        """The file of vectors that were computed once."""

    def open(self) -> Holdings:
        """The generation in use, looked through as far as that is quick; `Holdings.faults` does it to the end."""

    def manifest(self) -> Manifest:
        """That of the generation in use, which is checked."""

    def writing(self) -> AbstractContextManager[None]:
        """Holds the library for one writer; clears away what a crash has left."""

    def before(self) -> Before:
        """The generation in use, for a change."""

    def build(self, before: Manifest | None, encoder: Encoder, dropped: list[str], fill: Fill) -> Manifest:
        """Makes the next generation of the one in use, `before` (None: there is none), without the documents `dropped` and with what `fill` brings; then
        switches to it. Call it inside `writing`. Whatever fails leaves the library as it was."""

    def roll_back(self) -> Manifest:
        """Goes back to the newest sound generation before the one in use. Call it inside `writing`."""

    def kept(self) -> tuple[int, list[Kept]]:
        """The number of the generation in use (one more than all where that is damaged), and all that are kept, newest first."""


def shelf_at(address: LibraryAddress) -> Shelf:
    """The shelf of a library. Raises MissingExtra where a package for it isn't installed."""
    if isinstance(address, Path):
        from index.folder_shelf import FolderShelf

        return FolderShelf(address)
    from index.milvus.shelf import MilvusShelf

    return MilvusShelf(address)
