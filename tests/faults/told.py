"""What a library tells: its pages and an answer's passages, after every check has passed."""

from pathlib import Path

from fake_encoder import FakeEncoder

from index import changes, generation
from index.errors import MissingLibrary
from index.library import Library

Told = tuple[dict[str, str], list[tuple[str, str]]]


def told(library: Path) -> Told | None:
    """({page: its text}, [(page, passage)] of a search); None where there is no library. Fails where `index check` finds anything."""
    try:
        faults = changes.check(library, FakeEncoder())
    except MissingLibrary:
        return None
    assert faults == []
    return of(Library.open(library, FakeEncoder()))


def of(opened: Library) -> Told:
    """What an opened library tells."""
    texts = {page: document.text for page, *_ in opened.subjects if (document := opened.document(page))}
    assert len(texts) == len(opened.subjects)
    return texts, [(hit.passage.document.id, hit.passage.text) for hit in opened.search("Was verdient ein Koch in Essen am Anfang?")]


def leftovers(library: Path) -> list[str]:
    """What neither belongs to a library nor is one of the two generations that it keeps."""
    current = generation.open_current(library).manifest
    generations = {f"generations/{number:06d}" for number in (current.number, current.before) if number}
    known = {"CURRENT", "LOCK", "cache", "generations", "cache/embeddings.sqlite3", *generations}
    found = {path.relative_to(library).as_posix() for folder in (".", "generations", "cache") for path in (library / folder).glob("*")}
    return sorted(found - known)
