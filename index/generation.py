"""Generations on disk: immutable folders with a manifest, one of them named by `CURRENT`, switched by rename.

    LIBRARY/CURRENT                          "000003" and the checksum of its manifest (index.current)
    LIBRARY/generations/000003/manifest.json  schema, encoder, counts, size and SHA-256 of every file, its own checksum
    LIBRARY/generations/000003/library.sqlite3, vectors/, words/, aspects-*.npz, scale.json

The next generation is built in a folder of its own and synced to disk before the switch, so a crash at any point leaves the library as it was.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout

from index import current
from index.current import CURRENT, Current
from index.errors import DamagedLibrary, LibraryBusy, MissingLibrary, UnwritableLibrary
from index.manifest import SCHEMA, EncoderMark, FileMark, Manifest, checked, parsed, written

MANIFEST = "manifest.json"
PATIENCE = 10.0
"""Seconds that a second writer waits for the first."""
HASHED_AT_OPEN = 2_000_000_000
"""Bytes up to which every file is hashed when a generation is opened (1.5 s; 100,000 pages have 1.4 GB); beyond, sizes are compared; `index check` and the
next change hash."""

T = TypeVar("T")


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


def read_current(library: Path) -> Current:
    """What `CURRENT` names. Raises MissingLibrary where there is no generation at all, DamagedLibrary where it names none.

    Where it is missing and there is a single generation, that is the one: the first change was cut off before its last step, or the file was lost.
    """
    if library.is_file():
        raise MissingLibrary(f"{library} is a file, not a library. Name a folder with --library.", library=str(library))
    there = numbers(library)
    if not there:
        raise MissingLibrary(f"There is no library in {library}. Make one: berufslotse index add PATH --library {library}", library=str(library))
    try:
        return current.read(library)
    except FileNotFoundError:
        if len(there) == 1:
            return Current(there[0])
        raise DamagedLibrary.by(library, f"{CURRENT} is missing") from None
    except UnicodeDecodeError:
        raise DamagedLibrary.by(library, f"{CURRENT} names no generation") from None
    except (OSError, ValueError) as error:
        raise DamagedLibrary.by(library, str(error)) from None


def current_number(library: Path) -> int:
    """The number of the generation that `CURRENT` names. Raises MissingLibrary where there is none, DamagedLibrary where it names nothing."""
    named = read_current(library)
    try:
        found = read_manifest(library, folder_of(library, named.number))
    except DamagedLibrary:
        if folder_of(library, named.number).is_dir():
            # The generation is at fault; which one it is, is told.
            return named.number
        raise DamagedLibrary.by(library, f"{CURRENT} names no generation") from None
    return _fitting(library, named, found).number


def open_current(library: Path, thorough: bool = False) -> Generation:
    """The current generation, checked against its manifest (hashes up to a size, or always where `thorough`)."""

    def opened() -> Generation:
        named = read_current(library)
        if not folder_of(library, named.number).is_dir():
            raise DamagedLibrary.by(library, f"{CURRENT} names no generation")
        found = open_generation(library, named.number, thorough)
        _fitting(library, named, found.manifest)
        return found

    return steadily(library, opened)


def steadily(library: Path, read: Callable[[], T]) -> T:
    """What `read` finds of the current generation; once more where a change has meanwhile named another one and cleared that away."""
    while True:
        before = _named(library)
        try:
            return read()
        except DamagedLibrary:
            if _named(library) == before:
                raise


def _named(library: Path) -> Current | None:
    try:
        return current.read(library)
    except (OSError, ValueError):
        return None


def _fitting(library: Path, named: Current, manifest: Manifest) -> Current:
    if named.checksum not in ("", manifest.checksum):
        raise DamagedLibrary.by(library, f"{CURRENT} was changed, or names another generation {named.number} than this one")
    return named


def open_generation(library: Path, number: int, thorough: bool = False) -> Generation:
    """One generation, checked. Raises DamagedLibrary with the first fault."""
    folder = folder_of(library, number)
    found = read_manifest(library, folder)
    for fault in faults(folder, found, thorough):
        raise DamagedLibrary.by(library, fault)
    return Generation(folder, found)


def read_manifest(library: Path, folder: Path) -> Manifest:
    """Reads a manifest. Raises DamagedLibrary for one that is cut off, changed, or from a newer version."""
    try:
        text = (folder / MANIFEST).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise DamagedLibrary.by(library, f"{MANIFEST} of {folder.name} can't be read ({type(error).__name__})") from None
    return parsed(text, library, f"{MANIFEST} of {folder.name}")


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


@contextmanager
def writing(library: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Holds the library for one writer, and clears away what a crash has left. Raises LibraryBusy after `patience` seconds, UnwritableLibrary where the
    folder can't be written."""
    lock = FileLock(library / "LOCK", timeout=patience)
    try:
        library.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise LibraryBusy(f"Another process is writing to {library}. Wait until it has finished.", library=str(library)) from None
    except OSError as error:
        raise _unwritable(library, error) from None
    try:
        _clear_leftovers(library)
        yield
    except OSError as error:
        raise _unwritable(library, error) from error
    finally:
        lock.release()


def _unwritable(library: Path, error: OSError) -> UnwritableLibrary:
    # Where copying fails, each file is told with its own reason: (from, to, why).
    reason = str(error.args[0][-1][2]) if isinstance(error, shutil.Error) else error.strerror or str(error)
    return UnwritableLibrary.by(library, reason)


def build(library: Path, encoder: EncoderMark, reading: str, before: Generation | None, fill: Callable[[Path], dict[str, int]]) -> Generation:
    """Makes the next generation: a copy of `before`'s files (or an empty folder), changed by `fill`, which returns the counts; then switches to it.

    Call it inside `writing`. Whatever fails leaves the library as it was. Raises DamagedLibrary where `before` isn't as it was written: what is copied
    gets a new checksum, and damage that was copied would never be found again.
    """
    if before:
        open_generation(library, before.manifest.number, thorough=True)
    generations = library / "generations"
    generations.mkdir(exist_ok=True)
    number = max(numbers(library), default=0) + 1
    folder = folder_of(library, number)
    fresh = Path(tempfile.mkdtemp(prefix=".building-", dir=generations))
    try:
        if before:
            shutil.copytree(before.folder, fresh, dirs_exist_ok=True, ignore=shutil.ignore_patterns(MANIFEST, "*.lock"))
        counts = fill(fresh)
        made = checked(Manifest(number, before.manifest.number if before else 0, SCHEMA, encoder, counts, _marks(fresh), reading))
        (fresh / MANIFEST).write_text(written(made), encoding="utf-8")
        _sync_tree(fresh)
        fresh.rename(folder)
        _sync(generations)
        switch(library, made)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        named = _named(library)
        if not named or named.number != number:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    _prune(library, {number, made.before})
    return Generation(folder, made)


def switch(library: Path, manifest: Manifest) -> None:
    """Makes a generation the current one."""
    current.write(library, Current(manifest.number, manifest.checksum))
    # The change has been made. Where this fails, a power cut may undo it, and what is named then is whole, too.
    with suppress(OSError):
        _sync(library)


def roll_back(library: Path) -> Generation:
    """Goes back to the newest sound generation before the current one, also when the current one is damaged. Call it inside `writing`."""
    try:
        left = current_number(library)
    except DamagedLibrary:
        left = max(numbers(library), default=0) + 1
    for number in reversed([n for n in numbers(library) if n < left]):
        try:
            generation = open_generation(library, number, thorough=True)
        except DamagedLibrary:
            continue
        switch(library, generation.manifest)
        return generation
    raise MissingLibrary(
        f"There is no sound generation before the current one in {library}. "
        f"Build it anew: remove the folder {library / 'generations'}, then berufslotse index add PATH --library {library}",
        library=str(library),
        reason="no_generation_before",
    )


def _clear_leftovers(library: Path) -> None:
    """Removes the unfinished folders of crashed changes; finished ones that were never switched to are pruned by the next change. A first generation that
    was finished but never named is named now."""
    for path in (library / "generations").glob(".building-*"):
        shutil.rmtree(path, ignore_errors=True)
    current.clear_leftovers(library)
    if len(numbers(library)) == 1 and not (library / CURRENT).exists():
        with suppress(DamagedLibrary):
            switch(library, read_manifest(library, folder_of(library, numbers(library)[0])))


def _prune(library: Path, keep: set[int]) -> None:
    for number in numbers(library):
        if number not in keep:
            shutil.rmtree(folder_of(library, number), ignore_errors=True)


def _marks(folder: Path) -> dict[str, FileMark]:
    # Hidden files and locks belong to the libraries' bookkeeping and may be rewritten by merely opening the index.
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST and path.suffix != ".lock")
    return {path.relative_to(folder).as_posix(): FileMark(path.stat().st_size, _sha256(path)) for path in files}


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
