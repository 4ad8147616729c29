"""The vocabulary of the chat: what it asks of an assistant, and a conversation as it stands in one browser tab."""

from dataclasses import dataclass, replace
from typing import Protocol, Self

from assistant.types import Answer, Citation, Overview, Slots, Source
from assistant.wording import Language

MAX_QUESTION = 10_000
"""Characters that are let through to the assistant, which answers longer questions than it reads with a sentence of its own."""

MAX_TURNS = 50
"""Turns that a tab keeps: each is sent to the browser again with every answer."""


class Assistant(Protocol):
    """What the chat needs: answers, the sections behind them, and what the library holds."""

    def ask(self, question: str, before: Slots | None = None, language: Language = "de") -> Answer:
        """Answer; `before` are the slots of the answer before, in a conversation."""

    def source(self, citation: Citation) -> Source:
        """A citation inside its whole section."""

    def overview(self) -> Overview:
        """What the library holds now."""

    def examples(self, language: Language = "de") -> tuple[str, ...]:
        """Questions that are sure to be answered."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what came of it: `answer` is None while it is awaited and when the assistant failed.

    `sources` holds one section for each of the answer's citations, in their order. They are read together with the answer, so that a
    marker still opens its passage after the library has changed.
    """

    number: int
    question: str
    answer: Answer | None = None
    sources: tuple[Source, ...] = ()
    failed: bool = False

    def __post_init__(self) -> None:
        if self.failed and self.answer:
            raise ValueError("a turn has failed or has an answer, not both")
        if len(self.sources) != len(self.answer.citations if self.answer else ()):
            raise ValueError("a turn has one source for each citation of its answer")


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns of one tab, oldest first."""

    turns: tuple[Turn, ...] = ()

    @property
    def slots(self) -> Slots | None:
        """What the newest answer was about; a question that follows may lean on it."""
        return next((turn.answer.slots for turn in reversed(self.turns) if turn.answer), None)

    def begin(self, question: str) -> Self:
        """With a turn that awaits its answer; the oldest is let go where there are too many."""
        number = self.turns[-1].number + 1 if self.turns else 1
        return replace(self, turns=(*self.turns, Turn(number, question))[-MAX_TURNS:])

    def finish(self, turn: Turn) -> Self:
        """With the newest turn replaced by how it ended."""
        return replace(self, turns=(*self.turns[:-1], turn))
