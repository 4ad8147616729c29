"""What number a question asks for, and whether a sentence tells such a one."""

import pytest

from assistant.quantity_asked import asks_how_long, tells, units_asked
from index.types import Span


@pytest.mark.parametrize(
    ("question", "units"),
    [
        ("Wie viele Stunden arbeitet man in der Woche?", {"hour"}),
        ("wieviel tage urlaub gibts", {"day"}),
        ("urlaub, wie viel ist das?", {"day", "week"}),
        ("How many years does it take?", {"year"}),
        ("Wie viel Prozent werden übernommen?", {"percent"}),
        ("Wie viele Leute arbeiten dort?", set()),
        ("Was verdient man?", set()),
    ],
)
def test_the_unit_asked_for(question: str, units: set[str]) -> None:
    assert units_asked(question) == units


def test_how_long() -> None:
    assert asks_how_long("wie lang geht die lehre")
    assert not asks_how_long("Was lernt man so lange?")


@pytest.mark.parametrize(
    ("sentence", "unit", "told"),
    [
        ("Üblich sind 39 Stunden in der Woche.", "hour", True),
        ("Hier gilt die 35-Stunden-Woche.", "hour", True),
        ("Hier gilt die 35-Stunden-Woche.", "day", False),
        ("Der Urlaub richtet sich nach dem Tarif.", "day", False),
        ("Es gibt 30 Werktage Urlaub.", "day", True),
    ],
)
def test_whether_a_sentence_tells_it(sentence: str, unit: str, told: bool) -> None:
    assert tells(sentence, Span(0, len(sentence)), frozenset({unit})) is told  # type: ignore[arg-type]
