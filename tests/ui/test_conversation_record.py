"""A conversation as data: what a browser keeps comes back the same, and anything else is refused."""

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.ui import fakes
from ui.conversation_record import kept, record
from ui.types import Conversation


def conversation(*questions: str) -> Conversation:
    """One in which each question was answered."""
    assistant, made = fakes.FakeAssistant(), Conversation()
    for question in questions:
        begun = made.begin(question)
        answer = assistant.ask(question, made.slots)
        sources = tuple(assistant.source(citation) for citation in answer.citations)
        made = begun.finish(replace(begun.turns[-1], answer=answer, sources=sources, choices=assistant.choices(answer.slots)))
    return made


def test_what_was_kept_comes_back_the_same() -> None:
    before = conversation(fakes.PAY, fakes.FOLLOW_UP, fakes.MISSING, fakes.COMPARE, fakes.EVIL)
    stored = json.loads(record(before, "de").model_dump_json())
    after = kept({"turns": stored["turns"]})
    assert after is not None
    assert [(turn.number, turn.question, turn.answer, turn.sources) for turn in after.turns] == [
        (turn.number, turn.question, turn.answer, turn.sources) for turn in before.turns
    ]


def test_the_language_of_an_answer_is_kept_and_may_be_untold() -> None:
    made = conversation(fakes.PAY, fakes.TASKS)
    made = replace(made, turns=(replace(made.turns[0], language="en"), made.turns[1]))
    stored = json.loads(record(made, "de").model_dump_json())["turns"]
    del stored[1]["language"]
    after = kept({"turns": stored})
    assert after is not None
    assert [turn.language for turn in after.turns] == ["en", None]


def test_what_a_chip_offers_is_told() -> None:
    assert record(conversation(fakes.PAY), "de").choices[1].place == ("Bochum",)


def test_turns_out_of_order_and_sources_that_do_not_fit_are_refused() -> None:
    turns = json.loads(record(conversation(fakes.PAY, fakes.TASKS), "de").model_dump_json())["turns"]
    assert kept({"turns": turns[::-1]}) is None
    assert kept({"turns": [{**turns[0], "sources": []}]}) is None
    assert kept({"turns": [{**turns[0], "failed": True}]}) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8), lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=8), inner)
)


@given(JSON | st.fixed_dictionaries({"turns": JSON}))
def test_anything_else_is_refused(data: object) -> None:
    found = kept(data)
    assert found is None or found.turns == ()
