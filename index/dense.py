"""Vectors of passages and the search among them by cosine: exact as long as that is quick, beyond that exact among candidates (decision 10)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from index import candidates, vector_file
from index.candidates import LISTS, Candidates, one_thread
from index.vector_file import Ids, VectorFile, Vectors

EXACT = 100_000
"""Passages up to which a search looks at each of them (7 ms on one core; 150 MB)."""
REACH = 2
"""Candidates for each passage that is asked for."""
SCHEMA_2 = "passages.faiss"
"""The file of generations before schema 3: a flat index of FAISS."""


class DenseIndex:
    """Passage ids and their vectors (length 1, so that the inner product is the cosine), opened for searching."""

    def __init__(self, file: VectorFile, lists: Candidates | None = None) -> None:
        self._file = file
        self._lists = lists

    @classmethod
    def read(cls, folder: Path, dimension: int) -> "DenseIndex":
        """Reads what a `DenseWriter` wrote, or the file of schema 2 beside the folder. Raises RuntimeError, ValueError or OSError for anything else."""
        if not folder.exists():
            return cls(_of_schema_2(folder.parent / SCHEMA_2))
        return cls(vector_file.read(folder, dimension), Candidates(folder / LISTS) if (folder / LISTS).is_file() else None)

    def __len__(self) -> int:
        return len(self._file.ids)

    @property
    def dimension(self) -> int:
        """Numbers a vector."""
        return int(self._file.rows.shape[1])

    def ids(self) -> Ids:
        """All ids, rising."""
        return self._file.ids

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """The vectors of these ids, shape (len(ids), dimension). Raises KeyError for an unknown id."""
        return self._file.vectors(np.asarray(ids, dtype=np.int64))

    def search(self, vector: Vectors, k: int, among: Ids | None = None) -> dict[int, float]:
        """The k nearest passages as {id: cosine}, best first; only `among` these where given (inside the search, so that k are found).

        Exact among all passages up to EXACT, and in every slice that is no larger; beyond that a few of the k may be missed, and all cosines are exact.
        """
        count = len(self) if among is None else len(among)
        if self._lists is not None and count > EXACT:
            near = np.sort(self._lists.search(vector, REACH * k, among))
            if len(near) >= min(k, count):
                return _nearest(near, self._file.vectors(near), vector, k)
        if among is None:
            return _nearest(self._file.ids, np.asarray(self._file.rows, dtype=np.float32), vector, k)
        return _nearest(among, self._file.vectors(among), vector, k)

    def faults(self) -> list[str]:
        """What doesn't fit together; [] when all is well."""
        if self._lists is not None and not np.array_equal(self._lists.ids(), self._file.ids):
            return [f"{LISTS} and {vector_file.IDS} hold different passages"]
        return []


class DenseWriter:
    """Changes the vectors of a generation that nobody reads yet; ended by `close`."""

    def __init__(self, folder: Path, dimension: int, removed: Sequence[int] = ()) -> None:
        """Makes the folder where it isn't there, or takes out of it the vectors of `removed`."""
        self._folder, self._dimension = folder, dimension
        self._removed = np.asarray(removed, dtype=np.int64)
        if not folder.exists():
            _begin(folder)
        if len(self._removed):
            vector_file.take_out(folder, dimension, self._removed)
        self._start = self._count = len(vector_file.read(folder, dimension).ids)

    def add(self, ids: Sequence[int], vectors: Vectors) -> None:
        """Puts vectors in, shape (len(ids), dimension); ids rise from call to call."""
        vector_file.append(self._folder, np.asarray(ids, dtype=np.int64), vectors)
        self._count += len(ids)

    def close(self) -> None:
        """Beyond EXACT, brings the inverted lists up to date; only there are rows in half precision."""
        if self._count > EXACT:
            vector_file.narrow(self._folder, self._dimension)
            file = vector_file.read(self._folder, self._dimension)
            candidates.bring_up_to_date(self._folder / LISTS, file, self._removed, self._start)
        else:
            (self._folder / LISTS).unlink(missing_ok=True)


def _nearest(ids: Ids, vectors: Vectors, vector: Vectors, k: int) -> dict[int, float]:
    if not len(ids):
        return {}
    with one_thread():
        scores, found = faiss.knn(vector.reshape(1, -1), vectors, min(k, len(ids)), metric=faiss.METRIC_INNER_PRODUCT)
    return {int(ids[at]): float(score) for at, score in zip(found[0], scores[0], strict=True)}


def _begin(folder: Path) -> None:
    """Makes the files, with the vectors of schema 2 where there are some beside them."""
    vector_file.create(folder)
    older = folder.parent / SCHEMA_2
    if older.is_file():
        held = _of_schema_2(older)
        for ids, vectors in held.parts():
            vector_file.append(folder, ids, vectors)
        older.unlink()


def _of_schema_2(path: Path) -> VectorFile:
    index: Any = faiss.read_index(str(path))
    ids = np.asarray(faiss.vector_to_array(index.id_map), dtype=np.int64)
    order = np.argsort(ids)
    return VectorFile(ids[order], index.reconstruct_batch(ids[order]) if len(ids) else np.zeros((0, index.d), dtype=np.float32))
