"""The vocabulary of the chat: what it asks of an assistant, and a conversation as it stands in one browser tab."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol, Self

from assistant.passage_search import PASSAGES
from assistant.rewording import Choices, Kind
from assistant.types import Answer, Citation, Overview, PageEntry, SearchResult, Slots, Source, WholePage
from assistant.wording import Language

MAX_QUESTION = 10_000
"""Characters that are let through to the assistant, which answers longer questions than it reads with a sentence of its own."""

MAX_TURNS = 50
"""Turns that a tab keeps: each is sent to the browser again with every answer."""


class Assistant(Protocol):
    """What the chat needs: answers, the sections behind them, and what the library holds."""

    @property
    def library_fault(self) -> str | None:
        """The code of the error for which the library can't be opened, where an older generation of it answers on."""

    def ask(self, question: str, before: Slots | None = None, language: Language = "de") -> Answer:
        """Answer; `before` are the slots of the answer before, in a conversation."""

    def source(self, citation: Citation) -> Source:
        """A citation inside its whole section."""

    def choices(self, slots: Slots) -> Choices:
        """The other values that what was understood could have had."""

    def reworded(self, answer: Answer, kind: Kind, old: str, new: str | None, language: Language = "de") -> str:
        """The question of an answer with one value exchanged or taken out. Raises ValueError where it isn't about `old`."""

    def is_unchanged(self, citation: Citation) -> bool:
        """Whether the page still says what was cited."""

    def search(self, query: str, occupations: Sequence[str] = (), places: Sequence[str] = (), limit: int = PASSAGES, language: Language = "de") -> SearchResult:
        """The passages nearest to a query, of all pages or of those on the occupations and places named."""

    def overview(self) -> Overview:
        """What the library holds now."""

    def examples(self, language: Language = "de") -> tuple[str, ...]:
        """Questions that are sure to be answered."""

    def pages(self, words: str = "") -> tuple[PageEntry, ...]:
        """The pages that have each of the words, in the order in which they are listed."""

    def page(self, document: str, language: Language = "de") -> WholePage | None:
        """A page to be read, or None; `language` is that of the questions about it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what came of it: `answer` is None while it is awaited and when the assistant failed.

    `sources` holds one section for each of the answer's citations, in their order. They are read together with the answer, so that a
    marker still opens its passage after the library has changed. `choices` are the other values that its slots could have had, and `changed` the
    citations, by number, whose pages no longer say what was cited. `language` is what the answer is written in, where that is known. `why` is the key of
    the sentence for a turn that has failed.
    """

    number: int
    question: str
    answer: Answer | None = None
    sources: tuple[Source, ...] = ()
    failed: bool = False
    choices: Choices | None = None
    changed: frozenset[int] = frozenset()
    language: Language | None = None
    why: str = "chat.failed"

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
