"""The word index, held against the BM25 formula (Robertson and Zaragoza 2009, with Lucene's idf)."""

import math
from pathlib import Path

import pytest

from index.types import Filters
from index.words import Entry, WordIndex

TEXTS = {1: "lohn lohn schicht", 2: "lohn urlaub meister kammer", 3: "schicht nacht schicht schicht", 4: "küche"}


@pytest.fixture
def index(tmp_path: Path) -> WordIndex:
    index = WordIndex.make(tmp_path)
    places = {1: "Essen", 2: "Essen", 3: "Köln", 4: "Köln"}
    index.replace([], [Entry(i, f"page-{i}", "Koch", places[i], tuple(text.split())) for i, text in TEXTS.items()])
    return index


def bm25(terms: list[str], text: str) -> float:
    words = text.split()
    average = sum(len(t.split()) for t in TEXTS.values()) / len(TEXTS)
    total = 0.0
    for term in terms:
        holding = sum(term in t.split() for t in TEXTS.values())
        idf = math.log(1 + (len(TEXTS) - holding + 0.5) / (holding + 0.5))
        frequency = words.count(term)
        total += idf * frequency * 2.2 / (frequency + 1.2 * (0.25 + 0.75 * len(words) / average))
    return total


def test_scores_are_those_of_the_formula(index: WordIndex) -> None:
    found = index.search(["lohn", "schicht"], 10, Filters())
    assert found == pytest.approx({i: bm25(["lohn", "schicht"], TEXTS[i]) for i in (1, 2, 3)}, rel=1e-3)
    assert list(found) == sorted(found, key=lambda i: -found[i])


def test_all_passages_with_a_term_are_found_however_many(index: WordIndex, tmp_path: Path) -> None:
    assert sorted(index.holding("schicht")) == [1, 3]
    assert index.holding("gehalt") == []
    assert WordIndex.make(tmp_path / "empty").holding("schicht") == []


def test_filters_apply_inside_the_search(index: WordIndex) -> None:
    assert set(index.search(["lohn", "schicht"], 1, Filters(places=frozenset(["Köln"])))) == {3}
    assert index.search(["lohn"], 10, Filters(documents=frozenset(["page-3"]))) == {}


def test_no_score_exceeds_the_ceiling(index: WordIndex) -> None:
    assert max(index.search(["lohn", "schicht"], 10, Filters()).values()) <= index.ceiling(["lohn", "schicht"])


def test_weights_are_inverse_document_frequencies(index: WordIndex) -> None:
    assert index.weights(["lohn", "unbekannt"]) == pytest.approx({"lohn": math.log(1 + 2.5 / 2.5), "unbekannt": math.log(1 + 4.5 / 0.5)})


def test_a_removed_document_is_not_found(index: WordIndex) -> None:
    index.replace(["page-1"], [])
    assert set(index.search(["lohn"], 10, Filters())) == {2}
    assert len(index) == 3


def test_no_terms_or_no_passages_find_nothing(tmp_path: Path, index: WordIndex) -> None:
    assert index.search([], 10, Filters()) == {}
    assert WordIndex.make(tmp_path / "empty").search(["lohn"], 10, Filters()) == {}


def test_the_index_is_there_after_reopening(tmp_path: Path, index: WordIndex) -> None:
    assert set(WordIndex(tmp_path).search(["küche"], 5, Filters())) == {4}
