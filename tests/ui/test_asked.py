"""What the browser asked is taken only where it makes sense."""

from dataclasses import replace

import pytest

from tests.ui import fakes
from ui.asked import Exchange, exchange_in, question_in
from ui.types import MAX_QUESTION, Conversation


@pytest.fixture
def conversation() -> Conversation:
    """One turn about pay in Wuppertal."""
    assistant, begun = fakes.FakeAssistant(), Conversation().begin(fakes.PAY)
    answer = assistant.ask(fakes.PAY)
    sources = tuple(assistant.source(citation) for citation in answer.citations)
    return begun.finish(replace(begun.turns[-1], answer=answer, sources=sources, choices=assistant.choices(answer.slots)))


@pytest.mark.parametrize(
    ("typed", "data", "question"),
    [
        ("  Was? ", None, "Was?"),
        ("alt", {"question": "Neu?"}, "Neu?"),
        (None, None, ""),
        ("alt", {"question": 3}, ""),
        ("x" * 20_000, None, "x" * MAX_QUESTION),
    ],
)
def test_a_question_is_typed_or_on_a_button(typed: str | None, data: object, question: str) -> None:
    assert question_in(typed, data) == question


def test_a_chip_is_exchanged_for_what_was_offered_or_taken_away(conversation: Conversation) -> None:
    clicked = {"turn": 1, "kind": "place", "old": "Wuppertal", "new": "Bochum"}
    assert exchange_in(clicked, conversation) == Exchange(1, "place", "Wuppertal", "Bochum")
    assert exchange_in({**clicked, "new": None}, conversation) == Exchange(1, "place", "Wuppertal", None)


@pytest.mark.parametrize("forged", [{"new": "Hamburg"}, {"turn": 2}, {"turn": "1"}, {"kind": "secrets"}, {"kind": []}, {"old": 3}, {"new": 3}])
def test_what_was_not_offered_is_ignored(conversation: Conversation, forged: dict[str, object]) -> None:
    assert exchange_in({"turn": 1, "kind": "place", "old": "Wuppertal", "new": "Bochum", **forged}, conversation) is None
