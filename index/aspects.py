"""Which aspect a text is about: a linear classifier over the encoder's vectors, fitted on examples that are part of the package."""

import csv
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from index import german
from index.types import Aspect

Kind = Literal["question", "page"]
KINDS: tuple[Kind, ...] = ("question", "page")
CLASSES = (*(str(aspect) for aspect in Aspect), "none")
"""The order of the columns; "none" is an aside, or a question about something else."""
EXAMPLES = "aspect_examples.tsv"
PASSAGES = "aspect_passages.tsv"
SHARPNESS = 0.7
"""Two opinions that agree are surer than one, but not as sure as if they were independent."""
LEAST = 1e-3
"""Added to probabilities before their logarithm, so that one sentence can't rule an aspect out."""
COMMON = 3
NAMING = 4
TELLING = 0.55
STRENGTH = 4.0
"""scikit-learn's C on vectors of mean length 1, whatever their dimension; by cross-validation, probabilities mean what they say here."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text and its aspect; `held` ones are kept from fitting, to measure with. `detail`: a question that asks for a detail of the aspect."""

    kind: Kind
    aspect: str
    held: bool
    text: str
    detail: bool = False


@dataclass(frozen=True, slots=True)
class AspectModel:
    """weights: (classes, dimension), bias: (classes,), centre: (dimension,) is taken off each vector first."""

    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    centre: NDArray[np.float32]

    def probabilities(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Shape (texts, classes), rows sum to 1, columns as in CLASSES."""
        scores = (vectors - self.centre) @ self.weights.T + self.bias
        raised = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float32)

    def of_passage(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """The same for the sentences of one passage, which lean on each other: "Sie dauert drei Jahre" is about what the others are about."""
        told = np.log(self.probabilities(vectors) + LEAST)
        raised = np.exp(SHARPNESS * (told + told.mean(axis=0)))
        return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float32)

    def aspect_of_passage(self, vectors: NDArray[np.float32]) -> int:
        """The column of CLASSES that a passage of these sentences is about."""
        return int(np.log(self.probabilities(vectors) + LEAST).mean(axis=0).argmax())


@cache
def examples(kind: Kind) -> tuple[Example, ...]:
    """The examples of a kind, in the order of the file."""
    text = files("index").joinpath(EXAMPLES).read_text(encoding="utf-8")
    rows = csv.reader((line for line in text.splitlines() if line and not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
    kinds = ("question", "detail") if kind == "question" else ("page",)
    return tuple(Example(kind, aspect, held == "held", sentence, row_kind == "detail") for row_kind, aspect, held, sentence in rows if row_kind in kinds)


@cache
def passages() -> tuple[tuple[Example, ...], ...]:
    """The sentences of example passages, in reading order; a passage is held as a whole."""
    text = files("index").joinpath(PASSAGES).read_text(encoding="utf-8")
    blocks = text.split("\n\n")[1:]
    rows = [[line.split("\t") for line in block.strip().split("\n")] for block in blocks]
    return tuple(tuple(Example("page", aspect, held == "held", sentence) for held, aspect, _, sentence in block) for block in rows)


@cache
def common_terms(aspect: Aspect) -> frozenset[str]:
    """The terms (`index.german`) with which an aspect as such is asked for: those of at least three of its example questions.

    A sentence that is about the aspect answers to them without repeating them: "Was verdient …" by "Der Einstieg liegt bei …".
    """
    counts = Counter(term for e in examples("question") if e.aspect == aspect and not e.held and not e.detail for term in set(german.terms(e.text)))
    return frozenset(term for term, count in counts.items() if count >= COMMON)


@cache
def naming_terms(aspect: Aspect) -> frozenset[str]:
    """Of the common terms those that name the aspect: they stand in at least four of its example questions and seldom in others'. "Gehalt", not "Jahr"."""
    told = [(e, set(german.terms(e.text))) for e in examples("question") if not e.held and not e.detail]
    own, every = Counter(t for e, terms in told if e.aspect == aspect for t in terms), Counter(t for _, terms in told for t in terms)
    return frozenset(term for term, count in own.items() if count >= NAMING and count / every[term] >= TELLING)


def fit(encode: Callable[[Sequence[str]], NDArray[np.float32]], kind: Kind) -> AspectModel:
    """Fits a multinomial logistic regression on the examples that aren't held, encoded by `encode` (vectors of length 1). Deterministic.

    Those of the other kind help (by five points of accuracy), those of `kind` count twice. The sentences of passages help pages alone.
    """
    from sklearn.linear_model import LogisticRegression

    of_passages = [example for passage in passages() for example in passage] if kind == "page" else []
    training = [example for example in (*examples("question"), *examples("page"), *of_passages) if not example.held]
    vectors = encode([example.text for example in training])
    centre = vectors.mean(axis=0)
    spread = float(np.sqrt(((vectors - centre) ** 2).sum(axis=1).mean())) or 1.0
    model = LogisticRegression(C=STRENGTH, max_iter=2000, class_weight="balanced")
    own = np.array([2.0 if example.kind == kind else 1.0 for example in training])
    model.fit((vectors - centre) / spread, [CLASSES.index(example.aspect) for example in training], sample_weight=own)
    weights = np.zeros((len(CLASSES), vectors.shape[1]), dtype=np.float32)
    bias = np.full(len(CLASSES), -1e3, dtype=np.float32)
    weights[model.classes_] = model.coef_ / spread
    bias[model.classes_] = model.intercept_
    return AspectModel(weights, bias, centre.astype(np.float32))


def save(model: AspectModel, path: Path) -> None:
    """Writes one npz file."""
    with path.open("wb") as file:
        np.savez(file, weights=model.weights, bias=model.bias, centre=model.centre)


def load(path: Path) -> AspectModel:
    """Reads what `save` wrote. Raises ValueError, KeyError or OSError for anything else."""
    with np.load(path, allow_pickle=False) as arrays:
        return AspectModel(arrays["weights"], arrays["bias"], arrays["centre"])
