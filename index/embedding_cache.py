"""Vectors that were computed once: kept by hash of encoder and text, so that a rebuilt page costs only what changed, and a crash nothing twice.

Each is kept with a checksum: a changed bit would else become part of a generation, under a checksum that is right.
"""

import hashlib
import sqlite3
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder, Vectors
from index.one_process import encode_here

STEP = 512
"""Texts that are encoded together and kept together: what a crash costs at most."""
CHECKSUM = 8
"""Bytes of the checksum behind a vector."""
NOT_ITS_FAULT = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_INTERRUPT,
}
"""Errors of SQLite that don't come from the file's content."""

T = TypeVar("T")
EncodeBlocks = Callable[[Iterable[Sequence[str]]], Iterator[Vectors]]
"""As `index.workers.Workers.encode`."""
Told = Callable[[int], None]


def _untold(_more: int) -> None:
    """Nobody counts."""


def encode(path: Path, encoder: Encoder, texts: Sequence[str]) -> Vectors:
    """The vectors of passages or sentences, shape (len(texts), dimension), encoded here as far as the cache at `path` hasn't them. Raises what `encode_parts` raises."""
    with closing(encode_parts(path, encoder, [texts], partial(encode_here, encoder))) as [vectors]:
        return vectors


def encode_parts(path: Path, encoder: Encoder, parts: Iterable[Sequence[str]], encode_blocks: EncodeBlocks, told: Told = _untold) -> Generator[Vectors]:
    """The vectors of each part's texts, shape (len(texts), dimension), from the cache at `path` where they are there, else encoded and put there.

    Of which texts a block is made depends on the texts and on what the cache has, not on how far `encode_blocks` looks ahead. `told` hears how many more
    vectors are there. A cache that can't be read is thrown away: it only saves time. Raises sqlite3.OperationalError where the disk is full.
    """
    waiting: deque[_Part] = deque()
    asked: deque[list[bytes]] = deque()

    def blocks() -> Iterator[list[str]]:
        for texts in parts:
            keys = [_key(encoder, text) for text in texts]
            part = _Part(keys, cache.read(set(keys), encoder.dimension))
            coming = {key for other in waiting for key in other.lacking}
            lacking = {key: text for key, text in zip(keys, texts, strict=True) if key in part.lacking and key not in coming}
            waiting.append(part)
            missing = sorted(lacking, key=lambda key: -len(lacking[key]))
            told(len(keys) - len(missing))
            # A part that lacks nothing has a block, too, an empty one: else any number of such parts would be taken in to find a text that is missing.
            for start in range(0, max(1, len(missing)), STEP):
                asked.append(missing[start : start + STEP])
                yield [lacking[key] for key in asked[-1]]

    with closing(_Cache(path)) as cache:
        for vectors in encode_blocks(blocks()):
            made = dict(zip(asked.popleft(), np.asarray(vectors, dtype=np.float32), strict=True))
            cache.put(made)
            told(len(made))
            for part in waiting:
                part.take(made)
            while waiting and not waiting[0].lacking:
                yield waiting.popleft().rows(encoder.dimension)


class _Part:
    """Texts that are given back together: their keys in order, and the vectors that are there so far."""

    def __init__(self, keys: Sequence[bytes], known: dict[bytes, NDArray[np.float32]]) -> None:
        self.lacking = set(keys) - known.keys()
        self._keys = keys
        self._known = known

    def take(self, made: Mapping[bytes, NDArray[np.float32]]) -> None:
        """Takes what it lacks of these."""
        found = self.lacking & made.keys()
        self.lacking -= found
        self._known.update((key, made[key]) for key in found)

    def rows(self, dimension: int) -> Vectors:
        """A row for each text, once nothing is lacking."""
        return np.stack([self._known[key] for key in self._keys]) if self._keys else np.zeros((0, dimension), dtype=np.float32)


class _Cache:
    """The file, opened when it is first asked for; thrown away and begun anew where it can't be read. To be closed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None

    def close(self) -> None:
        """Lets go of the file."""
        connection, self._connection = self._connection, None
        if connection:
            connection.close()

    def read(self, keys: set[bytes], dimension: int) -> dict[bytes, NDArray[np.float32]]:
        """The vectors that are there and sound."""
        return self._mended(lambda connection: _read(connection, keys, dimension))

    def put(self, made: Mapping[bytes, NDArray[np.float32]]) -> None:
        """Keeps vectors: for good, when this returns."""
        if made:
            self._mended(lambda connection: _put(connection, made))

    def _mended(self, done: Callable[[sqlite3.Connection], T]) -> T:
        try:
            return done(self._opened())
        except sqlite3.DatabaseError as error:
            # The lower eight bits of a code are its kind.
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in NOT_ITS_FAULT:
                raise
        self.close()
        _throw_away(self._path)
        return done(self._opened())

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = _open(self._path)
        return self._connection


def _key(encoder: Encoder, text: str) -> bytes:
    return hashlib.sha256(f"{encoder.identity}\0{text}".encode("utf-8", "surrogatepass")).digest()[:20]


def _checked(key: bytes, vector: bytes) -> bytes:
    return vector + hashlib.sha256(key + vector).digest()[:CHECKSUM]


def _put(connection: sqlite3.Connection, made: Mapping[bytes, NDArray[np.float32]]) -> None:
    with connection:
        rows = ((key, _checked(key, vector.tobytes())) for key, vector in made.items())
        connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)


def _open(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID")
    except BaseException:
        connection.close()
        raise
    return connection


def _throw_away(path: Path) -> None:
    # With what SQLite keeps beside it: a journal would be played back into the next file of this name.
    for ending in ("", "-journal", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _read(connection: sqlite3.Connection, keys: set[bytes], dimension: int) -> dict[bytes, NDArray[np.float32]]:
    found: dict[bytes, NDArray[np.float32]] = {}
    for key in keys:
        row = connection.execute("SELECT vector FROM vectors WHERE key = ?", (key,)).fetchone()
        vector = row[0][: 4 * dimension] if row and isinstance(row[0], bytes) else b""
        # Those without a checksum are from before there was one.
        if len(vector) == 4 * dimension and row[0] in (vector, _checked(key, vector)):
            found[key] = np.frombuffer(vector, dtype=np.float32)
    return found
