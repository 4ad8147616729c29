"""The chat's routes for programs: the answers of the chat as records, what they look like as an OpenAPI description, and whether it lives (`GET /healthz`) and answers (`/readyz`)."""

from collections.abc import Awaitable
from importlib.metadata import version
from typing import Any, TypeVar

import structlog
from fastapi import APIRouter, Request
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse
from pydantic import Field

from assistant.types import Answer, Overview, Record, SearchResult
from assistant.wording import Language, say
from index.errors import UnreachableLibrary
from ui import api_examples
from ui.answering import Desk
from ui.program_requests import Ask, Compare, Search
from ui.readiness import Readiness
from ui.unanswered import Unanswered

DESCRIPTION = """The answers of the chat for programs: each statement comes with the passage that proves it, letter for letter, or the pages don't tell and the
answer says so. An honest “not in the documents” is an answer (status 200), told by `outcome`."""

log = structlog.get_logger(__name__)

R = TypeVar("R", bound=Record)


class Problem(Record):
    """What went wrong on the server, in a sentence for people; the server's log has the reason."""

    error: str = Field(examples=[say("en", "chat.failed")])


def program_routes(desk: Desk, language: Language, readiness: Readiness | None = None) -> APIRouter:
    """The routes; `language` is that of a request that names none. readiness: told that somebody looks at `/readyz`."""
    router, ready = APIRouter(), readiness or Readiness()

    @router.get("/healthz", include_in_schema=False)
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @router.get("/readyz", include_in_schema=False)
    async def readyz() -> JSONResponse:
        ready.look()
        if ready.is_leaving or desk.is_stopping:
            return JSONResponse({"status": "stopping"}, 503)
        try:
            generation = await desk.generation()
        except Exception:
            log.exception("not_ready")
            return JSONResponse({"status": "not ready"}, 503)
        # Its code alone: whoever reaches the server may ask, and the log tells the operator the rest.
        fault = {"library_fault": desk.library_fault} if desk.library_fault else {}
        if desk.library_fault == UnreachableLibrary.code:
            # Of a folder the generation that is open answers on; without its server nothing of a library can be read.
            return JSONResponse({"status": "not ready", **fault}, 503)
        return JSONResponse({"status": "ready", "generation": generation, **fault})

    @router.post("/api/ask", response_model=Answer, summary="Ask a question", responses=_responses("The answer record.", api_examples.ANSWER))
    async def ask(body: Ask) -> Answer | JSONResponse:
        """Answers a question from the pages, with citations, or says what they don't tell. `outcome` tells which."""
        spoken = body.language or language
        return await _told(desk.ask(body.question, body.before, spoken), spoken)

    @router.post("/api/search", response_model=SearchResult, summary="Search passages", responses=_responses("Passages, best first.", api_examples.SEARCH))
    async def search(body: Search) -> SearchResult | JSONResponse:
        """Finds the passages nearest to a query, of all pages or of those on the occupations and places named.

        Where a name has no page, `missing` says so and there are no hits.
        """
        spoken = body.language or language
        return await _told(desk.search(body.query, body.occupations, body.places, body.limit, spoken), spoken)

    @router.post(
        "/api/compare", response_model=Answer, summary="Compare places or occupations", responses=_responses("The answer record.", api_examples.COMPARISON)
    )
    async def compare(body: Compare) -> Answer | JSONResponse:
        """Sets pages side by side in one aspect. Names two places or two occupations at least; `table` has a row a page, every cell with its citations."""
        spoken = body.language or language
        return await _told(desk.ask(body.question(spoken), None, spoken), spoken)

    @router.get(
        "/api/overview", response_model=Overview, summary="What the library holds", responses=_responses("The library.", api_examples.OVERVIEW, in_turn=False)
    )
    async def overview() -> Overview | JSONResponse:
        """Occupations and places that have pages, how many pages, the newest date that a page tells, and the library's generation."""
        return await _told(desk.overview(), language)

    @router.get("/api/openapi.json", include_in_schema=False)
    async def description() -> dict[str, Any]:
        return described

    described = get_openapi(title="Berufslotse", version=version("berufslotse"), description=DESCRIPTION, routes=router.routes)
    return router


async def refused(_: Request, error: Exception) -> JSONResponse:
    """422 that says where a request is wrong and why. What was sent isn't repeated: it may be long, or not even be text."""
    assert isinstance(error, RequestValidationError)
    detail = [{"type": one["type"], "loc": one["loc"], "msg": one["msg"]} for one in error.errors()]
    return JSONResponse({"detail": detail}, status_code=422)


async def _told(work: Awaitable[R], language: Language) -> R | JSONResponse:
    """What the assistant says, or a sentence that it failed: the reason goes to the log alone."""
    try:
        return await work
    except Unanswered as why:
        return JSONResponse(Problem(error=say(language, why.key)).model_dump(), 503, {"retry-after": str(why.again)})
    except Exception:
        log.exception("api_failed")
        return JSONResponse(Problem(error=say(language, "chat.failed")).model_dump(), status_code=500)


def _responses(told: str, example: Record, *, in_turn: bool = True) -> dict[int | str, dict[str, Any]]:
    """in_turn: whether the route is one of those that are counted and wait their turn."""
    always: dict[int | str, dict[str, Any]] = {
        200: {"description": told, "content": {"application/json": {"example": example.model_dump(mode="json")}}},
        500: {"model": Problem, "description": "The server failed; trying again may help."},
    }
    refusals: dict[int | str, dict[str, Any]] = {
        429: {"model": Problem, "description": "Too many questions from this address; the header `retry-after` tells after how many seconds to go on."},
        503: {"model": Problem, "description": "Not now: too many wait, the time for a question is over, or the server is being stopped. See `retry-after`."},
    }
    return always | refusals if in_turn else always
