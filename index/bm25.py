"""BM25 (Robertson and Walker 1994) as tantivy, Lucene and Milvus have it: what a term weighs, and what no score exceeds."""

import math
from collections.abc import Iterable

K1 = 1.2
"""The constant by which a term counts less the more often it is there; the same in all three."""


def weight(having: int, passages: int) -> float:
    """The inverse document frequency of a term that so many of all passages have: ln(1 + (N - n + 0.5) / (n + 0.5))."""
    return math.log(1 + (max(passages - having, 0) + 0.5) / (having + 0.5))


def ceiling(weights: Iterable[float]) -> float:
    """What no passage's score exceeds: every term present, infinitely often in no text at all. Makes scores of different questions comparable."""
    return sum(each * (K1 + 1) for each in weights)
