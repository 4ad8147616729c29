"""The file of the people who may sign in: changed by one command at a time, read anew by a running server once it has changed."""

import errno
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import structlog
from filelock import FileLock

from index.file_replacement import replacing
from ui.operator_password import BadPasswordFile
from ui.operator_people import People, Person

LARGEST = 100_000
"""Bytes of the file: some hundred people."""
PATIENCE = 5.0
"""Seconds that one command waits for another."""

log = structlog.get_logger(__name__)


def kept_people(path: Path) -> People:
    """Who stands in a file; nobody where there is none. Raises BadPasswordFile, or OSError where it can't be read."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        return People()
    if len(data) > LARGEST:
        raise BadPasswordFile(f"it has more than {LARGEST:,} bytes")
    try:
        return People.parse(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadPasswordFile("it isn't a text") from None


def read_people(path: Path) -> People:
    """The same of a file that somebody must stand in. Raises BadPasswordFile, or OSError where it isn't there or can't be read."""
    people = kept_people(path)
    if not people.persons:
        path.stat()
        raise BadPasswordFile("nobody stands in it")
    return people


def keep_person(path: Path, person: Person) -> None:
    """Adds somebody, or puts them in the place of who had the name before.

    Raises NotTogether or BadPasswordFile, filelock.Timeout where another command doesn't finish, any other OSError where the file can't be read or written.
    """
    _change(path, lambda people: people.having(person))


def remove_person(path: Path, name: str) -> People:
    """Takes somebody out and gives who is left. Raises NobodySo, and what `keep_person` raises."""
    return _change(path, lambda people: people.without(name))


class PeopleFile:
    """Who may sign in by a file, as it is now. Safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        """Raises what `read_people` raises: a server doesn't start with a corner that nobody can enter."""
        self._path = path
        self._lock = threading.Lock()
        self._mark = _mark(path)
        self._people: People | None = read_people(path)
        self._trouble = ""

    def now(self) -> People | None:
        """Everybody who may sign in; None while the file is missing or damaged, which is logged."""
        with self._lock:
            mark = _mark(self._path)
            if mark != self._mark or self._people is None:
                self._mark, self._people = mark, self._read()
            return self._people

    def _read(self) -> People | None:
        try:
            people = read_people(self._path)
        except (BadPasswordFile, OSError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            # Each look tries again, and one line says so.
            if reason != self._trouble:
                log.error("operator_file_unusable", file=str(self._path), reason=reason)
            self._trouble = reason
            return None
        self._trouble = ""
        log.info("operator_file_read", file=str(self._path), people=len(people.persons))
        return people


def _mark(path: Path) -> tuple[int, ...]:
    """Differs after every change of the file: another one that took its place, other content, another owner, other rights."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def _change(path: Path, change: Callable[[People], People]) -> People:
    # The lock would make folders that aren't there.
    if not path.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    with FileLock(path.with_name(f".{path.name}.lock"), timeout=PATIENCE, mode=0o600):
        changed = change(kept_people(path))
        with replacing(path, 0o600) as file:
            _leave_to_owner(file.fileno(), path)
            file.write(changed.text.encode("utf-8"))
    return changed


def _leave_to_owner(handle: int, path: Path) -> None:
    """What root writes anew still belongs to the account that the server runs under, which must read it. Others can't give a file away, and needn't."""
    with suppress(OSError, AttributeError):  # Windows has no fchown
        before = path.stat()
        os.fchown(handle, before.st_uid, before.st_gid)
