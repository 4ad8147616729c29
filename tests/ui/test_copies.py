"""Copies of the server on one library: a page may send each of its requests to another one, and a change of the library reaches them one after the other."""

import gc
import json
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fake_encoder import FakeEncoder
from fastapi.testclient import TestClient

from assistant.assistant import Assistant
from assistant.wording import say
from index import changes
from tests.ui import fakes
from tests.ui.corner import BAKER
from ui.app import create_app
from ui.library_paths import page_path
from ui.server_settings import ServerSettings

STREAM = {"accept": "text/event-stream"}
BAKER_PAY = "Was verdient ein Bäcker in Bochum?"
JSON = dict[str, Any]


@dataclass
class Page:
    """The chat's page in a browser, whose requests go to the copies in turn: what it keeps is the record and the language, and no copy is asked twice in a row."""

    copies: Sequence[TestClient]
    record: JSON
    tab: JSON
    asked: int = 0

    def _next(self) -> TestClient:
        self.asked += 1
        return self.copies[self.asked % len(self.copies)]

    def _event(self, copy: TestClient, name: str) -> JSON:
        (event,) = (each for each in copy.get("/config").json()["dependencies"] if any(target[1] == name for target in each["targets"]) and each["inputs"])
        return dict(event)

    def ask(self, question: str, data: JSON | None = None) -> JSON:
        """The record with the answer, asked in one request."""
        copy = self._next()
        event = self._event(copy, "submit")
        sent = {"data": [question, self.record, self.tab], "event_data": data, "fn_index": event["id"], "session_hash": "page"}
        reply = copy.post("/gradio_api/queue/join", json=sent, headers=STREAM)
        assert (reply.status_code, reply.headers["content-type"].split(";")[0]) == (200, "text/event-stream")
        steps = [json.loads(line.removeprefix("data: ")) for line in reply.text.splitlines() if line.startswith("data: ")]
        assert {step["event_id"] for step in steps if step.get("event_id")} == {reply.headers["x-event"]}
        (last,) = (step["output"]["data"] for step in steps if step["msg"] == "process_completed")
        self._keep(last)
        return self.record

    def send(self, name: str, data: JSON, *inputs: object) -> str:
        """All that is told when something else is done on the page."""
        copy = self._next()
        sent = {"data": inputs, "event_data": data, "fn_index": self._event(copy, name)["id"], "session_hash": "page"}
        reply = copy.post("/gradio_api/run/predict", json=sent)
        assert reply.status_code == 200
        self._keep(reply.json()["data"])
        return json.dumps(reply.json(), ensure_ascii=False)

    def _keep(self, told: Sequence[object]) -> None:
        for value in told:
            if isinstance(value, dict) and "turns" in value:
                self.record = value
            if isinstance(value, dict) and set(value) == {"language"}:
                self.tab = value

    @property
    def answers(self) -> list[JSON]:
        """The answer records on the page."""
        return [turn["answer"] for turn in self.record["turns"]]


def page(*copies: TestClient) -> Page:
    """A page that was just opened."""
    return Page(copies, {}, {"language": "de"})


@pytest.fixture(scope="session", autouse=True)
def unheard() -> Iterator[None]:
    """What Gradio leaves open is collected here, unheard."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
        gc.collect()


@pytest.fixture(scope="module")
def two() -> Iterator[tuple[TestClient, TestClient]]:
    """Two copies with the fake assistant."""
    apps = [create_app(fakes.FakeAssistant()) for _ in range(2)]
    with TestClient(apps[0], base_url="http://localhost") as one, TestClient(apps[1], base_url="http://localhost") as other:
        yield one, other


def test_a_conversation_goes_on_whichever_copy_is_asked(two: tuple[TestClient, TestClient]) -> None:
    visited = page(*two)
    visited.ask(fakes.PAY)
    visited.ask(fakes.FOLLOW_UP)
    visited.ask(fakes.TASKS)
    assert [answer["question"] for answer in visited.answers] == [fakes.PAY, fakes.FOLLOW_UP, fakes.TASKS]
    assert visited.answers[1]["slots"]["place"] == ["Bochum"]
    assert [turn["number"] for turn in visited.record["turns"]] == [1, 2, 3]


def test_a_chip_is_exchanged_by_a_copy_that_did_not_offer_it(two: tuple[TestClient, TestClient]) -> None:
    visited = page(*two)
    visited.ask(fakes.TASKS)
    visited.ask("", {"turn": 1, "kind": "place", "old": "Wuppertal", "new": "Bochum"})
    assert [answer["question"] for answer in visited.answers] == [fakes.TASKS, fakes.TASKS]
    # What was never offered is none.
    told = visited.ask("", {"turn": 1, "kind": "place", "old": "Wuppertal", "new": "Hamburg"})
    assert len(told["turns"]) == 2


def test_language_and_what_is_taken_along_are_those_of_the_page(two: tuple[TestClient, TestClient]) -> None:
    visited = page(*two)
    visited.ask(fakes.PAY)
    assert say("en", "chat.page_title") in visited.send("switch", {"language": "en"}, visited.record)
    assert visited.tab == {"language": "en"} and visited.record["language"] == "en"
    assert say("en", "take.heading") in visited.send("take", {}, visited.record, visited.tab)
    assert len(visited.ask(fakes.FOLLOW_UP)["turns"]) == 2


def test_what_failed_is_said_in_the_same_words_by_the_next_copy(two: tuple[TestClient, TestClient]) -> None:
    visited = page(*two)
    visited.ask(fakes.PAY)
    visited.record["turns"][0] |= {"answer": None, "sources": [], "failed": True}
    visited.record["why"] = {"1": "chat.queue_full"}
    visited.ask(fakes.TASKS)
    assert visited.record["why"] == {"1": "chat.queue_full"}


@pytest.mark.parametrize(
    "forged", [{"turns": "x"}, {"turns": [{"number": 0}]}, {"turns": [{"number": 1, "question": "x", "failed": True}], "why": {"1": "operator.title"}}]
)
def test_a_conversation_that_is_none_is_refused_and_nothing_is_asked(two: tuple[TestClient, TestClient], forged: Mapping[str, Any]) -> None:
    visited = page(*two)
    visited.record = dict(forged)
    visited.ask(fakes.PAY)
    assert visited.record == forged


def test_whoever_asks_in_two_requests_is_answered_as_before(two: tuple[TestClient, TestClient]) -> None:
    event = page(*two)._event(two[0], "submit")
    joined = two[0].post("/gradio_api/queue/join", json={"data": [fakes.PAY, None, None], "fn_index": event["id"], "session_hash": "old"})
    assert set(joined.json()) == {"event_id"}
    assert fakes.PAY_WUPPERTAL in two[0].get("/gradio_api/queue/data", params={"session_hash": "old"}).text


def test_a_question_that_the_queue_does_not_take_is_refused_as_it_is(two: tuple[TestClient, TestClient]) -> None:
    refused = two[0].post("/gradio_api/queue/join", json={"data": []}, headers=STREAM)
    assert (refused.status_code, refused.json()) == (400, {"detail": "Session hash not found."})
    assert "x-event" not in refused.headers


class Behind(Assistant):
    """A copy that has not noticed yet that there is a newer generation."""

    is_behind = False

    def _follow(self) -> None:
        if not self.is_behind:
            super()._follow()


@pytest.fixture
def rolling(made: Path, tmp_path: Path) -> Iterator[tuple[Page, Behind]]:
    """A page before two copies on one library, of which the second stays behind when a page on bakers comes in; that second."""
    encoder = FakeEncoder()
    ahead, behind = Assistant(made, encoder), Behind(made, encoder)
    apps = [create_app(each, ServerSettings()) for each in (ahead, behind)]
    behind.is_behind = True
    file = tmp_path / "baecker-bochum.txt"
    file.write_text(BAKER, encoding="utf-8")
    changes.add(made, [file], encoder)
    with TestClient(apps[0], base_url="http://localhost") as one, TestClient(apps[1], base_url="http://localhost") as other:
        # The first question goes to the copy that is ahead.
        yield page(other, one), behind


def test_while_a_generation_spreads_each_answer_is_sound_and_names_its_own(rolling: tuple[Page, Behind]) -> None:
    visited, behind = rolling
    for _ in range(2):
        visited.ask(BAKER_PAY)
    new, old = visited.answers
    assert new["generation"] == old["generation"] + 1
    assert new["outcome"] == "answered" and {each["document"] for each in new["citations"]} == {"baecker-bochum.txt"}
    assert old["outcome"] == "not_in_documents" and old["citations"] == []
    # The answer of the newer generation stays as it was, with its sources: the copy behind neither draws it anew nor says that its page has changed.
    assert visited.record["changed"] == {} and visited.record["turns"][0]["sources"]
    behind.is_behind = False
    visited.ask(BAKER_PAY)
    visited.ask(BAKER_PAY)
    assert [answer["generation"] for answer in visited.answers[2:]] == [new["generation"]] * 2


def test_a_page_that_a_copy_does_not_have_yet_says_that_it_is_not_there(rolling: tuple[Page, Behind]) -> None:
    visited, behind = rolling
    later, sooner = visited.copies
    path = page_path("de", "baecker-bochum.txt")
    assert sooner.get(path).status_code == 200
    missing = later.get(path)
    assert missing.status_code == 404 and say("de", "pages.missing_why") in missing.text
    behind.is_behind = False
    assert later.get(path).status_code == 200


def test_what_was_kept_in_a_browser_is_marked_by_each_copy_as_the_library_has_it(two: tuple[TestClient, TestClient]) -> None:
    visited = page(*two)
    turns = visited.ask(fakes.PAY)["turns"]
    for _ in range(2):
        visited.send("restore", {"turns": turns}, visited.tab)
        assert visited.record["turns"] == turns and visited.record["changed"] == {}
