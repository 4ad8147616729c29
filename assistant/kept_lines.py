"""Files of JSON Lines that what visitors say is kept in: a line is added whole or not at all, and one that a crash has torn costs no other."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from filelock import FileLock
from pydantic import ValidationError

from assistant.types import Record
from index.file_replacement import replacing

PATIENCE = 5.0
"""Seconds that one writer waits for another."""

R = TypeVar("R", bound=Record)


class FileFull(OSError):
    """A file that holds as much as it may."""


def append(file: Path, record: Record, largest: int) -> None:
    """Adds a record as a line and syncs it to disk; any number of processes may do so at once.

    Raises FileFull where the file would come to more than `largest` bytes, filelock.Timeout where another writer doesn't finish, any other OSError where
    the disk is full or the folder can't be written.
    """
    line = record.model_dump_json().encode() + b"\n"
    with _alone(file):
        # Only the operator: a visitor may have written what is nobody else's business.
        handle = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "r+b", buffering=0) as lines:
            size = lines.seek(0, os.SEEK_END)
            if size + len(line) > largest:
                raise FileFull(f"it holds {largest:,} bytes; move it away")
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

    The rest is written beside the file and takes its place when it is on the disk, so that a crash leaves all or what was to stay. Raises what `append` raises.
    """
    with _alone(file):
        try:
            lines = [line for line in file.read_bytes().split(b"\n") if line.strip()]
        except FileNotFoundError:
            return 0
        staying = [line for line in lines if _stays(line, kind, goes)]
        if len(staying) < len(lines):
            # Readable by the operator alone, as the file is.
            with replacing(file, 0o600) as writing:
                writing.writelines(line + b"\n" for line in staying)
        return len(lines) - len(staying)


def _stays(line: bytes, kind: type[R], goes: Callable[[R], bool]) -> bool:
    try:
        return not goes(kind.model_validate_json(line))
    except ValidationError:
        return False


def _alone(file: Path) -> FileLock:
    return FileLock(file.with_suffix(".lock"), timeout=PATIENCE)
