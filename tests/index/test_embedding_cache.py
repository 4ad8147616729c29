"""What was encoded once is not encoded again."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from fake_encoder import FakeEncoder
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index import embedding_cache


def looking_ahead(encoder: FakeEncoder, ahead: int, blocks: list[Sequence[str]]) -> Callable[[Iterable[Sequence[str]]], Iterator[NDArray[np.float32]]]:
    """Encodes as workers do who ask for some blocks before the first is done, and notes which."""

    def encode(asked: Iterable[Sequence[str]]) -> Iterator[NDArray[np.float32]]:
        rest = iter(asked)
        while some := list(islice(rest, ahead)):
            blocks.extend(block for block in some if block)
            yield from (encoder.encode_passages(block) for block in some)

    return encode


def test_known_texts_are_read_and_new_ones_encoded(tmp_path: Path, encoder: FakeEncoder) -> None:
    first = embedding_cache.encode(tmp_path / "cache", encoder, ["Lohn", "Schicht", "Lohn"])
    assert sorted(encoder.encoded) == ["Lohn", "Schicht"]
    second = embedding_cache.encode(tmp_path / "cache", encoder, ["Schicht", "Urlaub"])
    assert encoder.encoded[2:] == ["Urlaub"]
    assert second[0] == pytest.approx(first[1])


def test_another_encoder_shares_nothing(tmp_path: Path, encoder: FakeEncoder) -> None:
    embedding_cache.encode(tmp_path / "cache", encoder, ["Lohn"])
    other = FakeEncoder()
    other.identity = "fake-2"
    embedding_cache.encode(tmp_path / "cache", other, ["Lohn"])
    assert other.encoded == ["Lohn"]


@pytest.mark.parametrize("rubbish", [b"", b"not a data base", b"SQLite format 3\0" + b"\xff" * 200])
def test_a_damaged_cache_is_made_anew(tmp_path: Path, encoder: FakeEncoder, rubbish: bytes) -> None:
    (tmp_path / "cache").write_bytes(rubbish)
    assert embedding_cache.encode(tmp_path / "cache", encoder, ["Lohn"]).shape == (1, encoder.dimension)


def test_what_was_encoded_before_an_interruption_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding_cache, "STEP", 2)

    class Tired(FakeEncoder):
        def encode_passages(self, texts, progress=None):  # type: ignore[no-untyped-def]
            if len(self.encoded) >= 2:
                raise KeyboardInterrupt
            return super().encode_passages(texts, progress)

    with pytest.raises(KeyboardInterrupt):
        embedding_cache.encode(tmp_path / "cache", Tired(), ["aaaa", "bbb", "cc", "d"])
    rested = FakeEncoder()
    embedding_cache.encode(tmp_path / "cache", rested, ["aaaa", "bbb", "cc", "d"])
    assert rested.encoded == ["cc", "d"]


@given(st.lists(st.text(), max_size=12))
def test_rows_stand_in_the_order_of_the_texts(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    encoder = FakeEncoder()
    found = embedding_cache.encode(tmp_path_factory.mktemp("cache") / "cache", encoder, texts)
    assert np.allclose(found, encoder.encode_passages(texts).reshape(len(texts), encoder.dimension))


PARTS = (["a", "bb", "ccc", "a"], ["a", "dddd"], [], ["dddd", "bb"], ["e", "ffffff", "ccc", "g"])


@pytest.mark.parametrize("ahead", [1, 2, 100])
def test_how_far_is_looked_ahead_makes_no_difference(tmp_path: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch, ahead: int) -> None:
    monkeypatch.setattr(embedding_cache, "STEP", 2)
    blocks: list[Sequence[str]] = []
    told: list[int] = []
    parts = list(embedding_cache.encode_parts(tmp_path / "cache", encoder, PARTS, looking_ahead(encoder, ahead, blocks), told.append))
    assert blocks == [["ccc", "bb"], ["a"], ["dddd"], ["ffffff", "e"], ["g"]]
    for texts, vectors in zip(PARTS, parts, strict=True):
        assert np.array_equal(vectors, encoder.encode_questions(texts))
    assert sum(told) == sum(map(len, PARTS))


def test_known_parts_are_given_back_before_all_others_are_taken_in(tmp_path: Path, encoder: FakeEncoder) -> None:
    embedding_cache.encode(tmp_path / "cache", encoder, ["a"])
    taken: list[int] = []
    parts = (taken.append(n) or ["a"] for n in range(100))  # type: ignore[func-returns-value]
    found = embedding_cache.encode_parts(tmp_path / "cache", encoder, parts, looking_ahead(encoder, 3, []))
    next(found)
    found.close()
    assert taken == [0, 1, 2]
