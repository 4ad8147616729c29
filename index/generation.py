"""Generations on disk: immutable folders with a manifest, one of them named by `CURRENT`, switched by rename.

    LIBRARY/CURRENT                          "000003"
    LIBRARY/generations/000003/manifest.json  schema, encoder, counts, size and SHA-256 of every file, its own checksum
    LIBRARY/generations/000003/library.sqlite3, vectors/, words/, aspects-*.npz, scale.json

The next generation is built in a folder of its own and synced to disk before the switch, so a crash at any point leaves the library as it was.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import DamagedLibrary, LibraryBusy, MissingLibrary, UnwritableLibrary

SCHEMA = 3
"""Raised when a generation's files change in a way that older versions can't read. 3: vectors in files of their own (`index.vector_file`)."""
MANIFEST = "manifest.json"
CURRENT = "CURRENT"
PATIENCE = 10.0
"""Seconds that a second writer waits for the first."""
HASHED_AT_OPEN = 300_000_000
"""Bytes up to which every file is hashed when a generation is opened (0.3 s); beyond, its size is compared and `index check` hashes."""


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


@dataclass(frozen=True, slots=True)
class Generation:
    """A complete generation: its folder and its manifest."""

    folder: Path
    manifest: Manifest


def folder_of(library: Path, number: int) -> Path:
    """Where a generation lies."""
    return library / "generations" / f"{number:06d}"


def numbers(library: Path) -> list[int]:
    """The generations that are there, complete or not, in order."""
    folder = library / "generations"
    return sorted(int(path.name) for path in folder.iterdir() if path.name.isdigit()) if folder.is_dir() else []


def current_number(library: Path) -> int:
    """The generation that `CURRENT` names. Raises MissingLibrary where there is none, DamagedLibrary where it names nothing."""
    try:
        text = (library / CURRENT).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise MissingLibrary(f"There is no library in {library}. Make one: berufslotse index add PATH --library {library}", library=str(library)) from None
    except NotADirectoryError:
        raise MissingLibrary(f"{library} is a file, not a library. Name a folder with --library.", library=str(library)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise _damaged(library, f"{CURRENT} can't be read: {error}") from None
    if not text.isdigit() or not folder_of(library, int(text)).is_dir():
        raise _damaged(library, f"{CURRENT} names no generation")
    return int(text)


def open_current(library: Path, thorough: bool = False) -> Generation:
    """The current generation, checked against its manifest (hashes up to a size, or always where `thorough`)."""
    return open_generation(library, current_number(library), thorough)


def open_generation(library: Path, number: int, thorough: bool = False) -> Generation:
    """One generation, checked. Raises DamagedLibrary with the first fault."""
    folder = folder_of(library, number)
    manifest = read_manifest(library, folder)
    for fault in faults(folder, manifest, thorough):
        raise _damaged(library, fault)
    return Generation(folder, manifest)


def read_manifest(library: Path, folder: Path) -> Manifest:
    """Reads a manifest. Raises DamagedLibrary for one that is cut off, changed, or from a newer version."""
    try:
        tree = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        checksum = tree.pop("checksum")
        if tree["schema"] > SCHEMA:
            raise DamagedLibrary(
                f"{library} was written by a newer version (schema {tree['schema']}, this one reads {SCHEMA}). Update berufslotse.",
                library=str(library),
                reason="newer",
            )
        if checksum != _checksum(tree):
            raise _damaged(library, f"{MANIFEST} was changed")
        files = {name: FileMark(**mark) for name, mark in tree.pop("files").items()}
        return Manifest(**{**tree, "encoder": EncoderMark(**tree["encoder"]), "files": files})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(library, f"{MANIFEST} of {folder.name} can't be read ({type(error).__name__})") from None


def faults(folder: Path, manifest: Manifest, thorough: bool) -> Iterator[str]:
    """Each file that isn't as it was written."""
    hashed = thorough or sum(mark.size for mark in manifest.files.values()) <= HASHED_AT_OPEN
    for name, mark in manifest.files.items():
        path = folder / name
        try:
            if path.stat().st_size != mark.size:
                yield f"{folder.name}/{name} has another size than when it was written"
            elif hashed and _sha256(path) != mark.sha256:
                yield f"{folder.name}/{name} was changed after it was written"
        except OSError as error:
            yield f"{folder.name}/{name} can't be read: {error.strerror or error}"


def _damaged(library: Path, fault: str) -> DamagedLibrary:
    return DamagedLibrary(
        f"The library in {library} is damaged: {fault}. Go back: berufslotse index rollback --library {library}", library=str(library), reason=fault
    )


@contextmanager
def writing(library: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Holds the library for one writer. Raises LibraryBusy after `patience` seconds, UnwritableLibrary where the folder can't be written."""
    lock = FileLock(library / "LOCK", timeout=patience)
    try:
        library.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise LibraryBusy(f"Another process is writing to {library}. Wait until it has finished.", library=str(library)) from None
    except OSError as error:
        raise _unwritable(library, error) from None
    try:
        yield
    except OSError as error:
        raise _unwritable(library, error) from error
    finally:
        lock.release()


def _unwritable(library: Path, error: OSError) -> UnwritableLibrary:
    reason = error.strerror or str(error)
    return UnwritableLibrary(f"{library} can't be written: {reason}. Free space or name another folder with --library.", library=str(library), reason=reason)


def build(library: Path, encoder: EncoderMark, reading: str, before: Generation | None, fill: Callable[[Path], dict[str, int]]) -> Generation:
    """Makes the next generation: a copy of `before`'s files (or an empty folder), changed by `fill`, which returns the counts; then switches to it.

    Call it inside `writing`. Whatever fails leaves the library as it was.
    """
    generations = library / "generations"
    generations.mkdir(exist_ok=True)
    _clear_leftovers(library)
    fresh = Path(tempfile.mkdtemp(prefix=".building-", dir=generations))
    try:
        if before:
            shutil.copytree(before.folder, fresh, dirs_exist_ok=True, ignore=shutil.ignore_patterns(MANIFEST, "*.lock"))
        counts = fill(fresh)
        number = max(numbers(library), default=0) + 1
        manifest = Manifest(number, before.manifest.number if before else 0, SCHEMA, encoder, counts, _marks(fresh), reading)
        _write_manifest(fresh / MANIFEST, manifest)
        _sync_tree(fresh)
        folder = folder_of(library, number)
        fresh.rename(folder)
        _sync(generations)
        switch(library, number)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    _prune(library, {number, manifest.before})
    return Generation(folder, manifest)


def switch(library: Path, number: int) -> None:
    """Makes a generation the current one: the rename is the moment of the change."""
    fresh = library / f".{CURRENT}-{os.getpid()}"
    with fresh.open("w", encoding="ascii") as file:
        file.write(f"{number:06d}\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(library / CURRENT)
    _sync(library)


def roll_back(library: Path) -> Generation:
    """Goes back to the newest sound generation before the current one, also when the current one is damaged. Call it inside `writing`."""
    try:
        current = current_number(library)
    except DamagedLibrary:
        current = max(numbers(library), default=0) + 1
    for number in reversed([n for n in numbers(library) if n < current]):
        try:
            generation = open_generation(library, number, thorough=True)
        except DamagedLibrary:
            continue
        switch(library, number)
        return generation
    raise MissingLibrary(
        f"There is no sound generation before the current one in {library}. Build it anew: remove the folder, then berufslotse index add PATH --library {library}",
        library=str(library),
        reason="no_generation_before",
    )


def _clear_leftovers(library: Path) -> None:
    """Removes what crashed builds left: unfinished folders, and finished ones that were never switched to."""
    for path in (library / "generations").glob(".building-*"):
        shutil.rmtree(path, ignore_errors=True)
    for path in library.glob(f".{CURRENT}-*"):
        path.unlink(missing_ok=True)


def _prune(library: Path, keep: set[int]) -> None:
    for number in numbers(library):
        if number not in keep:
            shutil.rmtree(folder_of(library, number), ignore_errors=True)


def _marks(folder: Path) -> dict[str, FileMark]:
    # Hidden files and locks belong to the libraries' bookkeeping and may be rewritten by merely opening the index.
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST and path.suffix != ".lock")
    return {path.relative_to(folder).as_posix(): FileMark(path.stat().st_size, _sha256(path)) for path in files}


def _write_manifest(path: Path, manifest: Manifest) -> None:
    tree = asdict(manifest)
    path.write_text(json.dumps({**tree, "checksum": _checksum(tree)}, indent=1, ensure_ascii=False), encoding="utf-8")


def _checksum(tree: dict[str, object]) -> str:
    return hashlib.sha256(json.dumps(tree, sort_keys=True).encode("utf-8")).hexdigest()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync_tree(folder: Path) -> None:
    for path in [*folder.rglob("*"), folder]:
        _sync(path)


def _sync(path: Path) -> None:
    """Forces a file or a folder's entries to disk; Windows can't do folders and doesn't need it."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
