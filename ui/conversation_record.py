"""A conversation as plain data: what the page's scripts read, what the visitor's browser keeps, and what comes back from there.

The server keeps nothing. What a browser sends back may be anything, so it is read by the types of the answer record, and refused as a whole
where it isn't one.
"""

import json

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.rewording import Choices
from assistant.types import Answer, Source
from assistant.wording import Language
from ui.source_panel import ShownSource, panel_data
from ui.types import MAX_QUESTION, MAX_TURNS, Conversation, Turn

LARGEST = 4_000_000
"""Characters of a conversation that comes back; fifty long answers with their sections have some 500,000."""
LAST_TURN = 100_000


class KeptTurn(BaseModel):
    """A turn in a browser's store."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    number: int = Field(ge=1, le=1_000_000)
    question: str = Field(max_length=MAX_QUESTION)
    answer: Answer | None = None
    sources: tuple[Source, ...] = ()
    failed: bool = False
    language: Language | None = None


class KeptConversation(BaseModel):
    """A conversation in a browser's store."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    turns: tuple[KeptTurn, ...] = Field(max_length=MAX_TURNS)


class ConversationRecord(BaseModel):
    """What the page's scripts read of a conversation, by number of turn.

    language: of what is said here. turns: what is kept. shown: what the source panel says of each citation, by its number. choices: what a chip offers instead.
    """

    model_config = ConfigDict(frozen=True)

    language: Language
    turns: tuple[KeptTurn, ...] = ()
    shown: dict[int, dict[int, ShownSource]] = {}
    choices: dict[int, Choices] = {}


def record(conversation: Conversation, language: Language) -> ConversationRecord:
    """The record of a conversation, with what is said in a language."""
    return ConversationRecord(
        language=language,
        turns=tuple(map(_to_keep, conversation.turns)),
        shown=panel_data(conversation, language),
        choices={turn.number: turn.choices for turn in conversation.turns if turn.choices},
    )


def characters(data: object) -> int:
    """How large data is, as JSON. Raises ValueError, TypeError or RecursionError where it can't be written as such."""
    return len(json.dumps(data))


def kept(data: object) -> Conversation | None:
    """The conversation that a browser sent back; None where it is none, or too large to be one."""
    try:
        if characters(data) > LARGEST:
            return None
        turns = KeptConversation.model_validate(data).turns
        numbers = [turn.number for turn in turns]
        if numbers != sorted(set(numbers)) or any(number > LAST_TURN for number in numbers):
            return None
        return Conversation(tuple(Turn(turn.number, turn.question, turn.answer, turn.sources, turn.failed, language=turn.language) for turn in turns))
    except (ValidationError, ValueError, TypeError, RecursionError):
        return None


def _to_keep(turn: Turn) -> KeptTurn:
    return KeptTurn(number=turn.number, question=turn.question, answer=turn.answer, sources=turn.sources, failed=turn.failed, language=turn.language)
