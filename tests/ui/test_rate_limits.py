"""Who is told to wait: an address, a page that is open; and what they read."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from starlette.responses import PlainTextResponse

from assistant.wording import say
from tests.ui import fakes
from tests.ui.corner import OWN_PAGE
from ui.app import create_app
from ui.operator_paths import PATHS
from ui.rate_limits import FEEDBACK, PAGE, SESSION, SIGN_IN, UPLOAD, RateLimited, RateLimits, too_many
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


def test_what_one_page_asks_too_much_takes_nothing_from_the_others_behind_its_address() -> None:
    rates = RateLimits(clock=lambda: 0.0)
    assert [rates.wait("question", "203.0.113.1", "flooding") for _ in range(60)] == [0] * SESSION.burst + [3] * (60 - SESSION.burst)
    assert rates.wait("question", "203.0.113.1", "neighbour") == 0


def test_what_an_address_asks_too_much_takes_nothing_from_its_pages() -> None:
    now = [0.0]
    rates = RateLimits(2, lambda: now[0])
    assert [rates.wait("question", "203.0.113.1", "page") for _ in range(60)] == [0] + [30] * 59
    now[0] = 3600.0
    assert [rates.wait("question", None, "page") for _ in range(SESSION.burst)] == [0] * SESSION.burst


def test_a_page_that_gives_itself_ever_new_names_has_what_its_address_has() -> None:
    rates = RateLimits(clock=lambda: 0.0)
    assert [rates.wait("question", "203.0.113.1", f"page {number}") for number in range(61)] == [0] * 60 + [1]


def test_somebody_who_leafs_through_the_pages_and_a_search_engine_are_not_refused() -> None:
    now = [0.0]
    rates = RateLimits(clock=lambda: now[0])
    for second in range(600):
        now[0] = float(second)
        assert [rates.wait("page", "203.0.113.1") for _ in range(3)] == [0, 0, 0]


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
    addresses = ("203.0.113.1", "203.0.113.2", "203.0.113.3", "192.0.2.9")
    yield {address: TestClient(app, base_url="http://localhost", client=(address, 1)) for address in addresses}


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


def visitor_of(address: str = "203.0.113.1") -> TestClient:
    """Somebody whose requests are counted in a moment that doesn't pass, and else answered 200."""
    return TestClient(RateLimited(PlainTextResponse("answered"), RateLimits(clock=lambda: 0.0), "de"), client=(address, 1))


def test_pages_that_are_read_are_counted_together_and_nothing_else_that_is_looked_at() -> None:
    reader = visitor_of()
    assert [reader.get("/seiten?q=a b c").status_code for _ in range(PAGE.burst)] == [200] * PAGE.burst
    for path in ("/seiten", "/seite?id=a", "/en/pages", "/en/page?id=a"):
        assert reader.get(path).status_code == 429
        assert reader.head(path).status_code == 429
    refused = reader.get("/en/page", headers={"accept": "text/html"})
    assert refused.headers["retry-after"] == "1"
    assert too_many("en", 1) in refused.text
    assert [reader.get(path).status_code for path in ("/", "/static/style.css", "/healthz")] == [200] * 3
    assert visitor_of("203.0.113.2").get("/seiten").status_code == 200


@pytest.mark.parametrize("path", PATHS["sign_in"].values())
def test_forms_to_sign_in_are_counted_but_not_those_of_another_site(path: str) -> None:
    operator = visitor_of()
    another_site = {"sec-fetch-site": "cross-site"}
    assert [operator.post(path, headers=another_site).status_code for _ in range(SIGN_IN.burst + 1)] == [200] * (SIGN_IN.burst + 1)
    assert [operator.post(path, headers=OWN_PAGE).status_code for _ in range(SIGN_IN.burst)] == [200] * SIGN_IN.burst
    refused = operator.post(path, headers=OWN_PAGE)
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "3")
    assert operator.get(path).status_code == 200


def test_addresses_are_held_no_longer_than_it_matters() -> None:
    now = [0.0]
    rates = RateLimits(clock=lambda: now[0])
    limited = TestClient(RateLimited(PlainTextResponse("answered"), rates, "de"), client=("203.0.113.7", 1))
    for path in ("/api/ask", "/api/feedback", "/betreiber/anmelden"):
        limited.post(path)
    rates.wait("question", "203.0.113.8", "page")
    assert "203.0.113.7" in repr(_held(rates))
    now[0] = 100.0
    limited.get("/healthz")
    assert _held(rates) == []


def _held(rates: RateLimits) -> list[str]:
    return [key for buckets in (*rates._addresses.values(), rates._sessions) for key in buckets._levels]
