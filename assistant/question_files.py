"""Question files: dialogues with what is expected of each turn (JSON Lines), and SQuAD (docs/evaluation.md)."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from assistant.errors import BadQuestionFile
from assistant.types import Outcome, Record


class ExpectedAmount(Record):
    """An amount that the answer must tell, exactly; `period` and `stage` only where they are given."""

    low: float | None
    high: float | None
    period: Literal["hour", "day", "week", "month", "year"] | None = None
    stage: str | None = None


class Turn(Record):
    """A question and what is expected of its answer.

    outcome: the one that is right, or several. documents: pages of which at least one must be cited and no other may be. contains: words that must
    stand in the quotes. amounts: those that the answer must tell. A turn with a declining outcome expects any of the two.
    """

    question: str
    outcome: tuple[Outcome, ...] = (Outcome.ANSWERED, Outcome.COMPARED)
    documents: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    amounts: tuple[ExpectedAmount, ...] = ()


class Dialogue(Record):
    """Turns of one conversation, in order. `note` says where it comes from, for those who read the file; nothing is scored by it."""

    turns: tuple[Turn, ...]
    note: str = ""


def read_dialogues(file: Path) -> Iterator[Dialogue]:
    """The dialogues of a question file, line by line. Raises BadQuestionFile with the line."""
    for number, line in enumerate(_read(file).splitlines(), start=1):
        if line.strip():
            try:
                yield Dialogue.model_validate_json(line)
            except ValidationError as error:
                raise BadQuestionFile(f"{file}, line {number}: {error.errors()[0]['msg']}. See docs/evaluation.md for the form.") from None


def read_squad(file: Path) -> tuple[list[str], list[tuple[str, str, tuple[str, ...]]]]:
    """(paragraphs, questions as (text, id of its paragraph, answers)). Raises BadQuestionFile."""
    try:
        articles = json.loads(_read(file))["data"]
        every = [paragraph for article in articles for paragraph in article["paragraphs"]]
        questions = [(q["question"], str(i), tuple(a["text"] for a in q["answers"])) for i, paragraph in enumerate(every) for q in paragraph["qas"]]
        return [paragraph["context"] for paragraph in every], questions
    except (ValueError, KeyError, TypeError) as error:
        raise BadQuestionFile(f"{file} is not in SQuAD format ({type(error).__name__}: {error}).") from None


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuestionFile(f"{file} can't be read: {error}") from None
