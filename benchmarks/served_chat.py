"""The chat as a visitor gets it: served by the command, on the sample pages, and opened in Chromium."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@contextmanager
def served() -> Iterator[str]:
    """The address of a running `berufslotse serve`, which is stopped at the end. Raises RuntimeError where it doesn't start."""
    port = _free_port()
    command = [sys.executable, "-c", "from ui.command_line import main; main()", "serve", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout
        # Its first line is its address; one that ends says why on standard error.
        if not server.stdout.readline():
            raise RuntimeError(f"berufslotse serve did not start on port {port}; what it says stands above")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


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


def _free_port() -> int:
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return int(asking.getsockname()[1])
