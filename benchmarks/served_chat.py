"""The chat as a visitor gets it: served by the command, on the sample pages, and opened in Chromium."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BERUFSLOTSE = (sys.executable, "-c", "from ui.command_line import main; main()")
"""What the command `berufslotse` runs."""
LONGEST_STOP = 40
"""Seconds for a server to stop: it finishes open answers for 20 (ui/stopping_server.py)."""
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@dataclass(frozen=True, slots=True)
class Served:
    """A running server: its address without a slash at the end, and its process."""

    address: str
    process: subprocess.Popen[str]


@contextmanager
def serving(*options: str, port: int | None = None) -> Iterator[Served]:
    """A running `berufslotse serve` with these options, which is stopped at the end. port: None for a free one. Raises RuntimeError where it doesn't start."""
    port = port or free_port()
    server = subprocess.Popen([*BERUFSLOTSE, "serve", "--port", str(port), *options], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout
        # Its first line is its address; one that ends says why on standard error.
        if not server.stdout.readline():
            raise RuntimeError(f"berufslotse serve did not start on port {port}; what it says stands above")
        yield Served(f"http://127.0.0.1:{port}", server)
    finally:
        server.terminate()
        try:
            server.wait(LONGEST_STOP)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
            raise


@contextmanager
def served() -> Iterator[str]:
    """The address of a running `berufslotse serve` on the library that it chooses itself."""
    with serving() as chat:
        yield chat.address


@contextmanager
def chromium() -> Iterator["Browser"]:
    """A browser that asks no other host for anything of its own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return int(asking.getsockname()[1])
