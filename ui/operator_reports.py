"""The corner's pages about how good the library is: its review, what visitors asked in vain, and what they said of answers."""

from collections.abc import Sequence
from datetime import date
from html import escape

import anyio.to_thread
from starlette.responses import Response

from assistant import declined_questions, terminal
from assistant.declined_questions import Asked
from assistant.errors import UnreadableFeedback
from assistant.feedback import FILE_NAME, KeptFeedback, Verdict, read_feedback
from assistant.library_review import Review
from assistant.wording import say
from ui.dates import written_date
from ui.operator_forms import first
from ui.operator_visit import Visit
from ui.review_page import STYLE, review_html

MOST_QUESTIONS = 200
NEWEST = 50
"""Entries of feedback that are shown."""


async def review(visit: Visit) -> Response:
    """What should be looked at in the pages."""
    found = await anyio.to_thread.run_sync(_reviewed, visit)
    return visit.page("review", say(visit.language, "review.title"), review_html(found, visit.language), styles=(STYLE,))


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
    return visit.to("declined")


async def feedback(visit: Visit) -> Response:
    """The newest feedback."""
    title = say(visit.language, "operator.feedback.title")
    try:
        found = await anyio.to_thread.run_sync(read_feedback, visit.corner.operator.library / FILE_NAME)
    except UnreadableFeedback as error:
        return visit.page("feedback", title, f'<p class="notice">{escape(terminal.explain(error, visit.language))}</p>', status=500)
    newest = found.kept[::-1][:NEWEST]
    items = "".join(_entry(visit, each) for each in newest)
    count = f"<p>{visit.say('feedback.count', shown=len(newest), all=len(found.kept))}</p>"
    return visit.page("feedback", title, f'{count}<ul class="entries">{items}</ul>' if newest else _none(visit, "feedback"))


def _reviewed(visit: Visit) -> Review:
    return visit.corner.reviews.of(visit.corner.operator.assistant.library, date.today())


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
    verdict = visit.say("feedback.helpful" if each.verdict is Verdict.HELPFUL else "feedback.not_helpful")
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
