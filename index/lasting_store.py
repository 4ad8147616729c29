"""The store of an opened generation, for as long as it is open: also when a change has cleared the generation away, or its folder was moved or replaced."""

import sqlite3
from pathlib import Path

from index.store import StoreReader


class LastingStore:
    """Gives each thread a reader of its own while the file is there; those that come later share the one that was opened first."""

    def __init__(self, path: Path) -> None:
        """Raises sqlite3.DatabaseError or OSError."""
        # SQLite's connections may be used by any thread, one at a time, which it sees to itself (sqlite3.threadsafety is 3).
        self._first = StoreReader(path, travelling=True)
        self._path = path.resolve()
        self._identity = _identity(self._path)

    def reader(self) -> StoreReader:
        """A reader of the file that was opened, never of another one that lies there now."""
        try:
            reader = StoreReader(self._path)
            # Afterwards, since what was opened doesn't change any more.
            if _identity(self._path) == self._identity:
                return reader
            reader.close()
        except (OSError, sqlite3.OperationalError):
            pass
        return self._first


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino
