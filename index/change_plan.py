"""What a change is about to do: which files are read, and which pages come, go, stay, or are read anew by the rules of this version."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from index import documents
from index.holdings import Pages
from index.parsing_process import ParsingProcess
from index.plain_text import encodable
from index.spelling import spellings, spelt
from index.types import Change, Document, Failure, Progress

Read = Callable[[Path, str], Iterable[Document | Failure]]
"""Reads a file under an id."""
MOST_FAILURES = 1_000
"""Of one file that are told one by one: a file of lines that are no pages can have millions."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a library holds before a change.

    sources: {file id: (origin, SHA-256)}. pages: {file id: ids of its pages}. stale: another version of the rules has read the pages.
    """

    store: Pages
    sources: dict[str, tuple[str, str]]
    pages: dict[str, list[str]]
    stale: bool

    def kept(self, names: Iterable[str]) -> list[Document]:
        """Pages as the library has them."""
        return [page for name in names if (page := self.store.document(name))]


def held_by(store: Pages, stale: bool) -> Held:
    """Looks up what a library holds."""
    sources = store.sources()
    return Held(store, sources, store.documents_of(sources), stale)


@dataclass(slots=True)
class Plan:
    """What a change is about to do, gathered file by file."""

    put: dict[str, tuple[Path, str, list[Document]]] = field(default_factory=dict)
    """{file id: (origin, SHA-256, its documents)}; without documents where the file alone is noted anew."""
    moved: dict[str, tuple[Path, str]] = field(default_factory=dict)
    """{file id: (origin, SHA-256)} of what is as it was and lies in another folder now."""
    dropped: list[str] = field(default_factory=list)
    """Documents to take out."""
    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)

    def report(self, number: int) -> Change:
        """What was done, as generation `number`."""
        return Change(number, tuple(self.added), tuple(self.updated), tuple(self.unchanged), tuple(self.removed), tuple(self.failed))


def plan_adding(paths: Sequence[Path], held: Held | None, sync: bool, progress: Progress) -> Plan:
    """Reads what is new or changed in files and folders; with `sync`, drops the pages whose file is gone."""
    plan = Plan()
    owner = {page: file for file, pages in held.pages.items() for page in pages} if held else {}
    seen: dict[str, Path] = {}
    found = list(documents.find_files(paths))
    with ParsingProcess() as parser:
        for done, item in enumerate(found, start=1):
            if isinstance(item, Failure):
                plan.failed.append(item)
                continue
            path, file = item
            if file in seen:
                plan.failed.append(Failure(encodable(str(path)), "duplicate", encodable(str(seen[file]))))
                continue
            seen[file] = path
            _plan_file(plan, path, file, held, owner, parser.read_file)
            progress("read", done, len(found))
        if held and sync:
            _plan_vanished(plan, paths, set(seen), [item for item in found if isinstance(item, Failure)], held)
        if held:
            _plan_rest_anew(plan, held, progress, parser.read_file)
    # Moves alone make a generation only with `sync`, which asks for them: it takes the place of one that could be gone back to.
    if sync or plan.put or plan.dropped:
        plan.put.update((file, (origin, digest, [])) for file, (origin, digest) in plan.moved.items())
    _spell_alike(plan, held)
    return plan


def plan_removing(names: Sequence[str], held: Held, progress: Progress) -> Plan:
    """Drops pages by id; a name that isn't there is listed as a failure."""
    known = set(held.store.document_ids())
    plan = Plan(dropped=[name for name in dict.fromkeys(names) if name in known])
    plan.removed = list(plan.dropped)
    plan.failed = [Failure(name, "not_in_library") for name in names if name not in known]
    if plan.dropped:
        with ParsingProcess() as parser:
            _plan_rest_anew(plan, held, progress, parser.read_file)
        _spell_alike(plan, held)
    return plan


def plan_renewing(held: Held, progress: Progress) -> Plan:
    """Reads every page anew where another version of the rules has read them."""
    plan = Plan()
    with ParsingProcess() as parser:
        _plan_rest_anew(plan, held, progress, parser.read_file)
    _spell_alike(plan, held)
    return plan


def _plan_file(plan: Plan, path: Path, file: str, held: Held | None, owner: dict[str, str], read: Read) -> None:
    before = held.pages.get(file, []) if held else []
    try:
        digest = documents.content_hash(path)
    except OSError as error:
        plan.failed.append(Failure(file, "unreadable", error.strerror or str(error)))
        return
    if held and file in held.sources and held.sources[file][1] == digest:
        _plan_as_it_was(plan, path, file, held, read)
        return
    pages, failures = _pages_of(path, file, owner, read)
    plan.failed.extend(failures)
    if not pages:
        plan.unchanged.extend(before)
        return
    fresh = {page.id: None for page in pages}
    owner.update(dict.fromkeys(fresh, file))
    plan.put[file] = (_folder_of(path, file), digest, pages)
    plan.dropped.extend(before)
    plan.updated.extend(name for name in before if name in fresh)
    plan.removed.extend(name for name in before if name not in fresh)
    plan.added.extend(name for name in fresh if name not in set(before))


def _plan_as_it_was(plan: Plan, path: Path, file: str, held: Held, read: Read) -> None:
    """A file whose content the library has: it stays as it is, or is read anew by other rules."""
    noted, digest = held.sources[file]
    origin = _origin_now(path, file, noted)
    if held.stale:
        _plan_anew(plan, path, file, origin, held, read)
        return
    if str(origin) != noted:
        plan.moved[file] = (origin, digest)
    plan.unchanged.extend(held.pages[file])


def _folder_of(path: Path, file: str) -> Path:
    """The folder that was added: the file's path without its id, before any link is followed."""
    return path.parents[file.count("/")].resolve()


def _origin_now(path: Path, file: str, noted: str) -> Path:
    """The folder that a file comes from: the one that was noted, until that hasn't the file any more or has become a link to where it is."""
    folder = _folder_of(path, file)
    elsewhere = noted != str(folder) and os.path.realpath(noted) != str(folder)
    return Path(noted) if elsewhere and not _is_gone(Path(noted) / file) else folder


def _is_gone(path: Path) -> bool:
    """Whether there surely is no such file; not where it can't be looked at just now. A disk that isn't mounted can't be told from an empty folder."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        pass
    return False


def _pages_of(path: Path, file: str, owner: dict[str, str], read: Read) -> tuple[list[Document], list[Failure]]:
    """The pages of a file, and what failed; a page of a name that another file has is refused."""
    pages: dict[str, Document] = {}
    failures: list[Failure] = []
    more = 0
    for item in read(path, file):
        if isinstance(item, Document) and item.id not in pages and owner.get(item.id, file) == file:
            pages[item.id] = item
        elif len(failures) < MOST_FAILURES:
            failures.append(item if isinstance(item, Failure) else Failure(file, "duplicate", item.id))
        else:
            more += 1
    if more:
        failures.append(Failure(file, "bad_lines", str(more)))
    return list(pages.values()), failures


def _plan_vanished(plan: Plan, paths: Iterable[Path], seen: set[str], failures: Iterable[Failure], held: Held) -> None:
    """Drops the pages whose file is gone; what the library has from below a folder that could not be listed stays."""
    folders = {os.path.realpath(path) for path in paths if _is_folder(path)}
    closed = [Path(os.path.realpath(failure.file)) for failure in failures if failure.reason == "unreadable"]
    for file, (origin, _) in held.sources.items():
        path = Path(origin) / file
        if origin in folders and file not in seen and _is_gone(path) and not any(path.is_relative_to(folder) for folder in closed):
            plan.dropped.extend(held.pages[file])
            plan.removed.extend(held.pages[file])


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _plan_rest_anew(plan: Plan, held: Held, progress: Progress, read: Read) -> None:
    """A generation is read by one set of rules: where another version has read the pages, those that the change doesn't touch are read anew, too."""
    if not held.stale:
        return
    for done, (file, (origin, digest)) in enumerate(held.sources.items(), start=1):
        if file not in plan.put:
            path = Path(origin) / file
            _plan_anew(plan, path if _is_as_it_was(path, digest) else None, file, Path(origin), held, read)
        progress("read", done, len(held.sources))


def _plan_anew(plan: Plan, path: Path | None, file: str, origin: Path, held: Held, read: Read) -> None:
    """The pages of a file whose content is as it was: from the file, and what it doesn't give any more, or all without a file, from the text that is kept.

    What was taken out of the library stays out, and nothing that is in it is lost.
    """
    gone = set(plan.dropped)
    names = [name for name in held.pages[file] if name not in gone]
    if not names:
        return
    _, digest = held.sources[file]
    fresh = {page.id: page for page in _pages_of(path, file, {}, read)[0]} if path else {}
    kept = {page.id: page for page in held.kept(name for name in names if name not in fresh)}
    plan.put[file] = (origin, digest, [page for name in names if (page := fresh.get(name) or kept.get(name))])
    plan.dropped.extend(names)
    plan.unchanged.extend(names)


def _is_as_it_was(path: Path, digest: str) -> bool:
    try:
        return documents.content_hash(path) == digest
    except OSError:
        return False


def _spell_alike(plan: Plan, held: Held | None) -> None:
    gone = set(plan.dropped)
    stays = [subject for subject in held.store.subjects() if subject[0] not in gone] if held else []
    occupations = spellings((o for _, o, _, _ in stays), (page.occupation for page in _pages(plan)))
    places = spellings((p for _, _, p, _ in stays), (page.place for page in _pages(plan)))
    for file, (origin, digest, pages) in plan.put.items():
        alike = [replace(page, occupation=spelt(page.occupation, occupations), place=spelt(page.place, places)) for page in pages]
        plan.put[file] = (origin, digest, alike)


def _pages(plan: Plan) -> Iterator[Document]:
    for _, _, pages in plan.put.values():
        yield from pages
