"""What Gradio holds of the pages that are open in browsers, and how it is forgotten.

Gradio deletes the state of a page an hour after the page was closed, if it hears of that. What was last shown on it, which is the whole conversation, it would
keep until ten thousand others came; messages that no browser fetched until two thousand others had some; the last question of all until the next one.
"""

import asyncio
import re
import time
from collections import Counter, OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from gradio.state_holder import StateHolder
from starlette.routing import Mount
from starlette.types import ASGIApp, Receive, Scope, Send

MOST_PAGES = 2_000
"""In one language; beyond, Gradio forgets the one longest unused. As many can't be open: each holds a connection (ui/server.py)."""
MOST_RESTORED = 100_000_000
"""Characters of the conversations that browsers sent back, all together: of two hundred as long as one gets, and of thousands as they are."""
A_LOOK = 60
"""Seconds between two looks for pages that were closed."""
KEPT = 3_600 - 2 * A_LOOK
"""Seconds after a page was seen open or in use for the last time: a browser that lost its connection finds the conversation again. Visitors are promised an
hour at most (docs/privacy.md); the look that sees the last of a page and the one that forgets it may each come so much late.
"""

HEARTBEAT = re.compile(r".*/gradio_api/heartbeat/([^/]+)", re.DOTALL)
"""Where a page of the chat holds a stream as long as it is open."""

Lifespan = Callable[[Any], AbstractAsyncContextManager[Any]]


@dataclass(frozen=True, slots=True)
class Seen:
    """When a page was last seen open or in use, by a clock that only goes forward; used: when it was last used, as Gradio has it.

    Gradio has it in local time, which goes back when summer time ends or a clock is set: it tells that a page was used, never how long ago.
    """

    at: float
    used: tuple[datetime | None, ...]


class OpenPages:
    """The pages by the names that Gradio has for their sessions. For one thread, that of the event loop."""

    def __init__(self, most_restored: int = MOST_RESTORED) -> None:
        self._most_restored = most_restored
        self._holders: list[StateHolder] = []
        self._open: Counter[str] = Counter()
        self._seen: dict[str, Seen] = {}
        self._restored: OrderedDict[str, int] = OrderedDict()
        """Characters that a page brought back, the last one last."""

    def watch(self, holder: StateHolder) -> None:
        """Looks after what Gradio holds of one more chat."""
        holder.capacity = MOST_PAGES
        queue = holder.blocks._queue
        # Of figures that nobody sees here Gradio would keep a line, with the page's name, for each of the last ten thousand questions.
        queue.ANALYTICS_MAX_EVENTS = 0
        queue.event_ids_to_events = Events()
        self._holders.append(holder)

    def restored(self, page: str | None, characters: int) -> None:
        """Notes that a page brought back so much. Where it is too much of all together, those that did so longest ago are forgotten, and begin anew."""
        if page is None:
            return
        self._restored.pop(page, None)
        self._restored[page] = characters
        while len(self._restored) > 1 and sum(self._restored.values()) > self._most_restored:
            self._forget_state(next(iter(self._restored)))

    async def forget_closed(self, now: float) -> None:
        """Forgets the pages that have been neither open nor in use for so long. now: seconds, by the clock of all looks, which only goes forward."""
        self._seen = {page: self._see(page, now) for page in self._pages()}
        for page in [page for page, seen in self._seen.items() if now - seen.at >= KEPT]:
            await self._forget(page)
        for page in [page for page in self._restored if not any(page in holder for holder in self._holders)]:
            del self._restored[page]
        # Python remembers the last addresses that were asked for, and one may hold a question.
        urlsplit.cache_clear()  # type: ignore[attr-defined]

    def living(self, lifespan: Lifespan) -> Lifespan:
        """The lifespan of an app, in which it is noted which pages are open, and closed ones are looked for."""

        @asynccontextmanager
        async def lives(app: Any) -> AsyncIterator[Any]:
            self._note_open(app)
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
            await self.forget_closed(time.monotonic())

    def _note_open(self, app: Any) -> None:
        # Not in `watch`, since Gradio's state doesn't tell which app it is of.
        mounted: list[Any] = [route.app for route in app.routes if isinstance(route, Mount)]
        for chat in mounted:
            if getattr(chat, "state_holder", None) in self._holders and not any(each.cls is Heartbeats for each in chat.user_middleware):
                chat.add_middleware(Heartbeats, open_pages=self._open)

    def _pages(self) -> set[str]:
        """All that Gradio holds anything of."""
        return {page for holder in self._holders for by_page in _tables(holder) for page in by_page}

    def _see(self, page: str, now: float) -> Seen:
        used = tuple(holder.time_last_used.get(page) for holder in self._holders)
        before = self._seen.get(page)
        return before if before and before.used == used and page not in self._open else Seen(now, used)

    async def _forget(self, page: str) -> None:
        self._seen.pop(page, None)
        self._forget_state(page)
        for holder in self._holders:
            queue = holder.blocks._queue
            # First, or an answer that is still being given would miss the place for its messages.
            await queue.clean_events(session_hash=page)
            for event in queue.pending_event_ids_session.get(page, ()):
                queue.event_ids_to_events.pop(event, None)
            for by_page in _tables(holder):
                by_page.pop(page, None)

    def _forget_state(self, page: str) -> None:
        self._restored.pop(page, None)
        for holder in self._holders:
            with holder.lock:
                holder.session_data.pop(page, None)
                holder.time_last_used.pop(page, None)


class Events(dict[str, Any]):
    """Gradio's events by their names. One that is taken out is over, and what was asked goes with it: Gradio's loop holds the last one until another comes."""

    def pop(self, name: str, *default: Any) -> Any:
        """The event, without what was asked."""
        event = super().pop(name, *default)
        if event:
            event.data = event.request = None
        return event


class Heartbeats:
    """Notes in `open_pages` how many heartbeats each page holds: one as long as it is open."""

    def __init__(self, app: ASGIApp, open_pages: Counter[str]) -> None:
        self._app = app
        self._open = open_pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = HEARTBEAT.fullmatch(scope.get("path", ""))
        if not found:
            await self._app(scope, receive, send)
            return
        page = found[1]
        self._open[page] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._open[page] -= 1
            if not self._open[page]:
                del self._open[page]


def _tables(holder: StateHolder) -> tuple[dict[str, Any], ...]:
    """Where Gradio holds anything by the name of a page: state, messages that weren't fetched, what was last sent of an answer."""
    blocks, queue = holder.blocks, holder.blocks._queue
    return (holder.session_data, queue.pending_messages_per_session, queue.pending_event_ids_session, blocks.pending_streams, blocks.pending_diff_streams)
