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

ENOUGH = 0.1
"""The probability at which an answer is given where every page comes into question."""
ENOUGH_OF_PAGE = 0.62
"""The same where the question names the page's occupation or place: the page is right, whether it tells is open."""
OF_PLACE = 0.8
"""The same where it names a place alone, so that the occupation has to come from its words."""
ON_TOPIC = 0.5
"""The probability at which one is given to a question that names nothing the library has pages for."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of the best sentence, each on a scale of its own.

    reading: the reader's logit. sentence, passage: cosines with the question, in spreads above those of unrelated texts. share: of the question's word
    weight in the sentence, its heading and its page's subject. margin: by how much the best sentence's similarity beats the median of all that were
    looked at. about: probability that the sentence is about the aspect asked for, less a half; told: the highest of all that were looked at, less a half.
    follows: 1 for a question whose occupation the turn before told. What isn't known is 0.
    """

    reading: float
    sentence: float
    passage: float
    share: float
    margin: float
    about: float
    told: float = 0.0
    follows: float = 0.0


SIGNALS = ("reading", "sentence", "passage", "share", "margin", "about", "told", "follows")


@dataclass(frozen=True, slots=True)
class Weights:
    """Of a logistic model."""

    intercept: float
    of: Signals


READ = Weights(-1.98, Signals(reading=0.59, sentence=0.16, passage=0.16, share=0.0, margin=0.65, about=1.0))
READ_FOREIGN = Weights(-1.30, Signals(reading=0.48, sentence=0.19, passage=0.08, share=0.0, margin=0.66, about=1.0))
"""For a question in another language than the page's: words tell nothing then."""
READ_OF_PAGE = Weights(0.49, Signals(reading=0.54, sentence=0.6, passage=0.0, share=0.0, margin=0.0, about=1.37, told=1.15, follows=-1.5))
"""For a question whose page is known by its names; fitted on the question files that are tuned to (docs/evaluation.md), but `follows` set to half of what fits
them best: whoever asks on, asks for what is told less often, and how much less is up to who asks."""
UNREAD = Weights(-4.99, Signals(reading=0.0, sentence=0.72, passage=0.27, share=5.75, margin=0.17, about=2.0))
UNREAD_FOREIGN = Weights(-1.63, Signals(reading=0.0, sentence=0.89, passage=0.65, share=0.0, margin=0.26, about=2.0))
"""The same without a reader."""


def signals(ranked: Sequence[Candidate], scale: Scale, aspect: Aspect | None = None, follows: bool = False) -> Signals:
    """Of candidates for a question about `aspect`, best first and not empty; `follows`: whether the turn before told its occupation."""
    best = ranked[0]
    median = sorted(c.similarity for c in ranked)[len(ranked) // 2]
    about = best.about - 0.5 if aspect else 0.0
    told = max(c.about for c in ranked) - 0.5 if aspect else 0.0
    return Signals(best.reading or 0.0, best.similarity, scale.units(best.hit.dense), best.share, best.similarity - median, about, told, float(follows))


def probability(observed: Signals, read: bool, foreign: bool = False, of_page: bool = False) -> float:
    """That the best sentence answers the question, 0 to 1.

    read: whether a reader read it. foreign: whether the page is in another language. of_page: whether the question names the page's occupation or place.
    """
    unread = UNREAD_FOREIGN if foreign else UNREAD
    weights = (READ_OF_PAGE if of_page else READ_FOREIGN if foreign else READ) if read else unread
    total = weights.intercept + sum(getattr(weights.of, name) * getattr(observed, name) for name in SIGNALS)
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, total))))
