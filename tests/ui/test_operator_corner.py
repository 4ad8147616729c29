"""The operator's corner as a browser without scripts sees it: signing in, adding, removing, going back."""

import gc
import re
import warnings
from collections.abc import Iterator
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path

import anyio
import pytest
from fastapi.testclient import TestClient

from assistant import declined_log, feedback
from assistant.feedback import Feedback, Reason, Verdict
from assistant.types import Outcome
from assistant.wording import catalogue, say
from index import changes
from tests.ui import fakes
from tests.ui.corner import BAKER, PASSWORD, Visitor, visitor
from ui import operator_upload
from ui.answering import Desk
from ui.operator_visit import PATHS
from ui.server import create_app

HOSTILE = "<img src=x onerror=\"document.title='bad'\">.txt"


@pytest.fixture
def outside(tmp_path: Path, pages: Path) -> Visitor:
    """Somebody who has not signed in."""
    return visitor(tmp_path / "library", pages)


@pytest.fixture
def inside(outside: Visitor) -> Visitor:
    """The operator, signed in."""
    assert outside.sign_in().status_code == 200
    return outside


# The door


def test_whoever_is_not_signed_in_is_shown_the_door(outside: Visitor) -> None:
    for place, paths in PATHS.items():
        for language, path in paths.items():
            if place not in ("sign_in", "sign_out"):
                answer = outside.client.get(path, follow_redirects=False)
                assert (answer.status_code, answer.headers["location"]) == (303, PATHS["sign_in"][language])
    answer = outside.client.post("/betreiber/seiten", data={"page": "koch-bochum.txt"}, follow_redirects=False)
    assert answer.status_code == 303


def test_a_wrong_password_is_told_kindly_and_opens_nothing(outside: Visitor) -> None:
    answer = outside.sign_in("falsch")
    assert answer.status_code == 403
    assert say("de", "operator.sign_in.wrong") in answer.text
    assert outside.client.cookies == {}


def test_after_several_wrong_passwords_the_page_says_how_long_to_wait(outside: Visitor) -> None:
    for _ in range(3):
        outside.sign_in("falsch")
    answer = outside.sign_in()
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) >= 1
    assert "noch einmal" in answer.text


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(outside: Visitor) -> None:
    plain = outside.client.post("/betreiber/anmelden", data={"password": PASSWORD}, follow_redirects=False).headers["set-cookie"]
    assert "HttpOnly" in plain and "SameSite=strict" in plain and "Secure" not in plain
    secure = outside.client.post("https://testserver/betreiber/anmelden", data={"password": PASSWORD}, follow_redirects=False)
    assert "Secure" in secure.headers["set-cookie"]


def test_signing_out_ends_the_session_also_for_who_kept_the_cookie(inside: Visitor) -> None:
    kept = dict(inside.client.cookies)
    assert inside.send("/abmelden").url.path == "/betreiber/anmelden"
    inside.client.cookies.update(kept)
    assert inside.client.get("/betreiber").url.path == "/betreiber/anmelden"


@pytest.mark.parametrize("path", ["/seiten", "/zurueckgehen", "/abmelden", "/ohne-antwort"])
@pytest.mark.parametrize("token", [{}, {"token": ""}, {"token": "guessed"}, {"token": "ü"}])
def test_a_form_that_no_page_of_the_session_made_changes_nothing(inside: Visitor, path: str, token: dict[str, str]) -> None:
    answer = inside.client.post(f"/betreiber{path}", data={"page": "koch-bochum.txt", "to": "1", "sure": "yes", **token})
    assert answer.status_code == 403
    assert say("de", "operator.refused.forged") in answer.text
    assert inside.get("").count("Seiten.") and inside.operator.assistant.library.number == 1


def test_files_without_the_token_are_not_taken(inside: Visitor) -> None:
    answer = inside.client.post("/betreiber/hinzufuegen", files=[("file", ("baecker.txt", BAKER.encode()))])
    assert answer.status_code == 403
    assert say("de", "operator.change.none") in inside.get("/aenderung")


def test_a_form_that_is_far_too_large_is_refused(inside: Visitor) -> None:
    assert inside.send("/seiten", page="x" * 1_000_001).status_code == 413


def test_no_page_of_the_corner_is_kept_by_a_browser_or_framed(inside: Visitor) -> None:
    headers = inside.client.get("/betreiber").headers
    assert headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


# Adding


def test_a_page_that_was_added_answers_a_question(inside: Visitor) -> None:
    answer = inside.upload(("baecker-bochum.txt", BAKER.encode()))
    assert answer.url.path == "/betreiber/aenderung"
    outcome = inside.outcome()
    assert say("de", "operator.change.done") in outcome
    assert "Stand 2: 1 neu, 0 geändert, 0 unverändert, 0 entfernt, 0 fehlerhaft." in outcome
    told = inside.operator.assistant.ask("Was verdient ein Bäcker in Bochum?")  # type: ignore[attr-defined]
    assert told.outcome is Outcome.ANSWERED
    assert "2.300 Euro" in told.citations[0].quote


def test_the_library_is_sound_when_the_files_that_were_sent_are_gone(inside: Visitor) -> None:
    inside.upload(("baecker-bochum.txt", BAKER.encode()))
    inside.outcome()
    assert changes.check(inside.operator.library, inside.encoder) == []
    inside.upload(("baecker-bochum.txt", BAKER.replace("2.300", "2.400").encode()), ("koch-essen.txt", BAKER.encode()))
    assert "0 neu, 2 geändert" in inside.outcome()


def test_each_file_that_could_not_be_taken_in_is_listed_with_the_reason_and_the_others_are_there(inside: Visitor) -> None:
    inside.upload(
        ("baecker-bochum.txt", BAKER.encode()),
        ("leer.txt", b"  \n"),
        ("bild.txt", bytes(range(256)) * 40),
        ("kaputt.pdf", b"%PDF-1.4 nothing"),
        ("programm.exe", b"MZ"),
        (HOSTILE, b""),
    )
    outcome = unescape(inside.outcome())
    assert say("de", "operator.change.partly") in outcome
    for told in ("leer.txt: ist leer", "bild.txt: ", "kaputt.pdf: ", "programm.exe: hat ein Format", "1 neu", "5 fehlerhaft"):
        assert told in outcome
    assert "<img" not in outcome


def test_names_from_outside_stand_on_the_page_as_text(inside: Visitor) -> None:
    inside.upload(("a & <b>.txt", BAKER.encode()), ("koch.<script>", b"x"))
    assert "a &amp; _b_.txt" in inside.outcome()
    assert "<script>" not in inside.outcome()


def test_hostile_names_write_nothing_outside(inside: Visitor, tmp_path: Path) -> None:
    before = sorted(path.name for path in tmp_path.iterdir())
    inside.upload(("../../../evil.txt", BAKER.encode()), (f"{tmp_path}/absolute.txt", BAKER.encode()), ("..", b"x"))
    outcome = inside.outcome()
    assert "<li>evil.txt</li>" in outcome and "<li>absolute.txt</li>" in outcome
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_two_files_of_one_name_are_one_page_and_one_failure(inside: Visitor) -> None:
    inside.upload(("a/baecker.txt", BAKER.encode()), ("b/baecker.txt", BAKER.encode()))
    outcome = inside.outcome()
    assert "1 neu" in outcome and "baecker.txt: trägt denselben Namen" in outcome


@pytest.mark.parametrize(("files", "told"), [([], "add.none"), ([("", b"")], "add.none"), ([("x.exe", b"MZ")], "add.all_refused")])
def test_an_upload_without_a_page_says_so_on_the_form(inside: Visitor, files: list[tuple[str, bytes]], told: str) -> None:
    answer = inside.client.post("/betreiber/hinzufuegen", data={"token": inside.token}, files=[("file", file) for file in files] or {"other": ("", b"")})
    assert answer.status_code == 400
    assert say("de", f"operator.{told}") in answer.text


def test_a_file_over_the_limit_is_refused_alone(inside: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operator_upload, "LARGEST_FILE", 1_000_000)
    inside.upload(("gross.txt", b"x" * 2_000_000), ("baecker.txt", BAKER.encode()))
    outcome = inside.outcome()
    assert "gross.txt: ist zu groß (2 MB, max. 1 MB)" in outcome and "1 neu" in outcome


@pytest.mark.parametrize("files", [201, 2])
def test_more_than_the_limits_is_refused_as_a_whole(inside: Visitor, monkeypatch: pytest.MonkeyPatch, files: int) -> None:
    if files < 200:
        monkeypatch.setattr(operator_upload, "MOST_BYTES", 1_000_000)
    answer = inside.upload(*((f"{n}.txt", b"x" * (2_000_000 // files)) for n in range(files)))
    assert answer.status_code == 413
    assert "200 Dateien, jede bis 20 MB, zusammen bis 200 MB" in answer.text
    assert say("de", "operator.change.none") in inside.get("/aenderung")


@pytest.mark.parametrize(
    ("kind", "body"),
    [("multipart/form-data", b"x"), ("multipart/form-data; boundary=x", b"nonsense"), ("text/plain", b"hello"), ("application/x-www-form-urlencoded", b"a=b")],
)
def test_what_is_no_upload_is_refused(inside: Visitor, kind: str, body: bytes) -> None:
    answer = inside.client.post("/betreiber/hinzufuegen", content=body, headers={"content-type": kind})
    assert answer.status_code in (400, 403, 413)


def test_the_limits_are_said_beforehand(inside: Visitor) -> None:
    form = inside.get("/hinzufuegen")
    assert say("de", "operator.add.limits", files=200, each=20, all=200) in form
    assert "docx, htm, html, jsonl, markdown, md, pdf, txt" in form


# While it runs


def test_while_a_change_runs_its_page_tells_how_far_it_is_and_visitors_are_answered(inside: Visitor) -> None:
    inside.encoder.go.clear()
    page = inside.upload(("baecker-bochum.txt", BAKER.encode()), ("leer.exe", b"")).text
    assert say("de", "operator.change.running.add") in page
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    assert "leer.exe: hat ein Format" in page
    status = inside.client.get("/betreiber/aenderung.json").json()
    assert status["running"] is True and len(status["files"]) == 1
    assert inside.operator.assistant.ask("Was verdient ein Koch in Essen?").outcome is Outcome.ANSWERED  # type: ignore[attr-defined]
    inside.encoder.go.set()
    inside.outcome()
    assert inside.client.get("/betreiber/aenderung.json").json()["running"] is False
    assert inside.client.get("/betreiber/aenderung.json").json()["files"] == [say("de", "operator.change.read")]


def test_a_second_change_is_refused_kindly_while_one_runs(inside: Visitor) -> None:
    token = inside.token
    inside.encoder.go.clear()
    inside.upload(("baecker-bochum.txt", BAKER.encode()))
    tries = [
        inside.client.post("/betreiber/seiten", data={"token": token, "page": "koch-essen.txt"}),
        inside.client.post("/betreiber/hinzufuegen", data={"token": token}, files=[("file", ("b.txt", BAKER.encode()))]),
        inside.client.get("/betreiber/hinzufuegen"),
    ]
    inside.encoder.go.set()
    for answer in tries:
        assert answer.status_code == 409
        assert say("de", "operator.refused.busy") in answer.text
        assert 'href="/betreiber/aenderung"' in answer.text
    assert "1 neu" in inside.outcome()


def test_a_change_that_fails_says_why_and_leaves_the_library(inside: Visitor) -> None:
    current = inside.operator.library / "CURRENT"
    kept = current.read_text(encoding="ascii")
    current.write_text("nonsense", encoding="ascii")
    inside.upload(("baecker.txt", BAKER.encode()))
    outcome = inside.outcome()
    assert say("de", "operator.change.failed_title") in outcome and "ist beschädigt" in outcome
    assert say("de", "operator.home.damaged") in inside.get("")
    current.write_text(kept, encoding="ascii")
    assert "In Gebrauch ist Stand 1" in inside.get("")


# Removing and going back


def test_pages_are_found_by_words_or_file_name_and_taken_out(inside: Visitor) -> None:
    assert inside.get("/seiten").count('name="page"') == 3
    assert re.findall(r'name="page" value="([^"]+)"', inside.get("/seiten?q=maler")) == ["maler-bochum.txt"]
    assert re.findall(r'name="page" value="([^"]+)"', inside.get("/seiten?q=koch-e")) == ["koch-essen.txt"]
    assert 'name="page"' not in inside.get("/seiten?q=raumfahrt")
    inside.send("/seiten", page=["koch-essen.txt", "maler-bochum.txt", "never.txt"])
    outcome = inside.outcome()
    assert "2 entfernt, 1 fehlerhaft" in outcome and "never.txt: ist nicht in der Bibliothek" in outcome
    assert inside.get("/seiten").count('name="page"') == 1


def test_removing_nothing_says_so(inside: Visitor) -> None:
    answer = inside.send("/seiten")
    assert answer.status_code == 400
    assert say("de", "operator.pages.none") in answer.text


def test_what_is_searched_for_stands_on_the_page_as_text(inside: Visitor) -> None:
    page = inside.client.get("/betreiber/seiten", params={"q": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in page


def test_even_all_pages_can_be_taken_out_and_put_back(inside: Visitor) -> None:
    inside.send("/seiten", page=["koch-essen.txt", "maler-bochum.txt", "koch-bochum.txt"])
    inside.outcome()
    assert "mit 0 Seiten" in inside.get("")
    assert "0 Seiten" in inside.get("/seiten")
    inside.send("/zurueckgehen", to="1")
    inside.outcome()
    assert "In Gebrauch ist Stand 1" in inside.get("") and "mit 3 Seiten" in inside.get("")


def test_going_back_is_asked_first_and_then_done(inside: Visitor) -> None:
    assert inside.client.get("/betreiber/zurueckgehen").status_code == 404
    inside.upload(("baecker.txt", BAKER.encode()))
    inside.outcome()
    assert 'href="/betreiber/zurueckgehen"' in inside.get("")
    question = inside.get("/zurueckgehen")
    assert "auf Stand 1 vom" in question and "mit 3 Seiten" in question
    inside.send("/zurueckgehen", to="1")
    assert say("de", "operator.change.gone_back", number=1) in inside.outcome()
    assert inside.operator.assistant.library.number == 1
    assert "zurückgenommen" in inside.get("")


def test_going_back_somewhere_else_than_was_asked_is_refused(inside: Visitor) -> None:
    inside.upload(("baecker.txt", BAKER.encode()))
    inside.outcome()
    answer = inside.send("/zurueckgehen", to="7")
    assert answer.status_code == 409
    assert say("de", "operator.go_back.changed") in answer.text


# Declined questions


@pytest.fixture
def keeping(tmp_path: Path, pages: Path) -> Visitor:
    """The operator of a server that keeps declined questions."""
    operator = visitor(tmp_path / "library", pages, tmp_path / "library" / declined_log.FILE_NAME)
    operator.sign_in()
    return operator


def test_declined_questions_are_shown_with_their_number_and_can_be_forgotten(keeping: Visitor) -> None:
    assert say("de", "operator.declined.none") in keeping.get("/ohne-antwort")
    assert keeping.operator.declined
    for _ in range(2):
        declined_log.keep(keeping.operator.declined, fakes.FakeAssistant().ask(fakes.MISSING), date(2026, 11, 21))
    page = keeping.get("/ohne-antwort")
    assert f"<li>{fakes.MISSING}<br>" in page and "2-mal, zuletzt am 21.11.2026" in page and "Es fehlt: Hamburg" in page
    assert keeping.send("/ohne-antwort").status_code == 400
    assert fakes.MISSING in keeping.get("/ohne-antwort")
    keeping.send("/ohne-antwort", sure="yes")
    assert say("de", "operator.declined.none") in keeping.get("/ohne-antwort")


@pytest.mark.parametrize(("name", "kept"), [(None, []), ("declined.jsonl", ["declined.jsonl"])])
def test_nothing_is_kept_of_a_question_unless_a_file_for_it_is_named(tmp_path: Path, name: str | None, kept: list[str]) -> None:
    desk = Desk(fakes.FakeAssistant(), tmp_path / name if name else None)
    for question in (fakes.PAY, fakes.MISSING):
        anyio.run(desk.ask, question, None, "de")
    assert [path.name for path in tmp_path.iterdir()] == kept


def test_a_question_is_answered_also_where_it_can_not_be_kept(tmp_path: Path) -> None:
    desk = Desk(fakes.FakeAssistant(), tmp_path / "no folder" / "declined.jsonl")
    assert anyio.run(desk.ask, fakes.MISSING, None, "de").outcome is Outcome.NOT_IN_DOCUMENTS


def test_where_they_are_not_kept_there_is_no_page_for_them(inside: Visitor) -> None:
    assert inside.client.get("/betreiber/ohne-antwort").status_code == 404
    assert "ohne-antwort" not in inside.get("")


# How good the library is


def test_the_review_is_of_the_library_in_use(inside: Visitor) -> None:
    assert "maler-bochum.txt" in inside.get("/pruefung")
    inside.send("/seiten", page="maler-bochum.txt")
    inside.outcome()
    page = inside.get("/pruefung")
    assert page.count("<h1") == 1 and "maler-bochum.txt" not in page


def test_feedback_is_shown_newest_first_and_as_text(inside: Visitor) -> None:
    assert say("de", "operator.feedback.none") in inside.get("/rueckmeldungen")
    for number, comment in enumerate(("Nummer eins", "<b>Nummer zwei</b>")):
        given = Feedback(
            answer=f"{number:032x}",
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


# The whole server


@pytest.fixture(scope="module")
def quiet() -> Iterator[None]:
    """Gradio leaves event loops open."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
        gc.collect()


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_without_an_operator_there_is_no_corner(quiet: None) -> None:
    client = TestClient(create_app(fakes.FakeAssistant()))
    for paths in PATHS.values():
        for path in paths.values():
            assert client.get(path).status_code == 404, path
            assert client.post(path).status_code in (404, 405), path


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_with_one_the_corner_is_there_in_both_languages_and_declined_questions_are_kept(quiet: None, keeping: Visitor) -> None:
    client = TestClient(create_app(fakes.FakeAssistant(), operator=keeping.operator))
    assert client.get("/betreiber").url.path == "/betreiber/anmelden"
    assert client.post("/en/operator/sign-in", data={"password": PASSWORD}).url.path == "/en/operator"
    assert say("en", "operator.home.title") in unescape(client.get("/en/operator").text)
    client.post("/api/ask", json={"question": fakes.PAY})
    client.post("/api/ask", json={"question": fakes.MISSING})
    page = client.get("/en/operator/unanswered").text
    assert fakes.MISSING in page and fakes.PAY not in page


def test_both_languages_have_the_same_texts_for_the_corner() -> None:
    german, english = ({key for key in catalogue(language) if key.startswith("operator.")} for language in ("de", "en"))
    assert german == english
