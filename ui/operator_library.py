"""The corner's pages about the library: what it holds and held before, going back, and taking pages out."""

from datetime import datetime
from html import escape

import anyio.to_thread
from starlette.responses import Response

from assistant.library_history import PastGeneration, Standing, history, one_before
from assistant.settings import sample_library
from assistant.types import PageEntry
from assistant.wording import say
from index import changes
from index.types import Change, Progress
from ui.operator_forms import first
from ui.operator_visit import Visit

MOST_SHOWN = 200
"""Pages in the list; who looks for others searches."""


async def home(visit: Visit) -> Response:
    """What the library holds, and its generations."""
    known = await anyio.to_thread.run_sync(history, visit.corner.operator.library)
    current = next((entry for entry in known if entry.standing is Standing.CURRENT), None)
    parts = [_sample_note(visit), _running_note(visit)]
    if current:
        parts.append(_stale_note(visit) if current.stale and not visit.corner.bench.busy else "")
        parts.append(f"<p>{visit.say('home.holds', pages=_count(visit, current.pages), number=current.number, when=_when(visit, current.made))}</p>")
    else:
        parts.append(f'<p class="notice">{visit.say("home.damaged")}</p>')
    parts.append(f'<p class="quiet">{visit.say("home.folder", folder=visit.corner.operator.library)}</p>')
    parts.append(f"<h2>{visit.say('generations.title')}</h2><p>{visit.say('generations.about')}</p>")
    before = one_before(known)
    parts.append(f'<ul class="entries">{"".join(_entry(visit, entry, entry == before) for entry in known)}</ul>')
    return visit.page("home", say(visit.language, "operator.home.title"), "".join(parts))


async def ask_go_back(visit: Visit) -> Response:
    """Asks whether to go back to the generation before."""
    known = await anyio.to_thread.run_sync(history, visit.corner.operator.library)
    before = one_before(known)
    if before is None:
        return visit.message("go_back.title", say(visit.language, "operator.go_back.none"), 404)
    facts = {"number": before.number, "pages": _count(visit, before.pages), "when": _when(visit, before.made)}
    body = (
        f"<p>{visit.say('go_back.ask', **facts)}</p><p>{visit.say('go_back.effect')}</p>"
        f'<form method="post" action="{visit.path("go_back")}" class="buttons">{visit.token_field}'
        f'<input type="hidden" name="to" value="{before.number}"><button class="main">{visit.say("go_back.do", number=before.number)}</button>'
        f'<a href="{visit.path("home")}">{visit.say("go_back.cancel")}</a></form>'
    )
    return visit.page("go_back", say(visit.language, "operator.go_back.title"), body)


async def go_back(visit: Visit) -> Response:
    """Goes back, if that still leads to where the question said."""
    library = visit.corner.operator.library
    before = one_before(await anyio.to_thread.run_sync(history, library))
    if before is None or first(visit.form, "to") != str(before.number):
        return visit.message("go_back.title", say(visit.language, "operator.go_back.changed"), 409)

    def make(_progress: Progress) -> Change:
        return Change(changes.roll_back(library))

    visit.corner.bench.begin("go_back", visit.session.name, make)
    return visit.to("progress")


async def to_home(visit: Visit) -> Response:
    """Leads to the overview, where the button that renews is; its address has no page of its own, but a refusal leaves a browser there."""
    return visit.to("home")


async def renew(visit: Visit) -> Response:
    """Reads all pages anew by the rules of this version."""
    operator = visit.corner.operator

    def make(progress: Progress) -> Change:
        return changes.renew(operator.library, operator.encoder, progress)

    visit.corner.bench.begin("renew", visit.session.name, make)
    return visit.to("progress")


async def pages(visit: Visit) -> Response:
    """The pages, those with the words searched for, to be taken out."""
    words = visit.request.query_params.get("q", "").strip()[:200]
    found = await anyio.to_thread.run_sync(_found, visit, words)
    search = (
        f'<form method="get" action="{visit.path("pages")}" class="buttons" role="search"><label for="q">{visit.say("pages.search")}</label>'
        f'<input id="q" name="q" type="search" maxlength="200" value="{escape(words)}"><button>{visit.say("pages.find")}</button></form>'
    )
    count = f'<p role="status">{visit.say("pages.found", count=_count(visit, len(found)))}</p>'
    more = f"<p>{visit.say('pages.more', shown=MOST_SHOWN)}</p>" if len(found) > MOST_SHOWN else ""
    return visit.page("pages", say(visit.language, "operator.menu.pages"), search + count + more + (_boxes(visit, found[:MOST_SHOWN]) if found else ""))


async def remove(visit: Visit) -> Response:
    """Takes the ticked pages out."""
    chosen = list(dict.fromkeys(visit.form.get("page", ())))
    if not chosen:
        return visit.message("menu.pages", say(visit.language, "operator.pages.none"), 400, "pages")
    operator = visit.corner.operator

    def make(progress: Progress) -> Change:
        return changes.remove(operator.library, chosen, operator.encoder, progress)

    visit.corner.bench.begin("remove", visit.session.name, make)
    return visit.to("progress")


def _found(visit: Visit, words: str) -> list[PageEntry]:
    """By what a page says and is about, or by a part of its file's name."""
    assistant = visit.corner.operator.assistant
    found = list(assistant.pages(words))
    if words:
        known = {page.id for page in found}
        found += [page for page in assistant.pages() if page.id not in known and words.casefold() in page.id.casefold()]
    return found


def _boxes(visit: Visit, found: list[PageEntry]) -> str:
    boxes = "".join(
        f'<li><label><input type="checkbox" name="page" value="{escape(page.id)}"><span>{escape(page.title)}'
        f'<span class="quiet">{escape(" · ".join(filter(None, (page.id, page.date))))}</span></span></label></li>'
        for page in found
    )
    return (
        f'<form method="post" action="{visit.path("pages")}">{visit.token_field}<ul class="boxes">{boxes}</ul>'
        f'<p class="quiet" id="remove-note">{visit.say("pages.note")}</p>'
        f'<button class="main" aria-describedby="remove-note">{visit.say("pages.remove")}</button></form>'
    )


def _entry(visit: Visit, entry: PastGeneration, is_before: bool) -> str:
    facts = " · ".join((_when(visit, entry.made), _count(visit, entry.pages), visit.say(f"generations.{entry.standing}")))
    way = f'<br><a class="button" href="{visit.path("go_back")}">{visit.say("generations.go_back")}</a>' if is_before else ""
    return f"<li><strong>{visit.say('generations.name', number=entry.number)}</strong><br>{facts}{way}</li>"


def _sample_note(visit: Visit) -> str:
    sample = visit.corner.operator.library == sample_library()
    return f'<p class="notice">{visit.say("home.sample")}</p>' if sample else ""


def _stale_note(visit: Visit) -> str:
    """That another version has read the pages, and the button that has them read anew."""
    return (
        f'<form method="post" action="{visit.path("renew")}" class="notice">{visit.token_field}<p>{visit.say("home.stale")}</p>'
        f'<button class="main">{visit.say("home.renew")}</button></form>'
    )


def _running_note(visit: Visit) -> str:
    if not visit.corner.bench.busy:
        return ""
    return f'<p class="notice">{visit.say("home.running")} <a href="{visit.path("progress")}">{visit.say("menu.progress")}</a></p>'


def _count(visit: Visit, pages: int | None) -> str:
    return escape(
        say(visit.language, "chat.counts.page" if pages == 1 else "chat.counts.pages", count=visit.say("generations.unknown") if pages is None else pages)
    )


def _when(visit: Visit, made: datetime) -> str:
    return visit.say("when", day=made.day, month=made.month, year=made.year, hour=made.hour, minute=made.minute)
