"""A server that is told to stop, in a process of its own: open answers are finished, no others are begun, and it ends well."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from assistant.types import Answer
from tests.ui import fakes

ROOT = Path(__file__).parents[2]


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


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGTERM")
def test_sigterm_ends_a_server_once_its_open_answer_is_given(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    server = subprocess.Popen([sys.executable, str(ROOT / "tests/ui/stopped_server.py"), str(tmp_path)], env=environment)
    replies: list[httpx.Response] = []
    try:
        until((tmp_path / "url").exists)
        url = (tmp_path / "url").read_text(encoding="utf-8")
        asking = threading.Thread(target=lambda: replies.append(httpx.post(f"{url}api/ask", json={"question": fakes.PAY}, timeout=120)))
        asking.start()
        until((tmp_path / "asked").exists)
        server.send_signal(signal.SIGTERM)
        until(lambda: is_closed(url))
        assert server.poll() is None
        (tmp_path / "go").touch()
        asking.join(120)
        assert server.wait(120) == 0
    finally:
        server.kill()
        server.wait()
    (reply,) = replies
    assert reply.status_code == 200
    assert Answer.model_validate(reply.json()) == fakes.FakeAssistant().ask(fakes.PAY)
