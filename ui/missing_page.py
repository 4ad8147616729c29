"""What people see at an address where nothing is: a page that leads on. Programs get the answer as it is."""

from collections.abc import Mapping
from html import escape

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.wording import LANGUAGES, Language, say
from ui.library_paths import LISTS
from ui.plain_page import plain_page


class MissingPage:
    """Puts a page in the place of an answer 404 that isn't one, where a browser asks for a page. Either says that it depends on what was asked for.

    homes: the chat's own paths. language: of an address that tells none.
    """

    def __init__(self, app: ASGIApp, homes: Mapping[Language, str], language: Language) -> None:
        self._app = app
        self._homes = homes
        self._language = language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        wants_page = "text/html" in Headers(scope=scope).get("accept", "")
        replaced = False

        async def sending(message: Message) -> None:
            nonlocal replaced
            is_bare = message["type"] == "http.response.start" and message["status"] == 404 and not _is_page(message)
            if is_bare and wants_page:
                replaced = True
                await self._page(scope["path"])(scope, receive, send)
            elif not replaced:
                await send(_varying(message) if is_bare else message)

        await self._app(scope, receive, sending)

    def _page(self, path: str) -> Response:
        language = next((each for each in LANGUAGES if path.startswith(f"/{each}/")), self._language)
        title = say(language, "missing_page.title")
        ways = ((self._homes[language], say(language, "missing_page.ask")), (LISTS[language], say(language, "missing_page.pages")))
        links = "".join(f'<li><a href="{escape(to)}">{escape(text)}</a></li>' for to, text in ways)
        body = f"<h1>{escape(title)}</h1><p>{escape(say(language, 'missing_page.why'))}</p><ul>{links}</ul>"
        page = plain_page(title, body, language, self._homes[language], status=404)
        page.headers.add_vary_header("accept")
        return page


def _varying(start: Message) -> Message:
    headers = MutableHeaders(raw=list(start.get("headers", [])))
    headers.add_vary_header("accept")
    return {**start, "headers": headers.raw}


def _is_page(start: Message) -> bool:
    return Headers(raw=start.get("headers", [])).get("content-type", "").startswith("text/html")
