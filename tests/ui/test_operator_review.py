"""The review in the corner: made behind its page, one at a time, while visitors are answered; it says how far it is, and why where it failed."""

from collections.abc import Iterator

import pytest
from structlog.testing import capture_logs

from assistant.types import Outcome
from assistant.wording import say
from tests.ui.corner import Visitor


@pytest.fixture
def held(inside: Visitor) -> Iterator[Visitor]:
    """The operator, with a review that stops at the second of three pages until it is let go."""
    inside.assistant.go.clear()
    yield inside
    inside.assistant.go.set()


def status(visitor: Visitor) -> dict[str, object]:
    """What the page's script is told."""
    told: dict[str, object] = visitor.client.get("/betreiber/pruefung.json").json()
    return told


def test_the_first_look_begins_it_and_says_so_at_once_and_how_far_it_is(held: Visitor) -> None:
    page = held.get("/pruefung")
    assert say("de", "operator.review.running", number=1) in page
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    assert "?earlier" not in page, "there is none"
    assert held.assistant.reached.wait(60)
    page = held.get("/pruefung")
    assert say("de", "operator.review.read") in page and "1 von 3 Seiten" in page and '<progress id="bar" aria-labelledby="title" value="1" max="3">' in page
    assert status(held) == {"running": True, "stage": say("de", "operator.review.read"), "count": "1 von 3 Seiten", "done": 1, "total": 3, "files": []}
    held.assistant.go.set()
    assert "maler-bochum.txt" in held.review()
    assert status(held) == {"running": False}


def test_visitors_are_answered_while_it_is_made(held: Visitor) -> None:
    held.get("/pruefung")
    assert held.assistant.ask("Was verdient ein Koch in Essen?").outcome is Outcome.ANSWERED
    assert status(held)["running"] is True


def test_a_second_look_begins_no_other(held: Visitor) -> None:
    held.get("/pruefung")
    held.send("/seiten", page="maler-bochum.txt")
    assert say("de", "operator.change.done") in held.outcome()
    assert say("de", "operator.review.running", number=1) in held.get("/pruefung"), "one at a time"
    held.assistant.go.set()
    page = held.review()
    assert page.count("<h1") == 1 and "maler-bochum.txt" not in page, "then the newest"


def test_before_its_first_look_nothing_is_made(inside: Visitor) -> None:
    assert status(inside) == {"running": False}


def test_meanwhile_the_review_before_can_be_read_and_says_what_it_is_of(inside: Visitor) -> None:
    inside.review()
    inside.send("/seiten", page="maler-bochum.txt")
    inside.outcome()
    inside.assistant.go.clear()
    assert 'href="/betreiber/pruefung?earlier"' in inside.get("/pruefung")
    earlier = inside.get("/pruefung?earlier")
    assert "Das ist eine frühere Prüfung: Fassung 1, " in earlier and "maler-bochum.txt" in earlier
    assert "http-equiv" not in earlier, "who reads isn't interrupted"
    inside.assistant.go.set()
    inside.review()
    newest = inside.get("/pruefung?earlier")
    assert "frühere Prüfung" not in newest and "maler-bochum.txt" not in newest, "it isn't kept any longer"


def test_a_failure_is_told_and_logged_and_can_be_tried_again(inside: Visitor) -> None:
    inside.assistant.torn.set()
    with capture_logs() as logs:
        page = inside.review()
    assert [(entry["event"], entry["generation"]) for entry in logs] == [("review_failed", 1)]
    assert say("de", "operator.review.failed", number=1) in page and "secret" not in page
    inside.assistant.torn.clear()
    assert say("de", "operator.review.failed_title") in inside.review(), "looking alone doesn't try again"
    inside.send("/pruefung")
    assert "maler-bochum.txt" in inside.review()


def test_a_review_that_was_made_is_not_made_again_by_the_button_of_an_old_page(inside: Visitor) -> None:
    inside.review()
    inside.assistant.go.clear()
    assert "maler-bochum.txt" in inside.send("/pruefung").text
    inside.assistant.go.set()
