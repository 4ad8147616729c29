"""A library's generations in a folder (`index.generation` does what is done on disk)."""

import sqlite3
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

from index import encoder_fit, generation
from index.encoder import Encoder
from index.encoder_mark import mark_of
from index.errors import DamagedLibrary, UnwritableLibrary
from index.folder_holdings import STORE, FolderHoldings
from index.folder_writer import FolderWriter
from index.manifest import Manifest
from index.reading_rules import reading_rules
from index.shelf import Before, Fill, Kept
from index.store import StoreReader

CACHE = Path("cache") / "embeddings.sqlite3"


class FolderShelf:
    """What `index.shelf.Shelf` asks for, of a folder."""

    def __init__(self, library: Path) -> None:
        self._library = library

    @property
    def cache(self) -> Path:
        """Beside the generations."""
        return self._library / CACHE

    def open(self) -> FolderHoldings:
        """Once more where a change has meanwhile named another generation and cleared away the one that was being opened."""
        return generation.steadily(self._library, lambda: FolderHoldings(self._library, generation.open_current(self._library)))

    def manifest(self) -> Manifest:
        """Hashes up to a size."""
        return generation.open_current(self._library).manifest

    def writing(self) -> AbstractContextManager[None]:
        """By a lock in the folder."""
        return generation.writing(self._library)

    def before(self) -> Before:
        """Its store alone is opened."""
        opened = generation.open_current(self._library)
        return Before(opened.manifest, StoreReader(opened.folder / STORE))

    def build(self, before: Manifest | None, encoder: Encoder, dropped: list[str], fill: Fill) -> Manifest:
        """In a folder of its own, beginning with a copy of the files."""
        opened = generation.Generation(generation.folder_of(self._library, before.number), before) if before else None

        def fill_folder(folder: Path) -> dict[str, int]:
            if before is None or before.reading != reading_rules():
                encoder_fit.put(folder, self.cache, encoder)
            return fill(FolderWriter(folder, encoder.dimension, dropped))

        try:
            return generation.build(self._library, mark_of(encoder), reading_rules(), opened, fill_folder).manifest
        except sqlite3.OperationalError as error:
            # What SQLite raises when the disk is full or goes away; the others raise OSError.
            raise UnwritableLibrary.by(self._library, str(error)) from error

    def roll_back(self) -> Manifest:
        """By exchanging `CURRENT`."""
        return generation.roll_back(self._library).manifest

    def kept(self) -> tuple[int, list[Kept]]:
        """By the times of their manifests."""
        numbers = generation.numbers(self._library)
        try:
            current = generation.current_number(self._library)
        except DamagedLibrary:
            current = max(numbers, default=0) + 1
        return current, [kept for number in reversed(numbers) if (kept := self._kept(number))]

    def _kept(self, number: int) -> Kept | None:
        folder = generation.folder_of(self._library, number)
        try:
            made = datetime.fromtimestamp((folder / generation.MANIFEST).stat().st_mtime).astimezone()
        except OSError:
            # It was cleared away meanwhile, or never finished.
            return None
        try:
            return Kept(number, made, generation.read_manifest(self._library, folder))
        except DamagedLibrary:
            return Kept(number, made, None)
