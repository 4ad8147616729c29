"""The corner's reports: declined questions and feedback."""

from datetime import UTC, date, datetime

from assistant import declined_questions, feedback
from assistant.feedback import Feedback, Reason, Verdict
from assistant.types import Outcome
from assistant.wording import say
from tests.ui import fakes
from tests.ui.corner import Visitor


def test_declined_questions_are_shown_with_their_number_and_can_be_forgotten(keeping: Visitor) -> None:
    assert say("de", "operator.declined.none") in keeping.get("/ohne-antwort")
    assert keeping.operator.declined
    for _ in range(2):
        declined_questions.keep(keeping.operator.declined, fakes.FakeAssistant().ask(fakes.MISSING), date(2026, 11, 21))
    page = keeping.get("/ohne-antwort")
    assert f"<li>{fakes.MISSING}<br>" in page and "2-mal, zuletzt am 21.11.2026" in page and "Es fehlt: Hamburg" in page
    assert keeping.send("/ohne-antwort").status_code == 400
    assert fakes.MISSING in keeping.get("/ohne-antwort")
    keeping.send("/ohne-antwort", sure="yes")
    assert say("de", "operator.declined.none") in keeping.get("/ohne-antwort")


def test_where_they_are_not_kept_there_is_no_page_for_them(inside: Visitor) -> None:
    assert inside.client.get("/betreiber/ohne-antwort").status_code == 404
    assert "ohne-antwort" not in inside.get("")


def test_feedback_is_shown_newest_first_and_as_text(inside: Visitor) -> None:
    assert say("de", "operator.feedback.none") in inside.get("/rueckmeldungen")
    for number, comment in enumerate(("Nummer eins", "<b>Nummer zwei</b>")):
        given = Feedback(
            answer_id=f"{number:032x}",
            verdict=Verdict.NOT_HELPFUL,
            reasons=(Reason.WRONG_PLACE,),
            comment=comment,
            question=fakes.PAY,
            understood_as=fakes.PAY,
            follows=False,
            outcome=Outcome.ANSWERED,
            documents=("koch-essen.txt",),
            generation=1,
            language="de",
        )
        feedback.keep(inside.operator.library / feedback.FILE_NAME, given, datetime(2026, 11, 20 + number, tzinfo=UTC))
    page = inside.get("/rueckmeldungen")
    assert page.index("&lt;b&gt;Nummer zwei") < page.index("Nummer eins")
    assert "Falsche Stadt" in page and "koch-essen.txt" in page and "21.11.2026" in page
