"""A conversation as plain data: what the page's scripts read, what the visitor's browser keeps, and what comes back from there.

The server keeps nothing: the page sends its conversation along with each question, so that any copy of the server may answer. What a browser sends may be
anything, so it is read by the types of the answer record, and refused as a whole where it isn't one, or where more would come of it than of any answer of ours:
whoever sends little must not get much shown.
"""

import json
from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.rewording import Choices
from assistant.types import Answer, Source
from assistant.wording import Language
from index.types import Aspect
from ui.source_panel import ShownSource, panel_data
from ui.types import MAX_QUESTION, MAX_TURNS, Conversation, Turn

LARGEST = 4_000_000
"""Characters of a conversation that comes back; fifty long answers with their sections have some 500,000."""
LAST_TURN = 100_000
MOST_LISTED = 5_000
"""Of anything in a list: an answer of ours with as many citations or rows would be too large by itself. One that names eight places has some 200."""
LONGEST_LINE = 5_000
"""Characters of a title, a name, a path, an address, a date: of our own pages a path may be the longest."""
OF_MANY_LINES = frozenset(("text", "quote", "before", "after", "section", "heading", "question", "understood_as"))
"""What has no limit but `LARGEST`, by its field."""
A_MARKER = 150
"""Characters of a marker beside the title that it repeats."""
MOST_REPEATED = 2
"""How many times as long as the whole conversation its markers may be. In our own answers they have at most a quarter of its length."""


Why = Literal["chat.failed", "chat.queue_full", "chat.took_too_long", "chat.stopping"]
"""The key of the sentence for a turn that has failed."""


class KeptChoices(BaseModel):
    """What the chips of a turn offer instead."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    occupation: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    aspect: tuple[Aspect, ...] = ()


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
    """A conversation in a browser's store; one that stands on the page has more of its `ConversationRecord`, by number of turn."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    turns: tuple[KeptTurn, ...] = Field(max_length=MAX_TURNS)
    choices: dict[int, KeptChoices] = {}
    changed: dict[int, tuple[int, ...]] = {}
    why: dict[int, Why] = {}

    @property
    def conversation(self) -> Conversation:
        """All of it. Raises ValueError where it contradicts itself."""
        return Conversation(tuple(map(self._turn, self.turns)))

    def _turn(self, kept: KeptTurn) -> Turn:
        given = self.choices.get(kept.number)
        return Turn(
            kept.number,
            kept.question,
            kept.answer,
            kept.sources,
            kept.failed,
            Choices(given.occupation, given.place, given.aspect) if given else None,
            frozenset(self.changed.get(kept.number, ())),
            kept.language,
            self.why.get(kept.number, "chat.failed"),
        )


class ConversationRecord(BaseModel):
    """What the page's scripts read of a conversation, by number of turn.

    language: of what is said here. turns: what is kept. shown: what the source panel says of each citation, by its number. choices: what a chip offers instead.
    changed: the citations whose pages no longer say what was cited. why: the key of the sentence for a turn that has failed.
    """

    model_config = ConfigDict(frozen=True)

    language: Language
    turns: tuple[KeptTurn, ...] = ()
    shown: dict[int, dict[int, ShownSource]] = {}
    choices: dict[int, Choices] = {}
    changed: dict[int, tuple[int, ...]] = {}
    why: dict[int, str] = {}


def record(conversation: Conversation, language: Language) -> ConversationRecord:
    """The record of a conversation, with what is said in a language."""
    return ConversationRecord(
        language=language,
        turns=tuple(map(_to_keep, conversation.turns)),
        shown=panel_data(conversation, language),
        choices={turn.number: turn.choices for turn in conversation.turns if turn.choices},
        changed={turn.number: tuple(sorted(turn.changed)) for turn in conversation.turns if turn.changed},
        why={turn.number: turn.why for turn in conversation.turns if turn.failed},
    )


def characters(data: object) -> int:
    """How large data is, as JSON. Raises ValueError, TypeError or RecursionError where it can't be written as such."""
    return len(json.dumps(data))


def kept(data: object) -> Conversation | None:
    """The conversation that a browser sent back; None where it is none, or too large to be one."""
    try:
        size = characters(data)
        if size > LARGEST:
            return None
        found = KeptConversation.model_validate(data)
        turns = found.turns
        repeated = sum(_repeated(turn.answer) for turn in turns if turn.answer)
        if not _are_in_order(turns) or not _is_bounded(found) or repeated > MOST_REPEATED * size:
            return None
        return found.conversation
    except (ValidationError, ValueError, TypeError, RecursionError):
        return None


def _are_in_order(turns: tuple[KeptTurn, ...]) -> bool:
    numbers = [turn.number for turn in turns]
    return numbers == sorted(set(numbers)) and all(number <= LAST_TURN for number in numbers)


def _is_bounded(value: object, name: str = "") -> bool:
    """Whether no list in it is too long and no text that has one line; `name` is that of the field it stands in."""
    match value:
        case str():
            return name in OF_MANY_LINES or len(value) <= LONGEST_LINE
        case BaseModel():
            return all(_is_bounded(each, field) for field, each in value)
        case Mapping():
            return len(value) <= MOST_LISTED and all(map(_is_bounded, (*value, *value.values())))
        case tuple():
            return len(value) <= MOST_LISTED and all(_is_bounded(each, name) for each in value)
        case _:
            return True


def _repeated(answer: Answer) -> int:
    """Characters that are written once for each time a citation is cited: its marker, and a bar of the chart that goes by the title of its page."""
    lengths = {citation.number: A_MARKER + len(citation.title) for citation in answer.citations}
    cited = [number for part in answer.citing for number in part.citations]
    nameless = [amount.citation for amount in answer.amounts if not (amount.occupation or amount.place)]
    return sum(lengths.get(number, 0) for number in (*cited, *nameless))


def _to_keep(turn: Turn) -> KeptTurn:
    return KeptTurn(number=turn.number, question=turn.question, answer=turn.answer, sources=turn.sources, failed=turn.failed, language=turn.language)
