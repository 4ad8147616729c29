"""What Gradio holds of the pages that are open in browsers, and how it is forgotten.

An hour after a page was closed Gradio deletes its state, but not what was last shown on it, which is the whole conversation: that it would keep until ten
thousand others came.
"""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from gradio.state_holder import StateHolder

MOST_PAGES = 2_000
"""In one language; beyond, Gradio forgets the one longest unused. As many can't be open: each holds a connection (ui/server.py)."""
MOST_RESTORED = 100_000_000
"""Characters of the conversations that browsers sent back, all together: of two hundred as long as one gets, and of thousands as they are."""
KEPT = timedelta(hours=1)
"""After a page was closed and last used, as long as Gradio keeps its state: a browser that lost its connection finds the conversation again."""
A_LOOK = 60
"""Seconds between two looks for pages that were closed."""

Lifespan = Callable[[Any], AbstractAsyncContextManager[Any]]


class OpenPages:
    """The pages by the names that Gradio has for their sessions. For one thread, that of the event loop."""

    def __init__(self, most_restored: int = MOST_RESTORED) -> None:
        self._most_restored = most_restored
        self._holders: list[StateHolder] = []
        self._restored: OrderedDict[str, int] = OrderedDict()
        """Characters that a page brought back, the last one last."""

    def watch(self, holder: StateHolder) -> None:
        """Looks after what Gradio holds of one more chat."""
        holder.capacity = MOST_PAGES
        self._holders.append(holder)

    def restored(self, page: str | None, characters: int) -> None:
        """Notes that a page brought back so much. Where it is too much of all together, those that did so longest ago are forgotten, and begin anew."""
        if page is None:
            return
        self._restored.pop(page, None)
        self._restored[page] = characters
        while len(self._restored) > 1 and sum(self._restored.values()) > self._most_restored:
            self._forget(next(iter(self._restored)))

    def forget_closed(self, now: datetime) -> None:
        """Forgets the pages that were closed and not used for so long. now: in local time, as Gradio counts."""
        for holder in self._holders:
            for page, held in list(holder.session_data.items()):
                if held.is_closed and now - holder.time_last_used.get(page, datetime.min) > KEPT:
                    self._forget(page)
        for page in [page for page in self._restored if not any(page in holder for holder in self._holders)]:
            del self._restored[page]

    def living(self, lifespan: Lifespan) -> Lifespan:
        """The lifespan of an app, in which closed pages are looked for."""

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
            self.forget_closed(datetime.now())

    def _forget(self, page: str) -> None:
        self._restored.pop(page, None)
        for holder in self._holders:
            with holder.lock:
                holder.session_data.pop(page, None)
                holder.time_last_used.pop(page, None)
