"""What a change writes the next generation with, wherever that is kept: what a plan drops is already out of it when it is opened."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.amounts import Amount
from index.passages import Cut
from index.types import Document


@dataclass(frozen=True, slots=True)
class ReadyPassage:
    """A passage with all that is found of it. text: what is searched, with its context in front. vector: of that, length 1. sentences: their vectors, a row each."""

    document: Document
    cut: Cut
    text: str
    vector: NDArray[np.float32]
    sentences: NDArray[np.float32]
    amounts: tuple[Amount, ...]


class GenerationWriter(Protocol):
    """Passages get rising ids, which are never used again, in the order in which they come."""

    def put_file(self, file: str, origin: str, sha256: str, documents: Iterable[Document]) -> None:
        """Notes a file that was read, and its documents, none of which is there yet."""

    def put_passages(self, passages: Sequence[ReadyPassage]) -> None:
        """Puts passages in; their documents are there."""

    def close(self) -> dict[str, int]:
        """Ends the change and returns the counts of what the generation holds: documents, passages, sentences, amounts."""
