"""Reads files from outside in a process of its own, so that one that kills or blocks its parser costs that file and nothing else (decision 12).

One process reads many files; it is started for the first that needs it, and anew after it died or was ended because a file took too long.
"""

import contextlib
import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from pydantic import TypeAdapter

from index import documents, json_lines, parsing_limits
from index.plain_text import said_by
from index.types import Document, Failure

START = "import sys; seconds, memory, *sys.path = sys.argv[1:]; from index.parsing_worker import main; main(float(seconds), int(memory))"
"""The paths of this process but for the folder it is started in: that may be the one with the pages."""
PACKAGES = str(Path(__file__).parents[1])
"""Where this package lies, should that folder have been the only way to it."""
OUT_OF_TIME = -int(getattr(signal, "SIGPROF", 0)) or None
"""How a process ends that has used up the time for a file."""
SHORT_WAIT = 0.2
"""Seconds after which Ctrl+C is looked for at the latest."""
ANSWER: TypeAdapter[Document | Failure] = TypeAdapter(Document | Failure)
"""What the process may say, of the file that it was asked for; anything else counts as its death."""


class ParsingProcess:
    """A process that reads files one after the other. To be closed, which ends it at once; for one thread."""

    def __init__(self, seconds: float = parsing_limits.SECONDS, memory: int = parsing_limits.MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None
        self._files = 0
        """How many the process has been asked for."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def read_file(self, path: Path, document_id: str) -> Iterator[Document | Failure]:
        """The document of a file, or why there is none, as `index.documents.read_file`; never raises for what a file holds or does."""
        if is_read_here(path):
            yield from _read_here(path, document_id)
        else:
            yield self._read(path, document_id)

    def close(self) -> None:
        """Ends the process, whatever it is doing: it keeps nothing that could be lost."""
        process, self._process = self._process, None
        if process:
            process.kill()
            process.communicate()

    def _read(self, path: Path, document_id: str) -> Document | Failure:
        answer = self._answer(path, document_id)
        if _took_too_much(answer) and self._files > 1:
            # The files before may be to blame, with what they left behind; this one is read once more by a process that has read nothing.
            answer = self._answer(path, document_id)
        return answer

    def _answer(self, path: Path, document_id: str) -> Document | Failure:
        process = self._running()
        self._files += 1
        reply: list[bytes] = []
        asking = threading.Thread(target=_ask, args=(process, path, document_id, reply), daemon=True)
        asking.start()
        try:
            too_slow = not _has_ended(asking, parsing_limits.PATIENCE * self._seconds)
        finally:
            if asking.is_alive():
                # Out of time, or interrupted: the death of the process ends the wait for its answer.
                process.kill()
                asking.join()
        answer = _said(b"".join(reply))
        if answer is not None and _file_of(answer) != document_id:
            answer = None
        if answer is None or too_slow or _took_too_much(answer):
            # The last one because what it has taken it may not give back.
            self.close()
        if answer is not None:
            return answer
        if too_slow or process.returncode == OUT_OF_TIME:
            return Failure(document_id, "too_slow", f"{self._seconds:g} s")
        return Failure(document_id, "crashed", _end_of(process))

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            command = [sys.executable, "-I", "-X", "utf8", "-c", START, str(self._seconds), str(self._memory), *filter(None, sys.path), PACKAGES]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            self._files = 0
            # Its first line says that it is there: that time is no file's.
            _pipes(self._process)[1].readline(2)
        return self._process


def is_read_here(path: Path) -> bool:
    """Whether no process is needed: for JSON lines, and for text that is no longer than one of them may be, with which the same is done.

    JSON lines are read one by one, with Python's own JSON: a file may be of any size, so no time limit would suit it.
    """
    suffix = path.suffix.lower()
    try:
        return suffix == ".jsonl" or (suffix == ".txt" and path.stat().st_size <= json_lines.LARGEST_LINE)
    except OSError:
        return False


def _read_here(path: Path, document_id: str) -> Iterator[Document | Failure]:
    try:
        yield from documents.read_file(path, document_id)
    except Exception as error:  # a mistake of ours: as in the process, the next file has nothing to do with it
        yield Failure(document_id, "broken", said_by(error))


def _took_too_much(answer: Document | Failure) -> bool:
    return isinstance(answer, Failure) and answer.reason == "too_much_memory"


def _file_of(answer: Document | Failure) -> str:
    return answer.file if isinstance(answer, Failure) else answer.id


def _ask(process: subprocess.Popen[bytes], path: Path, document_id: str, reply: list[bytes]) -> None:
    """Adds the answer to one request to `reply`; nothing, or half of one, where the process died."""
    with contextlib.suppress(OSError, ValueError):
        requests, answers = _pipes(process)
        requests.write(json.dumps([str(path), document_id]).encode("ascii") + b"\n")
        requests.flush()
        reply.append(answers.readline(parsing_limits.LARGEST_REPLY))


def _said(reply: bytes) -> Document | Failure | None:
    try:
        return ANSWER.validate_json(reply)
    except (ValueError, RecursionError):
        return None


def _has_ended(thread: threading.Thread, seconds: float) -> bool:
    """Whether a thread ends within some seconds.

    Looked at in short steps: a Ctrl+C that comes just before a wait begins doesn't end that wait.
    """
    end = time.monotonic() + seconds
    while thread.is_alive() and time.monotonic() < end:
        thread.join(SHORT_WAIT)
    return not thread.is_alive()


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    if process.stdin is None or process.stdout is None:
        raise ValueError("the process was started without its pipes")
    return process.stdin, process.stdout


def _end_of(process: subprocess.Popen[bytes]) -> str:
    """How a process ended, as far as the system tells."""
    return f"signal {-process.returncode}" if (process.returncode or 0) < 0 else f"exit status {process.returncode}"
