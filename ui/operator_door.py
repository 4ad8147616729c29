"""The door of the operator's corner: the page that asks for a password, and for a name where people have one; signing in and out."""

from html import escape

import anyio.to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response

from assistant.wording import Language, other_language, say
from ui.operator_forms import LARGEST_AT_DOOR, FormTooLarge, first, read_form
from ui.operator_password import LONGEST
from ui.operator_paths import PATHS
from ui.operator_people import LONGEST_NAME
from ui.operator_sign_in import NobodyMayEnter, TooSoon, WrongPassword
from ui.operator_visit import COOKIE, Corner, Endpoint, Visit, unkept
from ui.plain_page import plain_page
from ui.same_origin import from_own_page

NO_NAME = '<input name="name" value="Berufslotse" autocomplete="username" hidden>'
"""A browser only offers to remember a password that has a name beside it."""


def door(corner: Corner, language: Language) -> Endpoint:
    """The page that asks; who is signed in is sent on."""

    async def endpoint(request: Request) -> Response:
        if corner.sign_in.session(request.cookies.get(COOKIE)):
            return unkept(RedirectResponse(PATHS["home"][language], status_code=303))
        return _page(corner, language)

    return endpoint


def enter(corner: Corner, language: Language) -> Endpoint:
    """Takes what was filled in, and begins a session or says why not."""

    async def endpoint(request: Request) -> Response:
        # Else another site could try passwords through its visitors' browsers, and make them wait.
        if not from_own_page(request):
            return _page(corner, language, say(language, "operator.refused.forged"), 403)
        try:
            form = await read_form(request, LARGEST_AT_DOOR)
        except FormTooLarge:
            return _page(corner, language, say(language, "operator.refused.too_large"), 413)
        except ClientDisconnect:
            return Response(status_code=400)
        name, address = first(form, "name"), request.client.host if request.client else ""
        try:
            asks_name = corner.sign_in.asks_name
            session = await anyio.to_thread.run_sync(corner.sign_in.enter, first(form, "password"), address, name)
        except NobodyMayEnter:
            return _page(corner, language)
        except TooSoon as wait:
            text = say(language, "operator.sign_in.wait" if wait.seconds > 1 else "operator.sign_in.wait_one", seconds=wait.seconds)
            response = _page(corner, language, text, 429, name)
            response.headers["retry-after"] = str(wait.seconds)
            return response
        except WrongPassword:
            return _page(corner, language, say(language, "operator.sign_in.wrong_name" if asks_name else "operator.sign_in.wrong"), 403, name)
        response = unkept(RedirectResponse(PATHS["home"][language], status_code=303))
        response.set_cookie(COOKIE, session.token, httponly=True, samesite="strict", secure=request.url.scheme == "https")
        return response

    return endpoint


async def leave(visit: Visit) -> Response:
    """Ends the session."""
    visit.corner.sign_in.leave(visit.session)
    response = visit.to("sign_in")
    response.delete_cookie(COOKIE, httponly=True, samesite="strict")
    return response


def _page(corner: Corner, language: Language, problem: str = "", status: int = 200, name: str = "") -> Response:
    """The door; shut while nobody may enter. problem: why it didn't open. name: as it was typed."""
    try:
        form = _form(language, problem, name, asks_name=corner.sign_in.asks_name)
    except NobodyMayEnter:
        form, problem, status = "", say(language, "operator.sign_in.closed"), 503
    title = say(language, "operator.sign_in.title")
    told = f'<p class="notice" id="problem" role="alert">{escape(problem)}</p>' if problem else ""
    body = f"<h1>{escape(title)}</h1><p>{escape(say(language, 'operator.sign_in.about'))}</p>{told}{form}"
    other = PATHS["sign_in"][other_language(language)]
    response = unkept(plain_page(title, body, language, corner.homes[language], styles=("operator.css",), other=other, status=status))
    # Without a referrer browsers don't say either from which page a form comes.
    response.headers["referrer-policy"] = "same-origin"
    return response


def _form(language: Language, problem: str, name: str, *, asks_name: bool) -> str:
    wrong = ' aria-invalid="true" aria-describedby="problem"' if problem else ""
    name_field = (
        f'<label for="name">{escape(say(language, "operator.sign_in.name"))}</label>'
        f'<input id="name" name="name" value="{escape(name[:LONGEST_NAME])}" autocomplete="username" required maxlength="{LONGEST_NAME}"{wrong}>'
    )
    return (
        f'<form method="post" action="{PATHS["sign_in"][language]}" class="stack">{name_field if asks_name else NO_NAME}'
        f'<label for="password">{escape(say(language, "operator.sign_in.password"))}</label>'
        f'<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="{LONGEST}"{wrong}>'
        f'<button class="main">{escape(say(language, "operator.sign_in.enter"))}</button></form>'
    )
