"""A question and its answer in one request, so that copies of the server behind a load balancer need hold no visitor to one of them.

Gradio's page asks in two: `queue/join` brings the question, `queue/data` fetches what comes of it, from the memory of the server that has the question. The chat's
own page (static/one_request.js) says with the first that it takes the answer in the same response.
"""

import json
import re
from urllib.parse import urlencode

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.wording import LANGUAGES

JOIN = re.compile(rf"((/({'|'.join(LANGUAGES)}))?/gradio_api/queue)/join/?")
STREAM = "text/event-stream"
EVENT = b"x-event"
"""The header that tells Gradio's name for the question."""
OVER = b'"msg":"process_completed"'
CLOSE = b'data: {"msg":"close_stream","event_id":null}\n\n'
"""What Gradio sends for both."""
OF_THE_BODY = (b"content-type", b"content-length", b"transfer-encoding")


class OneRequest:
    """Answers `queue/join` with the stream of `queue/data` where the page takes that; whatever else is said to it, refusals too, is passed on as it is."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        queue = _queue(scope)
        if queue is None:
            await self._app(scope, receive, send)
            return
        sent, told = _Body(), _Told()
        await self._app(dict(scope), sent.noting(receive), told)
        event = told.event
        if event is None:
            await told.pass_on(send)
        else:
            await self._app(_fetching(scope, queue, sent.page), receive, _OneAnswer(send, event))


class _Body:
    """What the page sent, noted while it is read."""

    def __init__(self) -> None:
        # Pieces may be as small as whoever sends them likes: each is put to the others once.
        self._bytes = bytearray()

    def noting(self, receive: Receive) -> Receive:
        async def receiving() -> Message:
            message = await receive()
            self._bytes += message.get("body", b"")
            return message

        return receiving

    @property
    def page(self) -> str:
        """The name that the page has for itself; Gradio has taken the question, so there is one."""
        return str(json.loads(self._bytes)["session_hash"])


class _Told:
    """A response that isn't sent yet."""

    def __init__(self) -> None:
        self._messages: list[Message] = []

    async def __call__(self, message: Message) -> None:
        self._messages.append(message)

    @property
    def event(self) -> str | None:
        """Gradio's name for a question that was taken."""
        if not self._messages or self._messages[0].get("status") != 200:
            return None
        return str(json.loads(b"".join(message.get("body", b"") for message in self._messages[1:]))["event_id"])

    async def pass_on(self, send: Send) -> None:
        for message in self._messages:
            await send(message)


def _queue(scope: Scope) -> str | None:
    """Where Gradio's queue is, if a question is brought to it whose answer is taken in the same response."""
    if scope["type"] != "http" or scope["method"] != "POST" or STREAM not in Headers(scope=scope).get("accept", ""):
        return None
    found = JOIN.fullmatch(scope["path"])
    return found[1] if found else None


def _fetching(scope: Scope, queue: str, page: str) -> Scope:
    path = f"{queue}/data"
    headers = [(name, value) for name, value in scope["headers"] if name.lower() not in OF_THE_BODY]
    query = urlencode({"session_hash": page}).encode()
    return {**scope, "method": "GET", "path": path, "raw_path": path.encode(), "query_string": query, "headers": headers}


class _OneAnswer:
    """The stream of one question: named by it, and at its end with it.

    Gradio's goes on as long as the page has another question that isn't over. One that was given up is never over, so all later answers would stay open, and the page
    would wait in the first of them for what another copy says in the next.
    """

    def __init__(self, send: Send, event: str) -> None:
        self._send = send
        self._event = event.encode()
        self._is_over = False

    async def __call__(self, message: Message) -> None:
        if self._is_over:
            return
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), (EVENT, self._event)]}
        elif OVER in (said := message.get("body", b"")) and b'"event_id":"%s"' % self._event in said:
            # Gradio ends its own when it finds that nobody listens any more.
            message, self._is_over = {**message, "body": said + CLOSE, "more_body": False}, True
        await self._send(message)
