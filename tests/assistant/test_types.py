"""What can't be true can't be built."""

import pytest
from pydantic import ValidationError

from assistant.types import Answer, Cell, Citation, Outcome, Row, Slots, Statement, Table

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


def test_citations_have_numbers_of_their_own() -> None:
    with pytest.raises(ValidationError, match="a number of its own"):
        answer(citations=(CITATION, CITATION))


def test_nothing_is_cited_twice_at_one_place() -> None:
    with pytest.raises(ValidationError, match="a statement cites each citation once"):
        Statement(text="q", citations=(1, 1))
    with pytest.raises(ValidationError, match="a cell cites each citation once"):
        Cell(text="q", citations=(1, 1))


def test_a_cell_tells_amounts_that_are_there() -> None:
    row = Row(document="d", occupation=None, place=None, cells=(Cell(text="10 €", citations=(1,), amounts=(0,)),))
    with pytest.raises(ValidationError, match="tells the amounts"):
        answer(table=Table(columns=("Gehalt",), rows=(row,)))


def test_an_answer_says_something() -> None:
    with pytest.raises(ValidationError, match="says something"):
        answer(text=" ")
