"""Writes the collections of a generation that nobody reads yet: what a change brings, and what stays of the one before, row by row."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from index.generation_writer import ReadyPassage
from index.manifest import FileMark
from index.milvus.collections import PAGES, PARTS, PASSAGES, TERMS, VECTORS
from index.milvus.connection import AT_ONCE, Connection, Row
from index.milvus.parts import Facts
from index.milvus.rows import FIELDS, UNUSED, Source, document_rows, passage_row, stands_of, summed, vector_rows
from index.types import Document


@dataclass(frozen=True, slots=True)
class Earlier:
    """The generation that is copied."""

    generation: str
    facts: Facts


class MilvusWriter:
    """What `index.generation_writer.GenerationWriter` asks for. State: what is counted of the rows that were put in."""

    def __init__(self, connection: Connection, generation: str, before: Earlier | None, dropped: Sequence[str]) -> None:
        """Writes into the collections of `generation`, which are empty; of `before` stays all but the documents `dropped`."""
        self._connection = connection
        self._generation = generation
        self._documents = before.facts.documents if before else 0
        self._passages = before.facts.passages if before else 0
        self._rows: Counter[str] = Counter()
        self._sums: Counter[str] = Counter()
        self._counts: Counter[str] = Counter(documents=0, passages=0, sentences=0, amounts=0)
        self._terms: Counter[str] = Counter()
        self._occupations: Counter[str] = Counter()
        self._before = before
        self._dropped = frozenset(dropped)
        self._noted: dict[str, Source] = {}

    def put_file(self, file: str, origin: str, sha256: str, documents: Iterable[Document]) -> None:
        """Puts documents in, each with the file that it comes from; those that stay of it are copied with what is noted of it now."""
        self._noted[file] = source = Source(file, origin, sha256)
        rows: list[Row] = []
        for document in documents:
            self._documents += 1
            rows += document_rows(self._documents, document, source)
        self._put(PAGES, rows)

    def put_passages(self, passages: Sequence[ReadyPassage]) -> None:
        """Puts passages in, with the vectors of their sentences."""
        found: list[Row] = []
        vectors: list[Row] = []
        for each in passages:
            self._passages += 1
            of_it = vector_rows(self._passages, each.sentences)
            found.append(passage_row(self._passages, each, len(of_it)))
            vectors += of_it
        self._put(PASSAGES, found)
        self._put(VECTORS, vectors)

    def close(self) -> dict[str, int]:
        """Copies what stays of the generation before, puts in what the terms were counted as, and has everything written down."""
        if self._before:
            self._copy(self._before, self._dropped)
        terms = enumerate(sorted(self._terms.items()))
        self._put(TERMS, [{"id": n, "term": term, "passages": count, "unused": UNUSED} for n, (term, count) in terms])
        for kind in (PAGES, PASSAGES, VECTORS, TERMS):
            self._connection.flush(self._generation + kind)
        return dict(self._counts)

    def marks(self) -> dict[str, FileMark]:
        """{kind of collection: how many rows, and the sum over what they say}."""
        return {kind: FileMark(self._rows[kind], f"{self._sums[kind]:064x}") for kind in (PAGES, PASSAGES, VECTORS, TERMS)}

    def facts(self, made: str) -> Facts:
        """What is noted beside the manifest."""
        return Facts(made, self._passages, self._documents, dict(self._occupations))

    def _copy(self, before: Earlier, dropped: frozenset[str]) -> None:
        gone: set[int] = set()
        for rows in self._parts(before, PAGES, (before.facts.documents + 1) * PARTS, PARTS * 1000):
            gone |= {row["id"] // PARTS for row in rows if row["document"] in dropped}
            self._put(PAGES, [{**row, **self._source_of(row), "unused": UNUSED} for row in rows if row["id"] // PARTS not in gone])
        left: set[int] = set()
        for rows in self._parts(before, PASSAGES, before.facts.passages, AT_ONCE):
            left |= {row["id"] for row in rows if row["document"] in dropped}
            self._put(PASSAGES, [row for row in rows if row["document"] not in dropped])
        for rows in self._parts(before, VECTORS, (before.facts.passages + 1) * PARTS, PARTS * 1000):
            self._put(VECTORS, [{**row, "unused": UNUSED} for row in rows if row["id"] // PARTS not in left])

    def _source_of(self, row: Row) -> Row:
        noted = self._noted.get(row["file"])
        return asdict(noted) if noted else {}

    def _parts(self, before: Earlier, kind: str, last: int, step: int) -> Iterable[list[Row]]:
        """The rows of a collection, those of one step at a time."""
        part: list[Row] = []
        for row in self._connection.all_rows(before.generation + kind, FIELDS[kind], last, step):
            part.append(dict(row))
            # A document's rows follow one another, so that all of them are in one part: a part ends before the first row of one.
            if len(part) >= AT_ONCE:
                yield part
                part = []
        yield part

    def _put(self, kind: str, rows: list[Row]) -> None:
        for row in rows:
            if kind != TERMS:
                self._sums[kind] = summed(self._sums[kind], row, kind)
            if kind == PAGES:
                self._counts["documents"] += row["id"] % PARTS == 0
            elif kind == PASSAGES:
                self._note(row)
        self._rows[kind] += len(rows)
        if rows:
            self._connection.insert(self._generation + kind, rows)

    def _note(self, row: Row) -> None:
        stands = stands_of(row)
        self._counts["passages"] += 1
        self._counts["sentences"] += len(stands.sentences)
        self._counts["amounts"] += len(stands.amounts)
        self._terms.update(set(row["terms"].split()))
        if row["occupation"]:
            self._occupations[row["occupation"]] += 1
