"""The figures: what they count, and who may read them."""

import re
from collections.abc import Mapping

import anyio
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.ui import fakes
from ui.answering import Desk
from ui.metrics import Metrics
from ui.metrics_route import metrics_route
from ui.routes import program_routes
from ui.unanswered import Stopping

HERE = ("127.0.0.1", 50_000)


def client(address: tuple[str, int] = HERE, base: str = "http://localhost:7860", metrics: Metrics | None = None, *, is_open: bool = False) -> TestClient:
    """Of the routes for programs and that of the figures."""
    counted = metrics or Metrics()
    app, desk = FastAPI(), Desk(fakes.FakeAssistant(), metrics=counted)
    app.include_router(program_routes(desk, "de"))
    app.include_router(metrics_route(desk, counted, is_open=is_open))
    return TestClient(app, client=address, base_url=base)


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


def test_searches_are_counted_by_how_they_end() -> None:
    reader = client()
    for query in ("Lohn", "Lohn", fakes.BROKEN):
        reader.post("/api/search", json={"query": query})
    told = {name: value for name, value in figures(reader).items() if name.startswith("berufslotse_questions_total")}
    assert told == {'berufslotse_questions_total{outcome="searched"}': 2, 'berufslotse_questions_total{outcome="failed"}': 1}


def test_a_search_that_is_not_taken_is_counted_as_such() -> None:
    metrics = Metrics()
    desk = Desk(fakes.FakeAssistant(), metrics=metrics)

    async def searched() -> None:
        await desk.finish(0)
        with pytest.raises(Stopping):
            await desk.search("Lohn", (), (), 5, "de")

    anyio.run(searched)
    assert figures(client(metrics=metrics))['berufslotse_questions_total{outcome="stopping"}'] == 1


def test_refusals_by_rate_are_counted() -> None:
    metrics = Metrics()
    for kind in ("question", "question", "upload"):
        metrics.refused(kind)
    found = figures(client(metrics=metrics))
    assert found['berufslotse_rate_limited_total{kind="question"}'] == 2
    assert found['berufslotse_rate_limited_total{kind="upload"}'] == 1


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
    assert client(address, base).get("/metrics", headers=dict(headers)).status_code == status


def test_the_operator_may_open_them() -> None:
    reply = client(("203.0.113.1", 1), is_open=True).get("/metrics")
    assert reply.status_code == 200
    assert re.match(r"text/plain; version=0\.0\.4", reply.headers["content-type"])
