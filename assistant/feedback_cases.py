"""Turns feedback into cases for `berufslotse eval`: what was praised as an expectation, what was blamed as a draft for a person to complete.

That an answer didn't help tells that something was wrong, not what would have been right; no expectation is made up for it. Such a draft
has "?" for its outcome, which eval refuses, naming the line, until a person has put the right one there.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import CasesNotWritten
from assistant.feedback import KeptFeedback, Verdict
from assistant.question_files import Dialogue, Turn

UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class Draft:
    """A case whose expectation a person has to write; `note` says what was answered and why it didn't help."""

    question: str
    note: str

    def as_line(self) -> str:
        """A line of a question file."""
        return json.dumps({"note": self.note, "turns": [{"question": self.question, "outcome": [UNKNOWN], "documents": []}]}, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Cases:
    """Dialogues that eval can score, and drafts."""

    ready: tuple[Dialogue, ...]
    drafts: tuple[Draft, ...]


def cases_of(kept: Iterable[KeptFeedback]) -> Cases:
    """Each praised answer once; one that others found wrong is a draft only."""
    blamed = {_asked(feedback): feedback for feedback in kept if feedback.verdict is Verdict.NOT_HELPFUL}
    praised = {_asked(feedback): feedback for feedback in kept if feedback.verdict is Verdict.HELPFUL and _asked(feedback) not in blamed}
    drafts = (Draft(question_of(feedback), _note(feedback)) for feedback in kept if feedback.verdict is Verdict.NOT_HELPFUL)
    return Cases(tuple(_expectation(feedback) for feedback in praised.values()), tuple(drafts))


def question_of(feedback: KeptFeedback) -> str:
    """The question as it can be asked alone: as it was typed, or, in a follow-up, as it was understood."""
    return feedback.understood_as if feedback.follows else feedback.question


def write_cases(cases: Cases, file: Path) -> Path | None:
    """Writes the ready cases to `file` and the drafts beside it; returns the drafts' file, None where there are none.

    Raises CasesNotWritten rather than overwrite a file, which a person may have completed.
    """
    drafts = file.with_name(f"{file.stem}-drafts{file.suffix}")
    if file.suffix != ".jsonl":
        raise CasesNotWritten(f"{file} can't be read by eval: name a file that ends in .jsonl.", file=str(file), reason="ending")
    for target in (file, drafts):
        if target.exists():
            raise CasesNotWritten(f"{target} is there already. Name another file, or move it away.", file=str(target), reason="exists")
    _write(file, [dialogue.model_dump_json(exclude_defaults=True) for dialogue in cases.ready])
    if not cases.drafts:
        return None
    _write(drafts, [draft.as_line() for draft in cases.drafts])
    return drafts


def _asked(feedback: KeptFeedback) -> tuple[str, str, tuple[str, ...]]:
    """What makes two answers the same: question, outcome and pages."""
    return " ".join(question_of(feedback).casefold().split()), feedback.outcome, tuple(sorted(set(feedback.documents)))


def _expectation(feedback: KeptFeedback) -> Dialogue:
    turn = Turn(question=question_of(feedback), outcome=(feedback.outcome,), documents=tuple(dict.fromkeys(feedback.documents)))
    return Dialogue(note=f"helpful on {_when(feedback)}", turns=(turn,))


def _note(feedback: KeptFeedback) -> str:
    shown = f"shown: {feedback.outcome}" + (f" from {', '.join(dict.fromkeys(feedback.documents))}" if feedback.documents else "")
    typed = f"typed: {feedback.question}" if feedback.follows else ""
    said = f"said: {feedback.comment}" if feedback.comment else ""
    why = ", ".join(dict.fromkeys(feedback.reasons)) or "no reason given"
    return "; ".join(part for part in (f"not helpful on {_when(feedback)}: {why}", said, typed, shown) if part)


def _when(feedback: KeptFeedback) -> str:
    return f"{feedback.at:%Y-%m-%d}, generation {feedback.generation}"


def _write(file: Path, lines: Sequence[str]) -> None:
    try:
        # "x" refuses a file that came into being in between.
        with file.open("x", encoding="utf-8", newline="\n") as target:
            target.writelines(f"{line}\n" for line in lines)
    except OSError as error:
        reason = error.strerror or str(error)
        raise CasesNotWritten(f"{file} can't be written: {reason}", file=str(file), reason=reason) from None
