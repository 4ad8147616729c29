"""Pages without Gradio: one column, the chat's colours, no script but files of the package. For what is read or filled in rather than asked."""

from collections.abc import Sequence
from html import escape
from importlib.resources import files

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from assistant.wording import Language, other_language, say
from index.plain_text import visible

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
STYLES = ("style.css", "plain_page.css")
SERVED = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}
"""Kinds of files of ui/static that are sent to a browser."""
STATIC = files("ui").joinpath("static")
LETTERS = files("gradio").joinpath("templates", "frontend", "static", "fonts", "SourceSansPro")
FONTS = {name: LETTERS.joinpath(name).read_bytes() for name in ("SourceSansPro-Regular.woff2", "SourceSansPro-Bold.woff2")}
"""The letters that the chat shows, from Gradio's package; its half-bold file holds no Latin ones."""
FILES = {file.name: file.read_bytes() for file in STATIC.iterdir() if file.name.rpartition(".")[2] in SERVED}


def plain_page(
    title: str,
    body: str,
    language: Language,
    home: str,
    *,
    scripts: Sequence[str] = (),
    styles: Sequence[str] = (),
    other: str | None = None,
    status: int = 200,
    reload_after: int | None = None,
) -> HTMLResponse:
    """A whole page. `body` is HTML with one `<h1>`, in which everything from outside is escaped.

    home: the path of the chat in this language. scripts, styles: names of files of ui/static.
    other: the path of the same page in the other language.
    reload_after: seconds after which a browser without scripts loads the page again.
    """
    code = other_language(language)
    switch = f'<a class="language" href="{escape(other)}" lang="{code}" hreflang="{code}">{escape(say(language, "chat.other_language"))}</a>' if other else ""
    links = "".join(f'<link rel="stylesheet" href="/static/{name}">' for name in (*STYLES, *styles))
    loaded = "".join(f'<script src="/static/{escape(name)}" defer></script>' for name in scripts)
    again = f'<noscript><meta http-equiv="refresh" content="{reload_after}"></noscript>' if reload_after else ""
    text = (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="color-scheme" content="light dark"><title>{escape(title)} – {escape(say(language, "chat.name"))}</title>'
        f'<link rel="icon" href="/static/icon.svg">{links}<script src="/static/appearance.js"></script>{loaded}{again}</head><body class="plain">'
        f'<header class="plain-top"><a class="home" href="{escape(home)}">{escape(say(language, "chat.name"))}</a>{switch}</header><main>{body}</main></body></html>'
    )
    # What strangers write to the operator could otherwise be read the other way round. No control character is ever meant.
    return HTMLResponse(visible(text), status_code=status, headers={"content-security-policy": POLICY})


def static_routes() -> APIRouter:
    """`GET /static/NAME`: the style sheets and scripts of the package, and `/static/fonts/NAME`: its letters."""
    router = APIRouter()

    @router.get("/static/{name}", include_in_schema=False)
    async def static(name: str) -> Response:
        if name not in FILES:
            return Response(status_code=404)
        return Response(FILES[name], media_type=SERVED[name.rpartition(".")[2]], headers={"cache-control": "max-age=300"})

    @router.get("/static/fonts/{name}", include_in_schema=False)
    async def font(name: str) -> Response:
        if name not in FONTS:
            return Response(status_code=404)
        return Response(FONTS[name], media_type="font/woff2", headers={"cache-control": "max-age=86400"})

    return router
