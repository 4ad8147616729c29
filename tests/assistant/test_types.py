"""What can't be true can't be built."""

import pytest
from pydantic import ValidationError

from assistant.types import Answer, Citation, Outcome, Slots, Statement

CITATION = Citation(number=1, document="d", title="t", section=None, quote="q", start=0, end=1)
STATEMENT = Statement(text="q", citations=(1,))


def answer(**changed: object) -> Answer:
    facts = {"question": "?", "understood_as": "?", "slots": Slots(), "outcome": Outcome.ANSWERED, "text": "q [1]", "generation": 1, "timings_ms": {}}
    return Answer.model_validate(facts | {"statements": (STATEMENT,), "citations": (CITATION,)} | changed)


def test_an_answer_has_evidence() -> None:
    with pytest.raises(ValidationError, match="needs statements and citations"):
        answer(statements=(), citations=())


def test_a_refusal_has_none() -> None:
    with pytest.raises(ValidationError, match="carries no statements"):
        answer(outcome=Outcome.OFF_TOPIC)


def test_a_statement_needs_a_citation() -> None:
    with pytest.raises(ValidationError, match="a statement needs a citation"):
        Statement(text="q", citations=())


def test_a_statement_cites_what_is_there() -> None:
    with pytest.raises(ValidationError, match="cites"):
        answer(statements=(Statement(text="q", citations=(2,)),))


def test_an_answer_says_something() -> None:
    with pytest.raises(ValidationError, match="says something"):
        answer(text=" ")
