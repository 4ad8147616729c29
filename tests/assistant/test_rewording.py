"""What a click on a chip asks: the question with one thing exchanged or taken away."""

import pytest

from assistant.rewording import Kind, reworded
from assistant.types import Slots
from index.amounts import Stage
from index.names import Names
from index.types import Aspect

NAMES = Names(["Koch", "Erzieher", "Pflegefachkraft"], ["Bochum", "Essen"])
PAY = Slots(occupation=("Koch",), place=("Bochum",), aspect=Aspect.PAY)


@pytest.mark.parametrize(
    ("question", "slots", "kind", "old", "new", "asked"),
    [
        ("Was verdient ein Koch in Bochum?", PAY, "place", "Bochum", "Essen", "Was verdient man als Koch in Essen?"),
        ("Was verdient ein Koch in Bochum?", PAY, "place", "Bochum", None, "Was verdient man als Koch?"),
        ("Was verdient ein Koch in Bochum?", PAY, "aspect", "pay", "tasks", "Was macht man als Koch in Bochum?"),
        ("Gibt es Boni für einen Koch in Bochum?", PAY, "place", "Bochum", "Essen", "Gibt es Boni für einen Koch in Essen?"),
        ("Gibt es Boni für einen Koch in Bochum?", PAY, "place", "Bochum", None, "Gibt es Boni für einen Koch?"),
        ("Gibt es Boni für einen Koch in Bochum?", PAY, "occupation", "Koch", None, "Gibt es Boni in Bochum?"),
        ("Was verdient man als Koch?", Slots(occupation=("Koch",), aspect=Aspect.PAY), "occupation", "Koch", None, "Was verdient man?"),
        ("Wie ist es, als Koch zu arbeiten?", Slots(occupation=("Koch",)), "occupation", "Koch", None, "Wie ist es, zu arbeiten?"),
        ("Wo isst ein Koch in Bochum zu Mittag?", PAY, "occupation", "Koch", None, "Wo isst man in Bochum zu Mittag?"),
        ("Wo isst ein Koch in Bochum zu Mittag?", PAY, "occupation", "Koch", "Pflegefachkraft", "Wo isst eine Pflegefachkraft in Bochum zu Mittag?"),
        ("Wo machen Köche in Bochum Pause?", PAY, "occupation", "Koch", None, "Wo machen Beschäftigte in Bochum Pause?"),
    ],
)
def test_one_thing_is_exchanged_or_taken_away(question: str, slots: Slots, kind: Kind, old: str, new: str | None, asked: str) -> None:
    assert reworded(question, slots, kind, old, new, NAMES, "de") == asked


def test_of_two_places_one_is_taken_away() -> None:
    slots = PAY.model_copy(update={"place": ("Bochum", "Essen")})
    question = "Wo hat ein Koch öfter frei, in Bochum oder in Essen?"
    assert reworded(question, slots, "place", "Essen", None, NAMES, "de") == "Wo hat ein Koch öfter frei, in Bochum?"
    assert reworded(question, slots, "place", "Bochum", None, NAMES, "de") == "Wo hat ein Koch öfter frei, in Essen?"


def test_a_stage_is_taken_away() -> None:
    slots = PAY.model_copy(update={"stage": (Stage.ENTRY,)})
    assert reworded("Was verdient man als Koch in Bochum am Anfang?", slots, "stage", "entry", None, NAMES, "de") == "Was verdient man als Koch in Bochum?"


def test_what_the_question_is_not_about_is_refused() -> None:
    with pytest.raises(ValueError, match="Essen"):
        reworded("Was verdient ein Koch in Bochum?", PAY, "place", "Essen", None, NAMES, "de")
