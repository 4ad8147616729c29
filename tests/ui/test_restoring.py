"""A conversation that a browser sends back: what comes out of it is bounded by what went in, and nobody else waits for it."""

import asyncio
import json
import threading
import time
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import anyio
import httpx
import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from assistant.types import Citation
from assistant.wording import LANGUAGES, Language, say
from tests.ui import fakes
from tests.ui.test_conversation_record import conversation
from ui import chat_events
from ui.app import create_app
from ui.chat_events import RESTORED_AT_ONCE
from ui.conversation_record import LONGEST_LINE, MOST_LISTED, characters, kept, record
from ui.take_along import markdown
from ui.transcript import messages
from ui.types import MAX_TURNS, Conversation

DAY = date(2026, 3, 1)
MOST = 80
"""Characters that come out for each that was sent. Of our own answers come two; but a name of one letter is a chip with two buttons."""
QUOTES = "'" * LONGEST_LINE
"""As a title; each is six characters in HTML."""

JSON = Mapping[str, Any]


def statement(cited: Sequence[float], text: str = "") -> JSON:
    return {"text": text, "citations": cited}


def citation(number: float, title: str = "") -> JSON:
    return {"number": number, "document": "", "title": title, "section": None, "quote": "", "start": 0, "end": 0}


def table(cells: Sequence[JSON], rows: int = 1) -> JSON:
    return {"columns": [""] * len(cells), "rows": [{"document": "", "occupation": None, "place": None, "cells": cells}] * rows}


def amount(low: float, high: float, name: str | None = None) -> JSON:
    return {"low": low, "high": high, "period": "month", "stage": None, "occupation": name, "place": None, "citation": 1}


def turn(statements: Sequence[JSON] = (), citations: Sequence[JSON] = (), **facts: object) -> JSON:
    """One whose answer has these, whose texts are empty where nothing else is said."""
    outcome = "answered" if statements else "off_topic"
    answer = {"question": "", "understood_as": "", "slots": {}, "outcome": outcome, "text": "x", "generation": 0, "timings_ms": {}}
    source = {"title": "", "heading": None, "before": "", "quote": "", "after": ""} | dict.fromkeys(("occupation", "place", "date", "url"))
    said = answer | {"statements": statements, "citations": citations} | facts
    return {"number": 1, "question": "", "answer": said, "sources": [source for _ in citations]}


def as_many_as_may_be(each: JSON) -> list[JSON]:
    return [{**each, "number": number} for number in range(1, MAX_TURNS + 1)]


def comes_out(turns: Sequence[JSON]) -> float:
    """Characters of HTML, of the record and of Markdown for each that was sent, in the language that has more; 0 where the conversation is refused."""
    sent = {"turns": turns}
    back = kept(sent)
    return max(_written(back, language) for language in LANGUAGES) / characters(sent) if back else 0


def _written(back: Conversation, language: Language) -> int:
    shown = sum(len(message["content"]) for message in messages(back, language))
    return shown + len(record(back, language).model_dump_json()) + len(markdown(back, language, DAY))


ONE, HUNDRED = [citation(1)], [citation(number) for number in range(100)]
AT_HUNDRED = statement(range(100))
REFUSED = {
    "a citation a hundred times, and cited a thousand times": [turn([statement([1] * 1000)], ONE * 100)],
    "a citation a hundred times": [turn([statement([1])], ONE * 100)],
    "cited a thousand times by one statement": [turn([statement([1] * 1000)], [citation(1, "x" * 20_000)])],
    "cited twice by a cell": [turn([statement([1])], ONE, table=table([{"text": "", "citations": [1, 1]}]))],
    "a long title cited by a thousand statements": [turn([statement([1])] * 1000, [citation(1, "x" * 20_000)])],
    "as long a title as may be, cited by as many": [turn([statement([1])] * 1000, [citation(1, QUOTES)])],
    "each cited by each": [turn([AT_HUNDRED] * 100, HUNDRED)],
    "each cited by each cell": [turn([AT_HUNDRED], HUNDRED, table=table([{"text": "", "citations": list(range(100))}], rows=100))],
    "more than may be listed": [turn(suggestions=[""] * (MOST_LISTED + 1))],
    "a name longer than a line": [turn([statement([1])], ONE, amounts=[amount(1, 2, "x" * (LONGEST_LINE + 1))])],
    "bars that go by one title": [
        turn([statement([1])], [citation(1, QUOTES)], amounts=[amount(n, n + 1) for n in range(300)], table=table([{"text": "", "amounts": list(range(300))}]))
    ],
    "numbers of three hundred figures": [turn([statement([1e300])], [citation(1e300)])],
}
BOUNDED = {
    "empty statements": [turn([statement([number]) for number in range(100)], HUNDRED)],
    "empty cells": [turn([statement([1])], ONE, table=table([{"text": ""}] * 100, rows=100))],
    "empty suggestions": [turn(suggestions=[""] * MOST_LISTED)],
    "empty spans": [turn([{"text": "", "citations": [1], "exact": [[0, 0]] * MOST_LISTED}], ONE)],
    "names of one letter": as_many_as_may_be(turn(slots={"occupation": ["a"] * 100, "place": ["a"] * 100, "carried_over": ["occupation", "place"]})),
    "bars with names": [
        turn([statement([1])], ONE, amounts=[amount(n, n + 1, "a") for n in range(1000)], table=table([{"text": "", "amounts": list(range(1000))}]))
    ],
    "amounts told by every cell": [turn([statement([1])], ONE, amounts=[amount(1, 2)] * 1000, table=table([{"text": "", "amounts": [0] * 1000}], rows=100))],
    "quotation marks alone": [turn([statement([1], QUOTES)], [{**citation(1, QUOTES), "quote": QUOTES, "document": QUOTES}], text=QUOTES)],
    "turns that say nothing": as_many_as_may_be({"number": 1, "question": ""}),
}


@pytest.mark.parametrize("turns", REFUSED.values(), ids=REFUSED)
def test_what_would_be_shown_far_longer_than_it_is_is_refused(turns: list[JSON]) -> None:
    assert kept({"turns": turns}) is None


@pytest.mark.parametrize("turns", BOUNDED.values(), ids=BOUNDED)
def test_of_the_rest_comes_a_multiple_of_what_was_sent(turns: list[JSON]) -> None:
    assert 0 < comes_out(turns) <= MOST


@given(
    statements=st.lists(st.lists(st.integers(0, 12), min_size=1, unique=True), max_size=40),
    cells=st.lists(st.lists(st.integers(0, 12), unique=True), max_size=10),
    rows=st.integers(1, 40),
    title=st.sampled_from(["", "x", "x" * 200, QUOTES, f"{QUOTES}x"]),
    names=st.lists(st.sampled_from(["", "a", "'" * 300]), max_size=100),
    ends=st.lists(st.floats(min_value=0) | st.integers(0, 9999), max_size=60),
)
def test_whatever_is_sent_is_refused_or_comes_to_a_multiple(
    statements: list[list[int]], cells: list[list[int]], rows: int, title: str, names: list[str], ends: list[float]
) -> None:
    cited = [citation(number, title) for number in range(13)]
    told = table([{"text": "", "citations": numbers, "amounts": range(len(ends))} for numbers in cells], rows)
    slots = {"occupation": names, "place": names}
    amounts = [amount(end, end, name) for end, name in zip(ends, (*names, *[None] * 60), strict=False)]
    proven = {"table": told, "amounts": amounts if len(amounts) == len(ends) else []} if statements else {}
    assert comes_out([turn([statement(numbers) for numbers in statements], cited if statements else [], slots=slots, **proven)]) <= MOST


@pytest.mark.parametrize(
    "facts",
    [{"text": "x" + " " * 200_000, "statements": [statement([1], "x")]}, {"text": "ab" * 1_000_000, "statements": [statement([1], "ab" * 20 + "x")] * 4000}],
    ids=["blanks without a marker behind them", "statements that the text hasn't"],
)
def test_texts_that_take_long_to_look_through_take_no_longer(facts: JSON) -> None:
    sent = {"turns": [turn(citations=ONE, **facts)]}
    begun = time.process_time()
    back = kept(sent)
    assert back and messages(back, "de")
    assert time.process_time() - begun < 10


def test_our_own_answers_come_back_with_room_to_spare() -> None:
    made = json.loads(record(conversation(fakes.PAY, fakes.FOLLOW_UP, fakes.MISSING, fakes.COMPARE, fakes.EVIL), "de").model_dump_json())
    assert kept({"turns": made["turns"]}) is not None
    assert comes_out(made["turns"]) <= MOST / 10


def request(config: JSON, turns: Sequence[JSON]) -> JSON:
    """What the page sends to have a conversation restored."""
    (event,) = (each["id"] for each in config["dependencies"] if each["outputs"] and any(target[1] == "restore" for target in each["targets"]))
    return {"data": ["de"], "fn_index": event, "session_hash": "page", "event_data": {"turns": turns}}


PATH = "/gradio_api/run/predict"
OWN = json.loads(record(conversation(fakes.PAY), "de").model_dump_json())["turns"]


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (OWN, "chat.restored"),
        (REFUSED["a citation a hundred times, and cited a thousand times"], "chat.unrestored"),
        (
            [turn([statement([1])], ONE, amounts=[amount(1, 1e307), amount(2, 2), amount(3, 3)], table=table([{"text": "", "amounts": [0, 1, 2]}]))],
            "chat.restored",
        ),
    ],
    ids=["our own answer", "one that would grow", "an amount that nobody earns"],
)
def test_the_visitor_is_told_whether_it_was_restored(client: TestClient, turns: list[JSON], said: str) -> None:
    answered = client.post(PATH, json=request(client.get("/config").json(), turns))
    assert answered.status_code == 200
    assert say("de", said) in json.dumps(answered.json(), ensure_ascii=False)


class Looking(fakes.FakeAssistant):
    """Takes its time to look whether a page has changed, and counts how often it is at it at the same time."""

    def __init__(self) -> None:
        self.most = 0
        self._now = 0
        self._counting = threading.Lock()

    def is_unchanged(self, citation: Citation) -> bool:
        """Always, after a while."""
        with self._counting:
            self._now += 1
            self.most = max(self.most, self._now)
        time.sleep(0.1)
        with self._counting:
            self._now -= 1
        return True


def test_a_few_are_restored_at_a_time_and_none_on_the_event_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, int]] = []

    def noting(name: str) -> None:
        own = getattr(chat_events, name)

        def noted(*given: Any) -> Any:
            seen.append((name, threading.get_ident()))
            return own(*given)

        monkeypatch.setattr(chat_events, name, noted)

    steps = {"kept", "messages", "record"}
    for name in steps:
        noting(name)
    assistant = Looking()

    async def restored() -> list[httpx.Response]:
        app = httpx.ASGITransport(create_app(assistant))
        async with httpx.AsyncClient(transport=app, base_url="http://localhost", timeout=60) as page:
            told = request((await page.get("/config")).json(), OWN)
            with anyio.fail_after(60):
                return await asyncio.gather(*(page.post(PATH, json={**told, "session_hash": f"page-{number}"}) for number in range(4 * RESTORED_AT_ONCE)))

    answers = asyncio.run(restored())
    assert [answer.status_code for answer in answers] == [200] * 4 * RESTORED_AT_ONCE
    assert assistant.most == RESTORED_AT_ONCE
    assert {name for name, _ in seen} == steps
    assert threading.get_ident() not in {thread for _, thread in seen}
