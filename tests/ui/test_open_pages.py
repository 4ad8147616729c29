"""What is forgotten of pages that are no longer used."""

import asyncio
import gc
import secrets
import threading
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import gradio as gr
import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient
from gradio.state_holder import StateHolder
from starlette.routing import Mount

from assistant.types import Answer, Slots
from assistant.wording import Language
from tests.ui import fakes
from ui import app as app_module
from ui.app import create_app
from ui.open_pages import KEPT, MOST_PAGES, OpenPages
from ui.server_settings import ServerSettings

AN_HOUR = 3_600
A_MINUTE = 60
PAGE = "a-page"
HELD = "Diese Frage wartet."
SECONDS = 5
"""That a question may take."""


@pytest.fixture
def holder() -> StateHolder:
    """Of a chat with nothing on it."""
    with gr.Blocks(analytics_enabled=False) as blocks:
        gr.State("")
    made = StateHolder()
    made.set_blocks(blocks)
    return made


def used(holder: StateHolder, *pages: str) -> None:
    """Something happens on the pages."""
    for page in pages:
        assert page not in holder[page]


def looked(pages: OpenPages, *minutes: float) -> None:
    """The looks at these times."""

    async def look() -> None:
        for each in minutes:
            await pages.forget_unused(each * A_MINUTE)

    asyncio.run(look())


def test_a_page_is_forgotten_within_an_hour_of_its_last_use(holder: StateHolder) -> None:
    pages = OpenPages()
    pages.watch(holder)
    used(holder, "left", "returns")
    looked(pages, 1, 30)
    used(holder, "returns")
    looked(pages, 31, 58)
    assert list(holder.session_data) == ["left", "returns"]
    looked(pages, 59)
    assert list(holder.session_data) == list(holder.time_last_used) == ["returns"]
    looked(pages, 88)
    assert "returns" in holder
    looked(pages, 89)
    assert "returns" not in holder


def test_nothing_is_kept_for_more_than_an_hour_however_late_both_looks_come() -> None:
    assert KEPT + 2 * A_MINUTE <= AN_HOUR


@pytest.mark.parametrize("hours", [-12, -1, 1, 12])
def test_a_clock_that_is_set_changes_nothing(holder: StateHolder, hours: float) -> None:
    pages = OpenPages()
    pages.watch(holder)
    used(holder, PAGE)
    # As what was used before the clock was set back or forward by so much; summer time ends as if it were set back.
    holder.time_last_used[PAGE] = datetime.now() - timedelta(hours=hours)
    looked(pages, 0, 57)
    assert PAGE in holder
    looked(pages, 58)
    assert PAGE not in holder


def test_both_chats_of_a_server_are_looked_after(client: TestClient) -> None:
    assert [chat.state_holder.capacity for chat in chats(client.app)] == [MOST_PAGES, MOST_PAGES]


def chats(app: Any) -> list[gr.routes.App]:
    """Gradio's apps in it."""
    return [route.app for route in app.routes if isinstance(route, Mount)]


class HeldAssistant(fakes.FakeAssistant):
    """The fake assistant, which answers HELD only once it is let go."""

    def __init__(self) -> None:
        self.asked, self.go = threading.Event(), threading.Event()

    def ask(self, question: str, before: Slots | None = None, language: Language = "de") -> Answer:
        """Wait where the question is HELD."""
        if question == HELD:
            self.asked.set()
            self.go.wait(60)
        return super().ask(question, before, language)


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit to a server that listens, by the routes that the chat's page uses. All is in one event loop, so that a look can be made between two requests."""

    client: httpx.AsyncClient
    pages: OpenPages
    assistant: HeldAssistant
    chat: gr.routes.App

    async def ask(self, question: str, page: str = PAGE) -> None:
        """Ask, and leave before the answer comes."""
        (event,) = (each["id"] for each in (await self.client.get("/config")).json()["dependencies"] if each["queue"])
        asked = {"data": [question, None, None], "fn_index": event, "session_hash": page}
        assert (await self.client.post("/gradio_api/queue/join", json=asked)).status_code == 200

    async def read(self, page: str = PAGE) -> str:
        """What comes of the question."""
        return (await self.client.get("/gradio_api/queue/data", params={"session_hash": page})).text

    async def answered(self) -> None:
        """No question is being answered."""
        await until(lambda: not self.queue.event_ids_to_events)

    async def look(self, minutes: float = 0) -> None:
        """Look for unused pages in so many minutes from now."""
        await self.pages.forget_unused(time.monotonic() + minutes * A_MINUTE)

    @property
    def queue(self) -> Any:
        """Gradio's, of the German chat."""
        return self.chat.get_blocks()._queue

    def held(self, page: str = PAGE) -> list[str]:
        """Where Gradio has something of the page."""
        blocks = self.chat.get_blocks()
        tables = {
            "state": self.chat.state_holder.session_data,
            "use": self.chat.state_holder.time_last_used,
            "messages": self.queue.pending_messages_per_session,
            "events": self.queue.pending_event_ids_session,
            "streams": blocks.pending_streams,
            "steps": blocks.pending_diff_streams,
        }
        return [name for name, by_page in tables.items() if page in by_page]


@pytest.fixture
def visited(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Callable[[Visit], Coroutine[None, None, None]]], None]]:
    """Makes a visit to the whole app, and stops it."""
    pages, assistant = OpenPages(), HeldAssistant()
    monkeypatch.setattr(app_module, "OpenPages", lambda: pages)

    async def making(visit: Callable[[Visit], Coroutine[None, None, None]]) -> None:
        app = create_app(assistant, ServerSettings(seconds=SECONDS))
        async with listening(app) as client:
            await visit(Visit(client, pages, assistant, chats(app)[-1]))

    yield lambda visit: asyncio.run(making(visit))
    assistant.go.set()


@asynccontextmanager
async def listening(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a server in this event loop."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, timeout_graceful_shutdown=1))
    running = asyncio.create_task(server.serve())
    await until(lambda: server.started)
    port = server.servers[0].sockets[0].getsockname()[1]
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False) as client:
        yield client
    server.should_exit = True
    await running


async def until(holds: Callable[[], bool]) -> None:
    """Waits for it; a busy machine may take long."""
    patience = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < patience, "it never came"
        await asyncio.sleep(0.01)


Visiting = Callable[[Callable[[Visit], Coroutine[None, None, None]]], None]


def test_what_no_browser_fetched_is_forgotten_an_hour_after_the_question(visited: Visiting) -> None:
    async def visit(server: Visit) -> None:
        await server.ask(fakes.PAY)
        await server.answered()
        await server.look()
        await server.look(57)
        assert server.held() == ["state", "use", "messages", "events"]
        assert any(fakes.PAY_WUPPERTAL in repr(told) for told in server.queue.pending_messages_per_session[PAGE]._queue)
        await server.look(58)
        assert server.held() == []

    visited(visit)


def test_nothing_of_an_answer_is_kept_for_the_next_question(visited: Visiting) -> None:
    async def visit(server: Visit) -> None:
        await server.ask(fakes.PAY)
        assert fakes.PAY_WUPPERTAL in await server.read()
        await server.answered()
        assert server.chat.state_holder.session_data[PAGE].state_data == {}
        assert server.queue.pending_messages_per_session[PAGE].empty()
        await server.look()
        await server.look(58)
        assert server.held() == []

    visited(visit)


def test_an_answer_that_nobody_waits_for_is_given_up_with_its_page(visited: Visiting, capfd: pytest.CaptureFixture[str]) -> None:
    async def visit(server: Visit) -> None:
        await server.ask(HELD)
        await until(server.assistant.asked.is_set)
        await server.look()
        await server.look(58)
        server.assistant.go.set()
        await until(lambda: not any(server.queue.active_jobs))
        assert server.held() == []

    visited(visit)
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize("fetched", [False, True])
def test_no_text_in_the_process_tells_what_was_asked_an_hour_ago(visited: Visiting, fetched: bool) -> None:
    async def visit(server: Visit) -> None:
        # As bytes, which are not looked for.
        word = secrets.token_hex(8).encode()
        await server.client.get(f"/?frage={word.decode()}")
        await server.ask(f"{fakes.PAY} {word.decode()}")
        if fetched:
            assert word.decode() in await server.read()
        await server.answered()
        assert told(word)
        await server.look()
        await server.look(58)
        # The limit that was set to the question is over by itself.
        await asyncio.sleep(SECONDS)
        assert told(word) == []

    visited(visit)


def told(word: bytes) -> list[object]:
    """All that holds a text with the word."""
    gc.collect()
    text, found = word.decode(), []
    for each in gc.get_objects():
        for part in gc.get_referents(each):
            if type(part) is str and text in part:
                found.append(each)
    return found


def test_gradio_keeps_no_figures_of_its_own(visited: Visiting) -> None:
    async def visit(server: Visit) -> None:
        await server.ask(fakes.PAY)
        await server.ask(fakes.TASKS)
        await server.answered()
        assert server.queue.event_analytics == {}
        assert (await server.read()).count('"success":true') >= 2

    visited(visit)
