"""Middleware that keeps the page to itself: a content security policy with a nonce, plain headers, and only the Gradio routes in use."""

import re
import secrets
from collections.abc import Mapping, Sequence

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.wording import Language

PAGE_POLICY = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; media-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-src 'none'; frame-ancestors {framers}; worker-src 'self' blob:"
)
"""For the page itself. Gradio builds its HTML components with `new Function`, hence 'unsafe-eval'; inline scripts need the nonce."""

OTHER_POLICY = "default-src 'none'; frame-ancestors 'none'; style-src 'self' 'unsafe-inline'; img-src 'self'"
"""For everything else, which is no page; a page of another kind (ui/plain_page.py) brings its own."""

HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)
ONLY_OWN_FRAMES = (b"x-frame-options", b"SAMEORIGIN")
"""Can't name a site, so it stands where no other site may frame a page; where one may, the policy's frame-ancestors alone decides."""

IN_USE = re.compile(r"/gradio_api/(run/predict|queue/(join|data)|heartbeat/[^/]+|cancel|reset|app_id|info|theme\.css)/?$")
"""Gradio's routes that the chat needs. Uploads, deep links, file and proxy routes are there whether a page uses them or not."""


class OnlyRoutesInUse:
    """Answers 404 for every Gradio route that the chat doesn't need."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        refused = scope["type"] == "http" and re.search(r"/(gradio_api|monitoring)(/|$)", path) and not IN_USE.search(path)
        await (Response(status_code=404) if refused else self._app)(scope, receive, send)


class SecurityHeaders:
    """Adds the headers to every answer, and to the pages named a nonce, its policy and their language.

    framers: origins of other sites that may show those pages in a frame, as `ui.embedding.origin` writes them.
    """

    def __init__(self, app: ASGIApp, pages: Mapping[str, Language], framers: Sequence[str] = ()) -> None:
        self._app = app
        self._pages = pages
        self._framers = tuple(framers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["path"] in self._pages and scope["method"] == "GET":
            # Uncompressed, because the nonce is written into the page.
            plain = dict(scope, headers=[(name, value) for name, value in scope["headers"] if name != b"accept-encoding"])
            await self._app(plain, receive, _PageWithNonce(send, self._pages[scope["path"]], self._framers))
        else:
            await self._app(scope, receive, _with_headers(send, OTHER_POLICY))


class _PageWithNonce:
    """Collects a page, gives each of its scripts the nonce, and sends it on. Only Gradio's own template stands on it: data is JSON."""

    def __init__(self, send: Send, language: Language, framers: Sequence[str]) -> None:
        self._nonce = secrets.token_urlsafe(16)
        policy = PAGE_POLICY.format(nonce=self._nonce, framers=" ".join(("'self'", *framers)))
        self._send = _with_headers(send, policy, framed=bool(framers))
        self._language = language
        self._start: Message = {}
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        if message["type"] != "http.response.body":
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        body = self._rewritten()
        headers = [(name, value) for name, value in self._start.get("headers", ()) if name.lower() != b"content-length"]
        await self._send({**self._start, "headers": [*headers, (b"content-length", str(len(body)).encode())]})
        await self._send({"type": "http.response.body", "body": body})

    def _rewritten(self) -> bytes:
        # Gradio takes its own words and <html lang> from the browser's language; ours is the page's.
        early = (
            f"<script>for (const [name, value] of [['language', '{self._language}'], ['languages', ['{self._language}']]]) "
            "Object.defineProperty(navigator, name, { get: () => value });</script>"
        )
        body = self._body.replace(b"<head>", b"<head>" + early.encode(), 1).replace(b'lang="en"', f'lang="{self._language}"'.encode(), 1)
        return body.replace(b"<script", f'<script nonce="{self._nonce}"'.encode())


def _with_headers(send: Send, policy: str, *, framed: bool = False) -> Send:
    always = HEADERS if framed else (*HEADERS, ONLY_OWN_FRAMES)

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = message.get("headers", [])
            own = any(name.lower() == b"content-security-policy" for name, _ in given)
            message = {**message, "headers": [*given, *always, *([] if own else [(b"content-security-policy", policy.encode())])]}
        await send(message)

    return sending
