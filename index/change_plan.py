"""What a change is about to do: which files are read, which pages come, go, stay, or are read anew by the rules of this version."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from index import documents
from index.name_keys import plain_name
from index.store import StoreReader
from index.types import Change, Document, Failure, Progress


@dataclass(frozen=True, slots=True)
class Held:
    """What a library holds before a change. stale: its pages were read by the rules of another version."""

    store: StoreReader
    stale: bool

    def sources(self) -> dict[str, tuple[str, str]]:
        """{file id: (origin, SHA-256)}."""
        return self.store.sources()


@dataclass(slots=True)
class Plan:
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
        """What was done, as generation `number`."""
        return Change(number, tuple(self.added), tuple(self.updated), tuple(self.unchanged), tuple(self.removed), tuple(self.failed))


def plan_adding(paths: Sequence[Path], held: Held | None, sync: bool, progress: Progress) -> Plan:
    """Reads what is new or changed in files and folders; with `sync`, drops the pages whose file is gone."""
    known = held.sources() if held else {}
    of_file = held.store.documents_of(known) if held else {}
    owner = {document: file for file, owned in of_file.items() for document in owned}
    plan = Plan()
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
        _plan_file(plan, path, file, held, known, of_file, owner)
        progress("read", done, len(found))
    if sync:
        _plan_vanished(plan, paths, set(seen), known, of_file)
    if held:
        _plan_rest_anew(plan, held)
    _spell_alike(plan, held)
    return plan


def plan_removing(names: Sequence[str], held: Held) -> Plan:
    """Drops pages by id; a name that isn't there is listed as a failure."""
    known = set(held.store.document_ids())
    plan = Plan(dropped=[name for name in dict.fromkeys(names) if name in known])
    plan.removed = list(plan.dropped)
    plan.failed = [Failure(name, "not_in_library") for name in names if name not in known]
    if plan.dropped:
        _plan_rest_anew(plan, held)
    return plan


def plan_renewing(held: Held, progress: Progress) -> Plan:
    """Reads every page anew where another version read it: from its file, if that is still there as it was, else from the text that the library keeps."""
    plan = Plan()
    known = held.sources()
    of_file = held.store.documents_of(known)
    owner = {document: file for file, owned in of_file.items() for document in owned}
    if held.stale:
        for done, (file, (origin, digest)) in enumerate(known.items(), start=1):
            if _is_as_it_was(Path(origin) / file, digest):
                _plan_file(plan, Path(origin) / file, file, held, known, of_file, owner)
            progress("read", done, len(known))
    _plan_rest_anew(plan, held)
    _spell_alike(plan, held)
    return plan


def _plan_file(
    plan: Plan, path: Path, file: str, held: Held | None, known: dict[str, tuple[str, str]], of_file: dict[str, list[str]], owner: dict[str, str]
) -> None:
    before = of_file.get(file, [])
    try:
        digest = documents.content_hash(path)
    except OSError as error:
        plan.failed.append(Failure(file, "unreadable", error.strerror or str(error)))
        return
    same = file in known and known[file][1] == digest
    if same and not (held and held.stale):
        plan.unchanged.extend(before)
        return
    pages, failures = _read(path, file, {d: o for d, o in owner.items() if o != file})
    if same:
        # What was taken out of the library on purpose, or failed and was told, stays out.
        pages, failures = [page for page in pages if page.id in set(before)], []
    plan.failed.extend(failures)
    if not pages:
        plan.unchanged.extend(before)
        return
    for page in pages:
        owner[page.id] = file
    fresh = {page.id for page in pages}
    plan.put[file] = (_origin(path, file), digest, pages)
    plan.dropped.extend(before)
    (plan.unchanged if same else plan.updated).extend(name for name in before if name in fresh)
    plan.removed.extend(name for name in before if name not in fresh)
    plan.added.extend(page.id for page in pages if page.id not in set(before))


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


def _is_as_it_was(path: Path, digest: str) -> bool:
    try:
        return documents.content_hash(path) == digest
    except OSError:
        return False


def _plan_vanished(plan: Plan, paths: Iterable[Path], seen: set[str], known: dict[str, tuple[str, str]], of_file: dict[str, list[str]]) -> None:
    folders = {str(path.resolve()) for path in paths if path.is_dir()}
    for file, (origin, _) in known.items():
        if origin in folders and file not in seen:
            plan.dropped.extend(of_file[file])
            plan.removed.extend(of_file[file])


def _plan_rest_anew(plan: Plan, held: Held) -> None:
    """A generation is read by one set of rules: what the change doesn't touch is cut and analysed anew from the kept text."""
    if not held.stale:
        return
    gone = set(plan.dropped)
    known = held.sources()
    for file, names in held.store.documents_of(known).items():
        pages = [page for name in names if name not in gone and (page := held.store.document(name))]
        if pages and file not in plan.put:
            origin, digest = known[file]
            plan.put[file] = (Path(origin), digest, pages)
            plan.dropped.extend(page.id for page in pages)
            plan.unchanged.extend(page.id for page in pages if page.id not in set(plan.unchanged))


def _spell_alike(plan: Plan, held: Held | None) -> None:
    """Gives an occupation or a place one spelling in the whole library, so that "IT Manager" and "IT-Manager" aren't counted apart.

    The spelling that the library has already, else the most frequent one.
    """
    gone = set(plan.dropped)
    stays = [subject for subject in held.store.subjects() if subject[0] not in gone] if held else []
    pages = [page for _, _, put in plan.put.values() for page in put]
    occupations = _spellings((o for _, o, _, _ in stays), (page.occupation for page in pages))
    places = _spellings((p for _, _, p, _ in stays), (page.place for page in pages))
    for file, (origin, digest, put) in plan.put.items():
        spelt = [replace(page, occupation=_spelt(page.occupation, occupations), place=_spelt(page.place, places)) for page in put]
        plan.put[file] = (origin, digest, spelt)


def _spellings(kept: Iterable[str | None], fresh: Iterable[str | None]) -> dict[str, str]:
    """{name without what spellings differ in: the spelling to use}."""
    chosen: dict[str, str] = {}
    for names in (kept, fresh):
        counted = Counter(name for name in names if name)
        for name, _ in sorted(counted.items(), key=lambda each: (-each[1], each[0])):
            chosen.setdefault(plain_name(name), name)
    return chosen


def _spelt(name: str | None, spellings: dict[str, str]) -> str | None:
    return spellings[plain_name(name)] if name else name
