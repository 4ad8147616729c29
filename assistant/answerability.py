"""Does the best sentence answer at all: a logistic model over the signals, fitted by `training/fit_answerability.py`.

Two questions are kept apart. Whether a sentence answers decides between an answer and a refusal; whether the library knows the subject at all
decides between "the pages don't tell" and "off topic".
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence import Candidate
from index.scale import Scale
from index.types import Aspect

ABOUT_WEIGHT = 2.0
"""Chosen on questions of our own about the sample pages (docs/evaluation.md); encyclopaedia questions have no aspect to learn it from."""
ENOUGH = 0.22
"""The probability at which an answer is given when the right page is known: 95 of 100 answerable questions reach it."""
ON_TOPIC = 0.5
"""The probability at which one is given to a question that names nothing the library has pages for."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of the best sentence, each on a scale of its own.

    sentence, passage: cosines with the question, in spreads above those of unrelated texts. share: of the question's word weight in the sentence,
    its heading and its page's subject. margin: by how much the best sentence's similarity beats the median of all that were looked at.
    about: probability that the sentence is about the aspect asked for; None where no aspect was told.
    """

    sentence: float
    passage: float
    share: float
    margin: float
    about: float | None = None


SIGNALS = ("sentence", "passage", "share", "margin")
INTERCEPT = -4.99
WEIGHTS = Signals(sentence=0.72, passage=0.27, share=5.75, margin=0.17)
FOREIGN_INTERCEPT = -1.63
FOREIGN_WEIGHTS = Signals(sentence=0.89, passage=0.65, share=0.0, margin=0.26)
"""For a question in another language than the page's: words tell nothing then."""


def signals(ranked: Sequence[Candidate], scale: Scale, aspect: Aspect | None = None) -> Signals:
    """Of candidates for a question about `aspect`, best first and not empty."""
    best = ranked[0]
    median = sorted(c.similarity for c in ranked)[len(ranked) // 2]
    return Signals(best.similarity, scale.units(best.hit.dense), best.share, best.similarity - median, best.about if aspect else None)


def probability(observed: Signals, foreign: bool = False) -> float:
    """That the best sentence answers the question, 0 to 1."""
    weights = FOREIGN_WEIGHTS if foreign else WEIGHTS
    total = FOREIGN_INTERCEPT if foreign else INTERCEPT
    total += sum(getattr(weights, name) * getattr(observed, name) for name in SIGNALS)
    if observed.about is not None:
        total += ABOUT_WEIGHT * (observed.about - 0.5)
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, total))))
