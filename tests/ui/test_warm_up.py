"""The server answers before the library is open, hands over when it is, and ends with the reason where it can't be."""

import asyncio
import re
import threading
from collections.abc import Callable, Sequence
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from assistant.wording import Language, say
from index.errors import MissingLibrary
from ui import server
from ui.server import serve
from ui.stopping_server import StoppingServer
from ui.warm_up import POLICY, WarmUp


class Stopped(StoppingServer):
    """Stops once `over` is set."""

    over = threading.Event()

    async def main_loop(self) -> None:
        """Run until then."""
        while not (self.over.is_set() or self.should_exit):
            await asyncio.sleep(0.01)


@pytest.fixture
def over(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Set, it stops the server."""
    Stopped.over = threading.Event()
    monkeypatch.setattr(server, "StoppingServer", Stopped)
    return Stopped.over


def opened() -> FastAPI:
    app = FastAPI()
    app.add_api_route("/", lambda: "open")
    return app


def test_visitors_are_told_to_wait_until_the_app_is_made(over: threading.Event) -> None:
    go_on = threading.Event()
    told: list[str] = []
    seen: dict[str, httpx.Response] = {}

    def make(names: Sequence[str]) -> FastAPI:
        assert "127.0.0.1" in names
        go_on.wait(20)
        return opened()

    def look(url: str) -> None:
        told.append(url)
        for path, accept in {"": "text/html", "en/": "text/html", "api/ask": "application/json", "healthz": "*/*", "readyz": "*/*"}.items():
            seen[path] = httpx.get(url + path, headers={"accept": accept})
        go_on.set()

    def listening(url: str) -> None:
        threading.Thread(target=look, args=(url,)).start()

    def ready(url: str) -> None:
        told.append(httpx.get(url).json())
        over.set()

    serve(make, port=0, on_listening=listening, on_ready=ready)
    url, answered = told
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", url)
    assert answered == "open"
    assert {path: reply.status_code for path, reply in seen.items()} == {"": 503, "en/": 503, "api/ask": 503, "healthz": 200, "readyz": 503}
    for path, language in (("", "de"), ("en/", "en")):
        assert say(language, "warm_up.why") in seen[path].text
        assert f'lang="{language}"' in seen[path].text
        assert (seen[path].headers["refresh"], seen[path].headers["content-security-policy"]) == ("2", POLICY)
    assert seen["api/ask"].json() == {"error": say("de", "warm_up.why")}


def test_what_keeps_the_app_from_being_made_ends_the_server(over: threading.Event) -> None:
    def make(_: Sequence[str]) -> FastAPI:
        raise MissingLibrary("There is no library.")

    with pytest.raises(MissingLibrary):
        serve(make, port=0)


def test_a_server_that_is_stopped_while_it_opens_does_not_wait_for_it(over: threading.Event) -> None:
    begun, go_on, made = threading.Event(), threading.Event(), threading.Event()

    def make(_: Sequence[str]) -> FastAPI:
        begun.set()
        over.set()
        go_on.wait(60)
        made.set()
        return opened()

    serve(make, port=0)
    assert begun.is_set() and not made.is_set()
    go_on.set()
    assert made.wait(60)


def test_a_server_that_is_stopped_does_not_wait_for_whoever_is_told_that_it_is_ready(over: threading.Event) -> None:
    go_on, left = threading.Event(), threading.Event()

    def ready(_: str) -> None:
        over.set()
        go_on.wait(60)
        left.set()

    serve(lambda _: opened(), port=0, on_ready=ready)
    assert not left.is_set()
    go_on.set()
    assert left.wait(60)


def answered(path: str, language: Language, accept: str = "text/html") -> list[dict[str, Any]]:
    """What is sent where the app isn't made yet."""
    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    def nothing() -> None:
        raise AssertionError

    page: Callable[..., Any] = WarmUp(opened, language, nothing, nothing)
    asyncio.run(page({"type": "http", "path": path, "method": "GET", "headers": [(b"accept", accept.encode())]}, receive, send))
    return sent


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_page_is_in_the_language_of_the_server(language: Language) -> None:
    assert say(language, "warm_up.why").encode() in answered("/", language)[1]["body"]


def test_under_a_path_it_is_found_alive_and_its_pages_are_in_their_language() -> None:
    assert answered("/lotse/healthz", "de", "*/*")[0]["status"] == 200
    assert say("en", "warm_up.why").encode() in answered("/lotse/en/pages", "de")[1]["body"]


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_its_headers_are_strict(accept: str) -> None:
    headers = dict(answered("/", "de", accept)[0]["headers"])
    assert (headers[b"x-content-type-options"], headers[b"referrer-policy"], headers[b"cache-control"]) == (b"nosniff", b"no-referrer", b"no-store")
