"""Asks the assistant off the event loop, a few questions at a time, and turns whatever goes wrong into a failed turn."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import anyio.from_thread
import anyio.to_thread
import structlog
from anyio import CapacityLimiter

from assistant import declined_questions
from assistant.question_language import question_language
from assistant.rewording import Kind
from assistant.types import Answer, Citation, Overview, SearchResult, Slots, Source
from assistant.wording import Language
from ui.types import Assistant, Conversation, Turn

AT_ONCE = 4
"""Questions that are worked on at the same time; more only take the processor from each other. The others wait their turn."""

log = structlog.get_logger(__name__)


def _unheard() -> None:
    """Nobody waits to be told."""


class Desk:
    """An assistant behind a queue: `AT_ONCE` questions are worked on, in threads, whoever asks them."""

    def __init__(self, assistant: Assistant, declined: Path | None = None) -> None:
        """declined: the file that keeps questions that were declined; without one, nothing is kept of a question."""
        self._assistant = assistant
        self._declined = declined
        self._limiter = CapacityLimiter(AT_ONCE)

    @property
    def keeps_declined(self) -> bool:
        """Whether questions that were declined are kept for the operator, which visitors are told."""
        return self._declined is not None

    @property
    def is_full(self) -> bool:
        """Whether a question that comes now waits until another is answered."""
        return self._limiter.available_tokens < 1

    async def ask(self, question: str, before: Slots | None, language: Language) -> Answer:
        """The assistant's answer. Raises what the assistant raises."""
        return await anyio.to_thread.run_sync(self._ask, question, before, language, limiter=self._limiter)

    async def search(self, query: str, occupations: Sequence[str], places: Sequence[str], limit: int, language: Language) -> SearchResult:
        """Passages for a query. Raises what the assistant raises."""
        return await anyio.to_thread.run_sync(self._assistant.search, query, occupations, places, limit, language, limiter=self._limiter)

    async def overview(self) -> Overview:
        """What the library holds. Raises what the assistant raises."""
        return await anyio.to_thread.run_sync(self._assistant.overview, limiter=self._limiter)

    async def settle(self, turn: Turn, before: Slots | None, language: Language, begun: Callable[[], None] = _unheard) -> Turn:
        """The turn with its answer and sources, or marked as failed. Never raises: the visitor sees a sentence, the log has the reason.

        `begun` is called on the event loop when the question's turn has come, at the latest when the answer is there.
        """

        def work() -> Turn:
            anyio.from_thread.run_sync(begun)
            answer = self._ask(turn.question, before, language)
            written = question_language(turn.question, language)
            return replace(turn, answer=answer, sources=self._sources(answer), choices=self._assistant.choices(answer.slots), language=written)

        try:
            # In one piece: whoever has waited for the turn doesn't wait again for the sources.
            return await anyio.to_thread.run_sync(work, limiter=self._limiter)
        except Exception:
            log.exception("ask_failed", turn=turn.number, characters=len(turn.question))
            return replace(turn, failed=True)
        finally:
            begun()

    async def reworded(self, answer: Answer, kind: Kind, old: str, new: str | None, language: Language) -> str | None:
        """The question with one thing exchanged or taken out; None where it isn't about that thing, as only a forged request can ask."""
        try:
            return await anyio.to_thread.run_sync(self._assistant.reworded, answer, kind, old, new, language, limiter=self._limiter)
        except ValueError:
            return None

    async def seen_again(self, conversation: Conversation) -> Conversation:
        """A conversation that was kept, with what has changed on the pages since and what could be asked instead."""
        return await anyio.to_thread.run_sync(self._seen_again, conversation, limiter=self._limiter)

    def _seen_again(self, conversation: Conversation) -> Conversation:
        def again(turn: Turn) -> Turn:
            if turn.answer is None:
                return turn
            changed = frozenset(c.number for c in turn.answer.citations if not self._assistant.is_unchanged(c))
            return replace(turn, choices=self._assistant.choices(turn.answer.slots), changed=changed)

        return Conversation(tuple(again(turn) for turn in conversation.turns))

    def _ask(self, question: str, before: Slots | None, language: Language) -> Answer:
        answer = self._assistant.ask(question, before, language)
        if self._declined:
            try:
                declined_questions.keep(self._declined, answer, date.today())
            except OSError:
                log.exception("declined_question_not_kept")
        return answer

    def _sources(self, answer: Answer) -> tuple[Source, ...]:
        return tuple(self._source(citation) for citation in answer.citations)

    def _source(self, citation: Citation) -> Source:
        """The section of a citation; where it can't be read any more, the quote alone, which is still what the statement stands on."""
        try:
            return self._assistant.source(citation)
        except Exception:
            log.exception("source_failed", document=citation.document)
            return Source(
                title=citation.title,
                occupation=None,
                place=None,
                date=citation.date,
                url=citation.url,
                heading=citation.section,
                before="",
                quote=citation.quote,
                after="",
            )
