"""The corner's pages about how good the library is: its review, what visitors asked in vain, and what they said of answers."""

from collections.abc import Sequence
from datetime import date
from html import escape

import anyio.to_thread
import structlog
from starlette.responses import Response

from assistant import declined_questions, terminal
from assistant.declined_questions import Asked
from assistant.errors import UnreadableFeedback
from assistant.feedback import FILE_NAME, KeptFeedback, Verdict, read_feedback
from assistant.settings import kept_beside
from assistant.wording import say
from index.errors import LibraryError
from ui.dates import written_date
from ui.operator_forms import first
from ui.operator_progress import RELOAD_AFTER, SCRIPTS, HowFar, progress_html, progress_json
from ui.operator_review import Reviewing
from ui.operator_visit import Visit
from ui.review_page import STYLE, review_html

MOST_QUESTIONS = 200
NEWEST = 50
"""Entries of feedback that are shown."""

log = structlog.get_logger(__name__)


async def review(visit: Visit) -> Response:
    """What should be looked at in the pages, or how far that is. The first look begins it; with `?earlier`, the one before, which stays while it is read."""
    made = visit.corner.reviews.made
    now = await anyio.to_thread.run_sync(_review_of_today, visit)
    if "earlier" in visit.request.query_params and made and made.key != now.key:
        return _made(visit, made, _earlier_note(visit, made))
    if now.running:
        title = say(visit.language, "operator.review.running", number=now.generation)
        body = progress_html(visit, _how_far(visit, now), "review_status") + _way_to_earlier(visit, made)
        return visit.page("review", title, body, scripts=SCRIPTS, reload_after=RELOAD_AFTER)
    return _not_made(visit, now, made) if now.error else _made(visit, now)


async def review_status(visit: Visit) -> Response:
    """How far the review is, for the page's script."""
    latest = visit.corner.reviews.latest
    return progress_json(_how_far(visit, latest) if latest and latest.running else None)


async def review_again(visit: Visit) -> Response:
    """Makes a review again that failed."""
    visit.corner.reviews.forget_failure()
    return visit.to("review")


async def declined(visit: Visit) -> Response:
    """The questions that were declined, each once, and a button that forgets them all."""
    file = visit.corner.operator.declined
    if file is None:
        return Response(status_code=404)
    asked = declined_questions.tally(await anyio.to_thread.run_sync(declined_questions.read_declined, file))
    body = f"<p>{visit.say('declined.about')}</p>"
    return visit.page("declined", say(visit.language, "operator.declined.title"), body + (_questions(visit, asked) if asked else _none(visit, "declined")))


async def forget_declined(visit: Visit) -> Response:
    """Empties the list, where that was confirmed: it can't be undone."""
    file = visit.corner.operator.declined
    if file is None:
        return Response(status_code=404)
    if first(visit.form, "sure") != "yes":
        return visit.message("declined.title", say(visit.language, "operator.declined.not_sure"), 400, "declined")
    await anyio.to_thread.run_sync(declined_questions.clear, file)
    log.info("declined_cleared", operator=visit.session.name or None)
    return visit.to("declined")


async def feedback(visit: Visit) -> Response:
    """The newest feedback."""
    title = say(visit.language, "operator.menu.feedback")
    try:
        found = await anyio.to_thread.run_sync(read_feedback, kept_beside(visit.corner.operator.library) / FILE_NAME)
    except UnreadableFeedback as error:
        return visit.page("feedback", title, f'<p class="notice">{escape(terminal.explain(error, visit.language))}</p>', status=500)
    newest = found.kept[::-1][:NEWEST]
    items = "".join(_entry(visit, each) for each in newest)
    count = f"<p>{visit.say('feedback.count', shown=len(newest), all=len(found.kept))}</p>"
    return visit.page("feedback", title, f'{count}<ul class="entries">{items}</ul>' if newest else _none(visit, "feedback"))


def _review_of_today(visit: Visit) -> Reviewing:
    return visit.corner.reviews.of(visit.corner.operator.assistant.library, date.today())


def _how_far(visit: Visit, reviewing: Reviewing) -> HowFar:
    done, total = reviewing.done, reviewing.total
    count = say(visit.language, "operator.review.count", done=done, total=total) if total else ""
    if total and done == total:
        return HowFar(say(visit.language, "operator.review.compare"), count)
    return HowFar(say(visit.language, "operator.review.read" if total else "operator.stage.begin"), count, done, total)


def _made(visit: Visit, made: Reviewing, note: str = "") -> Response:
    body = review_html(made.review, visit.language) if made.review else ""
    return visit.page("review", say(visit.language, "review.title"), note + body, styles=(STYLE,))


def _not_made(visit: Visit, failed: Reviewing, made: Reviewing | None) -> Response:
    why = visit.say("review.failed", number=failed.generation)
    told = f" {escape(visit.explain(failed.error))}" if isinstance(failed.error, LibraryError) else ""
    again = f'<form method="post" action="{visit.path("review")}">{visit.token_field}<button class="main">{visit.say("review.again")}</button></form>'
    body = f'<p class="notice">{why}{told}</p>{again}{_way_to_earlier(visit, made)}'
    return visit.page("review", say(visit.language, "operator.review.failed_title"), body)


def _earlier_note(visit: Visit, made: Reviewing) -> str:
    return f'<p class="notice">{visit.say("review.earlier_note", **_which(visit, made))} <a href="{visit.path("review")}">{visit.say("review.newest")}</a></p>'


def _way_to_earlier(visit: Visit, made: Reviewing | None) -> str:
    return f'<p><a href="{visit.path("review")}?earlier">{visit.say("review.earlier", **_which(visit, made))}</a></p>' if made else ""


def _which(visit: Visit, made: Reviewing) -> dict[str, object]:
    return {"number": made.generation, "day": written_date(made.day.isoformat(), visit.language)}


def _questions(visit: Visit, asked: Sequence[Asked]) -> str:
    items = "".join(_question(visit, each) for each in asked[:MOST_QUESTIONS])
    more = f"<p>{visit.say('declined.more', shown=MOST_QUESTIONS, all=len(asked))}</p>" if len(asked) > MOST_QUESTIONS else ""
    clear = (
        f'<form method="post" action="{visit.path("declined")}" class="stack"><h2>{visit.say("declined.clear")}</h2>{visit.token_field}'
        f'<label class="tick"><input type="checkbox" name="sure" value="yes" required> {visit.say("declined.sure")}</label>'
        f"<button>{visit.say('declined.clear')}</button></form>"
    )
    return f'{more}<ul class="entries">{items}</ul>{clear}'


def _question(visit: Visit, each: Asked) -> str:
    newest = each.newest
    day = written_date(newest.day.isoformat(), visit.language)
    facts = [visit.say("declined.times", times=each.times, day=day) if each.times > 1 else day, visit.say(f"declined.{newest.outcome}")]
    facts += [visit.say("declined.missing", missing=newest.missing)] if newest.missing else []
    return f'<li>{escape(newest.question)}<br><span class="quiet">{" · ".join(facts)}</span></li>'


def _entry(visit: Visit, each: KeptFeedback) -> str:
    verdict = escape(say(visit.language, "feedback.helpful" if each.verdict is Verdict.HELPFUL else "feedback.not_helpful"))
    reasons = [say(visit.language, f"feedback.reason.{reason}") for reason in each.reasons]
    parts = [
        f'<strong>{verdict}</strong> <span class="quiet">{written_date(each.at.date().isoformat(), visit.language)}</span>',
        escape(each.understood_as or each.question),
    ]
    parts += [escape(", ".join(reasons))] if reasons else []
    parts += [f"<q>{escape(each.comment)}</q>"] if each.comment else []
    parts += [f'<span class="quiet">{escape(", ".join(each.documents))}</span>'] if each.documents else []
    return f"<li>{'<br>'.join(parts)}</li>"


def _none(visit: Visit, name: str) -> str:
    return f"<p>{visit.say(f'{name}.none')}</p>"
