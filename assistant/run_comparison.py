"""Two runs of `berufslotse eval --json` side by side: how each measure moved, and every question that got worse or better."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import BadQuestionFile
from assistant.evaluate import Scores


@dataclass(frozen=True, slots=True)
class Compared:
    """A file in both runs: measures as (name, before, now), and lines of the turns that changed sides."""

    name: str
    measures: tuple[tuple[str, float, float], ...]
    worse: tuple[str, ...]
    better: tuple[str, ...]


def compare(scores: Sequence[Scores], before: Path) -> list[Compared]:
    """This run against the JSON of an earlier one; files that only one of them has are left out. Raises BadQuestionFile."""
    try:
        earlier = {tree["name"]: tree for tree in json.loads(before.read_text(encoding="utf-8"))}
        return [_compared(score, earlier[score.name]) for score in scores if score.name in earlier]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadQuestionFile(f"{before} is not what `berufslotse eval --json` writes ({type(error).__name__}: {error}).") from None


def _compared(score: Scores, earlier: dict[str, object]) -> Compared:
    tree = json.loads(json.dumps(earlier))
    right = [(turn["question"], bool(turn["right"])) for turn in tree["turns"]]
    # A question may be asked in several dialogues; runs of one file have them in one order.
    moved = [(turn, was) for turn, (question, was) in zip(score.turns, right, strict=False) if turn.question == question and turn.right != was]
    return Compared(
        score.name,
        tuple((name, float(tree["measures"][name]), value) for name, value in score.measures if name in tree["measures"]),
        worse=tuple(turn.line for turn, was in moved if was),
        better=tuple(turn.line for turn, was in moved if not was),
    )
