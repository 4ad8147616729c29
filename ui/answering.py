"""Asks the assistant off the event loop, a few questions at a time, and turns whatever goes wrong into a failed turn."""

from dataclasses import replace

import anyio.to_thread
import structlog
from anyio import CapacityLimiter

from assistant.types import Answer, Citation, Slots, Source
from assistant.wording import Language
from ui.types import Assistant, Turn

AT_ONCE = 4
"""Questions that are worked on at the same time; more only take the processor from each other. The others wait their turn."""

log = structlog.get_logger(__name__)


class Desk:
    """An assistant behind a queue: `AT_ONCE` questions are worked on, in threads, whoever asks them."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._limiter = CapacityLimiter(AT_ONCE)

    async def ask(self, question: str, before: Slots | None, language: Language) -> Answer:
        """The assistant's answer. Raises what the assistant raises."""
        return await anyio.to_thread.run_sync(self._assistant.ask, question, before, language, limiter=self._limiter)

    async def settle(self, turn: Turn, before: Slots | None, language: Language) -> Turn:
        """The turn with its answer and sources, or marked as failed. Never raises: the visitor sees a sentence, the log has the reason."""
        try:
            answer = await self.ask(turn.question, before, language)
            sources = await anyio.to_thread.run_sync(self._sources, answer, limiter=self._limiter)
            return replace(turn, answer=answer, sources=sources)
        except Exception:
            log.exception("ask_failed", turn=turn.number, characters=len(turn.question))
            return replace(turn, failed=True)

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
