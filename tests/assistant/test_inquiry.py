"""What a question leaves to the turn before, and what it doesn't."""

import pytest

from assistant.assistant import Assistant


@pytest.mark.parametrize(
    "question",
    [
        "Was für ein Beruf ist das?",
        "Welcher Beruf ist das?",
        "Welcher Beruf ist das eigentlich?",
        "Which job training do I need?",
        "What job prospects does one have?",
        "Welche Job-Aussichten hat man?",
        "Welche Jobchancen hat man?",
        "What job is it?",
    ],
)
def test_a_question_about_the_occupation_of_the_turn_before_follows_it(assistant: Assistant, question: str) -> None:
    first = assistant.ask("Was verdient ein Koch in Essen?")
    assert assistant.ask(question, first.slots).slots.occupation == ("Koch",)


@pytest.mark.parametrize(
    "question",
    [
        "Welcher Job passt zu mir?",
        "Welchen Beruf soll ich lernen?",
        "Welcher Beruf ist das Richtige für mich?",
        "Welche Berufe passen zu mir?",
        "Was für ein Job passt zu mir?",
        "Which job suits me?",
        "What other job could I learn?",
        "Which jobs suit me?",
    ],
)
def test_a_question_for_another_occupation_inherits_none(assistant: Assistant, question: str) -> None:
    first = assistant.ask("Was verdient ein Koch in Essen?")
    assert assistant.ask(question, first.slots).slots.occupation == ()
