"""The process that reads files from outside: a request a line on standard input, an answer a line on standard output, nothing else.

It is started by `index.parsing_process` and trusted by nobody: what it answers is JSON, and it ends when its input closes or a file takes too long.
"""

import json
import os
import select
import signal
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO

from index.documents import read_file
from index.parsing_limits import limit_this_process
from index.plain_text import said_by
from index.types import Document, Failure


def main(seconds: float, memory: int) -> None:
    """Answers until its input closes."""
    answers = os.fdopen(os.dup(1), "wb")
    # What a library prints must not get among the answers.
    os.dup2(2, 1)
    # Ctrl-C reaches every process of a terminal; the one that began this says when it ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "SIGPROF"):
        # Ends a file that takes too long, even where the one that began this ignores it.
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
    threading.Thread(target=_leave_with_the_asker, daemon=True).start()
    limit_this_process(memory)
    answers.write(b"\n")
    answers.flush()
    serve(sys.stdin.buffer, answers, seconds)


def serve(requests: BinaryIO, answers: BinaryIO, seconds: float) -> None:
    """A line with a page or a failure for each line with a path and a document id."""
    for request in requests:
        path, document_id = json.loads(request)
        if hasattr(signal, "setitimer"):
            # Ends the process by SIGPROF after that much processor time, even where a library doesn't come back to Python.
            signal.setitimer(signal.ITIMER_PROF, seconds)
        answers.write(_answer(Path(path), document_id))
        answers.flush()


def _answer(path: Path, document_id: str) -> bytes:
    try:
        # JSON lines, the one format with several pages in a file, are read by the asker itself.
        [item] = read_file(path, document_id)
        return _line(item)
    except MemoryError:
        return _line(Failure(document_id, "too_much_memory"))
    except RecursionError:
        return _line(Failure(document_id, "too_deep"))
    except Exception as error:  # a library's own, or a mistake of ours: the next file has nothing to do with it
        return _line(Failure(document_id, "broken", said_by(error)))


def _line(item: Document | Failure) -> bytes:
    return json.dumps(asdict(item)).encode("ascii") + b"\n"


def _leave_with_the_asker() -> None:
    """Ends the process when the other end of its input is gone, whatever it is reading."""
    if hasattr(select, "poll"):
        hung_up = select.poll()
        hung_up.register(0, 0)
        hung_up.poll()
        os._exit(0)
