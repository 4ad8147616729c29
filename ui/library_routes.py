"""The routes of the pages themselves: `GET /seiten` and `GET /seite?id=…`, in English `/en/pages` and `/en/page?id=…`."""

from collections.abc import Callable, Mapping
from functools import partial
from html import escape

import anyio
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
MOST_WAITING = 60
"""Pages that wait their turn; each is a connection."""
LONGEST_WAIT = 30.0
"""Seconds that a page waits its turn: nobody looks at an empty window for longer."""
AGAIN = 60
"""Seconds after which loading a page again makes sense; the sentence says a minute."""

log = structlog.get_logger(__name__)

Show = Callable[[Mapping[str, str]], Response]
"""From what an address asks for to the page."""


class NoTurn(Exception):
    """A page isn't made, because so many others are wanted."""


class Turns:
    """Makes pages in threads, `AT_ONCE` at a time: they read the library, and one with questions of its own may ask all of them."""

    def __init__(self, most_waiting: int = MOST_WAITING, longest_wait: float = LONGEST_WAIT) -> None:
        self._most_waiting = most_waiting
        self._longest_wait = longest_wait
        self._limiter = CapacityLimiter(AT_ONCE)
        self._wanted = 0

    async def make(self, work: Callable[[], Response]) -> Response:
        """The page, when its turn comes. Raises NoTurn where it won't come soon, or what the work raises."""
        if self._wanted >= AT_ONCE + self._most_waiting:
            raise NoTurn
        self._wanted += 1
        try:
            with anyio.move_on_after(self._longest_wait):
                # Ends the waiting alone: a thread that has begun is waited for, however long it takes.
                return await anyio.to_thread.run_sync(work, limiter=self._limiter)
        finally:
            self._wanted -= 1
        raise NoTurn


def library_routes(assistant: Assistant, homes: Mapping[Language, str], turns: Turns | None = None) -> APIRouter:
    """The routes; `homes` are the chat's own paths. turns: those of a server; None for its own."""
    turns = turns or Turns()
    shows: list[tuple[Language, str, Show]] = [
        *((each, LISTS[each], partial(_list, assistant, each, homes[each])) for each in LANGUAGES),
        *((each, PAGES[each], partial(_page, assistant, each, homes[each])) for each in LANGUAGES),
    ]
    return APIRouter(routes=[Route(path, partial(_kindly, show, turns, language, homes[language]), methods=["GET"]) for language, path, show in shows])


async def _kindly(show: Show, turns: Turns, language: Language, home: str, request: Request) -> Response:
    """Whatever goes wrong, the visitor reads a sentence; the log has the reason."""
    try:
        return await turns.make(partial(show, request.query_params))
    except NoTurn:
        page = _apology("busy", language, home, 503)
        page.headers.update({"retry-after": str(AGAIN), "cache-control": "no-store"})
        return page
    except Exception:
        log.exception("library_page_failed", path=request.url.path)
        return _apology("failed", language, home, 500)


def _apology(key: str, language: Language, home: str, status: int) -> Response:
    """Says what is wrong (`pages.KEY`) and what to do."""
    title = say(language, f"pages.{key}")
    body = f"<h1>{escape(title)}</h1><p>{escape(say(language, f'pages.{key}_advice'))}</p>"
    return plain_page(title, body, language, home, status=status)


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
