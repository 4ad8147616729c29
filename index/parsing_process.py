"""Reads files from outside in a process of its own, so that one that kills or blocks its parser costs that file and nothing else (decision 12).

One process reads many files; it is started for the first that needs it, and anew after it died or was ended because a file took too long.
"""

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from pydantic import TypeAdapter

from index import documents, parsing_limits
from index.types import Document, Failure

HERE = frozenset({".jsonl"})
"""Read line by line, a line 2 MB at most, with Python's own JSON: a file may be of any size, so no time limit would suit it."""
START = "import sys; seconds, memory, *sys.path = sys.argv[1:]; from index.parsing_worker import main; main(float(seconds), int(memory))"
"""The paths of this process and nothing from the folder it is started in: that may be the one with the pages."""
OUT_OF_TIME = -int(getattr(signal, "SIGPROF", 0)) or None
"""How a process ends that has used up the time for a file."""
ANSWER: TypeAdapter[Document | Failure] = TypeAdapter(Document | Failure)
"""What the process may say; anything else counts as its death."""


class ParsingProcess:
    """A process that reads files one after the other. To be closed, which ends it at once; for one thread."""

    def __init__(self, seconds: float = parsing_limits.SECONDS, memory: int = parsing_limits.MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def read_file(self, path: Path, document_id: str) -> Iterator[Document | Failure]:
        """The document of a file, or why there is none, as `index.documents.read_file`; never raises for what a file holds or does."""
        if path.suffix.lower() in HERE:
            yield from documents.read_file(path, document_id)
        else:
            yield self._read(path, document_id)

    def close(self) -> None:
        """Ends the process, whatever it is doing: it keeps nothing that could be lost."""
        process, self._process = self._process, None
        if process:
            process.kill()
            process.communicate()

    def _read(self, path: Path, document_id: str) -> Document | Failure:
        process = self._running()
        too_slow = threading.Event()
        timer = threading.Timer(parsing_limits.PATIENCE * self._seconds, _end_slow, (process, too_slow))
        timer.start()
        try:
            answer = ANSWER.validate_json(_ask(process, path, document_id))
        except (OSError, ValueError, RecursionError):
            answer = None
        finally:
            timer.cancel()
            timer.join()
        if answer is None or too_slow.is_set() or (isinstance(answer, Failure) and answer.reason == "too_much_memory"):
            # The last one because what it has taken it may not give back.
            self.close()
        if answer is not None:
            return answer
        if too_slow.is_set() or process.returncode == OUT_OF_TIME:
            return Failure(document_id, "too_slow", f"{self._seconds:g} s")
        return Failure(document_id, "crashed", _end_of(process))

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            command = [sys.executable, "-I", "-X", "utf8", "-c", START, str(self._seconds), str(self._memory), *map(str, sys.path)]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            # Its first line says that it is there: that time is no file's.
            _pipes(self._process)[1].readline(2)
        return self._process


def _ask(process: subprocess.Popen[bytes], path: Path, document_id: str) -> bytes:
    """The answer to one request; nothing, or half of one, where the process died."""
    requests, answers = _pipes(process)
    requests.write(json.dumps([str(path), document_id]).encode("ascii") + b"\n")
    requests.flush()
    return answers.readline(parsing_limits.LARGEST_REPLY)


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    if process.stdin is None or process.stdout is None:
        raise ValueError("the process was started without its pipes")
    return process.stdin, process.stdout


def _end_slow(process: subprocess.Popen[bytes], too_slow: threading.Event) -> None:
    too_slow.set()
    process.kill()


def _end_of(process: subprocess.Popen[bytes]) -> str:
    """How a process ended, as far as the system tells."""
    return f"signal {-process.returncode}" if (process.returncode or 0) < 0 else f"exit status {process.returncode}"
