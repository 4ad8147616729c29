"""Several users at once: every question is asked, waits are kept user by user, and no user asks before the one before is answered."""

from pathlib import Path

import anyio
import pytest
from fake_encoder import FakeEncoder

from assistant.assistant import Assistant
from benchmarks.bare_search import BareSearch
from benchmarks.figures import Size
from benchmarks.users import Ask, Pace, measure_users, shares, wait_for


class Recorder:
    """Answers at once and keeps who was asked what, and how many were asked at the same time."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.under_way: set[str] = set()
        self.together: set[frozenset[str]] = set()

    def desk(self) -> Ask:
        async def ask(question: str) -> object:
            self.asked.append(question)
            self.under_way.add(question)
            await anyio.sleep(0)
            self.together.add(frozenset(self.under_way))
            self.under_way.remove(question)
            return None

        return ask


@pytest.mark.parametrize("pause", [0.0, 0.001])
def test_each_user_asks_its_questions_one_after_another(pause: float) -> None:
    recorder = Recorder()
    run = wait_for(recorder.desk, [["a1", "a2", "a3"], ["b1", "b2", "b3"]], Pace(3, pause))
    assert sorted(recorder.asked) == ["a1", "a2", "a3", "b1", "b2", "b3"]
    assert [q for q in recorder.asked if q[0] == "a"] == ["a1", "a2", "a3"]
    assert not any({"a1", "a2"} <= together for together in recorder.together)
    assert len(run.waits) == 6
    assert 0 <= min(run.waits) <= run.took


def test_without_a_pause_users_ask_at_the_same_time() -> None:
    recorder = Recorder()
    wait_for(recorder.desk, [["a"], ["b"]], Pace(1, 0.0))
    assert frozenset({"a", "b"}) in recorder.together


def test_what_is_asked_is_drawn_again_alike() -> None:
    drawn = shares(["x", "y", "z"], users=3, each=4)
    assert drawn == shares(["x", "y", "z"], users=3, each=4) != shares(["x", "y", "z"], users=3, each=4, lap=1)
    assert [len(mine) for mine in drawn] == [4, 4, 4]


def test_product_and_baseline_are_asked_the_same(library: Path, bare: BareSearch, encoder: FakeEncoder) -> None:
    made = measure_users(Size(8, 48, "encoded"), Assistant(library, encoder), bare, ["Wer zahlt Weihnachtsgeld?"], 2, Pace(2, 0.001), rounds=2)
    assert [(one.what, one.product.count) for one in made] == [
        ("2 users, a question every 0.001 s: waiting", 4),
        ("2 users, without a pause: waiting", 4),
        ("2 users, without a pause: questions", 2),
    ]
    assert all(one.bare and one.ratio and one.bare.count == one.ratio.count == one.product.count for one in made)
