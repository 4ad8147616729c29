"""How often an address, or a page that is open in a browser, may ask: what is counted, how much of it, and the answer 429 to what is too much."""

import math
import re
import time
from collections.abc import Callable
from html import escape
from typing import Literal

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.wording import LANGUAGES, Language, say
from ui.operator_paths import PATHS
from ui.plain_page import plain_page
from ui.token_bucket import Buckets, Rate
from ui.visitor_network import THIS_MACHINE, visitor_network

Kind = Literal["question", "event", "upload", "feedback"]

QUESTIONS_A_MINUTE = 120
"""Of an address: behind one may sit a whole class. Half as many may come at once."""
SESSION = Rate(burst=10, a_minute=20)
"""Questions of one open page of the chat: more than anybody reads the answers to, so that one who floods leaves the others behind the same address their share."""
EVENT = Rate(burst=200, a_minute=600)
"""Of an address: everything that the chat's page sends, of which questions are a part."""
UPLOAD = Rate(burst=10, a_minute=10)
FEEDBACK = Rate(burst=10, a_minute=10)

_PROGRAMS = re.compile(r"/(api/(ask|search|compare)|mcp)/?")
_EVENTS = re.compile(r"(/[a-z]{2})?/gradio_api/(run/predict|queue/join)/?")


class RateLimits:
    """The buckets of a server. The machine itself, and an address that is none (a test, a socket file), have no limit unless a proxy is believed; the open
    pages behind them have.
    """

    def __init__(
        self,
        questions_a_minute: int = QUESTIONS_A_MINUTE,
        clock: Callable[[], float] = time.monotonic,
        refused: Callable[[str], None] | None = None,
        *,
        spare_this_machine: bool = True,
    ) -> None:
        """refused: told the kind of what was too much. spare_this_machine: whether the machine itself has no limit; where a proxy is believed, whatever
        comes without an address that tells visitors apart comes from a proxy that doesn't tell, and is limited as one.
        """
        self._clock = clock
        self._refused = refused
        self._spare_this_machine = spare_this_machine
        self._sessions = Buckets(SESSION)
        question = Rate(burst=max(1, questions_a_minute // 2), a_minute=questions_a_minute)
        self._addresses: dict[Kind, Buckets] = {
            "question": Buckets(question),
            "event": Buckets(EVENT),
            "upload": Buckets(UPLOAD),
            "feedback": Buckets(FEEDBACK),
        }

    def wait(self, kind: Kind, address: str | None, session: str | None = None) -> int:
        """0 where it may be; else the whole seconds to wait. session: the open page of the chat that asks."""
        now = self._clock()
        network = visitor_network(address) or THIS_MACHINE
        spared = network == THIS_MACHINE and self._spare_this_machine
        seconds = 0.0 if spared else self._addresses[kind].take(network, now)
        if not seconds and session:
            seconds = self._sessions.take(session, now)
        if seconds and self._refused:
            self._refused(kind)
        return math.ceil(seconds)


class RateLimited:
    """Answers 429 to requests of programs, events of the chat, uploads and feedback that are too many; what a visitor asks in the chat, the chat itself counts."""

    def __init__(self, app: ASGIApp, limits: RateLimits, language: Language) -> None:
        """language: of an address that tells none."""
        self._app = app
        self._limits = limits
        self._language = language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        kind = _kind(scope["path"]) if scope["type"] == "http" and scope["method"] == "POST" else None
        client = scope.get("client")
        seconds = self._limits.wait(kind, client[0] if client else None) if kind else 0
        await (self._refusal(scope, seconds) if seconds else self._app)(scope, receive, send)

    def _refusal(self, scope: Scope, seconds: int) -> Response:
        language = next((each for each in LANGUAGES if scope["path"].startswith(f"/{each}/")), self._language)
        text = too_many(language, seconds)
        headers = {"retry-after": str(seconds), "cache-control": "no-store"}
        if "text/html" not in Headers(scope=scope).get("accept", ""):
            return JSONResponse({"error": text}, 429, headers)
        title = say(language, "too_many.title")
        page = plain_page(title, f"<h1>{escape(title)}</h1><p>{escape(text)}</p>", language, "/", status=429)
        page.headers.update(headers)
        return page


def too_many(language: Language, seconds: int) -> str:
    """The sentence for somebody who has to wait."""
    return say(language, "too_many.wait" if seconds > 1 else "too_many.wait_one", seconds=seconds)


def _kind(path: str) -> Kind | None:
    if _PROGRAMS.fullmatch(path):
        return "question"
    if _EVENTS.fullmatch(path):
        return "event"
    if path == "/api/feedback":
        return "feedback"
    return "upload" if path in PATHS["add"].values() else None
