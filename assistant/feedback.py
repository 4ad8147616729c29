"""What visitors say of answers, kept as JSON Lines beside the library's generations: no address, no session, nothing but what was sent."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self

from filelock import Timeout
from pydantic import AwareDatetime, Field, StringConstraints, model_validator

from assistant import kept_lines
from assistant.errors import UnreadableFeedback, UnwritableFeedback
from assistant.types import Outcome, Record
from assistant.wording import Language

FILE_NAME = "feedback.jsonl"
"""In the folder of the library."""
MAX_COMMENT = 1_000
LONGEST_TOLD = 2_000
"""Characters; more than the assistant reads of a question."""
MAX_DOCUMENTS = 200
LARGEST_FILE = 50_000_000
"""Bytes. Anybody can send feedback; it must not fill the disk."""


class Verdict(StrEnum):
    """Whether an answer helped."""

    HELPFUL = "helpful"
    NOT_HELPFUL = "not_helpful"


class Reason(StrEnum):
    """Why an answer didn't help."""

    OFF_QUESTION = "off_question"
    WRONG_PLACE = "wrong_place"
    WRONG_OCCUPATION = "wrong_occupation"
    WRONG_NUMBER = "wrong_number"
    WRONG_SOURCE = "wrong_source"
    MISSING = "missing"


class Feedback(Record):
    """A verdict on one answer.

    answer_id: drawn by chance by the visitor's page for this answer, so that a second verdict on it replaces the first; it says nothing of the visitor.
    follows: part of what was asked came from the turns before, so that `question` doesn't stand alone and `understood_as` does.
    documents: the pages that the answer cited.
    """

    answer_id: Annotated[str, StringConstraints(pattern="^[0-9a-f]{32}$")]
    verdict: Verdict
    reasons: Annotated[tuple[Reason, ...], Field(max_length=len(Reason))] = ()
    comment: Annotated[str, StringConstraints(strip_whitespace=True, max_length=MAX_COMMENT)] = ""
    question: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TOLD)]
    understood_as: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TOLD)]
    follows: bool
    outcome: Outcome
    documents: Annotated[tuple[Annotated[str, StringConstraints(max_length=1_000)], ...], Field(max_length=MAX_DOCUMENTS)] = ()
    generation: Annotated[int, Field(ge=0, lt=2**53)]
    language: Language

    @model_validator(mode="after")
    def _is_praise_or_blame(self) -> Self:
        if self.verdict is Verdict.HELPFUL and (self.reasons or self.comment):
            raise ValueError("a helpful answer has no reasons why it isn't")
        return self


class KeptFeedback(Feedback):
    """Feedback and when it came."""

    at: AwareDatetime


@dataclass(frozen=True, slots=True)
class FeedbackFile:
    """What a file of feedback holds: each answer's last verdict (versions before left earlier ones in it), oldest first, and the numbers of unreadable lines."""

    kept: tuple[KeptFeedback, ...] = ()
    torn: tuple[int, ...] = ()


def keep(file: Path, feedback: Feedback, at: datetime) -> None:
    """Adds feedback, in place of an earlier verdict on the same answer, and syncs it to disk; any number of processes may do so at once.

    Raises UnwritableFeedback where the disk or the file is full, the folder can't be written, or another writer doesn't finish.
    """
    try:
        kept_lines.put(file, KeptFeedback(**dict(feedback), at=at), LARGEST_FILE, lambda each: each.answer_id)
    except Timeout:
        raise UnwritableFeedback(f"Another process is writing to {file} and doesn't finish.") from None
    except OSError as error:
        raise UnwritableFeedback(f"{file} can't be written: {error.strerror or error}") from None


def read_feedback(file: Path) -> FeedbackFile:
    """All feedback; none where there is no file. Raises UnreadableFeedback for a file that can't be read at all."""
    try:
        lines = tuple(kept_lines.records(file, KeptFeedback))
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadableFeedback(f"{file} can't be read: {reason}", file=str(file), reason=reason) from None
    kept = (feedback for _, feedback in lines if feedback)
    torn = (number for number, feedback in lines if feedback is None)
    return FeedbackFile(_last_verdicts(kept), tuple(torn))


def delete(file: Path, goes: Callable[[KeptFeedback], bool]) -> int:
    """Deletes feedback for good, and unreadable lines with it; gives how many lines went. Raises UnwritableFeedback."""
    try:
        return kept_lines.thin_out(file, KeptFeedback, goes)
    except Timeout:
        raise UnwritableFeedback(f"Another process is writing to {file} and doesn't finish.", file=str(file), reason="locked") from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnwritableFeedback(f"{file} can't be written: {reason}", file=str(file), reason=reason) from None


def _last_verdicts(kept: Iterable[KeptFeedback]) -> tuple[KeptFeedback, ...]:
    last: dict[str, KeptFeedback] = {}
    for feedback in kept:
        last.pop(feedback.answer_id, None)
        last[feedback.answer_id] = feedback
    return tuple(last.values())
