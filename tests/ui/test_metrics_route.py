"""The figures: what they count, and who may read them."""

import re
from collections.abc import Mapping

import pytest
from fastapi.testclient import TestClient

from tests.ui import fakes
from ui.app import create_app
from ui.server_settings import ServerSettings

HERE = ("127.0.0.1", 50_000)


def client(address: tuple[str, int] = HERE, base: str = "http://localhost:7860", settings: ServerSettings = ServerSettings()) -> TestClient:
    return TestClient(create_app(fakes.FakeAssistant(), settings), client=address, base_url=base)


def figures(reader: TestClient) -> dict[str, float]:
    """By name with labels."""
    lines = reader.get("/metrics").text.splitlines()
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))}


def test_questions_are_counted_by_how_they_end_and_their_stages_timed() -> None:
    reader = client()
    for question in (fakes.PAY, fakes.PAY, fakes.MISSING, fakes.BROKEN):
        reader.post("/api/ask", json={"question": question})
    found = figures(reader)
    told = {name: value for name, value in found.items() if name.startswith("berufslotse_questions_total")}
    assert told == {
        'berufslotse_questions_total{outcome="answered"}': 2,
        'berufslotse_questions_total{outcome="not_in_documents"}': 1,
        'berufslotse_questions_total{outcome="failed"}': 1,
    }
    stages = fakes.FakeAssistant().ask(fakes.PAY).timings_ms
    assert {f'berufslotse_stage_seconds_count{{stage="{stage}"}}' for stage in stages} <= set(found)
    assert (found["berufslotse_questions_waiting"], found["berufslotse_questions_working"]) == (0, 0)
    assert found["berufslotse_generation"] == fakes.FakeAssistant().overview().generation
    assert fakes.PAY not in reader.get("/metrics").text


def test_refusals_by_rate_are_counted() -> None:
    app = create_app(fakes.FakeAssistant(), ServerSettings(questions_a_minute=1))
    visitor = TestClient(app, client=("203.0.113.1", 1))
    for _ in range(3):
        visitor.post("/api/ask", json={"question": fakes.PAY})
    found = figures(TestClient(app, client=HERE, base_url="http://127.0.0.1"))
    assert found['berufslotse_rate_limited_total{kind="question"}'] == 2


@pytest.mark.parametrize(
    ("address", "base", "headers", "status"),
    [
        (HERE, "http://localhost:7860", {}, 200),
        (("::1", 1), "http://[::1]:7860", {}, 200),
        (("203.0.113.1", 1), "http://localhost:7860", {}, 403),
        (HERE, "http://chat.example", {}, 403),
        (HERE, "http://localhost:7860", {"x-forwarded-for": "203.0.113.1"}, 403),
        (HERE, "http://localhost:7860", {"x-forwarded-host": "chat.example"}, 403),
    ],
)
def test_only_a_program_on_the_machine_reads_them(address: tuple[str, int], base: str, headers: Mapping[str, str], status: int) -> None:
    assert client(address, base, ServerSettings(hosts=["chat.example"])).get("/metrics", headers=dict(headers)).status_code == status


def test_the_operator_may_open_them() -> None:
    reply = client(("203.0.113.1", 1), settings=ServerSettings(open_metrics=True)).get("/metrics")
    assert reply.status_code == 200
    assert re.match(r"text/plain; version=0\.0\.4", reply.headers["content-type"])
