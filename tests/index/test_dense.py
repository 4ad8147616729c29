"""Vectors and their search, held against numpy."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.dense import DenseIndex

RANDOM = np.random.default_rng(7)


def unit(rows: int, dimension: int = 8) -> np.ndarray:
    vectors = RANDOM.standard_normal((rows, dimension)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def filled(vectors: np.ndarray, first_id: int = 1) -> DenseIndex:
    index = DenseIndex.empty(vectors.shape[1])
    index.replace([], list(range(first_id, first_id + len(vectors))), vectors)
    return index


@given(st.integers(1, 60), st.integers(1, 20))
def test_search_finds_what_numpy_finds(rows: int, k: int) -> None:
    vectors, question = unit(rows), unit(1)[0]
    cosines = vectors @ question
    best = np.argsort(-cosines)[:k]
    found = filled(vectors).search(question, k)
    assert list(found) == [int(i) + 1 for i in best]
    assert list(found.values()) == pytest.approx(cosines[best], abs=1e-5)


def test_a_slice_is_searched_inside_not_afterwards() -> None:
    vectors, question = unit(500), unit(1)[0]
    among = np.asarray([3, 77, 410], dtype=np.int64)
    found = filled(vectors).search(question, 10, among)
    assert set(found) == {3, 77, 410}


def test_removed_vectors_are_gone_and_others_stay(tmp_path: Path) -> None:
    vectors = unit(10)
    index = filled(vectors)
    index.replace([2, 9], [50], unit(1))
    index.write(tmp_path / "index")
    again = DenseIndex.read(tmp_path / "index")
    assert sorted(again.ids().tolist()) == [1, 3, 4, 5, 6, 7, 8, 10, 50]
    assert again.vectors([3]) == pytest.approx(vectors[2:3], abs=1e-6)


def test_an_empty_index_or_slice_finds_nothing() -> None:
    assert DenseIndex.empty(8).search(unit(1)[0], 5) == {}
    assert filled(unit(4)).search(unit(1)[0], 5, np.asarray([], dtype=np.int64)) == {}
