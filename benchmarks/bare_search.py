"""The bare baseline: sentence-transformers as it comes, FAISS's flat index, and a plain loop over what it finds. Imports nothing of the product."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

FOUND = 10
"""Passages of an answer, if a list of passages is one."""
VECTORS = "vectors.faiss"
PASSAGES = "passages.jsonl"
"""A text a line, in the order of the vectors."""

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class BareSearch:
    """encode: the vector of a question, shape (dimension,). passages: their texts, in the order of the index."""

    encode: Callable[[str], Vector]
    index: Any
    passages: tuple[str, ...]

    def nearest(self, vector: Vector) -> list[tuple[str, float]]:
        """(passage, its cosine) of the FOUND nearest, best first."""
        scores, found = self.index.search(vector.reshape(1, -1), min(FOUND, len(self.passages)))
        return [(self.passages[number], float(score)) for number, score in zip(found[0], scores[0], strict=True)]

    def ask(self, question: str) -> list[tuple[str, float]]:
        """What it would say to a question."""
        return self.nearest(self.encode(question))


def read(folder: Path, encode: Callable[[str], Vector]) -> BareSearch:
    """What `bare_copy` wrote. Raises OSError and RuntimeError for what isn't there."""
    with (folder / PASSAGES).open(encoding="utf-8") as lines:
        return BareSearch(encode, faiss.read_index(str(folder / VECTORS)), tuple(json.loads(line) for line in lines))
