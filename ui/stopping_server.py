"""uvicorn's server, which finishes the answers that are open before it closes what is left."""

import asyncio
import signal
import socket
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import uvicorn

MOST_SECONDS = 20
"""That a server which is told to stop works on open answers, after it has left its balancer (ui/readiness.py); a process manager should give it some seconds more."""


class StoppingServer(uvicorn.Server):
    """leave: says that no more visitors should be sent here, and returns when that was seen. finish: takes no more questions and returns when the open answers are
    given, or the seconds that it is told are over.
    """

    def __init__(self, config: uvicorn.Config, leave: Callable[[], Awaitable[None]], finish: Callable[[float], Awaitable[None]]) -> None:
        super().__init__(config)
        self._leave = leave
        self._finish = finish

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Leaves, lets in nobody new, finishes, then closes. A second Ctrl+C ends the waiting."""
        await self._unless_hurried(self._leave())
        for server in self.servers:
            server.close()
        await self._unless_hurried(self._finish(MOST_SECONDS))
        await super().shutdown(sockets)

    async def _unless_hurried(self, work: Awaitable[None]) -> None:
        working = asyncio.ensure_future(work)
        while not working.done() and not self.force_exit:
            await asyncio.wait([working], timeout=0.1)
        working.cancel()


@contextmanager
def stopped_quietly() -> Iterator[None]:
    """Inside, SIGTERM is an ordinary end: uvicorn raises it once more when it has stopped, which would end the process as if it had failed."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
