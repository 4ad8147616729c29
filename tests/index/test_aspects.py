"""Which aspect a text is about: examples, fitting, and how often it is right."""

from pathlib import Path

import numpy as np
import pytest
from fake_encoder import FakeEncoder

from index import aspects
from index.types import Aspect


@pytest.mark.parametrize("kind", aspects.KINDS)
def test_examples_are_well_formed(kind: aspects.Kind) -> None:
    every = aspects.examples(kind)
    texts = [example.text for example in every]
    assert len(set(texts)) == len(texts)
    assert {example.aspect for example in every} == set(aspects.CLASSES)
    assert {example.aspect for example in every if example.held} == set(aspects.CLASSES)


def test_fitting_twice_gives_the_same_and_probabilities_sum_to_one(tmp_path: Path) -> None:
    encode = FakeEncoder().encode_questions
    one, other = aspects.fit(encode, "question"), aspects.fit(encode, "question")
    assert np.array_equal(one.weights, other.weights)
    vectors = encode(["Was verdient man?", "Wie bewerbe ich mich?"])
    probabilities = one.probabilities(vectors)
    assert probabilities.shape == (2, len(aspects.CLASSES))
    assert probabilities.sum(axis=1) == pytest.approx([1, 1], abs=1e-5)
    aspects.save(one, tmp_path / "model.npz")
    assert np.array_equal(aspects.load(tmp_path / "model.npz").probabilities(vectors), probabilities)


def test_words_that_ask_for_an_aspect_are_learnt_from_the_examples() -> None:
    assert "gehalt" in aspects.common_terms(Aspect.PAY)
    assert "bewerb" in aspects.common_terms(Aspect.APPLICATION)
    assert "gehalt" not in aspects.common_terms(Aspect.APPLICATION)


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "least"), [("question", 0.7), ("page", 0.77)])
def test_held_examples_are_classified(kind: aspects.Kind, least: float) -> None:
    from index.encoder import load_encoder

    encoder = load_encoder()
    encode = encoder.encode_questions if kind == "question" else encoder.encode_passages
    held = [example for example in aspects.examples(kind) if example.held]
    predicted = aspects.fit(encode, kind).probabilities(encode([example.text for example in held])).argmax(axis=1)
    right = [aspects.CLASSES[int(p)] == example.aspect for p, example in zip(predicted, held, strict=True)]
    assert sum(right) / len(right) >= least


def test_passages_are_well_formed() -> None:
    every = aspects.passages()
    texts = [example.text for passage in every for example in passage]
    assert len(set(texts)) == len(texts)
    assert {example.aspect for passage in every for example in passage} == set(aspects.CLASSES)
    assert all(len({example.held for example in passage}) == 1 for passage in every)


def test_the_sentences_of_a_passage_lean_on_each_other() -> None:
    model = aspects.AspectModel(np.eye(len(aspects.CLASSES), dtype=np.float32), np.zeros(8, dtype=np.float32), np.zeros(8, dtype=np.float32))
    vectors = np.zeros((3, 8), dtype=np.float32)
    vectors[:2, 1] = 4.0
    alone, together = model.probabilities(vectors), model.of_passage(vectors)
    assert alone[2, 1] == pytest.approx(1 / 8)
    assert together[2].argmax() == model.aspect_of_passage(vectors) == 1
    assert together.sum(axis=1) == pytest.approx([1, 1, 1], abs=1e-5)


@pytest.mark.slow
def test_held_passages_are_classified() -> None:
    """Each by its sentences; the aspect of most of them is the right one."""
    from index.encoder import load_encoder

    encoder = load_encoder()
    model = aspects.fit(encoder.encode_passages, "page")
    held = [passage for passage in aspects.passages() if passage[0].held]
    most = [max(aspects.CLASSES, key=[example.aspect for example in passage].count) for passage in held]
    told = [aspects.CLASSES[model.aspect_of_passage(encoder.encode_passages([example.text for example in passage]))] for passage in held]
    assert np.mean([one == other for one, other in zip(told, most, strict=True)]) >= 0.93
