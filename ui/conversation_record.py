"""A conversation as plain data: what the page's scripts read, what the visitor's browser keeps, and what comes back from there.

The server keeps nothing. What a browser sends back may be anything, so it is read by the types of the answer record, and refused as a whole
where it isn't one.
"""

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.types import Answer, Source
from assistant.wording import Language
from ui.source_panel import panel_data
from ui.types import MAX_QUESTION, MAX_TURNS, Conversation, Turn

Data = dict[str, object]


class KeptTurn(BaseModel):
    """A turn in a browser's store."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int = Field(ge=1, le=1_000_000)
    question: str = Field(max_length=MAX_QUESTION)
    answer: Answer | None = None
    sources: tuple[Source, ...] = ()
    failed: bool = False


class KeptConversation(BaseModel):
    """A conversation in a browser's store."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    turns: tuple[KeptTurn, ...] = Field(max_length=MAX_TURNS)


def record(conversation: Conversation, language: Language) -> Data:
    """`turns` are what is kept; `shown` is what the source panel says of each citation, and `choices` what a chip offers instead."""
    turns = [KeptTurn(number=turn.number, question=turn.question, answer=turn.answer, sources=turn.sources, failed=turn.failed) for turn in conversation.turns]
    return {
        "turns": [turn.model_dump(mode="json") for turn in turns],
        "shown": panel_data(conversation, language),
        "choices": {
            str(turn.number): {"occupation": turn.choices.occupation, "place": turn.choices.place, "aspect": turn.choices.aspect}
            for turn in conversation.turns
            if turn.choices
        },
    }


def kept(data: object) -> Conversation | None:
    """The conversation that a browser sent back; None where it is none."""
    try:
        turns = KeptConversation.model_validate(data).turns
        numbers = [turn.number for turn in turns]
        if numbers != sorted(set(numbers)):
            return None
        return Conversation(tuple(Turn(turn.number, turn.question, turn.answer, turn.sources, turn.failed) for turn in turns))
    except (ValidationError, ValueError):
        return None
