"""The word index: tantivy's BM25 over the terms that `german` makes, with filters inside the search."""

import errno
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import tantivy

from index import bm25
from index.types import Filters

WRITER_MEMORY = 64_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """What the word index knows of a passage."""

    passage: int
    document: str
    occupation: str
    place: str
    terms: tuple[str, ...]


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("passage", stored=True, indexed=True, fast=True)
    for name in ("document", "occupation", "place"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    # The terms are made by `german`, so the index only splits at blanks; positions would never be asked for.
    builder.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
    return builder.build()


class WordIndex:
    """A tantivy index in a folder."""

    def __init__(self, folder: Path) -> None:
        """Opens the folder. Raises ValueError when its files can't be read, and when there are none: what a change has just cleared away isn't made anew, empty."""
        self._index = _opened(folder)

    @classmethod
    def make(cls, folder: Path) -> "WordIndex":
        """Opens the folder, or makes an empty index in it. Raises ValueError when its files can't be read, OSError when they can't be written."""
        folder.mkdir(parents=True, exist_ok=True)
        with _writing():
            tantivy.Index(_schema(), path=str(folder), reuse=True)
        return cls(folder)

    def replace(self, removed: Sequence[str], entries: Iterable[Entry]) -> None:
        """Takes the passages of documents out and puts others in, in one commit."""
        writer = self.writer(removed)
        writer.add(entries)
        writer.close()

    def writer(self, removed: Sequence[str] = ()) -> "WordWriter":
        """Begins a change that takes the passages of documents out; there is one at a time."""
        return WordWriter(self._index, removed)

    def __len__(self) -> int:
        return int(self._index.searcher().num_docs)

    def search(self, terms: Sequence[str], k: int, filters: Filters) -> dict[int, float]:
        """The k best passages as {id: BM25}, best first. Repeated terms count once."""
        wanted = list(dict.fromkeys(terms))
        if not wanted or not len(self):
            return {}
        schema = self._index.schema
        any_term = tantivy.Query.boolean_query([(tantivy.Occur.Should, tantivy.Query.term_query(schema, "terms", term, "freq")) for term in wanted])
        parts = [(tantivy.Occur.Must, any_term)] + [(tantivy.Occur.Must, self._restriction(name, values)) for name, values in _restrictions(filters)]
        searcher = self._index.searcher()
        hits = searcher.search(tantivy.Query.boolean_query(parts), limit=k, count=False).hits
        return {int(searcher.doc(address).to_dict()["passage"][0]): float(score) for score, address in hits}

    def holding(self, term: str) -> list[int]:
        """All passages that have a term, in no order."""
        searcher = self._index.searcher()
        query = tantivy.Query.const_score_query(tantivy.Query.term_query(self._index.schema, "terms", term, "basic"), 1.0)
        hits = searcher.search(query, limit=max(1, int(searcher.num_docs)), count=False).hits
        return [int(passage) for passage in searcher.fast_field_values("passage", [address for _, address in hits])]

    def _restriction(self, field: str, values: frozenset[str]) -> tantivy.Query:
        # A constant score of nothing: a filter says who takes part, not who is better.
        return tantivy.Query.const_score_query(tantivy.Query.term_set_query(self._index.schema, field, sorted(values)), 0.0)

    def weights(self, terms: Sequence[str]) -> dict[str, float]:
        """The inverse document frequency of each distinct term, as BM25 has it: ln(1 + (N - n + 0.5) / (n + 0.5))."""
        searcher = self._index.searcher()
        passages = int(searcher.num_docs)
        counts = {term: int(searcher.doc_freq("terms", term)) for term in dict.fromkeys(terms)}
        return {term: bm25.weight(count, passages) for term, count in counts.items()}

    def share(self, term: str) -> float:
        """The share of passages that have a term, 0 to 1."""
        return int(self._index.searcher().doc_freq("terms", term)) / max(1, len(self))

    def ceiling(self, terms: Sequence[str]) -> float:
        """What no passage's score exceeds."""
        return bm25.ceiling(self.weights(terms).values())


def _opened(folder: Path) -> tantivy.Index:
    """Tantivy takes a lock, and so writes, even to read; where it may not, it does so in a folder of links, which is needed no longer than for opening."""
    try:
        return tantivy.Index.open(str(folder))
    except ValueError as error:
        if "Lockfile" not in str(error):
            raise
    with TemporaryDirectory() as links:
        for file in folder.iterdir():
            if file.suffix != ".lock":
                (Path(links) / file.name).symlink_to(file.resolve())
        return tantivy.Index.open(links)


class WordWriter:
    """Changes a word index in one commit, made by `close`. Raises OSError where it can't be written."""

    def __init__(self, index: tantivy.Index, removed: Sequence[str]) -> None:
        self._index = index
        with _writing():
            self._writer = index.writer(heap_size=WRITER_MEMORY, num_threads=1)
            for document in removed:
                self._writer.delete_documents_by_term("document", document)

    def add(self, entries: Iterable[Entry]) -> None:
        """Puts passages in."""
        for document in map(_document, entries):
            with _writing():
                self._writer.add_document(document)

    def close(self) -> None:
        """Commits."""
        with _writing():
            self._writer.commit()
            self._writer.wait_merging_threads()
            self._index.reload()


@contextmanager
def _writing() -> Iterator[None]:
    """Tantivy raises ValueError where the disk is full or goes away, which elsewhere means a mistake of ours."""
    try:
        yield
    except ValueError as error:
        raise OSError(errno.EIO, str(error)) from error


def _document(entry: Entry) -> tantivy.Document:
    document = tantivy.Document()
    document.add_unsigned("passage", entry.passage)
    for name, value in (("document", entry.document), ("occupation", entry.occupation), ("place", entry.place), ("terms", " ".join(entry.terms))):
        document.add_text(name, value)
    return document


def _restrictions(filters: Filters) -> list[tuple[str, frozenset[str]]]:
    named = [("occupation", filters.occupations), ("place", filters.places), ("document", filters.documents)]
    return [(name, values) for name, values in named if values]
