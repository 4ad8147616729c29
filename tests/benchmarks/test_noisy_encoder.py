"""The noisy encoder: vectors of length 1 that are the same for the same text, distinct for distinct ones, and near for texts that begin alike."""

from pathlib import Path

import numpy as np
import pytest
from fake_encoder import FakeEncoder

from benchmarks.noisy_encoder import NOISE, NoisyEncoder, noisy_encoder
from benchmarks.synthetic_pages import pages


@pytest.fixture
def noisy(encoder: FakeEncoder) -> NoisyEncoder:
    texts = ["Koch in Essen: dort verdient jemand 2.000 Euro", "Maler in Bochum: täglich werden hier Wände gestrichen"]
    return NoisyEncoder(encoder, texts, encoder.encode_passages(texts))


def test_a_text_has_one_vector_of_length_one_and_no_other_text_has_it(noisy: NoisyEncoder) -> None:
    texts = [page.text[:300] for page in pages(500)]
    made = noisy.encode_passages(texts)
    assert np.array_equal(made[::-1], noisy.encode_passages(texts[::-1]))
    assert np.allclose(np.linalg.norm(made, axis=1), 1.0, atol=1e-5)
    assert len({row.tobytes() for row in made}) == len(set(texts))


def test_texts_that_begin_alike_lie_near_each_other(noisy: NoisyEncoder, encoder: FakeEncoder) -> None:
    one, other, far = noisy.encode_passages(
        ["Arzt in Köln: dort verdient jemand 9.000 Euro", "Bäcker in Ulm: dort verdient jemand 1 Euro", "Täglich werden hier Wände gestrichen"]
    )
    real = encoder.encode_passages(["Koch in Essen: dort verdient jemand 2.000 Euro"])[0]
    assert one @ real == pytest.approx(1 / np.sqrt(1 + NOISE**2), abs=0.03)
    assert one @ other > 0.8 > 0.5 > one @ far


def test_name_identity_and_questions_are_the_real_encoders(noisy: NoisyEncoder, encoder: FakeEncoder) -> None:
    assert (noisy.name, noisy.identity, noisy.dimension) == (encoder.name, encoder.identity, encoder.dimension)
    assert np.array_equal(noisy.encode_questions(["Was verdient man?"]), encoder.encode_questions(["Was verdient man?"]))


def test_progress_is_told_and_nothing_is_encoded_of_nothing(noisy: NoisyEncoder) -> None:
    told: list[tuple[int, int]] = []
    noisy.encode_passages([f"{n}" for n in range(9_000)], lambda done, total: told.append((done, total)))
    assert told == [(8_192, 9_000), (9_000, 9_000)]
    assert noisy.encode_passages([]).shape == (0, 256)


def test_vectors_must_fit_their_texts(encoder: FakeEncoder) -> None:
    with pytest.raises(ValueError, match=r"2 texts need vectors of shape \(2, 256\), not \(1, 256\)"):
        NoisyEncoder(encoder, ["a", "b"], encoder.encode_passages(["a"]))


def test_it_is_made_of_synthetic_pages_whose_vectors_are_kept(tmp_path: Path, encoder: FakeEncoder) -> None:
    first = noisy_encoder(encoder, tmp_path / "cache.sqlite3", number=3)
    encoded = len(encoder.encoded)
    again = noisy_encoder(encoder, tmp_path / "cache.sqlite3", number=3)
    assert encoded == len(encoder.encoded) > 3 * 6
    assert np.array_equal(first.encode_passages(["Text"]), again.encode_passages(["Text"]))
