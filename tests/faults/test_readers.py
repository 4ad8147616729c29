"""Readers beside changes: a generation that is open outlives its being cleared away, and a library that is replaced under load fails no question."""

import errno
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from cooking_pages import PAGES, written
from fake_encoder import FakeEncoder
from fastapi import FastAPI
from fastapi.testclient import TestClient
from stale_library import make_newer

from assistant.assistant import Assistant
from assistant.types import Answer, Outcome
from index import changes, generation
from index.folder_holdings import FolderHoldings
from index.library import Library
from tests.faults import told as telling
from ui.answering import Desk
from ui.metrics import Metrics
from ui.metrics_route import metrics_route
from ui.routes import program_routes

QUESTION = "Wie lange dauert die Ausbildung zum Koch in Essen?"
UNASKED = "maler-bochum.txt"
"""A page that doesn't answer it."""
ROUNDS = 6
"""Changes that are made while questions are asked."""


def of_another_thread(opened: Library) -> telling.Told:
    """What a thread that has never asked before is told."""
    found: list[telling.Told] = []
    asking = threading.Thread(target=lambda: found.append(telling.of(opened)))
    asking.start()
    asking.join()
    return found[0]


def test_an_open_generation_answers_new_threads_after_it_was_pruned(one: Path, made: Path) -> None:
    opened = Library.open(one, FakeEncoder())
    before = telling.of(opened)
    for page in ("koch-essen.txt", "maler-bochum.txt"):
        changes.remove(one, [page], FakeEncoder())
    assert generation.numbers(one) == [2, 3]
    assert of_another_thread(opened) == telling.of(opened) == before
    assert not opened.is_current()


def test_an_open_generation_answers_after_a_rollback_and_the_next_change(two: Path) -> None:
    opened = Library.open(two, FakeEncoder())
    before = telling.of(opened)
    changes.roll_back(two)
    changes.remove(two, ["koch-bochum.txt"], FakeEncoder())
    assert generation.numbers(two) == [1, 3]
    assert of_another_thread(opened) == before


def test_a_library_of_the_same_number_in_its_place_is_another(one: Path, tmp_path: Path) -> None:
    opened = Library.open(one, FakeEncoder())
    before = telling.of(opened)
    other = tmp_path / "other"
    changes.add(other, [written({"neu.txt": "Beruf Bäcker in Köln\nTeig\nBäcker backen in Köln Brot.\n"}, tmp_path / "pages")], FakeEncoder())
    shutil.rmtree(one)
    other.rename(one)
    assert not opened.is_current()
    assert of_another_thread(opened) == before


def test_opening_is_tried_again_where_a_change_clears_the_generation_away(one: Path) -> None:
    tries = []

    def read() -> generation.Generation:
        tries.append(generation.current_number(one))
        if len(tries) == 1:
            first = generation.read_current(one)
            changes.remove(one, ["koch-essen.txt"], FakeEncoder())
            changes.remove(one, ["maler-bochum.txt"], FakeEncoder())
            return generation.open_generation(one, first.number)
        return generation.open_current(one)

    assert generation.steadily(one, read).manifest.number == 3
    assert tries == [1, 3]


def move_away(library: Path) -> None:
    library.rename(library.with_name("away"))


def move_back(library: Path) -> None:
    library.with_name("away").rename(library)


def leave_a_file_in_its_place(library: Path) -> None:
    move_away(library)
    library.write_text("Kein Ordner.", encoding="utf-8")


def take_the_file_away(library: Path) -> None:
    library.unlink()
    move_back(library)


def flip_a_bit_of_current(library: Path) -> None:
    line = (library / "CURRENT").read_bytes()
    (library / "CURRENT").write_bytes(bytes([line[0] ^ 1]) + line[1:])


def name_the_first(library: Path) -> None:
    generation.switch(library, generation.open_generation(library, 1).manifest)


def make_newer_generation(library: Path) -> None:
    changes.remove(library, ["koch-bochum.txt"], FakeEncoder())
    make_newer(library)


def go_back(library: Path) -> None:
    changes.roll_back(library)


def make_with_another_encoder(library: Path) -> None:
    other = FakeEncoder()
    other.identity = "fake-2"
    move_away(library)
    changes.add(library, [written(PAGES, library.with_name("pages"))], other)


def put_back(library: Path) -> None:
    shutil.rmtree(library)
    move_back(library)


BROKEN: dict[str, tuple[Callable[[Path], None], str, Callable[[Path], None]]] = {
    "moved away": (move_away, "missing", move_back),
    "a bit of CURRENT flipped": (flip_a_bit_of_current, "damaged", name_the_first),
    "a newer version's generation": (make_newer_generation, "damaged", go_back),
    "another encoder's library": (make_with_another_encoder, "encoder_mismatch", put_back),
    "a file in its place": (leave_a_file_in_its_place, "missing", take_the_file_away),
}
"""{what happens to a library while it is open: (how, the code of the error, what mends it)}"""


@pytest.mark.parametrize("broken", BROKEN)
def test_an_open_generation_answers_while_the_library_can_t_be_opened(
    one: Path, broken: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    break_it, code, mend = BROKEN[broken]
    monkeypatch.setattr("assistant.assistant.RETRY", 0)
    assistant = Assistant(one, FakeEncoder())
    expected = assistant.ask(QUESTION)
    break_it(one)
    for _ in range(3):
        answer = assistant.ask(QUESTION)
        assert (answer.text, answer.citations, answer.generation) == (expected.text, expected.citations, 1)
        assert assistant.source(answer.citations[0]).quote == answer.citations[0].quote
        assert assistant.overview().pages == 3
        assert assistant.library_fault == code
    (told,) = (record for record in caplog.records if record.name == "assistant.assistant")
    assert told.levelname == "WARNING"
    assert "generation 1 answers on" in told.getMessage()
    mend(one)
    assert assistant.ask(QUESTION).generation == 1
    assert assistant.library_fault is None
    made = changes.remove(one, [UNASKED], FakeEncoder()).generation
    assert assistant.ask(QUESTION).generation == made
    assert assistant.overview().pages == 2


def test_an_open_generation_answers_while_the_disk_fails(one: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.assistant.RETRY", 0)
    assistant = Assistant(one, FakeEncoder())

    def fail(folder: object = ".") -> list[str]:
        raise OSError(errno.EIO, os.strerror(errno.EIO), folder)

    with monkeypatch.context() as patch:
        for call in ("listdir", "scandir"):
            patch.setattr(os, call, fail)
        assert assistant.ask(QUESTION).outcome is Outcome.ANSWERED
        assert assistant.library_fault == "unreadable"
    assert assistant.ask(QUESTION).outcome is Outcome.ANSWERED
    assert assistant.library_fault is None


def test_a_library_that_can_t_be_opened_is_not_tried_with_every_question(one: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.assistant.RETRY", 3_600)
    assistant = Assistant(one, FakeEncoder())
    changes.remove(one, [UNASKED], FakeEncoder())
    move_away(one)
    assert assistant.ask(QUESTION).generation == 1
    move_back(one)
    assert assistant.ask(QUESTION).generation == 1
    assert assistant.library_fault == "missing"
    monkeypatch.setattr("assistant.assistant.RETRY", 0)
    assert assistant.ask(QUESTION).generation == 2
    assert assistant.library_fault is None


def test_the_operator_is_shown_that_an_older_generation_answers(one: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.assistant.RETRY", 0)
    app, metrics = FastAPI(), Metrics()
    desk = Desk(Assistant(one, FakeEncoder()), metrics=metrics)
    app.include_router(program_routes(desk, "de"))
    app.include_router(metrics_route(desk, metrics, is_open=True))
    client = TestClient(app)

    def shown() -> tuple[int, object, bool, bool]:
        ready, figures = client.get("/readyz"), client.get("/metrics").text.splitlines()
        return ready.status_code, ready.json(), "berufslotse_generation 1.0" in figures, "berufslotse_library_fault 1.0" in figures

    assert shown() == (200, {"status": "ready", "generation": 1}, True, False)
    move_away(one)
    assert shown() == (200, {"status": "ready", "generation": 1, "library_fault": "missing"}, True, True)
    assert client.post("/api/ask", json={"question": QUESTION}).json()["generation"] == 1
    move_back(one)
    assert shown() == (200, {"status": "ready", "generation": 1}, True, False)


@pytest.mark.slow
def test_a_library_that_is_replaced_under_load_fails_no_question(one: Path, made: Path, tmp_path: Path) -> None:
    assistant = Assistant(one, FakeEncoder())
    texts: dict[int, dict[str, str]] = {1: dict(telling.of(assistant.library)[0])}
    answers: list[Answer] = []
    failures: list[BaseException] = []
    over = threading.Event()

    def ask() -> None:
        while not over.is_set():
            try:
                answers.append(assistant.ask(QUESTION))
                assistant.examples()
                assistant.pages()
            except BaseException as error:
                failures.append(error)

    asking = [threading.Thread(target=ask) for _ in range(4)]
    for thread in asking:
        thread.start()
    for n in range(ROUNDS):
        pages = written({"koch-essen.txt": PAGES["koch-essen.txt"].replace("drei Jahre", f"{n + 4} Jahre")}, tmp_path / "pages")
        changes.add(one, [pages], FakeEncoder())
        if n % 3 == 2:
            changes.roll_back(one)
        opened = Library.open(one, FakeEncoder())
        texts[opened.number] = dict(telling.of(opened)[0])
        texts[generation.numbers(one)[-1]] = dict(
            telling.of(Library(FolderHoldings(one, generation.open_generation(one, generation.numbers(one)[-1])), FakeEncoder()))[0]
        )
    over.set()
    for thread in asking:
        thread.join()
    assert failures == []
    assert answers
    for answer in answers:
        assert answer.outcome is Outcome.ANSWERED
        for citation in answer.citations:
            assert texts[answer.generation][citation.document][citation.start : citation.end] == citation.quote
