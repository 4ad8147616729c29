"""The SQLite file of a generation: documents, passages, sentences with their vectors, amounts, and where each came from."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.amounts import Amount, Stage
from index.holdings import Sentence, Subject
from index.passages import Cut
from index.types import Document, Filters, Passage, Span

SCHEMA = """
CREATE TABLE sources (file TEXT PRIMARY KEY, origin TEXT NOT NULL, sha256 TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    id TEXT PRIMARY KEY, file TEXT NOT NULL REFERENCES sources (file), title TEXT NOT NULL, occupation TEXT, place TEXT, language TEXT NOT NULL,
    date TEXT, url TEXT, sources TEXT NOT NULL, text TEXT NOT NULL, headings TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX documents_file ON documents (file);
CREATE INDEX documents_subject ON documents (occupation, place);
CREATE INDEX documents_place ON documents (place);
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL REFERENCES documents (id), start INTEGER NOT NULL, end INTEGER NOT NULL,
    heading_start INTEGER, heading_end INTEGER);
CREATE INDEX passages_document ON passages (document);
CREATE TABLE sentences (
    passage INTEGER NOT NULL REFERENCES passages (id), number INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, vector BLOB NOT NULL,
    PRIMARY KEY (passage, number)) WITHOUT ROWID;
CREATE TABLE amounts (
    passage INTEGER NOT NULL REFERENCES passages (id), start INTEGER NOT NULL, end INTEGER NOT NULL, low REAL, high REAL, unit TEXT NOT NULL, period TEXT,
    gross INTEGER, stage TEXT, hedge TEXT, PRIMARY KEY (passage, start, end)) WITHOUT ROWID;
"""
MANY = 500
"""Values in one `IN (…)`; SQLite's own limit is higher, but varies."""


def create(path: Path) -> None:
    """Makes an empty store. Raises sqlite3.OperationalError when one is there."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(SCHEMA)


class StoreWriter:
    """Changes a store that nobody reads yet; one transaction, ended by `close`."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        # The file is built beside the library, synced as a whole, and thrown away where anything fails, so nothing is ever rolled back. A journal in
        # memory would hold the whole file when all pages are read anew.
        self._connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN")

    def close(self) -> None:
        """Ends the transaction."""
        self._connection.execute("COMMIT")
        self._connection.close()

    def remove(self, documents: Sequence[str]) -> list[int]:
        """Takes documents out and returns the ids of their passages."""
        ids = [row[0] for document in documents for row in self._connection.execute("SELECT id FROM passages WHERE document = ?", (document,))]
        for table in ("amounts", "sentences"):
            self._connection.executemany(f"DELETE FROM {table} WHERE passage = ?", ((i,) for i in ids))
        self._connection.executemany("DELETE FROM passages WHERE document = ?", ((document,) for document in documents))
        self._connection.executemany("DELETE FROM documents WHERE id = ?", ((document,) for document in documents))
        return ids

    def put_source(self, file: str, origin: str, sha256: str) -> None:
        """Notes a file that was read."""
        self._connection.execute("INSERT OR REPLACE INTO sources VALUES (?, ?, ?)", (file, origin, sha256))

    def drop_unused_sources(self, keep: Iterable[str] = ()) -> None:
        """Forgets files that no document comes from."""
        kept = set(keep)
        unused = self._connection.execute("SELECT file FROM sources WHERE file NOT IN (SELECT file FROM documents)").fetchall()
        self._connection.executemany("DELETE FROM sources WHERE file = ?", [row for row in unused if row[0] not in kept])

    def put_document(self, document: Document, file: str) -> None:
        """Stores a document that isn't there yet."""
        spans = json.dumps([[heading.start, heading.end] for heading in document.headings])
        row = (document.id, file, document.title, document.occupation, document.place, document.language, document.date, document.url)
        sources = json.dumps(document.sources, ensure_ascii=False)
        self._connection.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, sources, document.text, spans))

    def put_passage(self, document: str, cut: Cut, vectors: NDArray[np.float32], amounts: Iterable[Amount]) -> int:
        """Stores a passage with its sentences (`vectors`: one row a sentence) and returns its id, which is never used again."""
        heading = (cut.heading.start, cut.heading.end) if cut.heading else (None, None)
        cursor = self._connection.execute(
            "INSERT INTO passages (document, start, end, heading_start, heading_end) VALUES (?, ?, ?, ?, ?)",
            (document, cut.span.start, cut.span.end, *heading),
        )
        passage = int(cursor.lastrowid or 0)
        # Half precision halves the file; the cosine moves by less than 0.001.
        rows = ((passage, n, s.start, s.end, v.astype(np.float16).tobytes()) for n, (s, v) in enumerate(zip(cut.sentences, vectors, strict=True)))
        self._connection.executemany("INSERT INTO sentences VALUES (?, ?, ?, ?, ?)", rows)
        self._connection.executemany("INSERT INTO amounts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (_amount_row(passage, a) for a in amounts))
        return passage


def _amount_row(passage: int, amount: Amount) -> tuple[object, ...]:
    period, stage = (None if value is None else str(value) for value in (amount.period, amount.stage))
    return (passage, amount.span.start, amount.span.end, amount.low, amount.high, amount.unit, period, amount.gross, stage, amount.hedge)


class StoreReader:
    """Reads a finished store. One object a thread, so that they don't wait for each other; only one of `travelling` connections may be shared."""

    def __init__(self, path: Path, travelling: bool = False) -> None:
        # Immutable: a generation never changes, so no lock is taken and a read-only folder will do.
        self._connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=not travelling)

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def sources(self) -> dict[str, tuple[str, str]]:
        """{file: (origin, SHA-256)}."""
        return {file: (origin, sha256) for file, origin, sha256 in self._connection.execute("SELECT file, origin, sha256 FROM sources")}

    def documents_of(self, files: Iterable[str]) -> dict[str, list[str]]:
        """{file: ids of its documents}."""
        query = "SELECT id FROM documents WHERE file = ? ORDER BY id"
        return {file: [row[0] for row in self._connection.execute(query, (file,))] for file in files}

    def document_ids(self) -> list[str]:
        """All documents, sorted."""
        return [row[0] for row in self._connection.execute("SELECT id FROM documents ORDER BY id")]

    def document(self, document: str) -> Document | None:
        """A document by id, or None."""
        row = self._connection.execute(
            "SELECT id, title, text, occupation, place, language, date, url, sources, headings FROM documents WHERE id = ?", (document,)
        ).fetchone()
        if row is None:
            return None
        headings = tuple(Span(start, end) for start, end in json.loads(row[9]))
        identity, title, text, occupation, place, language, date, url, sources, _ = row
        return Document(identity, title, text, occupation, place, language, date, url, tuple(json.loads(sources)), headings)

    def subjects(self) -> list[Subject]:
        """(id, occupation, place, date) of every document, sorted by id."""
        spelt: dict[str, str] = {}
        # One string a name: there are a hundred thousand pages on a few thousand names.
        rows = self._connection.execute("SELECT id, occupation, place, date FROM documents ORDER BY id")
        return [(document, o and spelt.setdefault(o, o), p and spelt.setdefault(p, p), date) for document, o, p, date in rows]

    def titles(self) -> dict[str, str]:
        """{document: its title}."""
        return dict(self._connection.execute("SELECT id, title FROM documents"))

    def documents_of_passages(self, passages: Sequence[int]) -> set[str]:
        """The documents that these passages are pieces of."""
        return {row[0] for row in self._in("SELECT DISTINCT document FROM passages WHERE id IN ({})", passages)}

    def occupations_of(self, passages: Sequence[int]) -> dict[str, int]:
        """{occupation: how many of these passages are on its pages}."""
        query = "SELECT documents.occupation, count(*) FROM passages JOIN documents ON documents.id = passages.document WHERE passages.id IN ({}) GROUP BY 1"
        found: dict[str, int] = {}
        for occupation, count in self._in(query, passages):
            if occupation:
                found[occupation] = found.get(occupation, 0) + count
        return found

    def passages_by_occupation(self) -> dict[str, int]:
        """{occupation: how many passages its pages have}."""
        # Pages first: both sides are then read from indexes alone.
        query = "SELECT documents.occupation, count(*) FROM documents CROSS JOIN passages ON passages.document = documents.id GROUP BY 1"
        return {occupation: count for occupation, count in self._connection.execute(query) if occupation}

    def passage_ids(self, filters: Filters) -> NDArray[np.int64]:
        """The passages that filters let through, sorted."""
        clauses, values = _where(filters)
        query = f"SELECT passages.id FROM passages JOIN documents ON documents.id = passages.document {clauses}" if clauses else "SELECT id FROM passages"
        return np.sort(np.fromiter((row[0] for row in self._connection.execute(query, values)), dtype=np.int64))

    def passages(self, ids: Sequence[int]) -> dict[int, Passage]:
        """Passages by id, each document read once."""
        rows = self._in("SELECT id, document, start, end, heading_start, heading_end FROM passages WHERE id IN ({})", ids)
        documents: dict[str, Document] = {}
        found: dict[int, Passage] = {}
        for i, name, start, end, heading_start, heading_end in rows:
            document = documents.get(name) or self.document(name)
            if document is None:
                raise sqlite3.DatabaseError(f"passage {i} belongs to the missing document {name!r}")
            documents[name] = document
            found[i] = Passage(i, document, Span(start, end), None if heading_start is None else Span(heading_start, heading_end))
        return found

    def sentences(self, passages: Sequence[int]) -> dict[int, tuple[Sentence, ...]]:
        """{passage: its sentences in reading order}."""
        found: dict[int, list[Sentence]] = {i: [] for i in passages}
        for i, start, end, vector in self._in("SELECT passage, start, end, vector FROM sentences WHERE passage IN ({}) ORDER BY passage, number", passages):
            found[i].append(Sentence(Span(start, end), np.frombuffer(vector, dtype=np.float16).astype(np.float32)))
        return {i: tuple(sentences) for i, sentences in found.items()}

    def amounts(self, passages: Sequence[int]) -> dict[int, tuple[Amount, ...]]:
        """{passage: its amounts in reading order}, spans in the document's coordinates."""
        found: dict[int, list[Amount]] = {i: [] for i in passages}
        for row in self._in("SELECT * FROM amounts WHERE passage IN ({}) ORDER BY passage, start", passages):
            passage, start, end, low, high, unit, period, gross, stage, hedge = row
            told = None if gross is None else bool(gross)
            found[passage].append(Amount(low, high, unit, period, told, None if stage is None else Stage(stage), hedge, Span(start, end)))
        return {i: tuple(amounts) for i, amounts in found.items()}

    def counts(self) -> dict[str, int]:
        """Rows by table."""
        tables = ("documents", "passages", "sentences", "amounts")
        return {table: int(self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in tables}

    def faults(self) -> list[str]:
        """What SQLite's own check finds; [] when all is well."""
        return [row[0] for row in self._connection.execute("PRAGMA integrity_check") if row[0] != "ok"]

    def _in(self, query: str, values: Sequence[int]) -> Iterator[tuple[Any, ...]]:
        for start in range(0, len(values), MANY):
            chosen = [int(value) for value in values[start : start + MANY]]
            yield from self._connection.execute(query.format(",".join("?" * len(chosen))), chosen)


def _where(filters: Filters) -> tuple[str, list[str]]:
    named = (("occupation", filters.occupations), ("place", filters.places), ("id", filters.documents))
    used = [(column, sorted(wanted)) for column, wanted in named if wanted]
    # As one value each: a slice may name more pages than a statement may have parameters.
    clauses = [f"documents.{column} IN (SELECT value FROM json_each(?))" for column, _ in used]
    return ("WHERE " + " AND ".join(clauses) if clauses else ""), [json.dumps(wanted) for _, wanted in used]
