"""What a change is about to do: which files are read, and which pages come, go, stay, or are read anew by the rules of this version."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import tee
from pathlib import Path

from index import documents
from index.holdings import Pages
from index.plain_text import encodable
from index.spelling import spellings, spelt
from index.types import Change, Document, Failure, Progress

Content = Iterable[Document | Failure]
"""What a file holds."""
Read = Callable[[Iterable[tuple[Path, str]]], Iterator[Content]]
"""As `index.workers.Workers.read`."""
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


@dataclass(frozen=True, slots=True)
class _Looked:
    """A file that was looked at: its SHA-256, and whether it must be read."""

    path: Path
    file: str
    digest: str
    is_read: bool


def plan_adding(paths: Sequence[Path], held: Held | None, sync: bool, progress: Progress, read: Read) -> Plan:
    """Reads what is new or changed in files and folders; with `sync`, drops the pages whose file is gone."""
    plan = Plan()
    owner = {page: file for file, pages in held.pages.items() for page in pages} if held else {}
    found = list(documents.find_files(paths))
    for done, (looked, content) in enumerate(_read_along(_look_at(found, held), read), start=1):
        if isinstance(looked, Failure):
            plan.failed.append(looked)
        else:
            _plan_file(plan, looked, content, held, owner)
        progress("read", done, len(found))
    if held and sync:
        seen = {item[1] for item in found if not isinstance(item, Failure)}
        _plan_vanished(plan, paths, seen, [item for item in found if isinstance(item, Failure)], held)
    if held:
        _plan_rest_anew(plan, held, progress, read)
    # Moves alone make a generation only with `sync`, which asks for them: it takes the place of one that could be gone back to.
    if sync or plan.put or plan.dropped:
        plan.put.update((file, (origin, digest, [])) for file, (origin, digest) in plan.moved.items())
    _spell_alike(plan, held)
    return plan


def plan_removing(names: Sequence[str], held: Held, progress: Progress, read: Read) -> Plan:
    """Drops pages by id; a name that isn't there is listed as a failure."""
    known = set(held.store.document_ids())
    plan = Plan(dropped=[name for name in dict.fromkeys(names) if name in known])
    plan.removed = list(plan.dropped)
    plan.failed = [Failure(name, "not_in_library") for name in names if name not in known]
    if plan.dropped:
        _plan_rest_anew(plan, held, progress, read)
        _spell_alike(plan, held)
    return plan


def plan_renewing(held: Held, progress: Progress, read: Read) -> Plan:
    """Reads every page anew where another version of the rules has read them."""
    plan = Plan()
    _plan_rest_anew(plan, held, progress, read)
    _spell_alike(plan, held)
    return plan


def _look_at(found: Iterable[tuple[Path, str] | Failure], held: Held | None) -> Iterator[_Looked | Failure]:
    """Hashes files, one when it is asked for: what the library has of the same content is read again by other rules alone."""
    seen: dict[str, Path] = {}
    for item in found:
        if isinstance(item, Failure):
            yield item
            continue
        path, file = item
        if file in seen:
            yield Failure(encodable(str(path)), "duplicate", encodable(str(seen[file])))
            continue
        seen[file] = path
        try:
            digest = documents.content_hash(path)
        except OSError as error:
            yield Failure(file, "unreadable", error.strerror or str(error))
        else:
            yield _Looked(path, file, digest, not _has(held, file, digest) or (held is not None and held.stale and bool(held.pages[file])))


def _has(held: Held | None, file: str, digest: str) -> bool:
    return held is not None and file in held.sources and held.sources[file][1] == digest


def _read_along(looks: Iterator[_Looked | Failure], read: Read) -> Iterator[tuple[_Looked | Failure, Content]]:
    """Each with what it holds; nothing, where it needn't be read. Whoever reads looks at files ahead, as many as it reads at once."""
    looks, ahead = tee(looks)
    contents = read((looked.path, looked.file) for looked in ahead if isinstance(looked, _Looked) and looked.is_read)
    for looked in looks:
        yield looked, next(contents) if isinstance(looked, _Looked) and looked.is_read else ()


def _plan_file(plan: Plan, looked: _Looked, content: Content, held: Held | None, owner: dict[str, str]) -> None:
    path, file, digest = looked.path, looked.file, looked.digest
    before = held.pages.get(file, []) if held else []
    if held and _has(held, file, digest):
        _plan_as_it_was(plan, path, file, held, content)
        return
    pages, failures = _pages_of(content, file, owner)
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


def _plan_as_it_was(plan: Plan, path: Path, file: str, held: Held, content: Content) -> None:
    """A file whose content the library has: it stays as it is, or is read anew by other rules."""
    noted, digest = held.sources[file]
    origin = _origin_now(path, file, noted)
    if held.stale:
        _plan_anew(plan, file, origin, held, held.pages[file], content)
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


def _pages_of(content: Content, file: str, owner: dict[str, str]) -> tuple[list[Document], list[Failure]]:
    """The pages of a file, and what failed; a page of a name that another file has is refused."""
    pages: dict[str, Document] = {}
    failures: list[Failure] = []
    more = 0
    for item in content:
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
    gone = set(plan.dropped)
    names = {file: [name for name in held.pages[file] if name not in gone] for file in held.sources if file not in plan.put}

    def look() -> Iterator[_Looked | Failure]:
        for file, (origin, digest) in held.sources.items():
            path = Path(origin) / file
            yield _Looked(path, file, digest, bool(names.get(file)) and _is_as_it_was(path, digest))

    for done, ((file, (origin, _)), (_, content)) in enumerate(zip(held.sources.items(), _read_along(look(), read), strict=True), start=1):
        _plan_anew(plan, file, Path(origin), held, names.get(file, []), content)
        progress("read", done, len(held.sources))


def _plan_anew(plan: Plan, file: str, origin: Path, held: Held, names: list[str], content: Content) -> None:
    """The pages of a file whose content is as it was: from the file, and what it doesn't give any more, or all without a file, from the text that is kept.

    names: its pages that are in the library. What was taken out stays out, and nothing that is in it is lost.
    """
    if not names:
        return
    _, digest = held.sources[file]
    fresh = {page.id: page for page in _pages_of(content, file, {})[0]}
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
