"""Questions that the pages don't answer, kept for the operator where that is switched on: JSON Lines in the library's folder.

A line holds what was asked and the day, nothing of who asked: no address, no session, no time, nothing of the questions before.
"""

import os
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from assistant.types import DECLINED, Answer, Outcome, Record

FILE_NAME = "declined.jsonl"
"""In the folder of the library."""
LARGEST_FILE = 5_000_000
"""Bytes; what comes then isn't kept. Anybody can ask, and it must not fill the disk."""

_writing = threading.Lock()


class DeclinedQuestion(Record):
    """A question that was declined. question: so that it stands alone. missing: what has no page or isn't told."""

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
    """Keeps the question of an answer that declined it; of any other, nothing. Raises OSError."""
    if answer.outcome not in DECLINED:
        return
    kept = DeclinedQuestion(question=answer.understood_as, outcome=answer.outcome, missing=answer.missing, day=day)
    line = kept.model_dump_json().encode() + b"\n"
    with _writing:
        # Only the operator may read what visitors asked.
        handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "ab") as lines:
            if lines.tell() + len(line) <= LARGEST_FILE:
                lines.write(line)


def read(file: Path) -> tuple[DeclinedQuestion, ...]:
    """All of them, oldest first; lines that a crash has torn are passed over. Raises OSError for a file that can't be read."""
    try:
        lines = file.read_bytes().split(b"\n")
    except FileNotFoundError:
        return ()
    found = []
    for line in lines:
        try:
            found.append(DeclinedQuestion.model_validate_json(line))
        except ValidationError:
            continue
    return tuple(found)


def tally(questions: Sequence[DeclinedQuestion]) -> tuple[Asked, ...]:
    """Each question once, the most frequent first, then the newest; capitals and a mark at the end make no difference."""
    counts = Counter(_same(each.question) for each in questions)
    newest = {_same(each.question): each for each in questions}
    asked = [Asked(newest[key], times) for key, times in counts.items()]
    return tuple(sorted(asked, key=lambda each: (-each.times, -each.newest.day.toordinal(), each.newest.question)))


def clear(file: Path) -> None:
    """Forgets all of them. Raises OSError."""
    with _writing:
        file.unlink(missing_ok=True)


def _same(question: str) -> str:
    return question.casefold().rstrip(" ?.!")
