"""Vectors of passages and the search among them: FAISS, inner product, exact."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]


class DenseIndex:
    """Passage ids and their vectors (length 1, so that the inner product is the cosine)."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def empty(cls, dimension: int) -> "DenseIndex":
        """An index without vectors."""
        return cls(faiss.IndexIDMap2(faiss.IndexFlatIP(dimension)))

    @classmethod
    def read(cls, path: Path) -> "DenseIndex":
        """Reads what `write` wrote. Raises RuntimeError for another kind of file."""
        return cls(faiss.read_index(str(path)))

    def write(self, path: Path) -> None:
        """Writes the index to one file."""
        faiss.write_index(self._index, str(path))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """Numbers a vector."""
        return int(self._index.d)

    def ids(self) -> Ids:
        """All ids, in no particular order."""
        return np.asarray(faiss.vector_to_array(self._index.id_map), dtype=np.int64)

    def replace(self, removed: Sequence[int], ids: Sequence[int], vectors: Vectors) -> None:
        """Takes vectors out and puts others in. `vectors` has shape (len(ids), dimension)."""
        if len(removed):
            self._index.remove_ids(np.asarray(removed, dtype=np.int64))
        if len(ids):
            self._index.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), np.asarray(ids, dtype=np.int64))

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """The vectors of these ids, shape (len(ids), dimension). Raises RuntimeError for an unknown id."""
        if not len(ids):
            return np.zeros((0, self.dimension), dtype=np.float32)
        return np.asarray(self._index.reconstruct_batch(np.asarray(ids, dtype=np.int64)), dtype=np.float32)

    def search(self, vector: Vectors, k: int, among: Ids | None = None) -> dict[int, float]:
        """The k nearest passages as {id: cosine}, best first; only `among` these where given (inside the search, so that k are found)."""
        count = len(self) if among is None else len(among)
        if not count:
            return {}
        # A bitmap over all ids would cost memory by the largest id; a batch selector costs by the size of the slice.
        parameters = None if among is None else faiss.SearchParameters(sel=faiss.IDSelectorBatch(np.asarray(among, dtype=np.int64)))  # type: ignore[call-arg]  # missing in its stubs
        scores, found = self._index.search(vector.reshape(1, -1), min(k, count), params=parameters)
        return {int(i): float(s) for i, s in zip(found[0], scores[0], strict=True) if i >= 0}
