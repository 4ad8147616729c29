"""What goes wrong is logged with its place, and without anything that a visitor wrote."""

import json
import logging
from collections.abc import Iterator, Sequence
from typing import NoReturn

import pytest
import structlog
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.types import Answer, PageEntry, SearchResult, Slots
from assistant.wording import Language
from index.plain_text import visible
from tests.attack_strings import ATTACKS
from tests.ui import fakes
from ui.answering import Desk
from ui.library_routes import library_routes
from ui.logging_setup import log_json_to_standard_error, log_to_standard_error
from ui.operator_sign_in import Session
from ui.question_log import Told, log_ends, log_questions, unlogged
from ui.routes import program_routes

SAID = "Quittengelee"
"""What a visitor writes in every test; it stands in no code and no page."""


class Failing(fakes.FakeAssistant):
    """Fails at everything, with what was asked in its variables."""

    def ask(self, question: str, before: Slots | None = None, language: Language = "de") -> Answer:
        return fail(question)

    def search(self, query: str, occupations: Sequence[str] = (), places: Sequence[str] = (), limit: int = 10, language: Language = "de") -> SearchResult:
        return fail(query)

    def pages(self, words: str = "") -> tuple[PageEntry, ...]:
        return fail(words)


def fail(said: str) -> NoReturn:
    """Goes wrong; `said` is one of the variables that a traceback could print."""
    raise RuntimeError(f"a text of {len(said)} characters went wrong")


@pytest.fixture
def client() -> Iterator[TestClient]:
    """A client of the routes, logging as a server does."""
    log_to_standard_error()
    app, assistant = FastAPI(), Failing()
    app.include_router(program_routes(Desk(assistant), "de"))
    app.include_router(library_routes(assistant, {"de": "/", "en": "/en/"}))
    yield TestClient(app)
    structlog.reset_defaults()


def test_no_question_and_no_search_word_is_logged(client: TestClient, capfd: pytest.CaptureFixture[str]) -> None:
    assert client.post("/api/ask", json={"question": SAID}).status_code == 500
    assert client.post("/api/search", json={"query": SAID}).status_code == 500
    assert client.get("/seiten", params={"q": SAID}).status_code == 500
    logged = capfd.readouterr()
    assert logged.out == ""
    assert logged.err.count("RuntimeError: a text of") == 3
    assert "in fail" in logged.err
    assert SAID not in logged.err


def test_no_token_of_a_session_is_logged(capfd: pytest.CaptureFixture[str]) -> None:
    log_to_standard_error()
    structlog.get_logger(__name__).warning("signed_in", session=Session("cookie-token", "form-token", 1.0))
    structlog.reset_defaults()
    logged = capfd.readouterr().err
    assert "signed_in" in logged
    assert "cookie-token" not in logged and "form-token" not in logged


@pytest.fixture
def in_json(capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    """Logging as JSON lines to what `capfd` reads, undone afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    log_json_to_standard_error()
    yield
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)


def lines(capfd: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capfd.readouterr().err.splitlines()]


def test_json_has_a_line_for_each_event_whoever_tells_it_and_a_traceback_without_variables(in_json: None, capfd: pytest.CaptureFixture[str]) -> None:
    try:
        fail(SAID)
    except RuntimeError:
        structlog.get_logger("ui").exception("ask_failed", characters=12)
    logging.getLogger("uvicorn.error").warning("slow\n%s", "connection")
    ours, foreign = lines(capfd)
    assert (ours["event"], ours["level"], ours["characters"]) == ("ask_failed", "error", 12)
    assert "in fail" in str(ours["exception"]) and SAID not in str(ours)
    assert (foreign["event"], foreign["level"]) == ("slow\nconnection", "warning")
    assert ours["timestamp"] and foreign["timestamp"]


def test_no_text_of_others_breaks_a_line_of_json_or_steers_whoever_reads_it(in_json: None, capfd: pytest.CaptureFixture[str]) -> None:
    texts = [*ATTACKS, "\x9b31m", "\u202e", "\u200b", "\u2028", "\x85", "\x7f", "x\u180bx\ufff0x\U000e0fff"]
    for text in texts:
        try:
            raise RuntimeError(text)
        except RuntimeError:
            structlog.get_logger("ui").exception("failed", file=text, reason=text)
        logging.getLogger("uvicorn.error").warning("%s", text)
    written = capfd.readouterr().err
    assert written == visible(written)
    told = [json.loads(line) for line in written.splitlines()]
    assert [(line["file"], line["reason"]) for line in told[::2]] == [(text, text) for text in texts]
    assert all(line["exception"].endswith(f"RuntimeError: {text}") for line, text in zip(told[::2], texts, strict=True))
    assert [line["event"] for line in told[1::2]] == texts


def test_letters_stand_in_a_line_of_json_as_they_are(in_json: None, capfd: pytest.CaptureFixture[str]) -> None:
    structlog.get_logger("ui").warning("failed", file="Köchin für 2.500 €.txt")
    assert '"file": "Köchin für 2.500 €.txt"' in capfd.readouterr().err


@pytest.mark.parametrize(("told", "words"), [(unlogged, None), (log_ends, False), (log_questions, True)])
def test_the_words_of_a_question_are_logged_only_where_that_is_switched_on(
    in_json: None, capfd: pytest.CaptureFixture[str], told: Told, words: bool | None
) -> None:
    answer = fakes.FakeAssistant().ask(fakes.PAY)
    told(answer)
    logged = lines(capfd)
    assert [(line["event"], line["outcome"], line["generation"]) for line in logged] == ([] if words is None else [("question", "answered", answer.generation)])
    assert any(fakes.PAY in str(line) for line in logged) == bool(words)
