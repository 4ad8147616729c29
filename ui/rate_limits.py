"""How often an address, or a page that is open in a browser, may ask: what is counted, how much of it, and the answer 429 to what is too much."""

import math
import re
import time
from collections.abc import Callable
from html import escape
from typing import Literal

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.wording import LANGUAGES, Language, say
from ui.library_paths import LISTS, PAGES
from ui.operator_paths import PATHS
from ui.plain_page import plain_page
from ui.same_origin import from_own_page
from ui.token_bucket import Buckets, Rate
from ui.visitor_network import THIS_MACHINE, visitor_network

Kind = Literal["question", "event", "upload", "feedback", "page", "sign_in"]

QUESTIONS_A_MINUTE = 120
"""Of an address: behind one may sit a whole class. Half as many may come at once."""
SESSION = Rate(burst=10, a_minute=20)
"""Questions of one open page of the chat: more than anybody reads the answers to, so that one who floods leaves the others behind the same address their share.

By the name that the page gives itself, which whoever floods on purpose makes up anew each time: against that, only the limit of the address holds.
"""
EVENT = Rate(burst=200, a_minute=600)
"""Of an address: everything that the chat's page sends, of which questions are a part."""
UPLOAD = Rate(burst=10, a_minute=10)
FEEDBACK = Rate(burst=10, a_minute=10)
PAGE = Rate(burst=120, a_minute=240)
"""Pages of the library that are read from an address: somebody who leafs through them, and a search engine that takes a few a second, stay below."""
SIGN_IN = Rate(burst=20, a_minute=20)
"""Of an address. Which passwords are looked at, ui/operator_sign_in.py says, and waits longer; this is for forms that are sent in any number."""

A_LOOK = 30.0
"""Seconds between two looks for whom it no longer matters what they asked."""

_PROGRAMS = re.compile(r"/(api/(ask|search|compare)|mcp)/?")
_EVENTS = re.compile(r"(/[a-z]{2})?/gradio_api/(run/predict|queue/join)/?")
_READ = frozenset((*LISTS.values(), *PAGES.values()))


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
        self._looked = clock()
        self._sessions = Buckets(SESSION)
        question = Rate(burst=max(1, questions_a_minute // 2), a_minute=questions_a_minute)
        self._addresses: dict[Kind, Buckets] = {
            "question": Buckets(question),
            "event": Buckets(EVENT),
            "upload": Buckets(UPLOAD),
            "feedback": Buckets(FEEDBACK),
            "page": Buckets(PAGE),
            "sign_in": Buckets(SIGN_IN),
        }

    def wait(self, kind: Kind, address: str | None, session: str | None = None) -> int:
        """0 where it may be; else the whole seconds to wait. session: the open page of the chat that asks, by the name that it gives itself.

        What is refused takes nothing: a page that floods leaves the bucket of its address to the others behind it.
        """
        now = self._clock()
        network = visitor_network(address) or THIS_MACHINE
        spared = network == THIS_MACHINE and self._spare_this_machine
        counted = [] if spared else [(self._addresses[kind], network)]
        if session:
            counted.append((self._sessions, session))
        seconds = max((buckets.wait(key, now) for buckets, key in counted), default=0.0)
        if not seconds:
            for buckets, key in counted:
                buckets.take(key, now)
        elif self._refused:
            self._refused(kind)
        return math.ceil(seconds)

    def forget_full(self) -> None:
        """Forgets, now and then, who may ask as much as anybody again: who asked is held no longer than it matters (docs/privacy.md)."""
        now = self._clock()
        if now - self._looked < A_LOOK:
            return
        self._looked = now
        for buckets in (*self._addresses.values(), self._sessions):
            buckets.forget_full(now)


class RateLimited:
    """Answers 429 to requests of programs, events of the chat, uploads, feedback, pages that are read and sign-ins that are too many; what a visitor asks in
    the chat, the chat itself counts.
    """

    def __init__(self, app: ASGIApp, limits: RateLimits, language: Language) -> None:
        """language: of an address that tells none."""
        self._app = app
        self._limits = limits
        self._language = language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._limits.forget_full()
        kind = _kind(scope) if scope["type"] == "http" else None
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


def _kind(scope: Scope) -> Kind | None:
    # Whoever asks for the head alone has the page made, too.
    if scope["method"] in ("GET", "HEAD"):
        return "page" if scope["path"] in _READ else None
    return _kind_sent(scope) if scope["method"] == "POST" else None


def _kind_sent(scope: Scope) -> Kind | None:
    path = scope["path"]
    if _PROGRAMS.fullmatch(path):
        return "question"
    if _EVENTS.fullmatch(path):
        return "event"
    if path == "/api/feedback":
        return "feedback"
    if path in PATHS["sign_in"].values():
        # What another site's page sends is refused unread; counted, it could keep the operator out who looks at that page.
        return "sign_in" if from_own_page(Request(scope)) else None
    return "upload" if path in PATHS["add"].values() else None
