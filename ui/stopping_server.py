"""uvicorn's server, which finishes the answers that are open before it closes what is left: streams of open pages, which never end by themselves."""

import asyncio
import signal
import socket
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import uvicorn

MOST_SECONDS = 20
"""That a server which is told to stop works on open answers; a process manager should give it some seconds more."""


class StoppingServer(uvicorn.Server):
    """finish: takes no more questions and returns when the open answers are given, or the seconds that it is told are over."""

    def __init__(self, config: uvicorn.Config, finish: Callable[[float], Awaitable[None]]) -> None:
        super().__init__(config)
        self._finish = finish

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Lets in nobody new, finishes, then closes. A second Ctrl+C ends the waiting."""
        for server in self.servers:
            server.close()
        finishing = asyncio.ensure_future(self._finish(MOST_SECONDS))
        while not finishing.done() and not self.force_exit:
            await asyncio.wait([finishing], timeout=0.1)
        finishing.cancel()
        await super().shutdown(sockets)


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
