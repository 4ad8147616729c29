"""What goes wrong is logged with its place, and without anything that a visitor wrote."""

from collections.abc import Iterator, Sequence
from typing import NoReturn

import pytest
import structlog
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.types import Answer, PageEntry, SearchResult, Slots
from assistant.wording import Language
from tests.ui import fakes
from ui.answering import Desk
from ui.library_routes import library_routes
from ui.logging_setup import log_to_standard_error
from ui.operator_sign_in import Session
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
