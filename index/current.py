"""`CURRENT`, the file that names the generation in use: its number and the checksum of its manifest, so that a changed digit is never followed."""

import re
from dataclasses import dataclass
from pathlib import Path

from index.file_replacement import replacing

CURRENT = "CURRENT"
_LINE = re.compile(r"(\d{6,})(?: ([0-9a-f]{64}))?\s*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Current:
    """A generation by number; `checksum`: its manifest's, "" in a line of a version that didn't note it."""

    number: int
    checksum: str = ""


def read(library: Path) -> Current:
    """What the file says. Raises OSError where it can't be read, ValueError where it says nothing."""
    found = _LINE.fullmatch((library / CURRENT).read_text(encoding="ascii"))
    if not found:
        raise ValueError(f"{CURRENT} names no generation")
    return Current(int(found[1]), found[2] or "")


def write(library: Path, current: Current) -> None:
    """Exchanges the file: the rename is the moment of the change. Raises OSError, and then the file is as it was."""
    with replacing(library / CURRENT, 0o666) as file:
        file.write(f"{current.number:06d} {current.checksum}".rstrip().encode("ascii") + b"\n")


def clear_leftovers(library: Path) -> None:
    """Removes what a crash left of an exchange."""
    for path in library.glob(f".{CURRENT}-*"):
        path.unlink(missing_ok=True)
