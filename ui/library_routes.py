"""The routes of the pages themselves: `GET /seiten` and `GET /seite?id=…`, in English `/en/pages` and `/en/page?id=…`."""

from collections.abc import Callable, Mapping
from functools import partial
from html import escape

import anyio.to_thread
import structlog
from anyio import CapacityLimiter
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from assistant.wording import LANGUAGES, Language, other_language, say
from ui.library_pages import list_page, missing_body, page_body
from ui.library_paths import LISTS, PAGES, chosen_path, page_path, read_choice
from ui.plain_page import plain_page
from ui.types import Assistant

STYLES = ("library_pages.css",)
AT_ONCE = 2
"""Pages that are made at the same time; more only take the processor from each other, and from the questions. The others wait their turn."""

log = structlog.get_logger(__name__)

Show = Callable[[Mapping[str, str]], Response]
"""From what an address asks for to the page."""


def library_routes(assistant: Assistant, homes: Mapping[Language, str]) -> APIRouter:
    """The routes; `homes` are the chat's own paths. They read the library and therefore run in threads, a few at a time."""
    limiter = CapacityLimiter(AT_ONCE)
    shows: list[tuple[Language, str, Show]] = [
        *((each, LISTS[each], partial(_list, assistant, each, homes[each])) for each in LANGUAGES),
        *((each, PAGES[each], partial(_page, assistant, each, homes[each])) for each in LANGUAGES),
    ]
    return APIRouter(routes=[Route(path, partial(_kindly, show, limiter, language, homes[language]), methods=["GET"]) for language, path, show in shows])


async def _kindly(show: Show, limiter: CapacityLimiter, language: Language, home: str, request: Request) -> Response:
    """Whatever goes wrong, the visitor reads a sentence; the log has the reason."""
    try:
        return await anyio.to_thread.run_sync(show, request.query_params, limiter=limiter)
    except Exception:
        log.exception("library_page_failed", path=request.url.path)
        title = say(language, "pages.failed")
        body = f"<h1>{escape(title)}</h1><p>{escape(say(language, 'pages.failed_advice'))}</p>"
        return plain_page(title, body, language, home, status=500)


def _list(assistant: Assistant, language: Language, home: str, query: Mapping[str, str]) -> Response:
    choice = read_choice(query)
    everything = assistant.pages()
    title, body = list_page(everything, assistant.pages(choice.words) if choice.words else everything, choice, language)
    return plain_page(title, body, language, home, styles=STYLES, other=chosen_path(other_language(language), choice))


def _page(assistant: Assistant, language: Language, home: str, query: Mapping[str, str]) -> Response:
    choice, document = read_choice(query), query.get("id", "")
    other = page_path(other_language(language), document, choice)
    page = assistant.page(document, language)
    if page is None:
        return plain_page(say(language, "pages.missing"), missing_body(choice, language), language, home, styles=STYLES, other=other, status=404)
    return plain_page(page.title, page_body(page, choice, language, home), language, home, styles=STYLES, other=other)
