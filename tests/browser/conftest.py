"""A served chat and a browser that looks at it; every page is watched for errors and for requests to other hosts."""

import gc
import socket
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Locator, Page, Request, Response, expect, sync_playwright

from assistant.types import Answer, Slots
from assistant.wording import Language
from tests.ui.fakes import FakeAssistant
from ui import server
from ui.app import create_app
from ui.server_settings import ServerSettings
from ui.stopping_server import StoppingServer
from ui.types import Assistant

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
PATIENCE_MS = 60_000
"""How long a step may take on a busy machine before a test gives up; no test asserts how long one takes."""

HELD = "Diese Frage wartet."

# Gradio and its server leave sockets and loops to the collector; what that says is not about this code.
MARKS = (
    pytest.mark.browser,
    *(pytest.mark.filterwarnings(f"ignore::{kind}") for kind in ("ResourceWarning", "DeprecationWarning", "pytest.PytestUnraisableExceptionWarning")),
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the tests of this folder, before others are chosen by their marks."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            for mark in MARKS:
                item.add_marker(mark)


class HeldAssistant(FakeAssistant):
    """The fake assistant, which answers HELD only once it is let go."""

    def __init__(self) -> None:
        self.released = threading.Event()

    def ask(self, question: str, before: Slots | None = None, language: Language = "de") -> Answer:
        """Wait where the question is HELD."""
        if question == HELD:
            self.released.wait(PATIENCE_MS / 1000)
        return super().ask(question, before, language)


@dataclass
class Chat:
    """A page of the chat, with the steps that every test takes."""

    page: Page
    base: str
    trouble: list[str] = field(default_factory=list)

    @property
    def status(self) -> Locator:
        """The line that says what the chat is doing."""
        return self.page.locator("#status [role=status]")

    @property
    def question(self) -> Locator:
        """The question box."""
        return self.page.locator("#ask textarea")

    @property
    def replies(self) -> Locator:
        """The answers, oldest first."""
        return self.page.locator("#chat .reply")

    def open(self, path: str = "") -> "Chat":
        """Go to the page and wait until it can be used."""
        self.page.goto(self.base + path)
        expect(self.question).to_be_visible()
        return self

    def ask(self, question: str, unseen: int = 0) -> Locator:
        """Ask by keyboard; the answer, once it is whole. unseen: turns that the page will only show with it (many_questions.py)."""
        asked = self.page.locator("#chat .question")
        turns = asked.count() + unseen
        # The page takes no question while it is answering one, and for a moment after the last word of an answer it still is.
        self.question.fill(question)
        for _ in range(10):
            if self.question.input_value():
                self.question.press("Enter")
            with suppress(AssertionError):
                expect(asked).to_have_count(turns + 1, timeout=PATIENCE_MS / 10)
                break
        return self.answer(turns)

    def answer(self, turns: int) -> Locator:
        """The answer after so many turns, once it is whole."""
        expect(self.page.locator("#chat .question")).to_have_count(turns + 1)
        expect(self.replies).to_have_count(turns + 1)
        expect(self.page.locator("#chat .reply.writing")).to_have_count(0)
        return self.replies.nth(turns)


def until(page: Page, condition: str) -> None:
    """Waits until an expression holds in a page. Playwright's own `wait_for_function` has the page evaluate text, which its policy forbids."""
    patience = time.monotonic() + PATIENCE_MS / 1000
    while not page.evaluate(condition):
        assert time.monotonic() < patience, condition
        page.wait_for_timeout(50)


def serving(assistant: Assistant, settings: ServerSettings = ServerSettings()) -> Iterator[str]:
    """The address of a server with this assistant, as long as it is used."""
    ready, address = threading.Event(), ""
    running: list[StoppingServer] = []

    class Stoppable(StoppingServer):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            running.append(self)
            await super().startup(sockets)

    def note(url: str) -> None:
        nonlocal address
        address = url
        ready.set()

    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        patch.setattr(server, "StoppingServer", Stoppable)
        make = partial(made, assistant, settings)
        thread = threading.Thread(target=server.serve, args=(make, settings.language), kwargs={"port": 0, "on_ready": note}, daemon=True)
        thread.start()
        assert ready.wait(60), "the server did not start"
        yield address
        running[0].should_exit = True
        thread.join(20)
        gc.collect()


def made(assistant: Assistant, settings: ServerSettings, names: Sequence[str]) -> FastAPI:
    """The app with this assistant, as the server asks for it."""
    return create_app(assistant, replace(settings, hosts=(*names, *settings.hosts)))


@pytest.fixture(scope="session")
def held() -> HeldAssistant:
    """The assistant behind the page."""
    return HeldAssistant()


@pytest.fixture(scope="session")
def base(held: HeldAssistant) -> Iterator[str]:
    """The address of the served chat."""
    yield from serving(held)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}; install it to run the browser tests")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


def watched(context: BrowserContext, base: str) -> Chat:
    """A page in the context that notes every error, dialog, failed answer and request to another host."""
    context.set_default_timeout(PATIENCE_MS)
    chat = Chat(context.new_page(), base)

    def requested(request: Request) -> None:
        if not request.url.startswith((base, "data:", "blob:")):
            chat.trouble.append(f"another host: {request.url}")

    def responded(response: Response) -> None:
        if response.status >= 400:
            chat.trouble.append(f"{response.status}: {response.url}")

    def logged(message: ConsoleMessage) -> None:
        if message.type == "error":
            chat.trouble.append(f"console: {message.text}")

    def opened(dialog: Dialog) -> None:
        chat.trouble.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    context.on("request", requested)
    context.on("response", responded)
    chat.page.on("pageerror", lambda error: chat.trouble.append(f"page error: {error}"))
    chat.page.on("console", logged)
    chat.page.on("dialog", opened)
    return chat


@contextmanager
def window(browser: Browser, base: str, width: int = 1280, height: int = 800, **options: Any) -> Iterator[Chat]:
    """A page in a window of its own, with Playwright's options for a context; at the end nothing may have gone wrong in it."""
    expect.set_options(timeout=PATIENCE_MS)
    context = browser.new_context(viewport={"width": width, "height": height}, **options)
    chat = watched(context, base)
    try:
        yield chat
    finally:
        context.close()
    assert chat.trouble == []


@pytest.fixture
def open_chat(browser: Browser, base: str) -> Iterator[Callable[..., Chat]]:
    """Opens the chat in a window of a size; at the end nothing may have gone wrong in any of them."""
    with ExitStack() as windows:

        def opening(width: int = 1280, height: int = 800, path: str = "") -> Chat:
            # An English browser, so that the page's own language shows.
            return windows.enter_context(window(browser, base, width, height, locale="en-US")).open(path)

        yield opening


@pytest.fixture
def chat(open_chat: Callable[..., Chat]) -> Chat:
    """The chat in a wide window."""
    return open_chat()
