"""A server that is told to stop, in a process of its own: open answers are finished, no others are begun, and it ends well, whatever hangs."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from assistant.types import Answer
from tests.ui import fakes

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
FURTHER = tuple(f"Das ist die {number}. weitere Aussage." for number in range(1, 41))
"""What the chat of a server says after the fixed answer: six seconds of statements."""


def until(there: Callable[[], bool]) -> None:
    """Wait for it; a slow machine may take long."""
    for _ in range(12_000):
        if there():
            return
        time.sleep(0.01)
    raise AssertionError("it never came")


def is_closed(url: str) -> bool:
    """Whether nobody new is let in."""
    try:
        httpx.get(f"{url}healthz")
    except httpx.TransportError:
        return True
    return False


@contextmanager
def started(folder: Path, seconds: float, *options: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A server and its address. seconds: that it works on open answers when it is stopped."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    server = subprocess.Popen([sys.executable, str(ROOT / "tests/ui/stopped_server.py"), str(folder), str(seconds), *options], env=environment)
    try:
        until((folder / "url").exists)
        yield server, (folder / "url").read_text(encoding="utf-8")
    finally:
        server.kill()
        server.wait()


@contextmanager
def asked(folder: Path, seconds: float) -> Iterator[tuple[subprocess.Popen[bytes], str, Future[httpx.Response]]]:
    """A server that works on one question, its address, and what will come of the question. seconds: that it works on it when it is stopped."""
    with started(folder, seconds) as (server, url), ThreadPoolExecutor() as visitors:
        reply = visitors.submit(httpx.post, f"{url}api/ask", json={"question": fakes.PAY}, timeout=120)
        try:
            until((folder / "asked").exists)
            yield server, url, reply
        finally:
            server.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGTERM")
def test_sigterm_ends_a_server_once_its_open_answer_is_given(tmp_path: Path) -> None:
    with asked(tmp_path, 60) as (server, url, reply):
        server.send_signal(signal.SIGTERM)
        until(lambda: is_closed(url))
        assert server.poll() is None
        (tmp_path / "go").touch()
        answered = reply.result(120)
        assert server.wait(120) == 0
    assert answered.status_code == 200
    assert Answer.model_validate(answered.json()) == fakes.FakeAssistant().ask(fakes.PAY)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGTERM")
def test_a_question_that_hangs_does_not_keep_a_server_that_is_stopped(tmp_path: Path) -> None:
    with asked(tmp_path, 0.1) as (server, _, reply):
        server.send_signal(signal.SIGTERM)
        assert server.wait(120) == 0
        assert not (tmp_path / "go").exists()
        assert reply.exception(120) or reply.result().status_code >= 500
