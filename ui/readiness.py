"""What a load balancer is told of this copy of the server: a copy that is to stop says so first and answers on for some seconds, so that nobody is sent to it any more."""

import asyncio
import time
from collections.abc import Callable

WATCHED = 20.0
"""Seconds after a look at `/readyz` in which somebody counts as watching. Where nobody does, there is nobody to be told."""
LEAVING = 5.0
"""Seconds that a copy which is watched answers on after it was told to stop: two looks of a balancer that looks every two seconds."""


class Readiness:
    """State: when somebody last looked, and whether the server is to stop. For one thread, that of the event loop."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, leaving: float = LEAVING) -> None:
        """clock: seconds that only go forward. leaving: seconds."""
        self._clock = clock
        self._leaving = leaving
        self._looked: float | None = None
        self._is_leaving = False

    @property
    def is_leaving(self) -> bool:
        """Whether the server is to stop, so that no more visitors should be sent to it."""
        return self._is_leaving

    @property
    def is_watched(self) -> bool:
        """Whether somebody looked just now."""
        return self._looked is not None and self._clock() - self._looked <= WATCHED

    def look(self) -> None:
        """Notes that somebody looks."""
        self._looked = self._clock()

    async def leave(self) -> None:
        """Says from now on that the server is to stop; returns when whoever watches has had the time to see it, at once where nobody does."""
        self._is_leaving = True
        if self.is_watched:
            await asyncio.sleep(self._leaving)
