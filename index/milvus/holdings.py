"""A generation in Milvus, opened."""

import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.aspects import AspectModel, Kind
from index.errors import DamagedLibrary
from index.milvus.collections import PAGES, PARTS, PASSAGES, REACH, TERMS, VECTORS
from index.milvus.connection import Connection, NotThere, expression
from index.milvus.pages import MilvusPages
from index.milvus.parts import Parts, load_fitted, read_parts
from index.milvus.rows import FIELDS, summed
from index.milvus.words import MilvusWords
from index.types import Filters

FRESH = 0.5
"""Seconds for which an answer to "is this still the generation in use?" is believed: with a thousand visitors it would be asked a hundred times a second."""


class MilvusHoldings:
    """What `index.holdings.Holdings` asks for. State: when it was last asked whether this generation is in use, and what the answer was."""

    def __init__(self, connection: Connection, generation: str) -> None:
        """Raises DamagedLibrary where its collections can't be read, NotThere where they are gone."""
        self._connection = connection
        self._generation = generation
        self.parts = read_parts(connection, generation)
        self.manifest = self.parts.manifest
        self.scale, self._models = load_fitted(connection, self.parts)
        self._pages = MilvusPages(connection, generation, self.parts)
        self._words = MilvusWords(connection, generation, self.parts)
        self._asked: tuple[float, bool] = (time.monotonic(), True)

    @property
    def pages(self) -> MilvusPages:
        """Documents, passages, sentences and amounts."""
        return self._pages

    @property
    def words(self) -> MilvusWords:
        """Passages by their terms."""
        return self._words

    def model(self, kind: Kind) -> AspectModel:
        """As it was fitted."""
        return self._models[kind]

    def nearest(self, vector: NDArray[np.float32], k: int, filters: Filters) -> dict[int, float]:
        """Exact up to `collections.EXACT` passages, beyond that by a graph."""
        return self._connection.search(self._generation + PASSAGES, "vector", vector, k, expression(filters), {"ef": max(REACH, 2 * k)})

    def vectors(self, ids: Sequence[int]) -> NDArray[np.float32]:
        """As they were put in."""
        rows = self._connection.by(self._generation + PASSAGES, "id", [int(i) for i in ids], ["id", "vector"])
        found = {int(row["id"]): row["vector"] for row in rows}
        return np.asarray([found[int(i)] for i in ids], dtype=np.float32).reshape(len(ids), self.manifest.encoder.dimension)

    def is_current(self) -> bool:
        """Whether the alias still stands for this generation, as of half a second ago at most."""
        when, was = self._asked
        if was and time.monotonic() - when < FRESH:
            return True
        now = self._connection.aliased(self._connection.address.name) == self._generation
        self._asked = (time.monotonic(), now)
        return now

    def faults(self) -> list[str]:
        """Rows that are missing, more, or other than they were written."""
        return faults(self._connection, self._generation, self.parts)


def faults(connection: Connection, generation: str, parts: Parts, thorough: bool = True) -> list[str]:
    """Counts of rows, and, where thorough, what they say, against what was written."""
    found: list[str] = []
    lasts = {PAGES: (parts.facts.documents + 1) * PARTS, PASSAGES: parts.facts.passages, VECTORS: (parts.facts.passages + 1) * PARTS}
    for kind, mark in parts.manifest.files.items():
        try:
            if (count := connection.count(generation + kind)) != mark.size:
                found.append(f"{generation}{kind} holds {count} rows, the manifest says {mark.size}")
            elif thorough and kind != TERMS and _sum(connection, generation, kind, lasts[kind]) != mark.sha256:
                found.append(f"{generation}{kind} was changed after it was written")
        except NotThere:
            found.append(f"{generation}{kind} is missing")
    return found


def _sum(connection: Connection, generation: str, kind: str, last: int) -> str:
    total = 0
    for row in connection.all_rows(generation + kind, FIELDS[kind], last, 1000 if kind == PASSAGES else 1000 * PARTS):
        total = summed(total, row, kind)
    return f"{total:064x}"


def opened(connection: Connection, generation: str) -> MilvusHoldings:
    """A generation, of which the rows are counted. Raises DamagedLibrary with the first fault, NotThere where it is gone."""
    holdings = MilvusHoldings(connection, generation)
    for fault in faults(connection, generation, holdings.parts, thorough=False):
        raise DamagedLibrary.by(connection.address, fault)
    return holdings
