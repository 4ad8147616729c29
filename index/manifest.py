"""What a generation says of itself: number, schema, encoder, counts, what its parts were like when they were written; with a checksum of its own."""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from index.errors import DamagedLibrary

if TYPE_CHECKING:
    from index.library_address import LibraryAddress

SCHEMA = 3
"""Raised when a generation's files change in a way that older versions can't read. 3: vectors in files of their own (`index.vector_file`)."""


@dataclass(frozen=True, slots=True)
class EncoderMark:
    """Which encoder made the vectors."""

    name: str
    identity: str
    dimension: int


@dataclass(frozen=True, slots=True)
class FileMark:
    """A file of a generation as it was written."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is made of; `before` is the one it was built from (0: none)."""

    number: int
    before: int
    schema: int
    encoder: EncoderMark
    counts: dict[str, int]
    files: dict[str, FileMark]
    reading: str = ""
    """By which rules its pages were read (index.reading_rules); "" before that was noted."""
    checksum: str = ""
    """Of all of the above."""


def checked(manifest: Manifest) -> Manifest:
    """With the checksum of all it says."""
    tree = asdict(manifest)
    del tree["checksum"]
    return replace(manifest, checksum=_checksum(tree))


def written(manifest: Manifest) -> str:
    """As JSON."""
    return json.dumps(asdict(manifest), indent=1, ensure_ascii=False)


def parsed(text: str, library: "LibraryAddress", name: str) -> Manifest:
    """Reads what `written` wrote. Raises DamagedLibrary for one that is cut off, changed, or from a newer version; `name` tells which."""
    try:
        tree = json.loads(text)
        checksum = tree.pop("checksum")
        # First, so that a changed digit isn't taken for a newer version; how it is made is the same in all versions.
        if checksum != _checksum(tree):
            raise DamagedLibrary.by(library, f"{name} was changed")
        if tree["schema"] > SCHEMA:
            raise DamagedLibrary(
                f"{library} was written by a newer version (schema {tree['schema']}, this one reads {SCHEMA}). Update berufslotse.",
                library=str(library),
                reason="newer",
            )
        files = {file: FileMark(**mark) for file, mark in tree.pop("files").items()}
        return Manifest(**{**tree, "encoder": EncoderMark(**tree["encoder"]), "files": files}, checksum=checksum)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedLibrary.by(library, f"{name} can't be read ({type(error).__name__})") from None


def _checksum(tree: dict[str, object]) -> str:
    return hashlib.sha256(json.dumps(tree, sort_keys=True).encode("utf-8")).hexdigest()
