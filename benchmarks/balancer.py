"""A load balancer in small: each request goes to the next of the servers that say they are ready, over a connection of its own. It holds nobody to one server.

For benchmarks and tests, not for the net: it reads each request whole, and believes what it says of itself.
"""

import asyncio
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

A_LOOK = 0.5
"""Seconds between two looks whether the servers are ready, and that each may take to say so."""
LARGEST_HEAD = 65_536


class Balancer:
    """Takes connections once it is `balanced`. address: its own. passed: how many requests went to each server. tried_again: how many to another one, since the first took no connection."""

    def __init__(self, servers: Sequence[str]) -> None:
        """servers: their addresses."""
        self.address = ""
        self.passed: Counter[str] = Counter()
        self.tried_again = 0
        self._servers = tuple(server.rstrip("/") for server in servers)
        self._ready = set(self._servers)
        self._turn = 0

    @property
    def ready(self) -> frozenset[str]:
        """The servers that get requests."""
        return frozenset(self._ready)

    async def balance(self, started: threading.Event, stopped: asyncio.Event) -> None:
        """Takes connections until it is stopped."""
        listening = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=LARGEST_HEAD)
        self.address = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
        looking = asyncio.create_task(self._look())
        started.set()
        await stopped.wait()
        looking.cancel()
        listening.close()
        await _ended()

    async def _look(self) -> None:
        while True:
            for server in self._servers:
                (self._ready.add if await _is_ready(server) else self._ready.discard)(server)
            await asyncio.sleep(A_LOOK)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            head = await reader.readuntil(b"\r\n\r\n")
            lines = [line for line in head.split(b"\r\n") if line and not line.lower().startswith((b"connection:", b"expect:"))]
            length = next((int(line.split(b":")[1]) for line in lines if line.lower().startswith(b"content-length:")), 0)
            request = b"\r\n".join([*lines, b"connection: close", b"", b""]) + await reader.readexactly(length)
            await self._pass_on(request, reader, writer)
        writer.close()

    async def _pass_on(self, request: bytes, visitor: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for server in self._in_turn():
            try:
                answers, asks = await _connected(server)
            except OSError:
                self.tried_again += 1
                continue
            self.passed[server] += 1
            asks.write(request)
            told = asyncio.create_task(_copied(answers, writer))
            # A visitor who leaves leaves the server, too.
            left = asyncio.create_task(visitor.read(1))
            try:
                await asyncio.wait([told, left], return_when=asyncio.FIRST_COMPLETED)
            finally:
                for each in (told, left):
                    each.cancel()
                asks.close()
            return
        writer.write(b"HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
        await writer.drain()

    def _in_turn(self) -> list[str]:
        """The servers that are ready, the one whose turn it is first."""
        ready = [server for server in self._servers if server in self._ready]
        self._turn += 1
        at = self._turn % len(ready) if ready else 0
        return [*ready[at:], *ready[:at]]


@contextmanager
def balanced(servers: Sequence[str]) -> Iterator[Balancer]:
    """A balancer before these servers, in a thread of its own, which is stopped at the end."""
    balancer, started = Balancer(servers), threading.Event()
    loop, stopped = asyncio.new_event_loop(), asyncio.Event()
    thread = threading.Thread(target=lambda: loop.run_until_complete(balancer.balance(started, stopped)), daemon=True)
    thread.start()
    started.wait()
    try:
        yield balancer
    finally:
        loop.call_soon_threadsafe(stopped.set)
        thread.join()
        loop.close()


async def _ended() -> None:
    """Gives up whatever is still being passed on."""
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


async def _connected(server: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    parts = urlsplit(server)
    return await asyncio.open_connection(parts.hostname, parts.port)


async def _copied(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while piece := await source.read(65_536):
            target.write(piece)
            await target.drain()


async def _is_ready(server: str) -> bool:
    try:
        async with asyncio.timeout(5):
            answers, asks = await _connected(server)
            asks.write(b"GET /readyz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
            told = await answers.readline()
            asks.close()
    except (OSError, TimeoutError):
        return False
    return b" 200 " in told
