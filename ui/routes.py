"""The chat's routes for programs: `POST /api/ask` answers with the answer record, `GET /healthz` says that the server is up."""

import structlog
from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.types import Answer, Slots
from assistant.wording import Language, say
from ui.answering import Desk
from ui.types import MAX_QUESTION

log = structlog.get_logger(__name__)


class Ask(BaseModel):
    """A question from a program; `before` are the slots of the answer before, in a conversation."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str = Field(min_length=1, max_length=MAX_QUESTION)
    before: Slots | None = None
    language: Language | None = None


def program_routes(desk: Desk, language: Language) -> APIRouter:
    """The routes; `language` is that of a question that names none."""
    router = APIRouter()

    @router.get("/healthz")
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @router.post("/api/ask", response_model=Answer)
    async def ask(body: Ask) -> Answer | JSONResponse:
        spoken = body.language or language
        try:
            return await desk.ask(body.question, body.before, spoken)
        except Exception:
            log.exception("api_ask_failed", characters=len(body.question))
            return JSONResponse({"error": say(spoken, "chat.failed")}, status_code=500)

    return router
