"""Changes to a library: add pages, drop vanished ones, remove, read anew, go back, check. Each makes one new generation or leaves all as it was."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from index import encoder_fit, generation
from index.change_plan import Held, Plan, held_by, plan_adding, plan_removing, plan_renewing
from index.encoder import Encoder
from index.errors import MissingLibrary, UnwritableLibrary
from index.generation import EncoderMark, Generation
from index.library import STORE, Library, require_encoder
from index.page_filling import fill_pages
from index.reading_rules import is_stale, reading_rules
from index.store import StoreReader, create
from index.types import Change, Progress

CACHE = Path("cache") / "embeddings.sqlite3"


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Nobody watches."""


def add(library: Path, paths: Sequence[Path], encoder: Encoder, sync: bool = False, progress: Progress = _silent) -> Change:
    """Reads files and folders into a library, which is made where there is none.

    Unchanged files are skipped; a file that fails is listed in the result, and what the library had of it stays. With `sync`, pages whose
    file is gone from one of the folders in `paths` are taken out. Pages that another version of the rules has read are read anew, all of them.
    Raises LibraryBusy, UnwritableLibrary, DamagedLibrary, EncoderMismatch.
    """
    with generation.writing(library):
        before = _open_for_change(library, encoder)
        return _carry_out(library, encoder, before, plan_adding(paths, _held(before) if before else None, sync, progress), progress)


def remove(library: Path, names: Sequence[str], encoder: Encoder, progress: Progress = _silent) -> Change:
    """Takes pages out, by document id; a name that isn't there is listed as a failure."""
    with generation.writing(library):
        before = generation.open_current(library)
        require_encoder(library, before.manifest, encoder)
        return _carry_out(library, encoder, before, plan_removing(names, _held(before), progress), progress)


def renew(library: Path, encoder: Encoder, progress: Progress = _silent) -> Change:
    """Reads every page anew by the rules of this version; nothing is done where that has been done. Raises what `add` raises, and MissingLibrary."""
    with generation.writing(library):
        before = generation.open_current(library)
        require_encoder(library, before.manifest, encoder)
        return _carry_out(library, encoder, before, plan_renewing(_held(before), progress), progress)


def roll_back(library: Path) -> int:
    """Goes back to the newest sound generation before the current one and returns its number."""
    if not library.is_dir():
        generation.read_current(library)
    with generation.writing(library):
        return generation.roll_back(library).manifest.number


def check(library: Path, encoder: Encoder) -> list[str]:
    """Verifies every checksum of the current generation and that its parts fit together. Raises DamagedLibrary for what can't be opened at all."""
    return generation.steadily(library, lambda: Library(library, generation.open_current(library, thorough=True), encoder)).faults()


def _open_for_change(library: Path, encoder: Encoder) -> Generation | None:
    try:
        before = generation.open_current(library)
    except MissingLibrary:
        return None
    require_encoder(library, before.manifest, encoder)
    return before


def _held(before: Generation) -> Held:
    return held_by(StoreReader(before.folder / STORE), is_stale(before.manifest))


def _carry_out(library: Path, encoder: Encoder, before: Generation | None, plan: Plan, progress: Progress) -> Change:
    if not plan.put and not plan.dropped:
        return plan.report(before.manifest.number if before else 0)
    return plan.report(_build(library, encoder, before, plan, progress).manifest.number)


def _build(library: Path, encoder: Encoder, before: Generation | None, plan: Plan, progress: Progress) -> Generation:
    mark = EncoderMark(encoder.name, encoder.identity, encoder.dimension)

    def fill(folder: Path) -> dict[str, int]:
        if before is None:
            create(folder / STORE)
        if before is None or before.manifest.reading != reading_rules():
            encoder_fit.put(folder, library / CACHE, encoder)
        return fill_pages(folder, library / CACHE, encoder, plan, progress)

    try:
        return generation.build(library, mark, reading_rules(), before, fill)
    except sqlite3.OperationalError as error:
        # What SQLite raises when the disk is full or goes away; the others raise OSError.
        raise UnwritableLibrary.by(library, str(error)) from error
