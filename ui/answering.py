"""Asks the assistant off the event loop, a few questions at a time, and turns whatever goes wrong into a failed turn."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

import anyio
import anyio.from_thread
import anyio.to_thread
import structlog
from anyio import CapacityLimiter

from assistant import declined_questions
from assistant.question_language import question_language
from assistant.rewording import Kind
from assistant.types import Answer, Citation, Overview, SearchResult, Slots, Source
from assistant.wording import Language
from ui.metrics import Metrics
from ui.question_log import Told, unlogged
from ui.types import Assistant, Conversation, Turn
from ui.unanswered import QueueFull, Stopping, TookTooLong, Unanswered

AT_ONCE = 4
"""Questions that are worked on at the same time; more only take the processor from each other. The others wait their turn."""
MOST_OVERDUE = 8
"""Questions that were given up and are still being worked on, since nothing can stop a thread. As long as there are so many, no other is begun."""
MOST_WORKING = AT_ONCE + MOST_OVERDUE
A_LOOK = 0.05
"""Seconds between two looks whether all open answers are finished."""

log = structlog.get_logger(__name__)

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class DeskLimits:
    """waiting: questions that may wait their turn; 0 and up. seconds: that a question may take, its waiting among them."""

    waiting: int = 60
    seconds: float = 60.0


def _unheard() -> None:
    """Nobody waits to be told."""


class Desk:
    """An assistant behind a queue: `AT_ONCE` questions are worked on, in threads, whoever asks them; so many wait, and no more."""

    def __init__(
        self,
        assistant: Assistant,
        declined: Path | None = None,
        *,
        limits: DeskLimits = DeskLimits(),
        metrics: Metrics | None = None,
        told: Told = unlogged,
        logs_questions: bool = False,
    ) -> None:
        """declined: the file that keeps questions that were declined; without one, nothing is kept of a question.

        told: is told each answer. logs_questions: whether that writes down what was asked.
        """
        self.logs_questions = logs_questions
        self._assistant = assistant
        self._declined = declined
        self._limits = limits
        self._metrics = metrics or Metrics()
        self._told = told
        self._limiter = CapacityLimiter(AT_ONCE)
        self._asked = 0
        self._given = 0
        self._stopping = False
        self._working = 0
        self._counting = threading.Lock()
        self._metrics.watch(lambda: max(0, self._asked - AT_ONCE), lambda: self._working)

    @property
    def keeps_declined(self) -> bool:
        """Whether questions that were declined are kept for the operator, which visitors are told."""
        return self._declined is not None

    @property
    def is_stopping(self) -> bool:
        """Whether no more questions are taken, because the server is being stopped."""
        return self._stopping

    @property
    def is_full(self) -> bool:
        """Whether a question that comes now waits until another is answered."""
        return self._limiter.available_tokens < 1

    def check(self) -> None:
        """Raises Stopping or QueueFull where a question that comes now isn't taken."""
        if self._stopping:
            raise Stopping
        if self._asked >= AT_ONCE + self._limits.waiting or self._working >= MOST_WORKING:
            raise QueueFull

    def refuse(self, why: Unanswered) -> None:
        """Counts a question that wasn't taken after `check`."""
        self._metrics.unanswered(why.outcome)

    async def ask(self, question: str, before: Slots | None, language: Language) -> Answer:
        """The assistant's answer. Raises Unanswered, or what the assistant raises."""
        answer = await self._counted(lambda: self._ask(question, before, language))
        self._hear(answer)
        return answer

    async def search(self, query: str, occupations: Sequence[str], places: Sequence[str], limit: int, language: Language) -> SearchResult:
        """Passages for a query. Raises Unanswered, or what the assistant raises."""
        found = await self._counted(lambda: self._assistant.search(query, occupations, places, limit, language))
        self._metrics.searched()
        return found

    async def overview(self) -> Overview:
        """What the library holds, past the queue: whoever watches the server asks for it just when many wait. Raises what the assistant raises."""
        return await anyio.to_thread.run_sync(self._assistant.overview)

    async def generation(self) -> int:
        """The library's generation, past the queue, too. Raises what the assistant raises."""
        return (await self.overview()).generation

    @property
    def library_fault(self) -> str | None:
        """Why that isn't the library's newest: the code of the error for which it can't be opened. As of the last question."""
        return self._assistant.library_fault

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
            settled = await self._counted(work)
            if settled.answer:
                self._hear(settled.answer)
            return settled
        except Unanswered as why:
            return replace(turn, failed=True, why=why.key)
        except Exception:
            log.exception("ask_failed", turn=turn.number, characters=len(turn.question))
            return replace(turn, failed=True)
        finally:
            begun()

    @contextmanager
    def giving(self) -> Iterator[None]:
        """While an answer is being given, piece by piece; a server that stops waits for its end."""
        self._given += 1
        try:
            yield
        finally:
            self._given -= 1

    async def finish(self, seconds: float) -> None:
        """Takes no more questions, and returns when the open answers are given, after so many seconds at the latest."""
        self._stopping = True
        with anyio.move_on_after(seconds):
            while self._asked or self._given:
                await anyio.sleep(A_LOOK)

    def _hear(self, answer: Answer) -> None:
        """Counts an answer that somebody gets; one that comes after its time has been counted as that."""
        self._metrics.answered(answer)
        self._told(answer)

    async def _counted(self, work: Callable[[], R]) -> R:
        """As `_in_turn`, and counted by how it ends where it brings no answer."""
        try:
            return await self._in_turn(work)
        except Unanswered as why:
            self._metrics.unanswered(why.outcome)
            raise
        except Exception:
            self._metrics.unanswered("failed")
            raise

    async def _in_turn(self, work: Callable[[], R]) -> R:
        """Does the work when its turn comes. A thread can't be stopped: what takes too long is left to end by itself, and its place goes to the next."""
        self.check()
        self._asked += 1
        try:
            with anyio.move_on_after(self._limits.seconds):
                return await anyio.to_thread.run_sync(self._noted(work), abandon_on_cancel=True, limiter=self._limiter)
        finally:
            self._asked -= 1
        log.warning("took_too_long", seconds=self._limits.seconds, still_working=self._working)
        raise TookTooLong

    def _noted(self, work: Callable[[], R]) -> Callable[[], R]:
        """The work, which is counted as long as its thread is at it. Raises QueueFull where too many have been given up since it was let in by `check`."""

        def noted() -> R:
            with self._counting:
                if self._working >= MOST_WORKING:
                    raise QueueFull
                self._working += 1
            try:
                return work()
            finally:
                with self._counting:
                    self._working -= 1

        return noted

    async def reworded(self, answer: Answer, kind: Kind, old: str, new: str | None, language: Language) -> str | None:
        """The question with one thing exchanged or taken out; None where it isn't about that thing, as only a forged request can ask.

        Past the queue: it is quick, and the question that comes of it waits by itself, which the visitor is told.
        """
        try:
            return await anyio.to_thread.run_sync(self._assistant.reworded, answer, kind, old, new, language)
        except ValueError:
            return None

    async def seen_again(self, conversation: Conversation) -> Conversation:
        """A conversation that was kept, with what has changed on the pages since and what could be asked instead; past the queue: a page is opening."""
        return await anyio.to_thread.run_sync(self._seen_again, conversation)

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
