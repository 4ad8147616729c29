"""Middleware that looks at a request before anything else does: only the Gradio routes in use, only headers that can be believed, no body that is too large."""

import re
from collections.abc import Sequence

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.wording import LANGUAGES
from ui.operator_paths import PATHS

_GRADIO = rf"(/({'|'.join(LANGUAGES)}))?/gradio_api"
IN_USE = re.compile(rf"{_GRADIO}/(run/predict|queue/(join|data)|cancel|reset|app_id|info|theme\.css)/?")
"""Gradio's routes that the chat needs. Uploads, deep links, file and proxy routes are there whether a page uses them or not."""
NEVER = re.compile(r".*/(gradio_api|monitoring|login|logout|manifest\.json|pwa_icon)(/.*)?", re.DOTALL)
"""Gradio's routes that are closed, but for those in use."""

LARGEST = 256_000
"""Bytes of what a program sends: a question of 10,000 characters, and what was understood of the one before."""
LARGEST_EVENT = 6_000_000
"""Bytes of what the chat sends: a conversation that is restored (ui/conversation_record.py) is the largest."""
MOST_VALUES = 500_000
"""Values of which what is sent consists, by the marks that part them. Of our own conversations there is one for every twenty bytes; what is little else than marks
would keep the event loop for seconds, and grow a hundredfold in memory, before anybody has looked at it.
"""
MARKS = b"[{,"


class OnlyRoutesInUse:
    """Answers 404 for every Gradio route that the chat doesn't need."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        refused = scope["type"] == "http" and NEVER.fullmatch(path) and not IN_USE.fullmatch(path)
        await (Response(status_code=404) if refused else self._app)(scope, receive, send)


class BelievedHeaders:
    """Takes away headers by which a visitor could make Gradio name another server as its own in the page, which a cache might then keep.

    hosts: names that the app goes by. A proxy may pass on one of them as the name that was asked for.
    """

    def __init__(self, app: ASGIApp, hosts: Sequence[str]) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if "headers" in scope:
            scope = dict(scope, headers=[(name, value) for name, value in scope["headers"] if self._believed(name.lower(), value)])
        await self._app(scope, receive, send)

    def _believed(self, name: bytes, value: bytes) -> bool:
        if name == b"x-forwarded-host":
            return re.sub(r":\d*$", "", value.decode("latin-1").strip()).lower() in self._hosts
        return name != b"x-gradio-server"


class BodyLimits:
    """Answers 413 where a body is too large, whatever its length was said to be, or has too many values. The operator's corner has limits of its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        most = _most(scope["path"]) if scope["type"] == "http" else None
        if most is None:
            await self._app(scope, receive, send)
        elif any(name == b"content-length" and (not value.isdigit() or int(value) > most) for name, value in scope["headers"]):
            await Response(status_code=413)(scope, receive, send)
        else:
            await self._app(scope, _counted(receive, most), send)


def _most(path: str) -> int | None:
    """Bytes that may be sent to a path; None where it has a limit of its own."""
    if any(path == home or path.startswith(f"{home}/") for home in PATHS["home"].values()):
        return None
    return LARGEST_EVENT if re.match(f"{_GRADIO}/", path) else LARGEST


def _counted(receive: Receive, most: int) -> Receive:
    seen = values = 0

    async def receiving() -> Message:
        nonlocal seen, values
        message = await receive()
        body = message.get("body", b"")
        seen += len(body)
        values += sum(map(body.count, MARKS))
        if seen > most or values > MOST_VALUES:
            # The one error that every route lets through with its status.
            raise HTTPException(413)
        return message

    return receiving
