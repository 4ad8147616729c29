"""Vectors that were computed once: kept by hash of encoder and text, so that a rebuilt page costs only what changed, and a crash nothing twice."""

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


def encode(path: Path, encoder: Encoder, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> NDArray[np.float32]:
    """The vectors of passages or sentences, shape (len(texts), dimension), from the cache at `path` where they are there, else encoded and put there.

    A cache that can't be read is thrown away: it only saves time.
    """
    with closing(_open(path)) as connection:
        keys = [_key(encoder, text) for text in texts]
        known = _read(connection, set(keys))
        first = {key: i for i, key in reversed(list(enumerate(keys))) if key not in known}
        missing = sorted(first, key=lambda key: -len(texts[first[key]]))
        for start in range(0, len(missing), STEP):
            chosen = missing[start : start + STEP]
            vectors = encoder.encode_passages([texts[first[key]] for key in chosen])
            with connection:
                connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", ((k, v.tobytes()) for k, v in zip(chosen, vectors, strict=True)))
            known.update(zip(chosen, vectors, strict=True))
            if progress:
                progress(len(keys) - len(missing) + start + len(chosen), len(keys))
    return np.stack([known[key] for key in keys]) if keys else np.zeros((0, encoder.dimension), dtype=np.float32)


def _key(encoder: Encoder, text: str) -> bytes:
    return hashlib.sha256(f"{encoder.identity}\0{text}".encode("utf-8", "surrogatepass")).digest()[:20]


def _open(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    for _ in range(2):
        connection = sqlite3.connect(path)
        try:
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID")
            connection.execute("SELECT * FROM vectors LIMIT 1").fetchall()
            return connection
        except sqlite3.DatabaseError as error:
            connection.close()
            fault = error
            path.unlink(missing_ok=True)
    raise OSError(f"the embedding cache {path} can't be made: {fault}")


def _read(connection: sqlite3.Connection, keys: set[bytes]) -> dict[bytes, NDArray[np.float32]]:
    found: dict[bytes, NDArray[np.float32]] = {}
    for key in keys:
        row = connection.execute("SELECT vector FROM vectors WHERE key = ?", (key,)).fetchone()
        if row is not None:
            found[key] = np.frombuffer(row[0], dtype=np.float32)
    return found
