"""Which passages may be the nearest, of very many, without looking at each: FAISS's inverted lists with vectors of eight bits a number.

Every vector lies in the list of the centre that it is nearest to, and a search looks through the lists of the centres nearest to the question (Jégou,
Douze and Schmid 2011, "Product quantization for nearest neighbor search", the part on inverted files). What is found is only ever a choice: its cosines are
calculated anew from the vectors themselves (`index.dense`). Not a graph (HNSW), since passages are taken out and put in with each change.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from math import sqrt
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from index.vector_file import Ids, VectorFile, Vectors

LISTS = "lists.faiss"
LISTS_BY_ROOT = 4
"""Lists for each unit of the root of the number of vectors: finding the nearest centres then costs about as much as looking through their lists."""
PROBED = 0.16
"""The share of the lists that a search looks through. On vectors of real pages 0.03 finds 0.995 of the ten nearest; drawn ones, which lie less in heaps, need this."""
LEAST_PROBED = 32
SAMPLE = 48
"""Vectors a list that the centres are learnt from."""
ROUNDS = 8
"""Of k-means; more move the recall by less than 0.002."""
SEED = 20
OUTGROWN = 2.0
"""The factor between lists there are and lists there should be from which the centres are learnt anew: when the library has become four times larger or smaller."""


class Candidates:
    """Inverted lists, opened for searching, mapped into memory where the system can."""

    def __init__(self, path: Path) -> None:
        """Raises RuntimeError for another kind of file."""
        # FAISS can't map these files on Windows.
        index: Any = faiss.read_index(str(path), faiss.IO_FLAG_MMAP if os.name != "nt" else 0)
        self._index = index
        mapped = faiss.downcast_InvertedLists(index.invlists)
        if hasattr(mapped, "prefetch_nthread"):
            # Threads that read ahead would be started for each search and cost four milliseconds.
            mapped.prefetch_nthread = 0

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, vector: Vectors, k: int, among: Ids | None = None) -> Ids:
        """About the k nearest, in no order; of `among` alone where given."""
        chosen = None if among is None else _only(among)
        parameters = faiss.SearchParametersIVF(nprobe=max(LEAST_PROBED, round(PROBED * self._index.nlist)), sel=chosen)  # type: ignore[call-arg]  # missing in its stubs
        with one_thread():
            _, found = self._index.search(vector.reshape(1, -1), k, params=parameters)
        return np.asarray(found[0][found[0] >= 0], dtype=np.int64)

    def ids(self) -> Ids:
        """All ids, rising."""
        lists = self._index.invlists
        each = [faiss.rev_swig_ptr(lists.get_ids(n), size).copy() for n in range(self._index.nlist) if (size := lists.list_size(n))]
        return np.sort(np.concatenate(each)) if each else np.zeros(0, dtype=np.int64)


@contextmanager
def one_thread() -> Iterator[None]:
    """Has FAISS calculate on the thread that asks alone. A single question gains nothing from a second one, and waits for it wherever the cores are busy:
    16 ms instead of 0.4 among 10,000 vectors beside two busy processes."""
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)


def bring_up_to_date(path: Path, file: VectorFile, removed: Ids, start: int) -> None:
    """Makes the lists of all vectors of a file; or where there are some that haven't been outgrown, takes `removed` out and puts in the rows from `start` on.

    Raises OSError where they can't be written.
    """
    index: Any = faiss.read_index(str(path)) if path.is_file() else None
    if index is None or not 1 / OUTGROWN < index.nlist / _lists(len(file.ids)) < OUTGROWN:
        index, start = _trained(file), 0
    elif len(removed):
        index.remove_ids(np.asarray(removed, dtype=np.int64))
    for ids, vectors in file.parts(start):
        index.add_with_ids(vectors, ids)
    _write(index, path)


def _write(index: Any, path: Path) -> None:
    """Raises OSError where the disk is full: FAISS raises RuntimeError, or nothing at all where only the last of it found no room, so it is read back."""
    try:
        faiss.write_index(index, str(path))
        Candidates(path)
    except RuntimeError as error:
        raise OSError(errno.EIO, str(error)) from error


def _only(ids: Ids) -> Any:
    """A bit an id: slices that are searched here are a good part of the whole."""
    held = np.zeros(int(ids.max()) + 1, dtype=bool)
    held[ids] = True
    return faiss.IDSelectorBitmap(np.packbits(held, bitorder="little"))  # type: ignore[call-arg, arg-type]  # wrapped for arrays


def _lists(vectors: int) -> int:
    return min(vectors, round(LISTS_BY_ROOT * sqrt(vectors)))


def _trained(file: VectorFile) -> Any:
    dimension, lists = file.rows.shape[1], _lists(len(file.ids))
    index: Any = faiss.IndexIVFScalarQuantizer(faiss.IndexFlatIP(dimension), dimension, lists, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT)
    index.cp.niter, index.cp.seed = ROUNDS, SEED
    # FAISS warns below 39 vectors a list and samples above 256; the sample is drawn here, so neither has a say.
    index.cp.min_points_per_centroid, index.cp.max_points_per_centroid = 1, SAMPLE + 1
    sample = np.sort(np.random.default_rng(SEED).permutation(len(file.ids))[: SAMPLE * lists])
    index.train(np.asarray(file.rows[sample], dtype=np.float32))
    return index
