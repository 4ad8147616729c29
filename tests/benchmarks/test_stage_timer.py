"""The stage timer: what it wraps does as before, stages inside others are taken out of them, and all is as it was afterwards."""

import pytest

from benchmarks import stage_timer
from benchmarks.stage_timer import Stage, timed


class Clock:
    """Tells what it was set to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(stage_timer, "perf_counter", made)
    return made


def example(clock: Clock) -> type:
    class Worker:
        def search(self, words: str, k: int = 1) -> str:
            clock.now += 2.0
            return words * k

        def ask(self, words: str) -> str:
            clock.now += 1.0
            return self.search(words, k=2) + self.search("!")

        def fail(self) -> None:
            clock.now += 3.0
            raise LookupError("gone")

        @classmethod
        def open(cls, name: str) -> str:
            clock.now += 5.0
            return f"{cls.__name__} {name}"

    return Worker


def test_a_stage_is_timed_without_those_inside_it(clock: Clock) -> None:
    worker = example(clock)
    with timed([Stage("search", worker, "search"), Stage("whole", worker, "ask")]) as timer:
        assert worker().ask("ab") == "abab!"
        assert timer.take() == {"search": 4.0, "whole": 1.0}
        assert worker().search("c") == "c"
        assert timer.take() == {"search": 2.0}
        assert timer.take() == {}


def test_a_call_that_fails_is_timed_and_fails(clock: Clock) -> None:
    worker = example(clock)
    with timed([Stage("failing", worker, "fail")]) as timer:
        with pytest.raises(LookupError, match="gone"):
            worker().fail()
        assert timer.take() == {"failing": 3.0}


def test_a_class_method_is_called_with_its_class(clock: Clock) -> None:
    worker = example(clock)
    with timed([Stage("open", worker, "open")]) as timer:
        assert worker.open("here") == worker().open("here") == "Worker here"
        assert timer.take() == {"open": 10.0}


def test_afterwards_everything_is_as_it_was(clock: Clock) -> None:
    worker = example(clock)
    before = dict(vars(worker))
    with pytest.raises(KeyError), timed([Stage("open", worker, "open"), Stage("search", worker, "search")]):
        raise KeyError
    assert dict(vars(worker)) == before


def test_what_is_not_there_cannot_be_timed(clock: Clock) -> None:
    with pytest.raises(AttributeError, match="Worker has no gone of its own to be timed"), timed([Stage("x", example(clock), "gone")]):
        pass
