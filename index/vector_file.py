"""The vectors of passages on disk: bare numbers in the order of the passages' ids, mapped into memory, so that only what is looked at is read.

    ids.i64                 the ids, rising
    rows.f32 or rows.f16    a row an id, in single precision, or in half (`narrow`): half the file, and a cosine moves by less than 0.001

All little-endian, without a head: a file grows by appending. Only the folder of a generation that is being built is ever changed.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]
Rows = NDArray[np.float32] | NDArray[np.float16]

IDS = "ids.i64"
ROWS: dict[str, np.dtype[Any]] = {"rows.f32": np.dtype("<f4"), "rows.f16": np.dtype("<f2")}
AT_ONCE = 16_384
"""Rows that are held in memory while a file is rewritten (25 MB)."""


@dataclass(frozen=True, slots=True)
class VectorFile:
    """Passage ids, rising, and a row for each."""

    ids: Ids
    rows: Rows

    @property
    def is_narrow(self) -> bool:
        """Whether the rows are in half precision."""
        return self.rows.dtype.itemsize == 2

    def positions(self, ids: Ids) -> NDArray[np.intp]:
        """Which rows belong to these ids. Raises KeyError where one isn't there."""
        at = np.searchsorted(self.ids, ids)
        if len(ids) and (not len(self.ids) or not np.array_equal(self.ids[np.minimum(at, len(self.ids) - 1)], ids)):
            raise KeyError("a passage without a vector was asked for")
        return at

    def vectors(self, ids: Ids) -> Vectors:
        """The vectors of these ids, shape (len(ids), dimension). Raises KeyError where one isn't there."""
        return np.asarray(self.rows[self.positions(ids)], dtype=np.float32)

    def parts(self, start: int = 0) -> Iterator[tuple[Ids, Vectors]]:
        """All ids and vectors from the row `start` on, some at a time."""
        for at in range(start, len(self.ids), AT_ONCE):
            yield self.ids[at : at + AT_ONCE], np.asarray(self.rows[at : at + AT_ONCE], dtype=np.float32)


def create(folder: Path) -> None:
    """Makes files without vectors."""
    folder.mkdir()
    (folder / IDS).touch()
    (folder / "rows.f32").touch()


def read(folder: Path, dimension: int) -> VectorFile:
    """Opens the files of a folder. Raises OSError where one is missing, ValueError where they don't fit together."""
    return _open(folder, dimension, "r")


def append(folder: Path, ids: Ids, vectors: Vectors) -> None:
    """Adds vectors whose ids are rising and greater than all that are there; `vectors` has shape (len(ids), dimension)."""
    path = _rows(folder)
    with path.open("ab") as file:
        file.write(np.ascontiguousarray(vectors, dtype=ROWS[path.name]).tobytes())
    with (folder / IDS).open("ab") as file:
        file.write(np.asarray(ids, dtype="<i8").tobytes())


def take_out(folder: Path, dimension: int, removed: Ids) -> None:
    """Closes up the rows over those that are removed; ids that aren't there are passed over."""
    there = _open(folder, dimension, "r+")
    kept = np.flatnonzero(~np.isin(there.ids, removed))
    # Rows before the first removed one stay where they are; the others only ever move towards the front, so no row is overwritten before it is moved.
    still = int(np.argmin(np.append(kept == np.arange(len(kept)), False)))
    for start in range(still, len(kept), AT_ONCE):
        chosen = kept[start : start + AT_ONCE]
        there.rows[start : start + len(chosen)] = there.rows[chosen]
    path, width = _rows(folder), there.rows.itemsize * dimension
    ids = there.ids[kept]
    del there
    os.truncate(path, len(kept) * width)
    (folder / IDS).write_bytes(ids.astype("<i8").tobytes())


def narrow(folder: Path, dimension: int) -> None:
    """Rewrites single precision as half; nothing is done where that has been done."""
    there = read(folder, dimension)
    if there.is_narrow:
        return
    with (folder / "rows.f16").open("wb") as file:
        for _, vectors in there.parts():
            file.write(vectors.astype("<f2").tobytes())
    del there
    (folder / "rows.f32").unlink()


def _rows(folder: Path) -> Path:
    for name in ROWS:
        if (folder / name).is_file():
            return folder / name
    raise FileNotFoundError(f"{folder.name} holds no rows of vectors")


def _open(folder: Path, dimension: int, mode: Literal["r", "r+"]) -> VectorFile:
    ids = np.fromfile(folder / IDS, dtype="<i8").astype(np.int64, copy=False)
    path = _rows(folder)
    kind = ROWS[path.name]
    if path.stat().st_size != len(ids) * dimension * kind.itemsize:
        raise ValueError(f"{folder.name}/{path.name} doesn't hold {len(ids)} vectors of {dimension} numbers")
    # Nothing can't be mapped.
    rows = np.memmap(path, dtype=kind, mode=mode, shape=(len(ids), dimension)) if len(ids) else np.zeros((0, dimension), dtype=kind)
    return VectorFile(ids, rows)
