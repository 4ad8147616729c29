"""Vectors that were computed once: kept by hash of encoder and text, so that a rebuilt page costs only what changed, and a crash nothing twice.

Each is kept with a checksum: a changed bit would else become part of a generation, under a checksum that is right.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder

STEP = 512
"""Texts between two commits: what a crash costs at most."""
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


def encode(path: Path, encoder: Encoder, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> NDArray[np.float32]:
    """The vectors of passages or sentences, shape (len(texts), dimension), from the cache at `path` where they are there, else encoded and put there.

    A cache that can't be read is thrown away: it only saves time. Raises sqlite3.OperationalError where the disk is full.
    """
    try:
        return _encode(path, encoder, texts, progress)
    except sqlite3.DatabaseError as error:
        # The lower eight bits of a code are its kind.
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in NOT_ITS_FAULT:
            raise
    _throw_away(path)
    return _encode(path, encoder, texts, progress)


def _encode(path: Path, encoder: Encoder, texts: Sequence[str], progress: Callable[[int, int], None] | None) -> NDArray[np.float32]:
    with closing(_open(path)) as connection:
        keys = [_key(encoder, text) for text in texts]
        known = _read(connection, set(keys), encoder.dimension)
        first = {key: i for i, key in reversed(list(enumerate(keys))) if key not in known}
        missing = sorted(first, key=lambda key: -len(texts[first[key]]))
        for start in range(0, len(missing), STEP):
            chosen = missing[start : start + STEP]
            vectors = encoder.encode_passages([texts[first[key]] for key in chosen])
            with connection:
                rows = ((key, _checked(key, np.asarray(v, dtype=np.float32).tobytes())) for key, v in zip(chosen, vectors, strict=True))
                connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
            known.update(zip(chosen, vectors, strict=True))
            if progress:
                progress(len(keys) - len(missing) + start + len(chosen), len(keys))
    return np.stack([known[key] for key in keys]) if keys else np.zeros((0, encoder.dimension), dtype=np.float32)


def _key(encoder: Encoder, text: str) -> bytes:
    return hashlib.sha256(f"{encoder.identity}\0{text}".encode("utf-8", "surrogatepass")).digest()[:20]


def _checked(key: bytes, vector: bytes) -> bytes:
    return vector + hashlib.sha256(key + vector).digest()[:CHECKSUM]


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
