"""A file that takes the place of another in one step: whoever reads it, or loses power, has the one or the other."""

import glob
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def replacing(path: Path, mode: int) -> Iterator[BinaryIO]:
    """The new content is written into what this gives, and is on disk when it takes the place; `mode`: its rights, less the process's umask.

    Raises OSError. Whatever is raised, inside or here, the file is as it was; only a process that is killed leaves a hidden one, `.NAME-…`, beside it, which
    `clear_leftovers` removes.
    """
    fresh = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except BaseException:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise


def clear_leftovers(path: Path) -> None:
    """Removes what killed processes left of replacing the file. Only while no other process can be replacing it. Raises OSError."""
    for left in path.parent.glob(f".{glob.escape(path.name)}-*"):
        left.unlink(missing_ok=True)
