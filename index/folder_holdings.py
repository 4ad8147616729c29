"""A generation in a folder, opened: its SQLite file, its vectors, its word index, and what was fitted for its encoder."""

import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import aspects, generation, scale
from index.aspects import AspectModel, Kind
from index.dense import DenseIndex
from index.errors import DamagedLibrary
from index.fitted_files import SCALE, aspects_file
from index.generation import Generation
from index.lasting_store import LastingStore
from index.store import StoreReader
from index.types import Filters
from index.words import WordIndex

STORE = "library.sqlite3"
VECTORS = "vectors"
WORDS = "words"


class FolderHoldings:
    """What `index.holdings.Holdings` asks for, out of files."""

    def __init__(self, library: Path, opened: Generation) -> None:
        """Raises DamagedLibrary where the files can't be read."""
        self.manifest = opened.manifest
        self._library = library
        self._folder = opened.folder
        self._threads = threading.local()
        try:
            self._lasting = LastingStore(opened.folder / STORE)
            self._dense = DenseIndex.read(opened.folder / VECTORS, opened.manifest.encoder.dimension)
            self._words = WordIndex(opened.folder / WORDS)
            self._models = {kind: aspects.load(opened.folder / aspects_file(kind)) for kind in aspects.KINDS}
            self.scale = scale.load(opened.folder / SCALE)
            self.pages.subjects()
        except (RuntimeError, ValueError, KeyError, OSError, sqlite3.DatabaseError) as error:
            raise DamagedLibrary.by(library, str(error)) from error

    @property
    def pages(self) -> StoreReader:
        """A reader for each thread, so that they don't wait for each other."""
        store = getattr(self._threads, "store", None)
        if store is None:
            store = self._threads.store = self._lasting.reader()
        return store

    @property
    def words(self) -> WordIndex:
        """The word index."""
        return self._words

    def model(self, kind: Kind) -> AspectModel:
        """As its file was fitted."""
        return self._models[kind]

    def nearest(self, vector: NDArray[np.float32], k: int, filters: Filters) -> dict[int, float]:
        """Exact up to `dense.EXACT` passages, and in every slice that is no larger."""
        return self._dense.search(vector, k, self.pages.passage_ids(filters) if filters else None)

    def vectors(self, ids: Sequence[int]) -> NDArray[np.float32]:
        """As they lie in their file."""
        return self._dense.vectors(ids)

    def is_current(self) -> bool:
        """Whether `CURRENT` still names this generation, and not another library's of the same number."""
        named = generation.read_current(self._library)
        return named.number == self.manifest.number and named.checksum in ("", self.manifest.checksum)

    def faults(self) -> list[str]:
        """Changed files, SQLite's own check, passages that one index knows and another doesn't."""
        pages = self.pages
        found = list(generation.faults(self._folder, self.manifest, thorough=True)) + pages.faults()
        ids = pages.passage_ids(Filters())
        found += self._dense.faults()
        if not np.array_equal(self._dense.ids(), ids):
            found.append(f"{VECTORS} and {STORE} hold different passages")
        if len(self._words) != len(ids):
            found.append(f"{WORDS} holds {len(self._words)} passages, {STORE} {len(ids)}")
        counts = pages.counts()
        found.extend(f"{STORE} holds {counts[name]} {name}, the manifest says {n}" for name, n in self.manifest.counts.items() if counts.get(name) != n)
        return found
