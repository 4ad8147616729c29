"""Serves the chat: the app with its pages and routes, and the web server that runs it."""

import asyncio
import errno
import socket
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING

import gradio as gr
import structlog
import uvicorn
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import RedirectResponse
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Route

from assistant.wording import LANGUAGES, Language
from ui.answering import Desk
from ui.api_page import api_page_routes
from ui.chat import build_chat
from ui.feedback_routes import feedback_routes
from ui.library_routes import library_routes
from ui.missing_page import MissingPage
from ui.operator_routes import operator_routes
from ui.plain_page import static_routes
from ui.request_checks import BelievedHeaders, BodyLimits, OnlyRoutesInUse
from ui.routes import program_routes, refused
from ui.security_headers import SecurityHeaders
from ui.server_settings import ServerSettings
from ui.theme import theme
from ui.types import Assistant

if TYPE_CHECKING:
    from ui.mcp_server import McpOverHttp

STATIC = files("ui").joinpath("static")
STYLE = "\n".join(
    STATIC.joinpath(f"{part}.css").read_text(encoding="utf-8")
    for part in ("style", "transcript", "chips", "comparison", "question_box", "source_panel", "feedback", "dialogs", "history", "take_along")
)
ICON = STATIC.joinpath("icon.svg")

OWN_NAMES = ("localhost", "127.0.0.1", "[::1]", "testserver")
"""Host names that are always answered; "testserver" is FastAPI's test client."""

EVERYWHERE = ("0.0.0.0", "::")

MOST_CONNECTIONS = 1_000
"""Each open page holds one. Beyond these the server answers 503, so that it never runs out of files it may open (often 1,024)."""

log = structlog.get_logger(__name__)


class AddressError(OSError):
    """The server can't listen on this address: `strerror` is what the system says of it, `str()` says what to do."""

    def __init__(self, number: int | None, reason: str, advice: str) -> None:
        super().__init__(number, reason)
        self._advice = advice

    def __str__(self) -> str:
        return self._advice


class PortInUseError(AddressError):
    """Another program listens on the port."""


def create_app(assistant: Assistant, settings: ServerSettings = ServerSettings()) -> FastAPI:
    """The chat as an app, with its pages and the routes for programs. Raises ImportError where MCP is wanted without the package for it."""
    language, operator = settings.language, settings.operator
    paths = {each: "/" if each == language else f"/{each}/" for each in LANGUAGES}
    desk = Desk(assistant, operator.declined if operator else None)
    hosts = (*OWN_NAMES, *settings.hosts)
    offered = _mcp(desk, language, hosts) if settings.mcp else None
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=offered.lifespan if offered else None)
    app.add_exception_handler(RequestValidationError, refused)
    app.include_router(program_routes(desk, language))
    app.include_router(api_page_routes(desk, paths, mcp=settings.mcp))
    if offered:
        app.router.routes.extend(offered.routes)
    app.include_router(static_routes())
    app.include_router(feedback_routes(settings.feedback, language))
    app.router.routes.extend(operator_routes(operator, paths) if operator else [])
    app.include_router(library_routes(assistant, paths))
    # The root takes every path, so it is mounted last.
    for each in sorted(LANGUAGES, key=lambda one: one == language):
        if each != language:
            app.router.routes.append(Route(f"/{each}", RedirectResponse(paths[each])))
        _mount(app, build_chat(assistant, desk, each, paths, feedback=settings.feedback is not None), paths[each])
    app.add_middleware(OnlyRoutesInUse)
    app.add_middleware(BodyLimits)
    app.add_middleware(BelievedHeaders, hosts=hosts)
    app.add_middleware(MissingPage, homes=paths, language=language)
    app.add_middleware(SecurityHeaders, pages={path: each for each, path in paths.items()}, framers=settings.embed_from)
    # Without an explicit empty list Gradio lets any origin in, with credentials; the host check keeps out rebound names.
    app.add_middleware(CORSMiddleware, allow_origins=[])
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False)
    return app


def serve(
    assistant: Assistant,
    settings: ServerSettings = ServerSettings(),
    host: str = "127.0.0.1",
    port: int = 7860,
    on_ready: Callable[[str], None] | None = None,
) -> None:
    """Serve the chat until it is stopped. `on_ready` is told the address once it listens. Raises PortInUseError, AddressError, or what create_app raises."""
    listening = _listen(host, port)
    try:
        app = create_app(assistant, replace(settings, hosts=(*_names(host), *settings.hosts)))
        # An open page holds a stream; without a limit it would keep a stopped server waiting.
        config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2, limit_concurrency=MOST_CONNECTIONS)
        _Server(config, on_ready, _address(host, listening)).run(sockets=[listening])
    finally:
        listening.close()


class _Server(uvicorn.Server):
    """Uvicorn that tells when it listens."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[str], None] | None, url: str) -> None:
        super().__init__(config)
        self._on_ready = on_ready
        self._url = url

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and self._on_ready:
            # In a thread: opening a browser may take its time, or wait until a text browser is left.
            asyncio.get_running_loop().run_in_executor(None, self._tell)

    def _tell(self) -> None:
        assert self._on_ready is not None
        try:
            self._on_ready(self._url)
        except Exception:
            log.exception("on_ready_failed")


def _mcp(desk: Desk, language: Language, hosts: Sequence[str]) -> "McpOverHttp":
    # The package is an extra, which a server without MCP does without.
    from ui.mcp_server import McpOverHttp

    return McpOverHttp(desk, language, hosts)


def _mount(app: FastAPI, blocks: gr.Blocks, path: str) -> None:
    gr.mount_gradio_app(
        app,
        blocks,
        path=path if path == "/" else path.rstrip("/"),
        app_kwargs={"openapi_url": None},
        theme=theme(),
        css=STYLE,
        favicon_path=str(ICON) if path == "/" else None,
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size="1kb",
        allowed_paths=[],
        enable_monitoring=False,
        ssr_mode=False,
        pwa=False,
    )


def _listen(host: str, port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except (OSError, OverflowError) as error:
        listening.close()
        raise _refusal(host, port, error) from error
    return listening


def _refusal(host: str, port: int, error: OSError | OverflowError) -> AddressError:
    number = error.errno if isinstance(error, OSError) else None
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    if number == errno.EADDRINUSE:
        return PortInUseError(number, reason, f"Port {port} is in use. Stop the program that uses it, or choose another port: --port {port + 1}")
    if number == errno.EACCES or isinstance(error, OverflowError):
        return AddressError(number, reason, f"Port {port} can't be used ({reason}). Choose one between 1024 and 65535, for example --port 7860")
    return AddressError(number, reason, f"Can't listen on {host} ({reason}). Choose an address of this machine: --host 127.0.0.1")


def _names(host: str) -> tuple[str, ...]:
    """The names under which a server bound to `host` is asked for; bound to all addresses, those of this machine."""
    if host not in EVERYWHERE:
        return (f"[{host}]" if ":" in host else host,)
    name = socket.gethostname()
    try:
        _, aliases, addresses = socket.gethostbyname_ex(name)
    except OSError:
        return (name,)
    return (name, *aliases, *addresses)


def is_this_machine(host: str) -> bool:
    """Whether a server at this address can only be asked from the machine itself."""
    return host == "localhost" or host == "::1" or host.startswith("127.")


def _address(host: str, listening: socket.socket) -> str:
    port = listening.getsockname()[1]
    if host in EVERYWHERE:
        return f"http://localhost:{port}/"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
