"""Middleware that keeps the page to itself: a content security policy with a nonce, and plain headers."""

import gzip
import re
import secrets
from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
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

COMPRESSION = 6
"""Of gzip, 1 to 9: a page of 116 kB becomes 27 kB in 3 ms."""

HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)
ONLY_OWN_FRAMES = (b"x-frame-options", b"SAMEORIGIN")
"""Can't name a site, so it stands where no other site may frame a page; where one may, the policy's frame-ancestors alone decides."""


async def failed(_request: Request, _error: Exception) -> Response:
    """500 for an error that nothing has caught, which Starlette answers around all middleware: so it brings the headers itself."""
    headers = (*HEADERS, ONLY_OWN_FRAMES, (b"content-security-policy", OTHER_POLICY.encode()))
    return PlainTextResponse("Internal Server Error", 500, {name.decode(): value.decode() for name, value in headers})


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
            # Uncompressed, because the nonce is written into the page; then it is compressed here.
            plain = dict(scope, headers=[(name, value) for name, value in scope["headers"] if name != b"accept-encoding"])
            await self._app(plain, receive, _PageWithNonce(send, self._pages[scope["path"]], self._framers, zipped=_takes_gzip(scope)))
        else:
            await self._app(scope, receive, _with_headers(send, OTHER_POLICY))


class _PageWithNonce:
    """Collects a page, gives each of its scripts the nonce, and sends it on. Only Gradio's own template stands on it: data is JSON."""

    def __init__(self, send: Send, language: Language, framers: Sequence[str], *, zipped: bool) -> None:
        self._zipped = zipped
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
        added = [(b"vary", b"accept-encoding")]
        if self._zipped:
            body = gzip.compress(body, COMPRESSION)
            added.append((b"content-encoding", b"gzip"))
        headers = [(name, value) for name, value in self._start.get("headers", ()) if name.lower() != b"content-length"]
        await self._send({**self._start, "headers": [*headers, *added, (b"content-length", str(len(body)).encode())]})
        await self._send({"type": "http.response.body", "body": body})

    def _rewritten(self) -> bytes:
        # Gradio takes its own words and <html lang> from the browser's language; ours is the page's.
        early = (
            f"<script>for (const [name, value] of [['language', '{self._language}'], ['languages', ['{self._language}']]]) "
            "Object.defineProperty(navigator, name, { get: () => value });</script>"
        )
        body = self._body.replace(b"<head>", b"<head>" + early.encode(), 1).replace(b'lang="en"', f'lang="{self._language}"'.encode(), 1)
        return body.replace(b"<script", f'<script nonce="{self._nonce}"'.encode())


def _takes_gzip(scope: Scope) -> bool:
    """Whether the browser accepts gzip: it names it, and not with the weight 0."""
    accepted = ",".join(value.decode("latin-1") for name, value in scope["headers"] if name == b"accept-encoding")
    return any(re.fullmatch(r"gzip(;q=(1|0?\.\d*[1-9]\d*|1\.0+))?", each.replace(" ", "").lower()) for each in accepted.split(","))


def _with_headers(send: Send, policy: str, *, framed: bool = False) -> Send:
    always = HEADERS if framed else (*HEADERS, ONLY_OWN_FRAMES)

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = message.get("headers", [])
            own = {name.lower() for name, _ in given}
            added = (*always, (b"content-security-policy", policy.encode()))
            message = {**message, "headers": [*given, *((name, value) for name, value in added if name not in own)]}
        await send(message)

    return sending
