"""The page that explains the routes for programs to people: `/api` in German, `/en/api` in English."""

import json
import shlex
from collections.abc import Mapping, Sequence
from html import escape

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel

from assistant.suggestions import plain_question
from assistant.types import Overview
from assistant.wording import LANGUAGES, Language, other_language, say
from index.types import Aspect
from ui.answering import Desk
from ui.plain_page import plain_page
from ui.program_requests import Ask, Compare, Search

log = structlog.get_logger(__name__)

PATHS: dict[Language, str] = {"de": "/api", "en": "/en/api"}
ERRORS = ((422, "invalid"), (429, "too_many"), (500, "failed"), (503, "not_now"))


def api_page_routes(desk: Desk, homes: Mapping[Language, str], *, mcp: bool) -> APIRouter:
    """The page in each language; `homes` are the chat's own paths, `mcp`: whether the server offers MCP, too."""
    router = APIRouter(include_in_schema=False)

    def add(language: Language) -> None:
        @router.get(PATHS[language])
        async def page(request: Request) -> HTMLResponse:
            try:
                overview = await desk.overview()
            except Exception:
                log.exception("api_page_failed")
                body = f"<h1>{_say(language, 'title')}</h1><p>{_say(language, 'failed')}</p>"
                return plain_page(say(language, "api.title"), body, language, homes[language], status=500)
            return api_page(overview, str(request.base_url), language, homes[language], mcp=mcp, kept=kept_of_questions(desk, language))

    for language in LANGUAGES:
        add(language)
    return router


def kept_of_questions(desk: Desk, language: Language) -> tuple[str, ...]:
    """What programs are told of the questions that they ask: a sentence for each way in which this server keeps them."""
    ways = (("logs_questions", desk.logs_questions), ("keeps_declined", desk.keeps_declined))
    return tuple(say(language, f"api.{key}") for key, is_so in ways if is_so)


def api_page(overview: Overview, base: str, language: Language, home: str, *, mcp: bool, kept: Sequence[str] = ()) -> HTMLResponse:
    """The page, with commands that can be run as they stand; `base` is the server's address with a slash at its end, `home` the chat's path.

    kept: sentences on what is kept of questions.
    """
    ask, search, compare = _examples(overview, language)
    parts = [
        f"<h1>{_say(language, 'title')}</h1><p>{_say(language, 'intro')}</p>",
        *(f"<p>{escape(sentence)}</p>" for sentence in kept),
        f'<p><a href="/api/openapi.json">{_say(language, "description")}</a></p>',
        _route(language, "ask", _post(base, "ask", ask), "answer_record"),
        _route(language, "search", _post(base, "search", search), "search_result"),
        _route(language, "compare", _post(base, "compare", compare), "answer_record"),
        _route(language, "overview", f"curl {shlex.quote(base + 'api/overview')}", "overview_record"),
        _errors(language),
    ]
    if mcp:
        parts.append(f"<h2>{_say(language, 'mcp')}</h2><p>{_say(language, 'mcp_about')}</p><pre><code>{escape(base)}mcp</code></pre>")
    return plain_page(say(language, "api.title"), "".join(parts), language, home, styles=("api_page.css",), other=PATHS[other_language(language)])


def _examples(overview: Overview, language: Language) -> tuple[Ask, Search, Compare]:
    """Requests about what the library holds; one without occupations or places gets names that show what is meant."""
    occupation = (overview.occupations or ("Koch",))[0]
    places = tuple(dict.fromkeys([*overview.places[:2], "Bochum", "Essen"]))[:2]
    return (
        Ask(question=plain_question(language, Aspect.PAY, None, (occupation,), places[:1])),
        Search(query="Schichtdienst", places=places[:1], limit=5),
        Compare(occupations=(occupation,), places=places, aspect=Aspect.PAY),
    )


def _post(base: str, name: str, request: BaseModel) -> str:
    body = json.dumps(request.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False)
    return f"curl {shlex.quote(base + 'api/' + name)} \\\n  -H 'content-type: application/json' \\\n  -d {shlex.quote(body)}"


def _route(language: Language, name: str, command: str, comes: str) -> str:
    method = "GET" if name == "overview" else "POST"
    return (
        f"<h2>{_say(language, name)}</h2><p><code>{method} /api/{name}</code></p><p>{_say(language, f'{name}_about')}</p>"
        f"<p>{_say(language, 'try')}</p><pre><code>{escape(command)}</code></pre><p>{_say(language, 'comes')} {_say(language, comes)}</p>"
    )


def _errors(language: Language) -> str:
    rows = "".join(f'<tr><th scope="row">{status}</th><td>{_say(language, key)}</td></tr>' for status, key in ERRORS)
    head = f'<tr><th scope="col">{_say(language, "status")}</th><th scope="col">{_say(language, "meaning")}</th></tr>'
    return f'<h2>{_say(language, "errors")}</h2><table class="statuses"><thead>{head}</thead><tbody>{rows}</tbody></table>'


def _say(language: Language, key: str) -> str:
    return escape(say(language, f"api.{key}"))
