"""What visitors say of answers, kept as JSON Lines beside the library's generations: no address, no session, nothing but what was sent."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Self

from filelock import FileLock, Timeout
from pydantic import AwareDatetime, Field, StringConstraints, ValidationError, model_validator

from assistant.errors import UnreadableFeedback, UnwritableFeedback
from assistant.types import Outcome, Record
from assistant.wording import Language

FILE_NAME = "feedback.jsonl"
"""In the folder of the library."""
MAX_COMMENT = 1_000
MAX_QUESTION = 2_000
"""Characters; more than the assistant reads of a question."""
MAX_DOCUMENTS = 200
LARGEST_FILE = 50_000_000
"""Bytes. Anybody can send feedback; it must not fill the disk."""
PATIENCE = 5.0
"""Seconds that one writer waits for another."""


class Verdict(StrEnum):
    """Whether an answer helped."""

    HELPFUL = "helpful"
    NOT_HELPFUL = "not_helpful"


class Reason(StrEnum):
    """Why an answer didn't help."""

    WRONG_PLACE = "wrong_place"
    WRONG_OCCUPATION = "wrong_occupation"
    WRONG_NUMBER = "wrong_number"
    WRONG_SOURCE = "wrong_source"
    MISSING = "missing"


class Feedback(Record):
    """A verdict on one answer.

    answer: a number that the visitor's page drew for this answer, so that a second verdict on it replaces the first; it says nothing of the visitor.
    follows: part of what was asked came from the turns before, so that `question` doesn't stand alone and `understood_as` does.
    documents: the pages that the answer cited.
    """

    answer: Annotated[str, StringConstraints(pattern="^[0-9a-f]{32}$")]
    verdict: Verdict
    reasons: Annotated[tuple[Reason, ...], Field(max_length=len(Reason))] = ()
    comment: Annotated[str, StringConstraints(strip_whitespace=True, max_length=MAX_COMMENT)] = ""
    question: Annotated[str, StringConstraints(min_length=1, max_length=MAX_QUESTION)]
    understood_as: Annotated[str, StringConstraints(min_length=1, max_length=MAX_QUESTION)]
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
    """What a file of feedback holds: each answer's last verdict, oldest first, and the numbers of lines that can't be read."""

    kept: tuple[KeptFeedback, ...] = ()
    torn: tuple[int, ...] = ()


def keep(file: Path, feedback: Feedback, at: datetime) -> None:
    """Appends feedback and syncs it to disk; any number of processes may do so at once.

    Raises UnwritableFeedback where the disk or the file is full, the folder can't be written, or another writer doesn't finish.
    """
    line = KeptFeedback(**dict(feedback), at=at).model_dump_json().encode() + b"\n"
    try:
        with FileLock(file.with_suffix(".lock"), timeout=PATIENCE):
            _append(file, line)
    except Timeout:
        raise UnwritableFeedback(f"Another process is writing to {file} and doesn't finish.") from None
    except OSError as error:
        raise UnwritableFeedback(f"{file} can't be written: {error.strerror or error}") from None


def read_feedback(file: Path) -> FeedbackFile:
    """All feedback; none where there is no file. Raises UnreadableFeedback for a file that can't be read at all."""
    try:
        lines = file.read_bytes().split(b"\n")
    except FileNotFoundError:
        return FeedbackFile()
    except OSError as error:
        raise UnreadableFeedback(f"{file} can't be read: {error.strerror or error}") from None
    kept: list[KeptFeedback] = []
    torn: list[int] = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                kept.append(KeptFeedback.model_validate_json(line))
            except ValidationError:
                torn.append(number)
    return FeedbackFile(_last_verdicts(kept), tuple(torn))


def _last_verdicts(kept: Iterable[KeptFeedback]) -> tuple[KeptFeedback, ...]:
    last: dict[str, KeptFeedback] = {}
    for feedback in kept:
        last.pop(feedback.answer, None)
        last[feedback.answer] = feedback
    return tuple(last.values())


def _append(file: Path, line: bytes) -> None:
    """Adds a line. What a crash left unfinished gets a line of its own, and what can't be written whole is taken back."""
    # Only the operator: a visitor may have written what is nobody else's business.
    handle = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "r+b", buffering=0) as lines:
        size = lines.seek(0, os.SEEK_END)
        if size + len(line) > LARGEST_FILE:
            raise OSError(f"it holds {LARGEST_FILE:,} bytes; move it away")
        if size:
            lines.seek(size - 1)
            line = line if lines.read(1) == b"\n" else b"\n" + line
        try:
            written = lines.write(line)
            os.fsync(lines.fileno())
        except OSError:
            lines.truncate(size)
            raise
        if written != len(line):
            lines.truncate(size)
            raise OSError("no space left on the device")
