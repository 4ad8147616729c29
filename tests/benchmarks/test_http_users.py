"""Users over HTTP: a follow-up leans on the answer before, and whatever isn't an answer record is a failure with its reason."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import sleep
from typing import Any

import pytest

from assistant.question_files import Dialogue, Turn
from benchmarks.http_users import Tally, ask, asking
from tests.ui import fakes

ANSWER = fakes.FakeAssistant().ask(fakes.PAY)


@contextmanager
def answering(status: int = 200, body: str = ANSWER.model_dump_json()) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The address of a server that says the same to everything, and what it was asked."""
    asked: list[dict[str, Any]] = []

    class Same(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Same) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", asked
        finally:
            server.shutdown()
            thread.join()


def test_an_answer_is_counted_with_its_generation_and_tells_what_was_understood() -> None:
    tally = Tally()
    with answering() as (address, asked):
        slots = ask(address, fakes.PAY, None, tally)
        assert slots == ANSWER.slots
        ask(address, fakes.FOLLOW_UP, slots, tally)
    assert asked == [{"question": fakes.PAY, "before": None}, {"question": fakes.FOLLOW_UP, "before": ANSWER.slots.model_dump(mode="json")}]
    assert (len(tally.seconds), dict(tally.generations), dict(tally.failures)) == (2, {ANSWER.generation: 2}, {})


@pytest.mark.parametrize(
    ("status", "body", "why"), [(500, "{}", "status 500"), (429, "{}", "status 429"), (204, "", "status 204"), (200, "{}", "no answer record")]
)
def test_whatever_is_no_answer_is_a_failure(status: int, body: str, why: str) -> None:
    tally = Tally()
    with answering(status, body) as (address, _):
        assert ask(address, fakes.PAY, None, tally) is None
    assert (tally.seconds, dict(tally.failures)) == ([], {why: 1})


def test_a_server_that_is_gone_is_a_failure() -> None:
    tally = Tally()
    with answering() as (address, _):
        pass
    assert ask(address, fakes.PAY, None, tally) is None
    assert tally.failures.total() == 1


def test_each_user_goes_through_whole_dialogues_until_it_is_over() -> None:
    dialogue = Dialogue(turns=(Turn(question=fakes.PAY), Turn(question=fakes.FOLLOW_UP)))
    with answering() as (address, asked):
        with asking(address, [dialogue], users=2, pause=0.001, seed=1) as tally:
            while len(tally.seconds) < 8:
                sleep(0.001)
        at_the_end = len(asked)
    assert len(tally.seconds) == at_the_end
    assert all((each["question"] == fakes.FOLLOW_UP) == (each["before"] is not None) for each in asked)
