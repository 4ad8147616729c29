"""How long the stages of one question take, timed by wrapping functions from outside: the product holds no code for it."""

import inspect
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from time import perf_counter
from typing import Any


@dataclass(frozen=True, slots=True)
class Stage:
    """A function of a module, or a method of a class, whose calls belong to a stage."""

    name: str
    owner: Any
    attribute: str


@dataclass(slots=True)
class StageTimer:
    """Adds up seconds by stage, each without the stages inside it, so that they come to the whole. For calls of one thread.

    State: what was added up since `take`, and what is running.
    """

    _seconds: dict[str, float] = field(default_factory=dict)
    _inside: list[float] = field(default_factory=list)
    """For each stage that is running, outermost first: the seconds of the stages inside it."""

    def run(self, stage: str, work: Callable[[], Any]) -> Any:
        """What `work` returns or raises; its time is added to the stage."""
        started = perf_counter()
        self._inside.append(0.0)
        try:
            return work()
        finally:
            took = perf_counter() - started
            own = took - self._inside.pop()
            self._seconds[stage] = self._seconds.get(stage, 0.0) + own
            if self._inside:
                self._inside[-1] += took

    def take(self) -> dict[str, float]:
        """{stage: its seconds} since the last call; a stage that didn't run is missing."""
        taken, self._seconds = self._seconds, {}
        return taken


@contextmanager
def timed(stages: Sequence[Stage]) -> Iterator[StageTimer]:
    """Wraps the functions of the stages as long as it lasts. Raises AttributeError for one that isn't there."""
    timer = StageTimer()
    originals = [(stage, vars(stage.owner)[stage.attribute], getattr(stage.owner, stage.attribute)) for stage in stages if _is_there(stage)]
    try:
        for stage, _, function in originals:
            setattr(stage.owner, stage.attribute, _wrapped(timer, stage.name, function))
        yield timer
    finally:
        for stage, original, _ in originals:
            setattr(stage.owner, stage.attribute, original)


def _is_there(stage: Stage) -> bool:
    if stage.attribute not in vars(stage.owner):
        raise AttributeError(f"{stage.owner.__name__} has no {stage.attribute} of its own to be timed")
    return True


def _wrapped(timer: StageTimer, name: str, function: Callable[..., Any]) -> Any:
    @wraps(function)
    def wrapper(*arguments: Any, **named: Any) -> Any:
        return timer.run(name, lambda: function(*arguments, **named))

    # A class method is bound already: as a plain function it would be given the instance, too.
    return staticmethod(wrapper) if inspect.ismethod(function) else wrapper
