"""A question and its answer in one request: the response ends with the answer, whatever else the page is waiting for."""

import json
from collections.abc import AsyncIterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from ui.one_request import OneRequest

STREAM = {"accept": "text/event-stream"}


def said(msg: str, event: str | None) -> str:
    return f"data: {json.dumps({'msg': msg, 'event_id': event}, separators=(',', ':'))}\n\n"


@pytest.fixture
def client() -> TestClient:
    """A page's client of a queue in which an earlier question, given up, is never over, so that its stream never ends by itself."""

    async def join(request: Request) -> JSONResponse:
        await request.body()
        return JSONResponse({"event_id": "this"})

    async def data(request: Request) -> StreamingResponse:
        async def stream() -> AsyncIterator[str]:
            yield said("process_completed", "earlier")
            yield said("process_generating", "this")
            yield said("process_completed", "this")
            while not await request.is_disconnected():
                yield said("heartbeat", None)

        return StreamingResponse(stream(), media_type="text/event-stream")

    routes = [Route("/gradio_api/queue/join", join, methods=["POST"]), Route("/gradio_api/queue/data", data)]
    return TestClient(OneRequest(Starlette(routes=routes)))


def test_the_response_ends_with_the_answer_though_a_question_that_was_given_up_is_never_over(client: TestClient) -> None:
    reply = client.post("/gradio_api/queue/join", json={"session_hash": "page"}, headers=STREAM)
    assert reply.headers["x-event"] == "this"
    told = [(step["msg"], step["event_id"]) for line in reply.text.split() if line.startswith("{") for step in [json.loads(line)]]
    assert told == [("process_completed", "earlier"), ("process_generating", "this"), ("process_completed", "this"), ("close_stream", None)]


def test_a_body_in_very_small_pieces_is_read_as_one(client: TestClient) -> None:
    pieces = (bytes([each]) for each in json.dumps({"session_hash": "page"}).encode())
    assert client.post("/gradio_api/queue/join", content=pieces, headers=STREAM).headers["x-event"] == "this"
