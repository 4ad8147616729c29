"""Serves the chat: the app with its pages and routes, and the web server that runs it."""

import asyncio
import errno
import socket
from collections.abc import Callable, Sequence
from importlib.resources import files

import gradio as gr
import structlog
import uvicorn
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import RedirectResponse
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Route

from assistant.wording import LANGUAGES, Language
from ui.answering import Desk
from ui.chat import build_chat
from ui.plain_page import static_routes
from ui.routes import program_routes
from ui.security_headers import OnlyRoutesInUse, SecurityHeaders
from ui.theme import theme
from ui.types import Assistant

STATIC = files("ui").joinpath("static")
STYLE = "\n".join(STATIC.joinpath(f"{part}.css").read_text(encoding="utf-8") for part in ("style", "transcript", "question_box", "source_panel"))
ICON = STATIC.joinpath("icon.svg")

OWN_NAMES = ("localhost", "127.0.0.1", "[::1]", "testserver")
"""Host names that are always answered; "testserver" is FastAPI's test client."""

EVERYWHERE = ("0.0.0.0", "::")

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


def create_app(assistant: Assistant, language: Language = "de", *, hosts: Sequence[str] = ()) -> FastAPI:
    """The chat as an app: `language` at `/`, each other one at `/xx/`, and the routes for programs. `hosts` are further names it goes by."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    desk = Desk(assistant)
    app.include_router(program_routes(desk, language))
    app.include_router(static_routes())
    paths = {each: "/" if each == language else f"/{each}/" for each in LANGUAGES}
    # The root takes every path, so it is mounted last.
    for each in sorted(LANGUAGES, key=lambda one: one == language):
        other = next(one for one in LANGUAGES if one != each)
        if each != language:
            app.router.routes.append(Route(f"/{each}", RedirectResponse(paths[each])))
        _mount(app, build_chat(assistant, desk, each, (other, paths[other])), paths[each])
    app.add_middleware(OnlyRoutesInUse)
    app.add_middleware(SecurityHeaders, pages={path: each for each, path in paths.items()})
    # Without an explicit empty list Gradio lets any origin in, with credentials; the host check keeps out rebound names.
    app.add_middleware(CORSMiddleware, allow_origins=[])
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[*OWN_NAMES, *hosts], www_redirect=False)
    return app


def serve(
    assistant: Assistant,
    host: str = "127.0.0.1",
    port: int = 7860,
    language: Language = "de",
    on_ready: Callable[[str], None] | None = None,
    *,
    hosts: Sequence[str] = (),
) -> None:
    """Serve the chat until it is stopped. `on_ready` is told the address once it listens. Raises PortInUseError or AddressError."""
    listening = _listen(host, port)
    try:
        app = create_app(assistant, language, hosts=[*_names(host), *hosts])
        # An open page holds a stream; without a limit it would keep a stopped server waiting.
        config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2)
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


def _address(host: str, listening: socket.socket) -> str:
    port = listening.getsockname()[1]
    if host in EVERYWHERE:
        return f"http://localhost:{port}/"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
