"""The routes of the operator's corner, in both languages, and its door: signing in and out."""

from collections.abc import Mapping, Sequence
from html import escape

import anyio.to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from assistant.wording import LANGUAGES, Language, other_language, say
from ui import operator_change, operator_library, operator_reports
from ui.operator_forms import FormTooLarge, first, read_form
from ui.operator_password import LONGEST
from ui.operator_paths import PATHS, Place
from ui.operator_sign_in import SignIn, TooSoon, WrongPassword
from ui.operator_visit import COOKIE, Corner, Endpoint, Handle, Operator, Visit, changing, looking, unkept
from ui.plain_page import plain_page
from ui.same_origin import from_own_page

LOOKS: tuple[tuple[Place, Handle], ...] = (
    ("home", operator_library.home),
    ("add", operator_change.ask_files),
    ("progress", operator_change.progress),
    ("status", operator_change.status),
    ("go_back", operator_library.ask_go_back),
    ("renew", operator_library.to_home),
    ("pages", operator_library.pages),
    ("declined", operator_reports.declined),
    ("feedback", operator_reports.feedback),
    ("review", operator_reports.review),
    ("review_status", operator_reports.review_status),
)
CHANGES: tuple[tuple[Place, Handle], ...] = (
    ("go_back", operator_library.go_back),
    ("renew", operator_library.renew),
    ("pages", operator_library.remove),
    ("declined", operator_reports.forget_declined),
    ("review", operator_reports.review_again),
)


def operator_routes(operator: Operator, homes: Mapping[Language, str]) -> Sequence[Route]:
    """All routes of the corner; `homes` are the chat's own paths. Without them its paths are 404 like any other that isn't there."""
    corner = Corner(operator, homes, SignIn(operator.password))
    return [route for language in LANGUAGES for route in _in(language, corner)]


def _in(language: Language, corner: Corner) -> list[Route]:
    def route(place: Place, endpoint: Endpoint, method: str) -> Route:
        return Route(PATHS[place][language], endpoint, methods=[method], include_in_schema=False)

    return [
        route("sign_in", _door(corner, language), "GET"),
        route("sign_in", _enter(corner, language), "POST"),
        route("sign_out", changing(corner, language, _leave), "POST"),
        # The form's token comes with the files, so adding checks it itself.
        route("add", looking(corner, language, operator_change.add), "POST"),
        *(route(place, looking(corner, language, handle), "GET") for place, handle in LOOKS),
        *(route(place, changing(corner, language, handle), "POST") for place, handle in CHANGES),
    ]


def _door(corner: Corner, language: Language) -> Endpoint:
    async def door(request: Request) -> Response:
        if corner.sign_in.session(request.cookies.get(COOKIE)):
            return unkept(RedirectResponse(PATHS["home"][language], status_code=303))
        return _sign_in_page(corner, language)

    return door


def _enter(corner: Corner, language: Language) -> Endpoint:
    async def enter(request: Request) -> Response:
        # Else another site could try passwords through its visitors' browsers, and make them wait.
        if not from_own_page(request):
            return _sign_in_page(corner, language, say(language, "operator.refused.forged"), 403)
        try:
            password = first(await read_form(request), "password")
            session = await anyio.to_thread.run_sync(corner.sign_in.enter, password, request.client.host if request.client else "")
        except TooSoon as wait:
            text = say(language, "operator.sign_in.wait" if wait.seconds > 1 else "operator.sign_in.wait_one", seconds=wait.seconds)
            response = _sign_in_page(corner, language, text, 429)
            response.headers["retry-after"] = str(wait.seconds)
            return response
        except (WrongPassword, FormTooLarge):
            return _sign_in_page(corner, language, say(language, "operator.sign_in.wrong"), 403)
        except ClientDisconnect:
            return Response(status_code=400)
        response = unkept(RedirectResponse(PATHS["home"][language], status_code=303))
        response.set_cookie(COOKIE, session.token, httponly=True, samesite="strict", secure=request.url.scheme == "https")
        return response

    return enter


async def _leave(visit: Visit) -> Response:
    visit.corner.sign_in.leave(visit.session)
    response = visit.to("sign_in")
    response.delete_cookie(COOKIE, httponly=True, samesite="strict")
    return response


def _sign_in_page(corner: Corner, language: Language, problem: str = "", status: int = 200) -> Response:
    title = say(language, "operator.sign_in.title")
    path = PATHS["sign_in"][language]
    told = f'<p class="notice" id="problem" role="alert">{escape(problem)}</p>' if problem else ""
    wrong = ' aria-invalid="true" aria-describedby="problem"' if problem else ""
    # A browser only offers to remember a password that has a name beside it.
    body = (
        f"<h1>{escape(title)}</h1><p>{escape(say(language, 'operator.sign_in.about'))}</p>{told}"
        f'<form method="post" action="{path}" class="stack"><input name="name" value="Berufslotse" autocomplete="username" hidden>'
        f'<label for="password">{escape(say(language, "operator.sign_in.password"))}</label>'
        f'<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="{LONGEST}"{wrong}>'
        f'<button class="main">{escape(say(language, "operator.sign_in.enter"))}</button></form>'
    )
    other = PATHS["sign_in"][other_language(language)]
    response = unkept(plain_page(title, body, language, corner.homes[language], styles=("operator.css",), other=other, status=status))
    # Without a referrer browsers don't say either from which page a form comes.
    response.headers["referrer-policy"] = "same-origin"
    return response
