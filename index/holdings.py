"""What an opened generation gives to those who read it, wherever it is kept: a folder (`index.folder_holdings`) or Milvus (`index.milvus`).

This is the whole contract of search: text as a vector and as terms, and filters, in; passages with scores out; documents, passages, sentences and amounts by
id; and which generation it is. `index.library` makes everything else of it, alike for all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.amounts import Amount
from index.aspects import AspectModel, Kind
from index.manifest import Manifest
from index.scale import Scale
from index.types import Document, Filters, Passage, Span

Subject = tuple[str, str | None, str | None, str | None]
"""(id, occupation, place, date) of a document."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage and its vector (float32, length 1)."""

    span: Span
    vector: NDArray[np.float32]


class Pages(Protocol):
    """Documents, passages, sentences and amounts. What isn't there is left out of what is returned; safe to use from one thread."""

    def sources(self) -> dict[str, tuple[str, str]]:
        """{file: (origin, SHA-256)}."""

    def documents_of(self, files: Iterable[str]) -> dict[str, list[str]]:
        """{file: ids of its documents}."""

    def document_ids(self) -> list[str]:
        """All documents, sorted."""

    def document(self, document: str) -> Document | None:
        """A document by id, or None."""

    def subjects(self) -> list[Subject]:
        """(id, occupation, place, date) of every document, sorted by id."""

    def titles(self) -> dict[str, str]:
        """{document: its title}."""

    def documents_of_passages(self, passages: Sequence[int]) -> set[str]:
        """The documents that these passages are pieces of."""

    def occupations_of(self, passages: Sequence[int]) -> dict[str, int]:
        """{occupation: how many of these passages are on its pages}."""

    def passages_by_occupation(self) -> dict[str, int]:
        """{occupation: how many passages its pages have}."""

    def passage_ids(self, filters: Filters) -> NDArray[np.int64]:
        """The passages that filters let through, sorted."""

    def passages(self, ids: Sequence[int]) -> dict[int, Passage]:
        """Passages by id."""

    def sentences(self, passages: Sequence[int]) -> dict[int, tuple[Sentence, ...]]:
        """{passage: its sentences in reading order}."""

    def amounts(self, passages: Sequence[int]) -> dict[int, tuple[Amount, ...]]:
        """{passage: its amounts in reading order}, spans in the document's coordinates."""


class Words(Protocol):
    """Passages by the terms that `german` makes of them."""

    def __len__(self) -> int:
        """How many passages there are."""

    def search(self, terms: Sequence[str], k: int, filters: Filters) -> dict[int, float]:
        """The k best passages as {id: BM25}, best first. Repeated terms count once."""

    def holding(self, term: str) -> list[int]:
        """All passages that have a term, in no order."""

    def weights(self, terms: Sequence[str]) -> dict[str, float]:
        """The inverse document frequency of each distinct term."""

    def share(self, term: str) -> float:
        """The share of passages that have a term, 0 to 1."""

    def ceiling(self, terms: Sequence[str]) -> float:
        """What no passage's score exceeds."""


class Holdings(Protocol):
    """An opened generation, read-only; safe to use from several threads. Later generations don't change it."""

    manifest: Manifest
    scale: Scale

    @property
    def pages(self) -> Pages:
        """What the calling thread reads with."""

    @property
    def words(self) -> Words: ...

    def model(self, kind: Kind) -> AspectModel:
        """The classifier of aspects for a "question" or a "page"."""

    def nearest(self, vector: NDArray[np.float32], k: int, filters: Filters) -> dict[int, float]:
        """The k nearest passages as {id: cosine}, best first, of those that filters let through."""

    def vectors(self, ids: Sequence[int]) -> NDArray[np.float32]:
        """The vectors of these passages, shape (len(ids), dimension). Raises KeyError for an unknown id."""

    def is_current(self) -> bool:
        """Whether this is still the generation in use."""

    def faults(self) -> list[str]:
        """What isn't as it was written, or doesn't fit together; [] when all is well. Reads all there is."""
