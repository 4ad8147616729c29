"""Reading, cutting and encoding by many processes, on one machine or several, with Ray (decision 15). The only module that knows of it.

Everything is a task without a state of its own: Ray runs it again, elsewhere if need be, when a process or a machine dies. What a process has loaded
it keeps for the next task (`index.remote_tasks`). Vectors are kept and generations are written by the process that asks.
"""

import logging
import os
import pickle
import socket
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import chdir, contextmanager, redirect_stdout
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import numpy as np

from index import documents, remote_tasks
from index.encoder import Encoder, Vectors
from index.errors import LibraryError, MissingExtra, UnreadableFile, UnusableWorkers
from index.parsing_process import ParsingProcess
from index.remote_tasks import Recipe
from index.types import Document, Failure
from index.workers import CutPage

# Before Ray is loaded, and for all that it starts: it would tell its makers of its use. Those of a cluster are told by whoever starts that.
os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
try:
    import ray
    from ray.exceptions import OutOfMemoryError, RayError, RayTaskError, WorkerCrashedError
except ImportError as error:
    raise MissingExtra.named("ray") from error

RETRIES = 3
"""How often a task is run again whose process or machine died. What kills a process each time is then given up."""
STORE = 300_000_000
"""Bytes that processes of this machine share: blocks on their way. What doesn't fit waits on disk."""
SECONDS = 10.0
"""How long a cluster's address is tried; Ray itself would try for five minutes."""
SIZE = 100_000
"""Characters of pages that are cut by one task: some tens of milliseconds, so that the way there and back costs little."""

T = TypeVar("T")
R = TypeVar("R")

_read = ray.remote(num_cpus=1, max_retries=RETRIES)(remote_tasks.read_bytes)
_cut = ray.remote(num_cpus=1, max_retries=RETRIES)(remote_tasks.cut)
_encode = ray.remote(num_cpus=1, max_retries=RETRIES)(remote_tasks.encode)


class RayWorkers:
    """What `index.workers.Workers` asks for. Raises UnusableWorkers where processes die again and again, or run another version."""

    def __init__(self, encoder: Encoder, recipe: Recipe, parser: ParsingProcess, ahead: int) -> None:
        """encoder: as `recipe` makes it elsewhere. parser: for JSON lines, which are read here. ahead: tasks that are asked for before the first is done."""
        self._dimension = encoder.dimension
        self._parser = parser
        self._ahead = ahead
        # With a graphics card, one process a card: vectors are then all calculated on one.
        cards = {"num_gpus": 1} if ray.cluster_resources().get("GPU", 0) >= 1 else {}
        self._encode = partial(_encode.options(**cards).remote, remote_tasks.mark(), pickle.dumps(recipe), encoder.identity)

    def read(self, files: Iterable[tuple[Path, str]]) -> Iterator[Iterable[Document | Failure]]:
        """Files are opened here and sent; JSON lines are read here, one at a time."""
        return self._in_order(self._read_one, files)

    def cut(self, pages: Iterable[Document]) -> Iterator[CutPage]:
        """Several pages at a time."""
        for some in self._in_order(_cut_some, _chunks(pages)):
            yield from some

    def encode(self, blocks: Iterable[Sequence[str]]) -> Iterator[Vectors]:
        """A block at a time."""
        return self._in_order(self._encode_one, blocks)

    def _read_one(self, asked: tuple[Path, str]) -> Callable[[], Iterable[Document | Failure]]:
        path, file = asked
        if path.suffix.lower() == ".jsonl":
            return partial(self._parser.read_file, path, file)
        try:
            # Private there, and called nevertheless: a change of that module would have every library read anew.
            data = documents._content(path, file)
        except UnreadableFile as error:
            failure = Failure(file, error.facts["reason"], error.facts["detail"])
        except OSError as error:
            failure = Failure(file, "unreadable", error.strerror or str(error))
        else:
            return partial(_read_there, _read.remote(remote_tasks.mark(), data, file), file)
        return lambda: [failure]

    def _encode_one(self, texts: Sequence[str]) -> Callable[[], Vectors]:
        if not texts:
            return lambda: np.zeros((0, self._dimension), dtype=np.float32)
        return partial(_result, self._encode(list(texts)))

    def _in_order(self, ask: Callable[[T], Callable[[], R]], items: Iterable[T]) -> Iterator[R]:
        """What is asked for each item, as many at once as keep everybody busy."""
        asked: deque[Callable[[], R]] = deque()
        for item in items:
            asked.append(ask(item))
            if len(asked) >= self._ahead:
                yield asked.popleft()()
        while asked:
            yield asked.popleft()()


@contextmanager
def ray_workers(encoder: Encoder, recipe: Recipe, workers: int | None = None, address: str | None = None) -> Iterator[RayWorkers]:
    """Processes of this machine, `workers` of them; with an address, those of the cluster there, at most `workers` at once (None: all).

    Whatever happens inside, all that was begun here has ended afterwards. Raises UnusableWorkers.
    """
    # On standard output, among what is asked for, Ray would say that a process has died.
    with redirect_stdout(sys.stderr), _short_folder() as folder, ParsingProcess() as parser:
        try:
            # Ray has its processes import from the current folder, too: that may be the one with the pages.
            with chdir(folder):
                _begin(workers, address, folder)
            there = max(1, int(ray.cluster_resources().get("CPU", 1)))
            # Twice as many as can run, so that nobody waits while this process writes; but no more than are allowed where more could run.
            yield RayWorkers(encoder, recipe, parser, workers if workers and workers < there else 2 * there)
        finally:
            ray.shutdown()


def _short_folder() -> TemporaryDirectory[str]:
    """Ray's sockets lie in it, and their paths may have a hundred characters."""
    return TemporaryDirectory(prefix="ray-", dir="/tmp" if Path("/tmp").is_dir() else None, ignore_cleanup_errors=True)


def _begin(workers: int | None, address: str | None, folder: str) -> None:
    quiet = {"log_to_driver": False, "logging_level": logging.CRITICAL}
    try:
        if address is None:
            ray.init(address="local", num_cpus=workers, include_dashboard=False, object_store_memory=STORE, _temp_dir=folder, **quiet)
        else:
            _knock(address)
            ray.init(address=address, **quiet)
    except (OSError, RuntimeError, ValueError, RayError) as error:
        raise UnusableWorkers.by("unreachable", f"{address or 'local'}: {_first_line(error)}") from error


def _knock(address: str) -> None:
    """Raises OSError or ValueError where nobody listens at HOST:PORT or ray://HOST:PORT; `auto` is left to Ray."""
    host, _, port = address.rpartition("://")[2].rpartition(":")
    if host:
        socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS).close()


def _chunks(pages: Iterable[Document]) -> Iterator[list[Document]]:
    chunk: list[Document] = []
    size = 0
    for page in pages:
        chunk.append(page)
        size += len(page.text)
        if size >= SIZE:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _cut_some(pages: Sequence[Document]) -> Callable[[], list[CutPage]]:
    asked = _cut.remote(remote_tasks.mark(), pages)
    return lambda: [CutPage(page, *found) for page, found in zip(pages, _result(asked), strict=True)]


def _read_there(asked: Any, file: str) -> list[Document | Failure]:
    try:
        read: list[Document | Failure] = _result(asked)
    except UnusableWorkers as error:
        if not isinstance(error.__cause__, WorkerCrashedError | OutOfMemoryError):
            raise
        # Each of several processes died of it.
        return [Failure(file, "crashed", type(error.__cause__).__name__)]
    return read


def _result(asked: Any) -> Any:
    """What a task gave. Raises what it raised, or UnusableWorkers."""
    try:
        return ray.get(asked)
    except RayTaskError as error:
        if isinstance(error.cause, LibraryError):
            raise error.cause from None
        if "failed to import" in str(error.cause):
            raise UnusableWorkers.by("unfit", str(error.cause).rstrip().rpartition("\n")[2]) from error
        raise
    except RayError as error:
        raise UnusableWorkers.by("lost", _first_line(error)) from error


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0] or type(error).__name__
