"""The corner's pages about a change: files are sent, their pages taken in, and what happens meanwhile and afterwards is told."""

import time
from html import unescape
from pathlib import Path

import pytest

from assistant.types import Outcome
from assistant.wording import say
from index import changes
from tests.ui.corner import BAKER, Visitor
from ui import operator_upload

HOSTILE = "<img src=x onerror=\"document.title='bad'\">.txt"


def test_a_page_that_was_added_answers_a_question(inside: Visitor) -> None:
    answer = inside.upload(("baecker-bochum.txt", BAKER.encode()))
    assert answer.url.path == "/betreiber/aenderung"
    outcome = inside.outcome()
    assert say("de", "operator.change.done") in outcome
    assert "Fassung 2: 1 neu, 0 geändert, 0 unverändert, 0 entfernt, 0 fehlerhaft." in outcome
    told = inside.assistant.ask("Was verdient ein Bäcker in Bochum?")
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


def test_while_a_change_runs_its_page_tells_how_far_it_is_and_visitors_are_answered(inside: Visitor) -> None:
    inside.encoder.go.clear()
    page = inside.upload(("baecker-bochum.txt", BAKER.encode()), ("leer.exe", b"")).text
    assert say("de", "operator.change.running.add") in page
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    assert "leer.exe: hat ein Format" in page
    while (status := inside.client.get("/betreiber/aenderung.json").json())["files"] == [say("de", "operator.change.waits")]:
        time.sleep(0.01)
    assert status["running"] is True and status["files"] == [say("de", "operator.change.read")]
    assert inside.assistant.ask("Was verdient ein Koch in Essen?").outcome is Outcome.ANSWERED
    inside.encoder.go.set()
    inside.outcome()
    assert inside.client.get("/betreiber/aenderung.json").json() == {"running": False}


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
    assert "In Gebrauch ist Fassung 1" in inside.get("")
