"""A copy that is to stop says so to a load balancer that watches it, and answers on meanwhile."""

import asyncio

import httpx
from fastapi import FastAPI

from tests.ui import fakes
from ui.answering import Desk
from ui.readiness import LEAVING, WATCHED, Readiness
from ui.routes import program_routes

LONG = 3_600.0
"""Seconds that no test waits for."""


def left_at_once(readiness: Readiness) -> bool:
    """Whether it leaves without waiting for anybody."""

    async def leaving() -> bool:
        leave = asyncio.ensure_future(readiness.leave())
        await asyncio.wait([leave], timeout=0.05)
        done = leave.done()
        leave.cancel()
        return done

    return asyncio.run(leaving())


def seen(now: list[float], *looks: float) -> Readiness:
    """Somebody has looked at these times; it is `now` afterwards."""
    readiness = Readiness(lambda: now[0], leaving=LONG)
    then = now[0]
    for now[0] in looks:
        readiness.look()
    now[0] = then
    return readiness


def test_where_nobody_watches_a_server_stops_at_once() -> None:
    assert left_at_once(Readiness(leaving=LONG))
    assert left_at_once(seen([WATCHED + 1], 0))


def test_a_balancer_that_watches_is_given_time_to_see_it() -> None:
    assert not left_at_once(seen([100.0], 0, 99))


def test_whoever_looks_every_two_seconds_sees_it_twice() -> None:
    assert LEAVING >= 2 * 2


def test_while_it_leaves_it_is_not_ready_and_alive_and_answers_questions() -> None:
    readiness, app = Readiness(leaving=LONG), FastAPI()
    app.include_router(program_routes(Desk(fakes.FakeAssistant()), "de", readiness))

    async def looked() -> tuple[httpx.Response, ...]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as client:
            before = await client.get("/readyz")
            leaving = asyncio.ensure_future(readiness.leave())
            await asyncio.sleep(0)
            after = [await client.get(path) for path in ("/readyz", "/healthz")]
            answer = await client.post("/api/ask", json={"question": fakes.PAY})
            leaving.cancel()
        return before, *after, answer

    before, ready, alive, answer = asyncio.run(looked())
    assert (before.status_code, ready.status_code, alive.status_code, answer.status_code) == (200, 503, 200, 200)
    assert ready.json() == {"status": "stopping"}


def test_a_copy_that_cannot_reach_the_server_of_its_library_is_not_ready() -> None:
    class Cut(fakes.FakeAssistant):
        library_fault: str | None = "unreachable"

    class Damaged(fakes.FakeAssistant):
        library_fault: str | None = "damaged"

    async def looked(assistant: fakes.FakeAssistant) -> httpx.Response:
        app = FastAPI()
        app.include_router(program_routes(Desk(assistant), "de"))
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as client:
            return await client.get("/readyz")

    cut, damaged = asyncio.run(looked(Cut())), asyncio.run(looked(Damaged()))
    assert (cut.status_code, cut.json()) == (503, {"status": "not ready", "library_fault": "unreachable"})
    # The generation that is open answers on.
    assert (damaged.status_code, damaged.json()) == (200, {"status": "ready", "generation": 1, "library_fault": "damaged"})
