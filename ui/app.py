"""The chat as an app, with its pages, its routes for programs, and the checks that each request passes."""

from collections.abc import Sequence
from importlib.resources import files
from typing import TYPE_CHECKING

import gradio as gr
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import RedirectResponse
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Route
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from assistant.wording import LANGUAGES, Language
from ui.answering import Desk, DeskLimits
from ui.api_page import api_page_routes
from ui.chat import build_chat
from ui.feedback_routes import feedback_routes
from ui.library_routes import library_routes
from ui.metrics import Metrics
from ui.metrics_route import metrics_route
from ui.missing_page import MissingPage
from ui.one_request import OneRequest
from ui.open_pages import OpenPages
from ui.operator_routes import operator_routes
from ui.plain_page import static_routes
from ui.rate_limits import RateLimited, RateLimits
from ui.readiness import Readiness
from ui.request_checks import BelievedHeaders, BodyLimits, OnlyRoutesInUse
from ui.root_path import AtRoot, Routed
from ui.routes import program_routes, refused
from ui.security_headers import SecurityHeaders, failed
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

OWN_NAMES = ("localhost", "127.0.0.1", "[::1]")
"""Host names that are always answered."""


def create_app(assistant: Assistant, settings: ServerSettings = ServerSettings()) -> FastAPI:
    """The chat as an app, with its pages and the routes for programs. Raises ImportError where MCP is wanted without the package for it."""
    language, operator = settings.language, settings.operator
    paths: dict[Language, str] = {each: "/" if each == language else f"/{each}/" for each in LANGUAGES}
    homes: dict[Language, str] = {each: settings.root_path + path for each, path in paths.items()}
    metrics = Metrics()
    desk = _desk(assistant, settings, metrics)
    rates = RateLimits(settings.questions_a_minute, refused=metrics.refused, spare_this_machine=not settings.proxies)
    hosts = (*OWN_NAMES, *settings.hosts)
    offered = _mcp(desk, language, hosts) if settings.mcp else None
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=offered.lifespan if offered else None)
    readiness = Readiness()
    app.state.leave, app.state.finish = readiness.leave, desk.finish
    app.add_exception_handler(RequestValidationError, refused)
    app.add_exception_handler(Exception, failed)
    app.include_router(program_routes(desk, language, readiness))
    app.include_router(metrics_route(desk, metrics, is_open=settings.open_metrics))
    app.include_router(api_page_routes(desk, paths, mcp=settings.mcp))
    if offered:
        app.router.routes.extend(offered.routes)
    app.include_router(static_routes())
    app.include_router(feedback_routes(settings.feedback, language))
    app.router.routes.extend(operator_routes(operator, paths) if operator else [])
    app.include_router(library_routes(assistant, paths))
    pages = OpenPages()
    # The root takes every path, so it is mounted last.
    for each in sorted(LANGUAGES, key=lambda one: one == language):
        if each != language:
            app.router.routes.append(Route(f"/{each}", RedirectResponse(paths[each])))
        chat = build_chat(assistant, desk, each, homes, rates, feedback=settings.feedback is not None)
        _mount(app, chat, paths[each], settings.root_path)
        pages.watch(chat.state_holder)
    app.router.lifespan_context = pages.living(app.router.lifespan_context)
    app.add_middleware(Routed, root=settings.root_path)
    app.add_middleware(OneRequest)
    app.add_middleware(OnlyRoutesInUse)
    app.add_middleware(BodyLimits)
    app.add_middleware(RateLimited, limits=rates, language=language)
    app.add_middleware(BelievedHeaders, hosts=hosts)
    app.add_middleware(MissingPage, homes=paths, language=language)
    # Without an explicit empty list Gradio lets any origin in, with credentials; the host check keeps out rebound names.
    app.add_middleware(CORSMiddleware, allow_origins=[])
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False)
    # Around every check that answers by itself; what lies further out only rewrites.
    app.add_middleware(SecurityHeaders, pages={path: each for each, path in paths.items()}, framers=settings.embed_from)
    app.add_middleware(AtRoot, root=settings.root_path, written=tuple(paths.values()))
    if settings.proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(settings.proxies))
    return app


def _desk(assistant: Assistant, settings: ServerSettings, metrics: Metrics) -> Desk:
    return Desk(
        assistant,
        settings.operator.declined if settings.operator else None,
        limits=DeskLimits(settings.waiting, settings.seconds),
        metrics=metrics,
        told=settings.told,
        logs_questions=settings.logs_questions,
    )


def _mcp(desk: Desk, language: Language, hosts: Sequence[str]) -> "McpOverHttp":
    # The package is an extra, which a server without MCP does without.
    from ui.mcp_server import McpOverHttp

    return McpOverHttp(desk, language, hosts)


def _mount(app: FastAPI, blocks: gr.Blocks, path: str, root: str) -> None:
    gr.mount_gradio_app(
        app,
        blocks,
        path=path if path == "/" else path.rstrip("/"),
        root_path=(root + path).rstrip("/") if root else None,
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
