"""The path under which a proxy puts the server (`/lotse`). Inside, everything is written as if the server stood at the root; this writes the path in front."""

import re
from collections.abc import Mapping, Sequence

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.wording import Language

PATH = re.compile(r"(/[a-z0-9][a-z0-9._~-]*)+", re.IGNORECASE)
_ADDRESS = re.compile(r'((?:href|src|action|data-status)=")/(?!/)')
"""An address at the server's root in HTML of ours. What comes from outside is escaped, quotes too, so it never looks like one."""


class NotAPath(ValueError):
    """A text that is no path: the message repeats it."""


def root_path(text: str) -> str:
    """`/lotse`, without the slash at its end; "" for the root itself. Raises NotAPath for anything else: a name, a query or dots are no part of it."""
    path = text.strip().rstrip("/")
    if path and not PATH.fullmatch(path):
        raise NotAPath(text)
    return path


def root_of(homes: Mapping[Language, str]) -> str:
    """The path before all pages, by the paths of the chat: that of the language which has none of its own is the shortest."""
    return min(homes.values(), key=len).rstrip("/")


def under(root: str, html: str) -> str:
    """HTML of ours whose addresses lie under a path."""
    return _ADDRESS.sub(rf"\g<1>{root}/", html) if root else html


class AtRoot:
    """What lies under the path is looked at as if it lay at the root, whether or not the proxy takes the path away itself; redirects, cookies and plain
    pages lead back under it.

    written: pages that write the path themselves.
    """

    def __init__(self, app: ASGIApp, root: str, written: Sequence[str] = ()) -> None:
        self._app = app
        self._root = root
        self._written = frozenset(written)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._root or "path" not in scope:
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        if path == self._root or path.startswith(f"{self._root}/"):
            scope = dict(scope, path=path.removeprefix(self._root) or "/")
            scope.pop("raw_path", None)
        rewritten = scope["type"] == "http" and scope["path"] not in self._written
        await self._app(scope, receive, _Under(self._root, send) if rewritten else send)


class Routed:
    """Tells the routes the path again, so that the addresses which they work out for themselves are whole."""

    def __init__(self, app: ASGIApp, root: str) -> None:
        self._app = app
        self._root = root

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._root and "path" in scope:
            scope = dict(scope, root_path=self._root, path=self._root + scope["path"])
        await self._app(scope, receive, send)


class _Under:
    """Sends a response on; a page of HTML as soon as all of it is there."""

    def __init__(self, root: str, send: Send) -> None:
        self._root = root
        self._send = send
        self._page: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [(name, self._header(name.lower(), value)) for name, value in message.get("headers", ())]}
            if dict(message["headers"]).get(b"content-type", b"").startswith(b"text/html"):
                self._page = message
                return
        if self._page is None or message["type"] != "http.response.body":
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if not message.get("more_body"):
            body = under(self._root, self._body.decode("utf-8")).encode()
            headers = [(name, value) for name, value in self._page["headers"] if name.lower() != b"content-length"]
            await self._send({**self._page, "headers": [*headers, (b"content-length", str(len(body)).encode())]})
            await self._send({"type": "http.response.body", "body": body})

    def _header(self, name: bytes, value: bytes) -> bytes:
        root = self._root.encode()
        if name == b"location" and value.startswith(b"/") and not value.startswith((b"//", root + b"/")):
            return root + value
        if name == b"set-cookie":
            # Else the cookie would go to whatever else the same host has.
            return re.sub(rb"(?i)(;\s*path=)/(?=;|$)", rb"\g<1>" + root + b"/", value)
        return value
