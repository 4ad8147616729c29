"""Files of JSON Lines that what visitors say is kept in: a line is added whole or not at all, and one that a crash has torn costs no other."""

import errno
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from filelock import FileLock
from pydantic import ValidationError

from assistant.settings import kept_beside
from assistant.types import Record
from index.errors import MissingLibrary
from index.file_replacement import clear_leftovers, replacing
from index.generation import numbers
from index.library_address import LibraryAddress

PATIENCE = 5.0
"""Seconds that one writer waits for another."""

R = TypeVar("R", bound=Record)


class FileFull(OSError):
    """A file that holds as much as it may."""


def file_in(library: LibraryAddress, name: str) -> Path:
    """The file of this name in a library's folder or beside it (`assistant.settings.kept_beside`), whether anything is kept there yet or not.

    Raises MissingLibrary for a folder with neither a generation nor the file: to find nothing in the wrong place must not look as if nothing were kept.
    """
    file = kept_beside(library) / name
    try:
        if not isinstance(library, Path) or numbers(library) or file.exists():
            return file
    except PermissionError:
        # Whoever reads or changes the file is told.
        return file
    raise MissingLibrary(
        f"There is no library in {library}, so nothing that visitors said. Name the folder that the server runs with: --library",
        library=str(library),
        reason="nothing_kept",
    )


def append(file: Path, record: Record, largest: int) -> None:
    """Adds a record as a line and syncs it to disk; any number of processes may do so at once.

    Raises FileFull where the file would come to more than `largest` bytes, filelock.Timeout where another writer doesn't finish, any other OSError where
    the disk is full or the folder can't be written or isn't there.
    """
    with _alone(file):
        _add(file, _line(record), largest)


def put(file: Path, record: R, largest: int, key: Callable[[R], str]) -> None:
    """Adds a record, and takes out in the same step those before it with the same key; torn lines that name the key go, too.

    key: stands in a record's line letter for letter, so that lines with another needn't be understood; where none has it, the record is appended. Raises what
    `append` raises.
    """
    line, kind, own = _line(record), type(record), key(record)
    with _alone(file):
        if not any(own.encode() in each for each in _lines(file)):
            _add(file, line, largest)
            return
        staying = [each for each in _lines(file) if own.encode() not in each or _stays(each, kind, lambda one: key(one) == own)]
        if sum(len(each) + 1 for each in staying) + len(line) > largest:
            raise _full(file.stat().st_size)
        _rewrite(file, [*staying, line.rstrip(b"\n")])


def records(file: Path, kind: type[R]) -> Iterator[tuple[int, R | None]]:
    """The number of each line and its record, None where it can't be read; nothing where there is no file. Raises OSError."""
    try:
        lines = file.read_bytes().split(b"\n")
    except FileNotFoundError:
        return
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield number, kind.model_validate_json(line)
            except ValidationError:
                yield number, None


def remove(file: Path) -> None:
    """Forgets all lines. Raises what `append` raises."""
    with _alone(file):
        file.unlink(missing_ok=True)


def thin_out(file: Path, kind: type[R], goes: Callable[[R], bool]) -> int:
    """Takes out the records that go, and lines that can't be read, of which nobody can say whether they should; gives how many lines went.

    Raises what `append` raises.
    """
    with _alone(file):
        lines = list(_lines(file))
        staying = [line for line in lines if _stays(line, kind, goes)]
        if len(staying) < len(lines):
            _rewrite(file, staying)
        return len(lines) - len(staying)


def _line(record: Record) -> bytes:
    return record.model_dump_json().encode() + b"\n"


def _lines(file: Path) -> Iterator[bytes]:
    """Without their ends, and without empty ones; none where there is no file."""
    try:
        with file.open("rb") as lines:
            yield from (line.rstrip(b"\n") for line in lines if line.strip())
    except FileNotFoundError:
        return


def _add(file: Path, line: bytes, largest: int) -> None:
    # Only the operator: a visitor may have written what is nobody else's business.
    handle = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "r+b", buffering=0) as lines:
        size = lines.seek(0, os.SEEK_END)
        if size + len(line) > largest:
            raise _full(size)
        if size:
            # What a crash left unfinished gets a line of its own.
            lines.seek(size - 1)
            line = line if lines.read(1) == b"\n" else b"\n" + line
        try:
            written = lines.write(line)
            os.fsync(lines.fileno())
        except OSError:
            lines.truncate(size)
            raise
        if written != len(line):
            lines.truncate(size)
            raise OSError("no space left on the device")


def _rewrite(file: Path, staying: Sequence[bytes]) -> None:
    """Lets these lines take the file's place when they are on the disk, so that a crash leaves all that was or all that is to stay."""
    # Readable by the operator alone, as the file is.
    with replacing(file, 0o600) as writing:
        writing.writelines(line + b"\n" for line in staying)


def _full(size: int) -> FileFull:
    return FileFull(f"it holds {size:,} bytes; move it away")


def _stays(line: bytes, kind: type[R], goes: Callable[[R], bool]) -> bool:
    try:
        return not goes(kind.model_validate_json(line))
    except ValidationError:
        return False


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """While no other process changes the file; what one that was killed left beside it, visitors' words, is gone by then."""
    # The lock would make a folder that isn't there.
    if not file.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(file.parent))
    with FileLock(file.with_suffix(".lock"), timeout=PATIENCE):
        clear_leftovers(file)
        yield
