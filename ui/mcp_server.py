"""The assistant as tools of the Model Context Protocol: over HTTP beside the chat, or over standard input and output.

Each tool gives its record as structured content, and as text what the record says with every quote and the title of its page.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import anyio
import structlog
from fastapi import FastAPI
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import CallToolRequestParams, CallToolResult, ListToolsResult, PaginatedRequestParams, TextContent, Tool, ToolAnnotations
from pydantic import ValidationError
from starlette.routing import BaseRoute

from assistant.types import Answer, Record, SearchResult
from assistant.wording import Language, say
from ui.answering import Desk
from ui.api_page import kept_of_questions
from ui.logging_setup import log_to_standard_error
from ui.program_requests import Ask, Compare, Request, Search
from ui.record_text import answer_text, search_text
from ui.types import Assistant
from ui.unanswered import Unanswered

PATH = "/mcp"
INSTRUCTIONS = (
    "Answers questions on occupations from an operator's own pages, in German. Every statement comes with its quote, letter for letter, and the title of "
    "its page: pass on both. Where the pages don't tell, the answer says so; then don't answer from elsewhere as if the pages had told it."
)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Offer:
    """A tool: what it takes, what it gives, and how."""

    name: str
    title: str
    description: str
    takes: type[Request]
    gives: type[Record]
    call: Callable[[Any, Language], Awaitable[CallToolResult]]

    @property
    def tool(self) -> Tool:
        """As clients see it."""
        return Tool(
            name=self.name,
            title=self.title,
            description=self.description,
            input_schema=self.takes.model_json_schema(),
            output_schema=self.gives.model_json_schema(mode="serialization"),
            annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False),
        )


def mcp_server(desk: Desk, language: Language) -> Server[Any]:
    """The server with its tools; `language` is that of a request that names none."""
    offers = {offer.name: offer for offer in _offers(desk)}

    async def tools(_: ServerRequestContext[Any], __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=[offer.tool for offer in offers.values()])

    async def call(_: ServerRequestContext[Any], asked: CallToolRequestParams) -> CallToolResult:
        if asked.name not in offers:
            return _failed(f"There is no tool {asked.name!r}, but: {', '.join(offers)}.")
        offer = offers[asked.name]
        try:
            body = offer.takes.model_validate(asked.arguments or {})
        except ValidationError as error:
            return _failed("\n".join(f"{'.'.join(map(str, one['loc'])) or asked.name}: {one['msg']}" for one in error.errors()))
        spoken = body.language or language
        try:
            return await offer.call(body, spoken)
        except Unanswered as why:
            return _failed(say(spoken, why.key))
        except Exception:
            log.exception("mcp_failed", tool=asked.name)
            return _failed(say(spoken, "chat.failed"))

    return Server("berufslotse", title="Berufslotse", version=version("berufslotse"), instructions=INSTRUCTIONS, on_list_tools=tools, on_call_tool=call)


def _offers(desk: Desk) -> tuple[Offer, ...]:
    async def ask(body: Ask, spoken: Language) -> CallToolResult:
        answer = await desk.ask(body.question, body.before, spoken)
        return _told(answer, answer_text(answer, spoken))

    async def search(body: Search, spoken: Language) -> CallToolResult:
        found = await desk.search(body.query, body.occupations, body.places, body.limit, spoken)
        return _told(found, search_text(found, spoken))

    async def compare(body: Compare, spoken: Language) -> CallToolResult:
        answer = await desk.ask(body.question(spoken), None, spoken)
        return _told(answer, answer_text(answer, spoken))

    # English, as all that a program reads of a tool.
    kept = "".join(f" {sentence}" for sentence in kept_of_questions(desk, "en"))
    return (
        Offer(
            "ask",
            "Ask a question",
            "Answers a question on occupations (tasks, pay, requirements, training, working conditions, job market) from the pages, with quotes; or says "
            f"what the pages don't tell.{kept}",
            Ask,
            Answer,
            ask,
        ),
        Offer(
            "search", "Search passages", "Finds the passages of the pages nearest to a query, best first, to read and to quote.", Search, SearchResult, search
        ),
        Offer(
            "compare",
            "Compare places or occupations",
            f"Sets the pages on several places or occupations side by side in one aspect, such as pay, with a table whose every cell is cited.{kept}",
            Compare,
            Answer,
            compare,
        ),
    )


def _told(record: Record, text: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(text=text)], structured_content=record.model_dump(mode="json"))


def _failed(text: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(text=text)], is_error=True)


class McpOverHttp:
    """The server at `/mcp` of an app: its routes, and the lifespan without which they answer nothing.

    hosts: names that the app goes by. A request that names another one, or that comes from another site's page, is refused, so that no page which a
    user happens to open can use a server on that user's machine.
    """

    def __init__(self, desk: Desk, language: Language, hosts: Sequence[str]) -> None:
        named = [each for host in hosts for each in (host, f"{host}:*")]
        security = TransportSecuritySettings(allowed_hosts=named, allowed_origins=[f"{scheme}://{each}" for scheme in ("http", "https") for each in named])
        self._server = mcp_server(desk, language)
        # No sessions: each request stands alone, so nothing is kept of anybody and any number of servers may share the work.
        app = self._server.streamable_http_app(streamable_http_path=PATH, json_response=True, stateless_http=True, transport_security=security)
        self.routes: tuple[BaseRoute, ...] = tuple(app.routes)

    @asynccontextmanager
    async def lifespan(self, _: FastAPI) -> AsyncIterator[None]:
        """Runs as long as the app does; once."""
        async with self._server.session_manager.run():
            yield


def run_over_stdio(assistant: Assistant, language: Language) -> None:
    """Answers on standard output what is asked on standard input, until that ends. Whatever else there is to say goes to standard error."""
    log_to_standard_error()
    anyio.run(_over_stdio, mcp_server(Desk(assistant), language))


async def _over_stdio(server: Server[Any]) -> None:
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())
