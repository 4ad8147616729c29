"""Passages of a generation in Milvus by their terms: Milvus's BM25, and in how many passages each term is."""

from collections.abc import Sequence

from index import bm25
from index.milvus.collections import PASSAGES, TERMS, token
from index.milvus.connection import MOST, Connection, expression
from index.milvus.parts import Parts
from index.types import Filters

REMEMBERED = 50_000
"""Terms whose counts are kept: questions ask for the same ones again and again."""


class MilvusWords:
    """What `index.holdings.Words` asks for. State: the counts of terms that were asked for, which never change in a generation."""

    def __init__(self, connection: Connection, generation: str, parts: Parts) -> None:
        self._connection = connection
        self._generation = generation
        self._passages = parts.manifest.counts["passages"]
        self._last = parts.facts.passages
        self._known: dict[str, int] = {}

    def __len__(self) -> int:
        return self._passages

    def search(self, terms: Sequence[str], k: int, filters: Filters) -> dict[int, float]:
        """The k best passages as {id: BM25}, best first. Repeated terms count once."""
        wanted = list(dict.fromkeys(terms))
        if not wanted or not self._passages:
            return {}
        found = self._connection.search(self._generation + PASSAGES, "bm25", " ".join(map(token, wanted)), k, expression(filters))
        # The embedded version tells how far a passage is instead of how near, and tells of those that share no term.
        return {passage: abs(score) for passage, score in found.items() if score}

    def holding(self, term: str) -> list[int]:
        """All passages that have a term, in no order."""
        name, count = self._generation + PASSAGES, self._counts([term])[term]
        if not count:
            return []
        if count <= MOST:
            return list(self.search([term], count, Filters()))
        # More than a search returns; a filter on the words goes through ranges of ids.
        where = f'text_match(terms, "{token(term)}")'
        ranges = range(0, self._last + 1, MOST)
        return [int(row["id"]) for start in ranges for row in self._connection.rows(name, f"id >= {start} and id < {start + MOST} and {where}", ["id"])]

    def weights(self, terms: Sequence[str]) -> dict[str, float]:
        """The inverse document frequency of each distinct term."""
        return {term: bm25.weight(count, self._passages) for term, count in self._counts(terms).items()}

    def share(self, term: str) -> float:
        """The share of passages that have a term, 0 to 1."""
        return self._counts([term])[term] / max(1, self._passages)

    def ceiling(self, terms: Sequence[str]) -> float:
        """What no passage's score exceeds."""
        return bm25.ceiling(self.weights(terms).values())

    def _counts(self, terms: Sequence[str]) -> dict[str, int]:
        """{term: in how many passages it is}, each distinct term once; what isn't known yet is asked for at once."""
        tokens = {term: token(term) for term in terms}
        known = self._known
        if missing := [each for each in dict.fromkeys(tokens.values()) if each not in known]:
            rows = self._connection.by(self._generation + TERMS, "term", missing, ["term", "passages"])
            # A new one rather than a change: other threads read the old one.
            known = self._known = {
                **(known if len(known) < REMEMBERED else {}),
                **dict.fromkeys(missing, 0),
                **{row["term"]: int(row["passages"]) for row in rows},
            }
        return {term: known[each] for term, each in tokens.items()}
