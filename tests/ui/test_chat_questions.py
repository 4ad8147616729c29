"""Questions in the chat, over the routes that its page uses: who asks too often reads how long to wait, and finds the question in the box again."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.wording import say
from tests.ui import fakes
from ui import rate_limits
from ui.app import create_app
from ui.rate_limits import too_many
from ui.server_settings import ServerSettings
from ui.token_bucket import Rate

PROXY = "192.0.2.9"
ANSWERED = say("de", "chat.done.one", count=1)


@pytest.fixture(scope="module")
def proxy() -> Iterator[TestClient]:
    """A proxy that is believed when it tells an address. An address may ask twice at once, an open page of it once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rate_limits, "SESSION", Rate(burst=1, a_minute=1))
        app = create_app(fakes.FakeAssistant(), ServerSettings(questions_a_minute=4, proxies=(PROXY,), open_metrics=True))
    with TestClient(app, base_url="http://localhost", client=(PROXY, 1)) as client:
        yield client


def asked(proxy: TestClient, address: str, page: str, question: str = fakes.PAY) -> tuple[object, str]:
    """What the page is told last when somebody asks on it: for the question box, and all of it."""
    (event,) = (each["id"] for each in proxy.get("/config").json()["dependencies"] if each["queue"])
    told = {"data": [question, None, None], "fn_index": event, "session_hash": page}
    assert proxy.post("/gradio_api/queue/join", json=told, headers={"x-forwarded-for": address}).status_code == 200
    lines = proxy.get("/gradio_api/queue/data", params={"session_hash": page}, headers={"x-forwarded-for": address}).text.splitlines()
    steps: list[dict[str, Any]] = [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: ")]
    (last,) = (step["output"]["data"] for step in steps if step["msg"] == "process_completed")
    return last[0], json.dumps(last, ensure_ascii=False)


def says_to_wait(told: str, most: int) -> bool:
    """Whether it says so, for some seconds up to `most`."""
    return any(too_many("de", seconds) in told for seconds in range(1, most + 1))


def test_who_asks_too_often_on_one_page_is_told_to_wait_and_may_still_ask_on_another(proxy: TestClient) -> None:
    assert ANSWERED in asked(proxy, "203.0.113.1", "one")[1]
    box, told = asked(proxy, "203.0.113.1", "one", fakes.MISSING)
    assert box == fakes.MISSING
    assert says_to_wait(told, 60) and "Hamburg liegt keine Seite vor" not in told
    assert ANSWERED in asked(proxy, "203.0.113.2", "another")[1]


def test_an_address_that_asks_too_often_is_told_to_wait_whatever_page_it_asks_on(proxy: TestClient) -> None:
    first, second = (asked(proxy, "203.0.113.3", page)[1] for page in ("a", "b"))
    assert ANSWERED in first and ANSWERED in second
    box, told = asked(proxy, "203.0.113.3", "c")
    assert box == fakes.PAY
    assert says_to_wait(told, 15) and ANSWERED not in told


def test_such_a_question_is_counted_as_refused_and_not_as_asked(proxy: TestClient) -> None:
    def counted() -> tuple[float, float]:
        lines = proxy.get("/metrics").text.splitlines()
        figures = {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))}
        refused = figures.get('berufslotse_rate_limited_total{kind="question"}', 0.0)
        return sum(value for name, value in figures.items() if name.startswith("berufslotse_questions_total{")), refused

    asked(proxy, "203.0.113.4", "d")
    answered, refused = counted()
    asked(proxy, "203.0.113.4", "d")
    assert counted() == (answered, refused + 1)
