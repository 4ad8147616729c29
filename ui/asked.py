"""What the browser asked: a question that was typed, one on a button, or a chip that was exchanged or taken away. It may be anything."""

from dataclasses import dataclass
from typing import cast, get_args

from assistant.rewording import Kind
from index.plain_text import normalise
from ui.types import MAX_QUESTION, Conversation

KINDS = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Exchange:
    """Of a turn, one thing that was understood, and what to ask for instead (None: nothing)."""

    turn: int
    kind: Kind
    old: str
    new: str | None


def question_in(typed: str | None, data: object) -> str:
    """The question on a button that was clicked, otherwise what was typed; "" where there is none."""
    question = data.get("question") if isinstance(data, dict) else typed
    return normalise(question[:MAX_QUESTION]) if isinstance(question, str) else ""


def exchange_in(data: object, conversation: Conversation) -> Exchange | None:
    """The chip that was clicked, where the conversation has it and offers what was chosen."""
    if not isinstance(data, dict) or not isinstance(data.get("kind"), str) or data["kind"] not in KINDS:
        return None
    old, new = data.get("old"), data.get("new")
    turn = next((one for one in conversation.turns if one.number == data.get("turn")), None)
    if turn is None or turn.answer is None or not isinstance(old, str) or not (new is None or isinstance(new, str)):
        return None
    if new is not None and (turn.choices is None or new not in getattr(turn.choices, data["kind"], ())):
        return None
    return Exchange(turn.number, cast(Kind, data["kind"]), old, new)
