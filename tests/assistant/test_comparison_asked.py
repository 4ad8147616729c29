"""Whether it is open in what several things are to be compared, and what is asked back then."""

from pathlib import Path

import pytest
from cooking_pages import written
from fake_encoder import FakeEncoder

from assistant.assistant import Assistant
from assistant.types import Outcome
from index import changes


@pytest.mark.parametrize(
    "question",
    [
        "Vergleiche Koch und Maler",
        "Vergleiche die Berufe Koch und Maler",
        "Was ist der Unterschied zwischen Koch und Maler?",
        "Was sind die Unterschiede von Koch und Maler?",
        "Worin unterscheiden sich Koch und Maler?",
        "Was ist besser, Koch oder Maler?",
        "Kannst du Koch und Maler vergleichen?",
        "Soll ich lieber Koch oder Maler werden?",
        "Koch gegenüber Maler",
        "Koch oder Maler?",
    ],
)
def test_a_comparison_of_nothing_in_particular_asks_what_is_to_be_compared(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.outcome, answer.text) == (Outcome.CLARIFY, "Was möchten Sie vergleichen?")
    assert all("Koch oder Maler" in offered for offered in answer.suggestions)


@pytest.mark.parametrize(
    "question", ["Which is better, a cook or a painter?", "Compare a cook with a painter", "What is the difference between a cook and a painter?"]
)
def test_so_it_does_in_english(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question, language="en").text == "What would you like to compare?"


@pytest.mark.parametrize(
    "question", ["Wer verdient besser, Koch oder Maler?", "Unterschied im Gehalt zwischen Koch und Maler", "Wer bekommt mehr Lohn, Koch oder Maler?"]
)
def test_a_comparison_in_something_that_is_named_is_made(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.outcome is not Outcome.CLARIFY
    assert answer.slots.aspect == "pay"


def test_what_the_turn_before_was_about_is_compared(assistant: Assistant) -> None:
    first = assistant.ask("Gehalt und Lohn als Koch in Essen")
    second = assistant.ask("und im Vergleich zu Bochum?", first.slots)
    assert "aspect" in second.slots.carried_over
    assert second.slots.aspect == "pay"
    both = assistant.ask("Was ist der Unterschied zwischen Essen und Bochum?", first.slots)
    assert (both.outcome, both.slots.aspect) == (Outcome.COMPARED, "pay")


def test_only_what_the_pages_of_each_tell_is_offered_for_the_stage_asked_for(tmp_path: Path, encoder: FakeEncoder) -> None:
    pay = "Gehalt\nIn {0} verdient ein {1} am Anfang 2.700 Euro brutto im Monat Gehalt und Lohn.\n"
    training = "Ausbildung\nDie Ausbildung dauert in {0} drei Jahre, mit Berufsschule und Prüfung der Ausbildung.\n"
    head = "{1} Jobs und Stellenangebote in {0}\nBeruf {1} in {0}\n"
    places = ("Bochum", "Bonn", "Essen")
    told = {f"koch-{place}.txt": (head + pay + training).format(place, "Koch") for place in places}
    told["maler-essen.txt"] = (head + pay).format("Essen", "Maler")
    changes.add(tmp_path / "library", [written(told, tmp_path / "told")], encoder)
    answer = Assistant(tmp_path / "library", encoder).ask("Vergleiche Koch und Maler ohne große Erfahrung")
    assert answer.suggestions == ("Was verdient man als Koch oder Maler am Anfang?",)
