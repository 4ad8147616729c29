"""What was encoded once is not encoded again."""

from pathlib import Path

import numpy as np
import pytest
from fake_encoder import FakeEncoder
from hypothesis import given
from hypothesis import strategies as st

from index import embedding_cache


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
