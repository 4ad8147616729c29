"""Does the best sentence answer at all: a logistic model over the signals, fitted by `training/fit_answerability.py`.

Two questions are kept apart. Whether a sentence answers decides between an answer and a refusal; whether the library knows the subject at all
decides between "the pages don't tell" and "off topic".
"""

import math
from dataclasses import dataclass

from assistant.evidence import Candidate

ENOUGH = 0.5
"""The probability at which an answer is given."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of the best sentence, each on a scale of its own.

    cosine: question and sentence. dense: question and passage. share: of the question's word weight in the sentence, its heading and page subject.
    margin: by how much the best sentence beats the median of all that were looked at.
    """

    cosine: float
    dense: float
    share: float
    margin: float


INTERCEPT = -40.0
WEIGHTS = Signals(cosine=24.0, dense=24.0, share=3.0, margin=8.0)


def signals(ranked: list[Candidate]) -> Signals:
    """Of candidates, best first and not empty."""
    best = ranked[0]
    median = sorted(c.cosine for c in ranked)[len(ranked) // 2]
    return Signals(best.cosine, best.hit.dense, best.share, best.cosine - median)


def probability(observed: Signals) -> float:
    """That the best sentence answers the question, 0 to 1."""
    total = INTERCEPT
    for name in ("cosine", "dense", "share", "margin"):
        total += getattr(WEIGHTS, name) * getattr(observed, name)
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, total))))
