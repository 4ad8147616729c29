"""`POST /api/feedback`: what the chat's own page sends is kept; nothing else gets in, and not too much of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.feedback import FILE_NAME, Verdict, read_feedback
from assistant.wording import say
from tests.ui import fakes
from ui.feedback_routes import A_MINUTE, LARGEST_BODY, feedback_routes
from ui.server_settings import ServerSettings

OWN = {"origin": "http://testserver"}


class Clock:
    """A clock that a test sets, in seconds."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def told(**facts: object) -> dict[str, object]:
    """What the page sends."""
    known: dict[str, object] = {
        "answer_id": "0" * 32,
        "verdict": "not_helpful",
        "reasons": ["wrong_place"],
        "comment": "Das ist Essen.",
        "question": fakes.PAY,
        "understood_as": fakes.PAY,
        "follows": False,
        "outcome": "answered",
        "documents": [fakes.WUPPERTAL.name],
        "generation": 1,
        "language": "en",
    }
    return known | facts


@pytest.fixture
def clock() -> Clock:
    """The clock of the limit."""
    return Clock()


@pytest.fixture
def client(tmp_path: Path, clock: Clock) -> TestClient:
    """A client of the route alone, which keeps feedback in the test's folder."""
    app = FastAPI()
    app.include_router(feedback_routes(tmp_path / FILE_NAME, "de", clock))
    return TestClient(app)


def test_what_the_page_sends_is_kept_with_the_time(client: TestClient, tmp_path: Path) -> None:
    assert client.post("/api/feedback", json=told(), headers=OWN).status_code == 204
    (kept,) = read_feedback(tmp_path / FILE_NAME).kept
    assert (kept.verdict, kept.comment, kept.documents) == (Verdict.NOT_HELPFUL, "Das ist Essen.", (fakes.WUPPERTAL.name,))
    assert kept.at.utcoffset() is not None
    assert set(kept.model_dump()) == {*told(), "at"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://testserver"}, 204),
        ({"origin": "https://testserver"}, 204),
        ({"sec-fetch-site": "same-origin"}, 204),
        ({"sec-fetch-site": "same-origin", "origin": "https://jobs.example.org"}, 204),
        ({}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "https://chat.example", "host": "localhost", "x-forwarded-host": "chat.example"}, 204),
        ({"origin": "http://testserver:81"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "http://[evil"}, 403),
        ({"origin": "http://testserver", "sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "none"}, 403),
    ],
)
def test_only_the_chats_own_page_may_send(client: TestClient, tmp_path: Path, headers: dict[str, str], status: int) -> None:
    assert client.post("/api/feedback", json=told(), headers=headers).status_code == status
    assert (tmp_path / FILE_NAME).exists() is (status == 204)


@pytest.mark.parametrize(
    "body",
    [
        {},
        told(verdict="good"),
        told(verdict="helpful"),
        told(reasons=["ugly"]),
        told(comment="x" * 1_001),
        told(session="1"),
        told(outcome="?"),
        told(generation="many"),
        told(question=None),
    ],
)
def test_what_is_no_feedback_is_refused(client: TestClient, tmp_path: Path, body: dict[str, Any]) -> None:
    reply = client.post("/api/feedback", json=body, headers=OWN)
    assert (reply.status_code, reply.json()) == (422, {"error": say("de", "feedback.failed")})
    assert not (tmp_path / FILE_NAME).exists()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff\xfe", b'{"comment": "\\ud800"}', b"[" * 10_000])
def test_what_is_no_json_is_refused(client: TestClient, body: bytes) -> None:
    assert client.post("/api/feedback", content=body, headers=OWN).status_code == 422


def test_a_body_that_is_too_large_is_refused(client: TestClient) -> None:
    assert client.post("/api/feedback", content=b" " * (LARGEST_BODY + 1), headers=OWN).status_code == 413


def test_the_longest_that_the_page_can_send_gets_in(client: TestClient) -> None:
    longest = told(comment="ä" * 1_000, question="ä" * 2_000, understood_as="ä" * 2_000, documents=["x" * 100] * 200)
    assert client.post("/api/feedback", json=longest, headers=OWN).status_code == 204


def test_so_many_in_a_minute_and_no_more(client: TestClient, clock: Clock) -> None:
    for _ in range(A_MINUTE):
        assert client.post("/api/feedback", json=told(), headers=OWN).status_code == 204
    clock.now = 59
    reply = client.post("/api/feedback", json=told(), headers=OWN)
    assert (reply.status_code, reply.json()) == (429, {"error": say("en", "feedback.too_many")})
    clock.now = 60
    assert client.post("/api/feedback", json=told(), headers=OWN).status_code == 204


def test_a_file_that_can_not_be_written_is_told_without_details(client: TestClient, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    reply = client.post("/api/feedback", json=told(), headers=OWN)
    assert (reply.status_code, reply.json()) == (503, {"error": say("en", "feedback.failed")})


@pytest.fixture(scope="module")
def chats(app_client: Callable[..., TestClient], tmp_path_factory: pytest.TempPathFactory) -> tuple[TestClient, TestClient]:
    """A chat that takes feedback and one that doesn't."""
    return app_client(ServerSettings(feedback=tmp_path_factory.mktemp("library") / FILE_NAME)), app_client()


def test_a_chat_without_a_file_asks_nobody_and_takes_nothing(chats: tuple[TestClient, TestClient]) -> None:
    taking, other = chats
    assert ("data-feedback=" in taking.get("/config").text, "data-feedback=" in other.get("/config").text) == (True, False)
    assert taking.post("/api/feedback", json=told(), headers=OWN).status_code == 204
    assert other.post("/api/feedback", json=told(), headers=OWN).status_code == 404


def test_it_is_no_part_of_the_interface_for_programs(chats: tuple[TestClient, TestClient]) -> None:
    assert "feedback" not in chats[0].get("/api/openapi.json").text
