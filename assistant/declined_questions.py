"""Questions that the pages don't answer, kept for the operator where that is switched on: JSON Lines in the library's folder.

A line holds what was asked and the day, nothing of who asked: no address, no session, no time. A follow-up is kept as it was understood, so that it stands
alone: with what it took from the questions before, such as occupation and place.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant import kept_lines
from assistant.types import DECLINED, Answer, Outcome, Record

FILE_NAME = "declined.jsonl"
"""In the folder of the library."""
LARGEST_FILE = 5_000_000
"""Bytes; what comes then isn't kept. Anybody can ask, and it must not fill the disk."""


class DeclinedQuestion(Record):
    """A question that was declined. question: as it was understood. missing: what has no page or isn't told."""

    question: str
    outcome: Outcome
    missing: str | None = None
    day: date


@dataclass(frozen=True, slots=True)
class Asked:
    """The same question, however often it was asked. newest: the last time, with its outcome."""

    newest: DeclinedQuestion
    times: int


def keep(file: Path, answer: Answer, day: date) -> None:
    """Keeps the question of an answer that declined it; of any other, nothing, nor in a file that is full. Raises OSError."""
    if answer.outcome not in DECLINED:
        return
    asked = DeclinedQuestion(question=answer.understood_as, outcome=answer.outcome, missing=answer.missing, day=day)
    with suppress(kept_lines.FileFull):
        kept_lines.append(file, asked, LARGEST_FILE)


def read_declined(file: Path) -> tuple[DeclinedQuestion, ...]:
    """All of them, oldest first; lines that a crash has torn are passed over. Raises OSError for a file that can't be read."""
    return tuple(question for _, question in kept_lines.records(file, DeclinedQuestion) if question)


def tally(questions: Sequence[DeclinedQuestion]) -> tuple[Asked, ...]:
    """Each question once, the most frequent first, then the newest; capitals and a mark at the end make no difference."""
    counts = Counter(_same(each.question) for each in questions)
    newest = {_same(each.question): each for each in questions}
    asked = [Asked(newest[key], times) for key, times in counts.items()]
    return tuple(sorted(asked, key=lambda each: (-each.times, -each.newest.day.toordinal(), each.newest.question)))


def clear(file: Path) -> None:
    """Forgets all of them. Raises OSError."""
    kept_lines.remove(file)


def delete(file: Path, goes: Callable[[DeclinedQuestion], bool]) -> int:
    """Deletes some for good, and lines that can't be read; gives how many lines went. Raises OSError."""
    return kept_lines.thin_out(file, DeclinedQuestion, goes)


def _same(question: str) -> str:
    return question.casefold().rstrip(" ?.!")
