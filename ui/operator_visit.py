"""A look into the operator's corner: what the corner has, who is looking, and the frame around each page."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from html import escape
from pathlib import Path
from typing import Protocol

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response

from assistant import terminal
from assistant.types import PageEntry
from assistant.wording import Language, other_language, say
from index.encoder import Encoder
from index.errors import LibraryBusy, LibraryError
from index.library import Library
from index.library_address import LibraryAddress
from ui.operator_forms import FormTooLarge, first, read_form
from ui.operator_paths import PATHS, Place
from ui.operator_people import PeopleNow
from ui.operator_review import Reviews
from ui.operator_sign_in import Session, SignIn
from ui.operator_work import AlreadyWorking, Bench
from ui.plain_page import plain_page

COOKIE = "berufslotse_operator"

log = structlog.get_logger(__name__)


class Curated(Protocol):
    """What the corner needs of the assistant: the generation in use, its pages by words, and that it goes over to the next one."""

    @property
    def library(self) -> Library:
        """The current generation."""

    def pages(self, words: str = "") -> Sequence[PageEntry]:
        """The pages that have each of the words."""

    def catch_up(self) -> None:
        """Answers from the generation in use when this returns."""


@dataclass(frozen=True, slots=True)
class Operator:
    """That there is a corner. people: tells who may sign in. library: where it is. declined: the file of declined questions; None: they aren't kept."""

    people: PeopleNow
    assistant: Curated
    library: LibraryAddress
    encoder: Encoder
    declined: Path | None = None


@dataclass(frozen=True, slots=True)
class Corner:
    """The corner of a running server: who is signed in, the change and the review that are being made. homes: the chat's paths."""

    operator: Operator
    homes: Mapping[Language, str]
    sign_in: SignIn
    bench: Bench = field(default_factory=Bench)
    reviews: Reviews = field(default_factory=Reviews)


@dataclass(frozen=True, slots=True)
class Visit:
    """A request of somebody who is signed in. form: what was filled in, `{}` where the request only looks."""

    request: Request
    corner: Corner
    session: Session
    language: Language
    form: Mapping[str, Sequence[str]] = field(default_factory=dict, repr=False)

    def say(self, key: str, **facts: object) -> str:
        """The text `operator.KEY`, escaped."""
        return escape(say(self.language, f"operator.{key}", **facts))

    def path(self, place: Place) -> str:
        """Where a page of the corner is, in this language."""
        return PATHS[place][self.language]

    def to(self, place: Place) -> Response:
        """Sends the browser to a page; it doesn't send a form again on reloading."""
        return RedirectResponse(self.path(place), status_code=303)

    @property
    def token_field(self) -> str:
        """The field that every form that changes something must have."""
        return f'<input type="hidden" name="token" value="{escape(self.session.form_token)}">'

    def page(
        self,
        place: Place,
        title: str,
        body: str,
        *,
        scripts: Sequence[str] = (),
        styles: Sequence[str] = (),
        status: int = 200,
        reload_after: int | None = None,
    ) -> Response:
        """A page of the corner with its menu and `title` (plain text) as heading; else as in plain_page."""
        return plain_page(
            title,
            f'{self._menu(place)}<h1 id="title">{escape(title)}</h1>{body}',
            self.language,
            self.corner.homes[self.language],
            scripts=scripts,
            styles=("operator.css", *styles),
            other=PATHS[place][other_language(self.language)],
            status=status,
            reload_after=reload_after,
        )

    def message(self, title_key: str, text: str, status: int, place: Place = "home") -> Response:
        """A page that says why something was not done, with the text `operator.TITLE_KEY` as heading; `text` is plain."""
        title = say(self.language, f"operator.{title_key}")
        way = f'<p><a href="{self.path(place)}">{self.say(f"menu.{place}")}</a></p>'
        return self.page("home", title, f'<p class="notice">{escape(text)}</p>{way}', status=status)

    def explain(self, error: Exception) -> str:
        """An error in the operator's words, plain."""
        return terminal.explain(error, self.language) if isinstance(error, LibraryError) else say(self.language, "operator.change.failed_inside")

    def _menu(self, here: Place) -> str:
        places: list[Place] = ["home", "add", "pages", "review", "feedback"]
        if self.corner.operator.declined:
            places.append("declined")
        current = {True: ' aria-current="page"', False: ""}
        items = "".join(f'<li><a href="{self.path(place)}"{current[place == here]}>{self.say(f"menu.{place}")}</a></li>' for place in places)
        name = self.session.name
        who = f'<span class="quiet">{self.say("menu.signed_in_as", name=name)}</span>' if name else ""
        leave = f'<form method="post" action="{self.path("sign_out")}" class="who">{who}{self.token_field}<button>{self.say("menu.sign_out")}</button></form>'
        return f'<nav class="menu" aria-label="{self.say("home.title")}"><ul>{items}</ul>{leave}</nav>'


Endpoint = Callable[[Request], Awaitable[Response]]
Handle = Callable[[Visit], Awaitable[Response]]


def looking(corner: Corner, language: Language, handle: Handle) -> Endpoint:
    """A page for who is signed in; anybody else is sent to sign in. Also for a form that checks its token itself."""

    async def endpoint(request: Request) -> Response:
        session = corner.sign_in.session(request.cookies.get(COOKIE))
        if session is None:
            return unkept(RedirectResponse(PATHS["sign_in"][language], status_code=303))
        return unkept(await _handled(Visit(request, corner, session, language), handle))

    return endpoint


def changing(corner: Corner, language: Language, handle: Handle) -> Endpoint:
    """Takes a form of who is signed in, if a page of this session made it."""

    async def checked(visit: Visit) -> Response:
        try:
            form = await read_form(visit.request)
        except FormTooLarge:
            return visit.message("refused.title", say(language, "operator.refused.too_large"), 413)
        if not visit.session.allows(first(form, "token")):
            return forged(visit)
        return await handle(Visit(visit.request, corner, visit.session, language, form))

    return looking(corner, language, checked)


def forged(visit: Visit) -> Response:
    """Says that a form wasn't made for this session."""
    return visit.message("refused.title", say(visit.language, "operator.refused.forged"), 403)


def unkept(response: Response) -> Response:
    """A response that no browser or proxy keeps."""
    response.headers["cache-control"] = "no-store"
    return response


async def _handled(visit: Visit, handle: Handle) -> Response:
    refuse = partial(visit.message, "refused.title")
    try:
        return await handle(visit)
    except AlreadyWorking:
        return refuse(say(visit.language, "operator.refused.busy"), 409, "progress")
    except LibraryError as error:
        return refuse(visit.explain(error), 409 if isinstance(error, LibraryBusy) else 500)
    except ClientDisconnect:
        return Response(status_code=400)
    except OSError as error:
        log.exception("operator_failed")
        return refuse(say(visit.language, "operator.refused.disk", reason=error.strerror or error), 500)
