"""Who is told to wait: an address, a page that is open; and what they read."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from assistant.wording import say
from tests.ui import fakes
from ui.app import create_app
from ui.rate_limits import FEEDBACK, SESSION, UPLOAD, RateLimits, too_many
from ui.server_settings import ServerSettings

ASKED = {"question": fakes.PAY}


def limits(questions_a_minute: int = 4, *, spare_this_machine: bool = True) -> RateLimits:
    """Limits in a moment that doesn't pass."""
    return RateLimits(questions_a_minute, lambda: 0.0, spare_this_machine=spare_this_machine)


def passed(rates: RateLimits, *addresses: str | None) -> list[bool]:
    return [rates.wait("question", address) == 0 for address in addresses]


def test_an_address_asks_as_often_as_it_may_and_another_one_still_can() -> None:
    rates = limits()
    assert passed(rates, *["203.0.113.1"] * 3, "203.0.113.2") == [True, True, False, True]
    assert rates.wait("question", "203.0.113.1") == 15


def test_an_ipv6_line_is_one_address_whatever_its_end_and_a_mapped_one_is_what_it_maps() -> None:
    assert passed(limits(), "2001:db8::1", "2001:db8::2", "2001:db8::ffff", "2001:db8:0:1::1") == [True, True, False, True]
    assert passed(limits(), "203.0.113.1", "::ffff:203.0.113.1", "203.0.113.1") == [True, True, False]


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_the_machine_itself_is_spared_unless_a_proxy_is_believed(address: str) -> None:
    assert passed(limits(), *[address] * 5) == [True] * 5
    assert passed(limits(spare_this_machine=False), *[address] * 3) == [True, True, False]


def test_a_proxy_that_tells_no_address_or_something_else_speaks_for_one_visitor() -> None:
    told = ("unknown", None, "203.0.113.1 via somewhere", "")
    assert passed(limits(), *told) == [True] * 4
    assert passed(limits(spare_this_machine=False), *told) == [True, True, False, False]


def test_an_open_page_has_less_than_its_address() -> None:
    rates = limits(600)
    assert [rates.wait("question", "203.0.113.1", "page") for _ in range(SESSION.burst + 1)] == [0] * SESSION.burst + [3]
    assert rates.wait("question", "203.0.113.1", "another page") == 0
    assert [rates.wait("question", None, "third page") for _ in range(SESSION.burst + 1)][-1] == 3


def test_refusals_are_told_by_kind() -> None:
    told: list[str] = []
    rates = RateLimits(2, lambda: 0.0, told.append)
    for _ in range(3):
        rates.wait("question", "203.0.113.1")
    for _ in range(UPLOAD.burst + 1):
        rates.wait("upload", "203.0.113.1")
    assert told == ["question", "question", "upload"]


def test_the_sentence_counts_one_second_as_one() -> None:
    assert too_many("en", 1) == say("en", "too_many.wait_one")
    assert "7 Sekunden" in too_many("de", 7)


@pytest.fixture(scope="module")
def clients() -> Iterator[dict[str, TestClient]]:
    """Visitors of one app that believes a proxy at 192.0.2.9 and lets an address ask twice at once; by the address from which they come."""
    app = create_app(fakes.FakeAssistant(), ServerSettings(questions_a_minute=4, proxies=("192.0.2.9",)))
    yield {address: TestClient(app, client=(address, 1)) for address in ("203.0.113.1", "203.0.113.2", "203.0.113.3", "203.0.113.4", "192.0.2.9")}


def test_a_program_that_asks_too_often_is_told_when_to_go_on(clients: dict[str, TestClient]) -> None:
    client = clients["203.0.113.1"]
    assert [client.post(path, json=ASKED).status_code for path in ("/api/ask", "/api/ask")] == [200, 200]
    for path in ("/api/ask", "/api/search", "/api/compare", "/mcp"):
        refused = client.post(path, json=ASKED)
        assert refused.status_code == 429
        assert refused.json() == {"error": too_many("de", int(refused.headers["retry-after"]))}
        assert refused.headers["content-security-policy"]
    assert client.get("/api/overview").status_code == 200


def test_a_visitor_can_not_choose_an_address_but_a_proxy_tells_it(clients: dict[str, TestClient]) -> None:
    visitor, proxy = clients["203.0.113.2"], clients["192.0.2.9"]
    told = [{"x-forwarded-for": f"198.51.100.{number}"} for number in range(3)]
    assert [visitor.post("/api/ask", json=ASKED, headers=each).status_code for each in told] == [200, 200, 429]
    assert [proxy.post("/api/ask", json=ASKED, headers=each).status_code for each in told] == [200, 200, 200]


def test_feedback_and_uploads_have_limits_of_their_own(clients: dict[str, TestClient]) -> None:
    client = clients["203.0.113.3"]
    for path, rate in (("/api/feedback", FEEDBACK), ("/en/operator/add", UPLOAD)):
        statuses = [client.post(path).status_code for _ in range(rate.burst + 1)]
        assert 429 not in statuses[:-1]
        assert statuses[-1] == 429
    page = client.post("/en/operator/add", headers={"accept": "text/html"})
    assert (page.status_code, page.headers["content-type"]) == (429, "text/html; charset=utf-8")
    assert say("en", "too_many.title") in page.text
