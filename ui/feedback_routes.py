"""`POST /api/feedback`: takes what a visitor says of an answer. For the chat's own page only, and not part of the API for programs."""

import time
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import anyio.to_thread
import structlog
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import ValidationError

from assistant.errors import UnwritableFeedback
from assistant.feedback import Feedback, keep
from assistant.wording import Language, say
from ui.same_origin import from_own_page

LARGEST_BODY = 65_536
"""Bytes."""
A_MINUTE = 30
"""Verdicts that a server takes in a minute, from all visitors together. Who sends more isn't reading answers."""

log = structlog.get_logger(__name__)


class Allowance:
    """How much more may come in just now: so many in any minute, by a clock in seconds."""

    def __init__(self, a_minute: int, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._taken: deque[float] = deque(maxlen=a_minute)

    def take(self) -> bool:
        """Take one; False where none is left."""
        now = self._clock()
        if len(self._taken) == self._taken.maxlen and now - self._taken[0] < 60:
            return False
        self._taken.append(now)
        return True


def feedback_routes(file: Path | None, language: Language, clock: Callable[[], float] = time.monotonic) -> APIRouter:
    """The route, which keeps feedback in `file`; without a file it isn't there (404). `language` is that of a request that names none."""
    router = APIRouter()
    allowance = Allowance(A_MINUTE, clock)

    @router.post("/api/feedback", include_in_schema=False)
    async def feedback(request: Request) -> Response:
        if file is None:
            return Response(status_code=404)
        if not from_own_page(request):
            return _refused(403, language)
        body = await _body(request)
        if body is None:
            return _refused(413, language)
        try:
            told = Feedback.model_validate_json(body)
        except ValidationError as error:
            log.info("feedback_refused", reasons=[problem["type"] for problem in error.errors(include_input=False)])
            return _refused(422, language)
        if not allowance.take():
            return _refused(429, told.language, "feedback.too_many")
        try:
            await anyio.to_thread.run_sync(keep, file, told, datetime.now(UTC))
        except UnwritableFeedback:
            log.exception("feedback_failed")
            return _refused(503, told.language)
        return Response(status_code=204)

    return router


def _refused(status: int, language: Language, key: str = "feedback.failed") -> JSONResponse:
    return JSONResponse({"error": say(language, key)}, status_code=status)


async def _body(request: Request) -> bytes | None:
    """The body, or None as soon as it is too large."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST_BODY:
            return None
    return body
