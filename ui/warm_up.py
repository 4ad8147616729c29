"""While the app is being made, the server already answers: a page that says so and comes back by itself; to programs, that it isn't ready."""

import asyncio
import base64
import hashlib
import threading
from collections.abc import Callable
from concurrent.futures import Future
from html import escape
from typing import TYPE_CHECKING, TypeVar

import structlog
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Receive, Scope, Send

from assistant.wording import LANGUAGES, Language, say

if TYPE_CHECKING:
    from fastapi import FastAPI

AGAIN = 2
"""Seconds after which the page is loaded again."""
STYLE = (
    "body{font:1.125rem/1.5 system-ui,sans-serif;max-width:40rem;margin:20vh auto 0;padding:0 1rem;color:#1b1b1b;background:#fff}"
    "@media(prefers-color-scheme:dark){body{color:#eee;background:#16181d}}"
)
POLICY = f"default-src 'none'; base-uri 'none'; frame-ancestors 'none'; style-src 'sha256-{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'"
PLAIN = {"x-content-type-options": "nosniff", "referrer-policy": "no-referrer"}
"""As ui/security_headers.py adds them to what the app sends."""

log = structlog.get_logger(__name__)

R = TypeVar("R")


class WarmUp:
    """An app that stands in for another until that is made, in a thread; then it passes everything on.

    make: makes the other one. on_ready: called once it answers. on_failure: called where it can't be made; `failure` says why.
    """

    def __init__(self, make: Callable[[], "FastAPI"], language: Language, on_ready: Callable[[], None], on_failure: Callable[[], None]) -> None:
        self.failure: BaseException | None = None
        self._make = make
        self._language = language
        self._on_ready = on_ready
        self._on_failure = on_failure
        self._app: FastAPI | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif self._app:
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._wait(scope)(scope, receive, send)

    async def leave(self) -> None:
        """Lets the app tell a load balancer that it is to stop (`app.state.leave`); until it is made, nobody is sent to it."""
        leave = getattr(self._app.state, "leave", None) if self._app else None
        if leave:
            await leave()

    async def finish(self, seconds: float) -> None:
        """Lets the app finish what it has begun (`app.state.finish`), in so many seconds at most; one that isn't made yet has begun nothing."""
        finish = getattr(self._app.state, "finish", None) if self._app else None
        if finish:
            await finish(seconds)

    async def _live(self, receive: Receive, send: Send) -> None:
        stopped = asyncio.Event()
        await receive()
        opening = asyncio.create_task(self._open(stopped))
        await send({"type": "lifespan.startup.complete"})
        await receive()
        stopped.set()
        if not self._app:
            opening.cancel()
        await asyncio.wait([opening])
        await send({"type": "lifespan.shutdown.complete"})

    async def _open(self, stopped: asyncio.Event) -> None:
        try:
            app = await asyncio.wrap_future(_in_thread(self._make))
            async with app.router.lifespan_context(app):
                self._app = app
                # In a thread: opening a browser may take its time, or wait until a text browser is left.
                _in_thread(self._tell)
                await stopped.wait()
        except Exception as error:
            self.failure = error
            self._on_failure()

    def _tell(self) -> None:
        try:
            self._on_ready()
        except Exception:
            log.exception("on_ready_failed")

    def _wait(self, scope: Scope) -> Response:
        # A proxy may put a path of its own before ours (ui/root_path.py).
        path = str(scope["path"])
        if path.endswith("/healthz"):
            return JSONResponse({"status": "ok"})
        language = next((each for each in LANGUAGES if f"/{each}/" in path), self._language)
        text = say(language, "warm_up.why")
        headers = {"retry-after": str(AGAIN), "cache-control": "no-store", "vary": "accept", **PLAIN}
        if "text/html" not in Headers(scope=scope).get("accept", ""):
            return JSONResponse({"error": text}, 503, headers)
        return HTMLResponse(_page(language, text), 503, {**headers, "content-security-policy": POLICY, "refresh": str(AGAIN)})


def _in_thread(work: Callable[[], R]) -> Future[R]:
    """What comes of the work, in a thread that nobody waits for: for asyncio's own an event loop waits when it ends, however long they take."""
    future: Future[R] = Future()
    future.set_running_or_notify_cancel()

    def run() -> None:
        try:
            made = work()
        except BaseException as error:
            future.set_exception(error)
        else:
            future.set_result(made)

    threading.Thread(target=run, name="warm-up").start()
    return future


def _page(language: Language, text: str) -> str:
    name = escape(say(language, "chat.name"))
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="color-scheme" content="light dark"><title>{name}</title><style>{STYLE}</style></head>'
        f'<body><main><h1>{name}</h1><p role="status">{escape(text)}</p></main></body></html>'
    )
