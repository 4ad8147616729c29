"""The built-in encoder, run without the library that its files were written for: its vectors are that library's."""

from pathlib import Path

import numpy as np
import pytest

from index import builtin_encoder
from index.bert_encoder import BertEncoder, mean_of, padded_ids

TEXTS = [
    "Was verdient ein Koch?",
    "Köchinnen und Köche – „gut“ bezahlt: 3.400 € im Monat, 38,5 Stunden.",
    "",
    "x" * 3000,
    "Schicht " * 700,
    "\u200b\ufeff\u202e",
]
"""Ordinary ones, none at all, and longer than the encoder reads."""


@pytest.fixture(scope="module")
def directory() -> Path:
    return builtin_encoder.directory()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::FutureWarning")
def test_in_single_precision_its_vectors_are_those_of_sentence_transformers(directory: Path) -> None:
    from sentence_transformers import SentenceTransformer

    theirs, ours = SentenceTransformer(str(directory), device="cpu"), BertEncoder(directory, single_precision=True)
    assert np.abs(theirs.encode_query(TEXTS, show_progress_bar=False) - ours.encode_questions(TEXTS)).max() < 1e-6
    assert np.abs(theirs.encode_document(TEXTS, show_progress_bar=False) - ours.encode_passages(TEXTS)).max() < 1e-6


@pytest.mark.slow
def test_in_half_precision_they_are_nearly_the_same(directory: Path) -> None:
    exact, quick = (BertEncoder(directory, single).encode_passages(TEXTS) for single in (True, False))
    assert (exact * quick).sum(axis=1).min() > 0.999


@pytest.mark.slow
def test_progress_is_told_and_ends_with_all(directory: Path) -> None:
    told: list[tuple[int, int]] = []
    vectors = BertEncoder(directory).encode_passages(TEXTS * 50, lambda done, every: told.append((done, every)))
    assert told[-1] == (len(vectors), len(vectors)) == (300, 300)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_texts_of_about_one_length_have_one_shape() -> None:
    assert {padded_ids([[5] * tokens], pad=1)[0].shape for tokens in range(1, 17)} == {(1, 16)}
    assert padded_ids([[5] * 17, [5]], pad=1)[0].shape == (2, 32)


def test_padding_has_no_part_in_the_mean() -> None:
    import torch

    ids, there = padded_ids([[5, 6, 7], [5]], pad=1)
    assert ids[:, :3].tolist() == [[5, 6, 7], [5, 1, 1]]
    assert set(ids[:, 3:].flatten().tolist()) == {1}
    assert mean_of(ids.unsqueeze(-1).float(), there).tolist() == [[6.0], [5.0]]
    assert torch.equal(there.sum(dim=1), torch.tensor([3, 1]))
