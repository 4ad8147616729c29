"""Documents, passages, sentences and amounts of a generation in Milvus."""

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.amounts import Amount
from index.holdings import Sentence, Subject
from index.milvus.collections import PAGES, PARTS, PASSAGES, PIECE, VECTORS
from index.milvus.connection import Connection, Row, expression
from index.milvus.parts import Parts
from index.milvus.rows import Stands, document_of, sentences_of, stands_of
from index.types import Document, Filters, Passage

FACTS = ("document", "file", "origin", "sha256", "title", "occupation", "place", "date")


class MilvusPages:
    """What `index.holdings.Pages` asks for. Safe to use from several threads.

    State: the first row of each document, without its text, read once: a library is opened to know its occupations and places anyway.
    """

    def __init__(self, connection: Connection, generation: str, parts: Parts) -> None:
        self._connection = connection
        self._generation = generation
        self._parts = parts

    @cached_property
    def _facts(self) -> dict[str, Row]:
        """{document: its first row, without its text}, sorted by document."""
        name, last = self._generation + PAGES, (self._parts.facts.documents + 1) * PARTS
        # Those of as many documents at a time as a query may return rows; a first row is one of a name.
        rows = (
            row
            for start in range(0, last, PARTS * 10_000)
            for row in self._connection.rows(name, f'id >= {start} and id < {start + PARTS * 10_000} and document != ""', ["id", *FACTS])
        )
        return {row["document"]: row for row in sorted(rows, key=lambda row: str(row["document"]))}

    def sources(self) -> dict[str, tuple[str, str]]:
        """{file: (origin, SHA-256)}."""
        return {row["file"]: (row["origin"], row["sha256"]) for row in self._facts.values()}

    def documents_of(self, files: Iterable[str]) -> dict[str, list[str]]:
        """{file: ids of its documents}."""
        found: dict[str, list[str]] = {file: [] for file in files}
        for document, row in self._facts.items():
            if row["file"] in found:
                found[row["file"]].append(document)
        return found

    def document_ids(self) -> list[str]:
        """All documents, sorted."""
        return list(self._facts)

    def document(self, document: str) -> Document | None:
        """A document by id, or None."""
        return self._documents([document]).get(document)

    def number(self, document: str) -> int:
        """The number of a document that is there."""
        return int(self._facts[document]["id"]) // PARTS

    def subjects(self) -> list[Subject]:
        """(id, occupation, place, date) of every document, sorted by id."""
        spelt: dict[str, str] = {}
        rows = self._facts.items()
        return [
            (document, spelt.setdefault(o := row["occupation"], o) or None, spelt.setdefault(p := row["place"], p) or None, row["date"] or None)
            for document, row in rows
        ]

    def titles(self) -> dict[str, str]:
        """{document: its title}."""
        return {document: row["title"] for document, row in self._facts.items()}

    def documents_of_passages(self, passages: Sequence[int]) -> set[str]:
        """The documents that these passages are pieces of."""
        return {row["document"] for row in self._connection.by(self._generation + PASSAGES, "id", passages, ["document"])}

    def occupations_of(self, passages: Sequence[int]) -> dict[str, int]:
        """{occupation: how many of these passages are on its pages}."""
        found: dict[str, int] = {}
        for row in self._connection.by(self._generation + PASSAGES, "id", passages, ["occupation"]):
            if row["occupation"]:
                found[row["occupation"]] = found.get(row["occupation"], 0) + 1
        return found

    def passages_by_occupation(self) -> dict[str, int]:
        """{occupation: how many passages its pages have}."""
        return self._parts.facts.passages_by_occupation

    def passage_ids(self, filters: Filters) -> NDArray[np.int64]:
        """The passages that filters let through, sorted."""
        name, where = self._generation + PASSAGES, expression(filters)
        found: list[int] = []
        for start in range(0, self._parts.facts.passages + 1, 16_000):
            within = f"id >= {start} and id < {start + 16_000}" + (f" and {where}" if where else "")
            found += [row["id"] for row in self._connection.rows(name, within, ["id"])]
        return np.sort(np.asarray(found, dtype=np.int64))

    def passages(self, ids: Sequence[int]) -> dict[int, Passage]:
        """Passages by id, each document read once."""
        stands = self._stands(ids)
        documents = self._documents({each.document for each in stands.values()})
        return {i: stands[i].of(i, documents[stands[i].document]) for i in map(int, ids) if i in stands}

    def sentences(self, passages: Sequence[int]) -> dict[int, tuple[Sentence, ...]]:
        """{passage: its sentences in reading order}."""
        rows = {int(row["id"]): row for row in self._connection.by(self._generation + PASSAGES, "id", _ints(passages), ["id", "document", "stands", "rows"])}
        keys = [i * PARTS + n for i, row in rows.items() for n in range(row["rows"])]
        vectors: dict[int, list[Row]] = {}
        for row in self._connection.by(self._generation + VECTORS, "id", keys, ["id", "data"]):
            vectors.setdefault(int(row["id"]) // PARTS, []).append(row)
        dimension = self._parts.manifest.encoder.dimension
        return {i: sentences_of(stands_of(rows[i]), vectors.get(i, ()), dimension) if i in rows else () for i in _ints(passages)}

    def amounts(self, passages: Sequence[int]) -> dict[int, tuple[Amount, ...]]:
        """{passage: its amounts in reading order}, spans in the document's coordinates."""
        stands = self._stands(passages)
        return {i: stands[i].amounts if i in stands else () for i in _ints(passages)}

    def _stands(self, passages: Sequence[int]) -> dict[int, Stands]:
        rows = self._connection.by(self._generation + PASSAGES, "id", _ints(passages), ["id", "document", "stands"])
        return {int(row["id"]): stands_of(row) for row in rows}

    def _documents(self, names: Iterable[str]) -> dict[str, Document]:
        """All first rows at once; more of those documents alone whose text goes on."""
        collection = self._generation + PAGES
        named = {self.number(name): name for name in names if name in self._facts}
        found: dict[str, Document] = {}
        for row in self._connection.by(collection, "id", [number * PARTS for number in named], ["id", "body"]):
            first = int(row["id"])
            rest = self._connection.rows(collection, f"id > {first} and id < {first + PARTS}", ["id", "body"]) if len(row["body"]) == PIECE else []
            found[named[first // PARTS]] = document_of([row, *rest])
        return found


def _ints(ids: Sequence[int]) -> list[int]:
    return [int(i) for i in ids]
