"""A deterministic encoder for tests: a text's vector is the sum of pseudo-random vectors of its word stems, so shared words mean nearness."""

import hashlib
from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from index import german


class FakeEncoder:
    """256 dimensions; the same text always gives the same vector of length 1."""

    name = "fake"
    identity = "fake-1"
    dimension = 256

    def __init__(self) -> None:
        self.encoded: list[str] = []
        """Every passage that was encoded, in order: shows what a cache spared."""

    def encode_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.stack([self._vector(text) for text in texts]) if texts else np.zeros((0, self.dimension), np.float32)

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> NDArray[np.float32]:
        self.encoded.extend(texts)
        return self.encode_questions(texts)

    def _vector(self, text: str) -> NDArray[np.float32]:
        total = np.full(self.dimension, 1e-3, dtype=np.float32)
        for term in german.terms(text):
            total += _of_term(term, self.dimension)
        return (total / np.linalg.norm(total)).astype(np.float32)


@cache
def _of_term(term: str, dimension: int) -> NDArray[np.float32]:
    seed = int.from_bytes(hashlib.sha256(term.encode()).digest()[:4], "little")
    return np.random.default_rng(seed).standard_normal(dimension).astype(np.float32)
