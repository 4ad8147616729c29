"""Changes to a library: add pages, drop vanished ones, remove, go back, check. Each makes one new generation or leaves all as it was."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index import amounts, documents, embedding_cache, encoder_fit, generation, german
from index.dense import DenseIndex
from index.encoder import Encoder
from index.errors import DamagedLibrary, MissingLibrary, UnwritableLibrary
from index.generation import EncoderMark, Generation
from index.library import STORE, VECTORS, WORDS, Library, context_of, require_encoder
from index.passages import split_passages
from index.store import StoreReader, StoreWriter, create
from index.types import Change, Document, Failure, Progress, Span
from index.words import Entry, WordIndex

CACHE = Path("cache") / "embeddings.sqlite3"


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Nobody watches."""


@dataclass(slots=True)
class _Plan:
    """What a change is about to do, gathered file by file."""

    put: dict[str, tuple[Path, str, list[Document]]] = field(default_factory=dict)
    """{file id: (origin, SHA-256, its documents)}"""
    dropped: list[str] = field(default_factory=list)
    """Documents to take out."""
    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)

    def report(self, number: int) -> Change:
        return Change(number, tuple(self.added), tuple(self.updated), tuple(self.unchanged), tuple(self.removed), tuple(self.failed))


def add(library: Path, paths: Sequence[Path], encoder: Encoder, sync: bool = False, progress: Progress = _silent) -> Change:
    """Reads files and folders into a library, which is made where there is none.

    Unchanged files are skipped; a file that fails is listed in the result, and what the library had of it stays. With `sync`, pages whose
    file is gone from one of the folders in `paths` are taken out. Raises LibraryBusy, UnwritableLibrary, DamagedLibrary, EncoderMismatch.
    """
    with generation.writing(library):
        before = _open_for_change(library, encoder)
        plan = _plan(paths, before, sync, progress)
        if not plan.put and not plan.dropped:
            return plan.report(before.manifest.number if before else 0)
        built = _build(library, encoder, before, plan, progress)
        return plan.report(built.manifest.number)


def remove(library: Path, names: Sequence[str], encoder: Encoder) -> Change:
    """Takes pages out, by document id; a name that isn't there is listed as a failure."""
    with generation.writing(library):
        before = generation.open_current(library)
        require_encoder(library, before.manifest, encoder)
        known = set(_reader(before).document_ids())
        plan = _Plan(dropped=[name for name in dict.fromkeys(names) if name in known])
        plan.removed = list(plan.dropped)
        plan.failed = [Failure(name, "not_in_library") for name in names if name not in known]
        if not plan.dropped:
            return plan.report(before.manifest.number)
        return plan.report(_build(library, encoder, before, plan, _silent).manifest.number)


def roll_back(library: Path) -> int:
    """Goes back to the newest sound generation before the current one and returns its number."""
    if not library.is_dir():
        generation.current_number(library)
    with generation.writing(library):
        return generation.roll_back(library).manifest.number


def check(library: Path, encoder: Encoder) -> list[str]:
    """Verifies every checksum of the current generation and that its parts fit together. Raises DamagedLibrary for what can't be opened at all."""
    return Library(library, generation.open_current(library, thorough=True), encoder).faults()


def _open_for_change(library: Path, encoder: Encoder) -> Generation | None:
    try:
        before = generation.open_current(library)
    except MissingLibrary:
        # A folder with generations but without CURRENT has lost it; starting anew would throw the pages away.
        if generation.numbers(library):
            fault = f"{generation.CURRENT} is missing"
            raise DamagedLibrary(
                f"The library in {library} is damaged: {fault}. Go back: berufslotse index rollback --library {library}", library=str(library), reason=fault
            ) from None
        return None
    require_encoder(library, before.manifest, encoder)
    return before


def _reader(opened: Generation) -> StoreReader:
    return StoreReader(opened.folder / STORE)


def _plan(paths: Sequence[Path], before: Generation | None, sync: bool, progress: Progress) -> _Plan:
    known = _reader(before).sources() if before else {}
    of_file = _reader(before).documents_of(known) if before else {}
    owner = {document: file for file, held in of_file.items() for document in held}
    plan = _Plan()
    seen: dict[str, Path] = {}
    found = list(documents.find_files(paths))
    for done, item in enumerate(found, start=1):
        if isinstance(item, Failure):
            plan.failed.append(item)
            continue
        path, file = item
        if file in seen:
            plan.failed.append(Failure(str(path), "duplicate", str(seen[file])))
            continue
        seen[file] = path
        _plan_file(plan, path, file, known, of_file, owner)
        progress("read", done, len(found))
    if sync:
        _plan_vanished(plan, paths, set(seen), known, of_file)
    return plan


def _plan_file(plan: _Plan, path: Path, file: str, known: dict[str, tuple[str, str]], of_file: dict[str, list[str]], owner: dict[str, str]) -> None:
    held = of_file.get(file, [])
    try:
        digest = documents.content_hash(path)
    except OSError as error:
        plan.failed.append(Failure(file, "unreadable", error.strerror or str(error)))
        return
    if file in known and known[file][1] == digest:
        plan.unchanged.extend(held)
        return
    pages, failures = _read(path, file, {d: o for d, o in owner.items() if o != file})
    plan.failed.extend(failures)
    if not pages:
        plan.unchanged.extend(held)
        return
    for page in pages:
        owner[page.id] = file
    fresh = {page.id for page in pages}
    plan.put[file] = (_origin(path, file), digest, pages)
    plan.dropped.extend(held)
    plan.updated.extend(name for name in held if name in fresh)
    plan.removed.extend(name for name in held if name not in fresh)
    plan.added.extend(page.id for page in pages if page.id not in set(held))


def _read(path: Path, file: str, taken: dict[str, str]) -> tuple[list[Document], list[Failure]]:
    pages: dict[str, Document] = {}
    failures: list[Failure] = []
    for item in documents.read_file(path, file):
        if isinstance(item, Failure):
            failures.append(item)
        elif item.id in pages or item.id in taken:
            failures.append(Failure(file, "duplicate", item.id))
        else:
            pages[item.id] = item
    return list(pages.values()), failures


def _origin(path: Path, file: str) -> Path:
    """The folder that was added: the file's path without its id."""
    return path.resolve().parents[file.count("/")]


def _plan_vanished(plan: _Plan, paths: Iterable[Path], seen: set[str], known: dict[str, tuple[str, str]], of_file: dict[str, list[str]]) -> None:
    folders = {str(path.resolve()) for path in paths if path.is_dir()}
    for file, (origin, _) in known.items():
        if origin in folders and file not in seen:
            plan.dropped.extend(of_file[file])
            plan.removed.extend(of_file[file])


def _build(library: Path, encoder: Encoder, before: Generation | None, plan: _Plan, progress: Progress) -> Generation:
    mark = EncoderMark(encoder.name, encoder.identity, encoder.dimension)

    def fill(folder: Path) -> dict[str, int]:
        return _fill(folder, library / CACHE, encoder, plan, progress)

    try:
        return generation.build(library, mark, before, fill)
    except (sqlite3.OperationalError, ValueError, RuntimeError) as error:
        # What SQLite, tantivy and FAISS raise when the disk is full or goes away.
        raise UnwritableLibrary(
            f"{library} can't be written: {error}. Free space or name another folder with --library.", library=str(library), reason=str(error)
        ) from error


def _fill(folder: Path, cache: Path, encoder: Encoder, plan: _Plan, progress: Progress) -> dict[str, int]:
    if not (folder / STORE).exists():
        create(folder / STORE)
        DenseIndex.empty(encoder.dimension).write(folder / VECTORS)
        encoder_fit.put(folder, cache, encoder)
    cuts = [(page, cut) for _, _, pages in plan.put.values() for page in pages for cut in split_passages(page)]
    texts = [context_of(page, cut.heading) + page.text[cut.span.start : cut.span.end] for page, cut in cuts]
    spoken = [page.text[s.start : s.end] for page, cut in cuts for s in cut.sentences]
    progress("encode", 0, len(texts) + len(spoken))
    vectors = embedding_cache.encode(cache, encoder, texts + spoken, lambda done, total: progress("encode", done, total))
    progress("write", 0, 1)
    writer = StoreWriter(folder / STORE)
    gone = writer.remove(plan.dropped)
    _put_pages(writer, plan)
    ids: list[int] = []
    at = len(texts)
    for page, cut in cuts:
        ids.append(writer.put_passage(page.id, cut, vectors[at : at + len(cut.sentences)], _amounts(page, cut.sentences)))
        at += len(cut.sentences)
    writer.drop_unused_sources(keep=plan.put)
    writer.close()
    dense = DenseIndex.read(folder / VECTORS)
    dense.replace(gone, ids, vectors[: len(texts)])
    dense.write(folder / VECTORS)
    entries = [_entry(i, page, text) for i, (page, _), text in zip(ids, cuts, texts, strict=True)]
    WordIndex(folder / WORDS).replace(plan.dropped, entries)
    progress("write", 1, 1)
    reader = StoreReader(folder / STORE)
    counts = reader.counts()
    reader.close()
    return counts


def _put_pages(writer: StoreWriter, plan: _Plan) -> None:
    for file, (origin, digest, pages) in plan.put.items():
        writer.put_source(file, str(origin), digest)
        for page in pages:
            writer.put_document(page, file)


def _entry(passage: int, page: Document, text: str) -> Entry:
    return Entry(passage, page.id, page.occupation or "", page.place or "", german.terms(text))


def _amounts(page: Document, sentences: Sequence[Span]) -> tuple[amounts.Amount, ...]:
    return tuple(amount for sentence in sentences for amount in amounts.find_amounts(page.text, sentence))
