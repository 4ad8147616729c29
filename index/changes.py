"""Changes to a library: add pages, drop vanished ones, remove, read anew, go back, check. Each makes one new generation or leaves all as it was."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path

from index import embedding_cache
from index.change_plan import Held, Plan, held_by, plan_adding, plan_removing, plan_renewing
from index.encoder import Encoder
from index.encoder_mark import require_encoder
from index.errors import MissingLibrary
from index.library_address import LibraryAddress
from index.one_process import OneProcess
from index.page_filling import fill_pages
from index.reading_rules import is_stale
from index.shelf import Before, Shelf, shelf_at
from index.types import Change, Progress
from index.workers import Workers


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Nobody watches."""


def add(
    library: LibraryAddress, paths: Sequence[Path], encoder: Encoder, sync: bool = False, progress: Progress = _silent, workers: Workers | None = None
) -> Change:
    """Reads files and folders into a library, which is made where there is none.

    Unchanged files are skipped; a file that fails is listed in the result, and what the library had of it stays. With `sync`, pages whose
    file is gone from one of the folders in `paths` are taken out. Pages that another version of the rules has read are read anew, all of them.
    workers: who reads and encodes (None: this process), with the same encoder. Raises LibraryBusy, UnwritableLibrary, DamagedLibrary, EncoderMismatch,
    and what the workers raise; then nothing is changed.
    """
    shelf = shelf_at(library)
    with shelf.writing(), _chosen(workers, encoder) as chosen:
        try:
            before = _before(shelf, library, encoder)
        except MissingLibrary:
            before = None
        plan = plan_adding(paths, _held(before) if before else None, sync, progress, chosen.read)
        return _carry_out(shelf, encoder, before, plan, progress, chosen)


def remove(library: LibraryAddress, names: Sequence[str], encoder: Encoder, progress: Progress = _silent) -> Change:
    """Takes pages out, by document id; a name that isn't there is listed as a failure."""
    shelf = shelf_at(library)
    with shelf.writing(), OneProcess(encoder) as workers:
        before = _before(shelf, library, encoder)
        return _carry_out(shelf, encoder, before, plan_removing(names, _held(before), progress, workers.read), progress, workers)


def renew(library: LibraryAddress, encoder: Encoder, progress: Progress = _silent, workers: Workers | None = None) -> Change:
    """Reads every page anew by the rules of this version; nothing is done where that has been done. Raises what `add` raises, and MissingLibrary."""
    shelf = shelf_at(library)
    with shelf.writing(), _chosen(workers, encoder) as chosen:
        before = _before(shelf, library, encoder)
        return _carry_out(shelf, encoder, before, plan_renewing(_held(before), progress, chosen.read), progress, chosen)


def roll_back(library: LibraryAddress) -> int:
    """Goes back to the newest sound generation before the current one and returns its number."""
    shelf = shelf_at(library)
    # First: a folder that isn't there isn't made.
    shelf.kept()
    with shelf.writing():
        return shelf.roll_back().number


def check(library: LibraryAddress, encoder: Encoder) -> list[str]:
    """Verifies every checksum of the current generation and that its parts fit together. Raises DamagedLibrary for what can't be opened at all."""
    holdings = shelf_at(library).open()
    require_encoder(library, holdings.manifest, encoder)
    return holdings.faults()


def _before(shelf: Shelf, library: LibraryAddress, encoder: Encoder) -> Before:
    before = shelf.before()
    require_encoder(library, before.manifest, encoder)
    return before


def _held(before: Before) -> Held:
    return held_by(before.pages, is_stale(before.manifest))


def _chosen(workers: Workers | None, encoder: Encoder) -> AbstractContextManager[Workers]:
    return nullcontext(workers) if workers else OneProcess(encoder)


def _carry_out(shelf: Shelf, encoder: Encoder, before: Before | None, plan: Plan, progress: Progress, workers: Workers) -> Change:
    if not plan.put and not plan.dropped:
        return plan.report(before.manifest.number if before else 0)
    encode = partial(embedding_cache.encode_parts, shelf.cache, encoder, encode_blocks=workers.encode)
    made = shelf.build(before.manifest if before else None, encoder, plan.dropped, lambda writer: fill_pages(writer, workers.cut, encode, plan, progress))
    return plan.report(made.number)
