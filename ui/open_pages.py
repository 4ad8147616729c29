"""What Gradio holds of the pages that are open in browsers, and how it is forgotten.

Nothing of it is needed for the next question, which may go to another copy of the server. Gradio would keep what was last shown on a page, which is the whole
conversation, until ten thousand others came; messages that no browser fetched until two thousand others had some; the last question of all until the next one.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from gradio.state_holder import StateHolder

MOST_PAGES = 2_000
"""In one language; beyond, Gradio forgets the one longest unused."""
A_LOOK = 60
"""Seconds between two looks for pages that are no longer used."""
KEPT = 3_600 - 2 * A_LOOK
"""Seconds after a page was last used. Visitors are promised an hour at most (docs/privacy.md); the look that sees the last of a page and the one that forgets it
may each come so much late.
"""

Lifespan = Callable[[Any], AbstractAsyncContextManager[Any]]


@dataclass(frozen=True, slots=True)
class Seen:
    """When a page was last seen in use, by a clock that only goes forward; used: when it was last used, as Gradio has it.

    Gradio has it in local time, which goes back when summer time ends or a clock is set: it tells that a page was used, never how long ago.
    """

    at: float
    used: tuple[datetime | None, ...]


class OpenPages:
    """The pages by the names that Gradio has for their sessions. For one thread, that of the event loop."""

    def __init__(self) -> None:
        self._holders: list[StateHolder] = []
        self._seen: dict[str, Seen] = {}

    def watch(self, holder: StateHolder) -> None:
        """Looks after what Gradio holds of one more chat."""
        holder.capacity = MOST_PAGES
        queue = holder.blocks._queue
        # Of figures that nobody sees here Gradio would keep a line, with the page's name, for each of the last ten thousand questions.
        queue.ANALYTICS_MAX_EVENTS = 0
        queue.event_ids_to_events = Events()
        self._holders.append(holder)

    async def forget_unused(self, now: float) -> None:
        """Forgets the pages that haven't been in use for so long. now: seconds, by the clock of all looks, which only goes forward."""
        self._seen = {page: self._see(page, now) for page in self._pages()}
        for page in [page for page, seen in self._seen.items() if now - seen.at >= KEPT]:
            await self._forget(page)
        # Python remembers the last addresses that were asked for, and one may hold a question.
        urlsplit.cache_clear()  # type: ignore[attr-defined]

    def living(self, lifespan: Lifespan) -> Lifespan:
        """The lifespan of an app, in which pages that are no longer used are looked for."""

        @asynccontextmanager
        async def lives(app: Any) -> AsyncIterator[Any]:
            async with lifespan(app) as state:
                looking = asyncio.create_task(self._look())
                try:
                    yield state
                finally:
                    looking.cancel()
                    await asyncio.wait([looking])

        return lives

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(A_LOOK)
            await self.forget_unused(time.monotonic())

    def _pages(self) -> set[str]:
        """All that Gradio holds anything of."""
        return {page for holder in self._holders for by_page in _tables(holder) for page in by_page}

    def _see(self, page: str, now: float) -> Seen:
        used = tuple(holder.time_last_used.get(page) for holder in self._holders)
        before = self._seen.get(page)
        return before if before and before.used == used else Seen(now, used)

    async def _forget(self, page: str) -> None:
        self._seen.pop(page, None)
        for holder in self._holders:
            queue = holder.blocks._queue
            # First, or an answer that is still being given would miss the place for its messages.
            await queue.clean_events(session_hash=page)
            for event in queue.pending_event_ids_session.get(page, ()):
                queue.event_ids_to_events.pop(event, None)
            for by_page in _tables(holder):
                by_page.pop(page, None)
            with holder.lock:
                holder.time_last_used.pop(page, None)


class Events(dict[str, Any]):
    """Gradio's events by their names. One that is taken out is over, and what was asked goes with it: Gradio's loop holds the last one until another comes."""

    def pop(self, name: str, *default: Any) -> Any:
        """The event, without what was asked."""
        event = super().pop(name, *default)
        if event:
            event.data = event.request = None
        return event


def _tables(holder: StateHolder) -> tuple[dict[str, Any], ...]:
    """Where Gradio holds anything by the name of a page: state, messages that weren't fetched, what was last sent of an answer."""
    blocks, queue = holder.blocks, holder.blocks._queue
    return (holder.session_data, queue.pending_messages_per_session, queue.pending_event_ids_session, blocks.pending_streams, blocks.pending_diff_streams)
