"""Whether a sentence tells what is asked, and whether the best of them is enough to answer with."""

from collections.abc import Sequence

from assistant import answerability, quantity_asked
from assistant.evidence import Candidate
from assistant.inquiry import Inquiry
from index.amounts import Stage, stages_of
from index.library import Library
from index.types import Aspect

SURELY = 0.6
"""The probability from which a sentence without a figure counts as being about pay."""
BARELY_ABOUT = 0.4
"""The probability below which a sentence is no answer to a question for the aspect as such, if others are."""
PLAINLY = 0.75
"""The probability from which a sentence surely is about an aspect that is asked for as such."""


def to_the_point(telling: Sequence[Candidate]) -> list[Candidate]:
    """Where an aspect is asked for as such and told, the sentences that are about it; else all."""
    about = [c for c in telling if c.about >= BARELY_ABOUT]
    return about if telling and is_told_plainly(telling) and about else list(telling)


def is_told_plainly(telling: Sequence[Candidate]) -> bool:
    """Whether an aspect is asked for as such and some sentence surely is about it; `telling` is best first and not empty."""
    return telling[0].generic and max(c.about for c in telling) >= PLAINLY


def tells(inquiry: Inquiry, candidate: Candidate) -> bool:
    """Whether a sentence tells what is asked: "how many hours" needs a number of them, pay a figure, a detail of it at least something that is about pay."""
    if not candidate.fits or (quantity_asked.units_asked(inquiry.standing_alone) and not candidate.counted):
        return False
    if inquiry.aspect is Aspect.PAY and inquiry.stages == {Stage.APPRENTICE} and candidate.amounts:
        return any(amount.stage is Stage.APPRENTICE for amount in candidate.amounts) or bool(stages_of(candidate.text) & inquiry.stages)
    if inquiry.aspect is not Aspect.PAY or candidate.amounts:
        return True
    return not candidate.generic and not inquiry.stages and (candidate.about >= SURELY or (candidate.reading or 0.0) > 0)


def answers(inquiry: Inquiry, ranked: Sequence[Candidate], library: Library, enough: float | None = None) -> bool:
    """Whether the best sentence is likely enough to answer; `enough` is told where the usual likelihood isn't."""
    if enough is None and is_told_plainly(ranked):
        return True
    foreign = inquiry.language != ranked[0].hit.passage.document.language
    read = ranked[0].reading is not None
    of_page = bool(inquiry.occupations or inquiry.places)
    observed = answerability.signals(ranked, library.scale, inquiry.aspect, inquiry.follows)
    usual = answerability.ENOUGH_OF_PAGE if of_page and read else answerability.ENOUGH
    return answerability.probability(observed, read, foreign, of_page) >= (usual if enough is None else enough)
