"""The scale of a chart of amounts: three to five round ticks that all of them fit between. Whole cents inside, so that nothing is lost to rounding."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count

MOST_TICKS = 5
ROOM = 0.15
"""Share of the whole range that is kept free beside an open end, so that it can be seen to go on."""

Ends = tuple[float | None, float | None]
"""Low and high in EUR; one of them None where it is open."""


@dataclass(frozen=True, slots=True)
class Scale:
    """From `low` to `high` in steps of `step`, all in cents."""

    low: int
    high: int
    step: int

    def __post_init__(self) -> None:
        if not self.low < self.high or (self.high - self.low) % self.step:
            raise ValueError("a scale goes upwards in whole steps")

    @property
    def ticks(self) -> tuple[float, ...]:
        """In EUR, from low to high."""
        return tuple(cents / 100 for cents in range(self.low, self.high + 1, self.step))

    def place(self, euros: float) -> float:
        """Where an amount lies, in percent from low (0) to high (100)."""
        return round(100 * (_cents(euros) - self.low) / (self.high - self.low), 2)


def scale(amounts: Iterable[Ends]) -> Scale:
    """The narrowest scale for the amounts, of which there is at least one; it need not begin at zero."""
    ranges = tuple(amounts)
    ends = [_cents(end) for pair in ranges for end in pair if end is not None]
    low, high = min(ends), max(ends)
    room = round(ROOM * ((high - low) or high or 100)) or 1
    begins = [_cents(start) for start, end in ranges if start is not None and end is None]
    closes = [_cents(end) for start, end in ranges if start is None and end is not None]
    first = max(0, min([low, *(cents - room for cents in closes)]))
    last = max([high, *(cents + room for cents in begins)])
    # Two ticks are no scale.
    return _round(first, last) if last - first > 1 else _round(max(0, first - room), last + room)


def _round(first: int, last: int) -> Scale:
    for step in (digit * 10**power for power in count() for digit in (1, 2, 5)):
        low, high = first // step * step, -(-last // step) * step
        if (high - low) // step < MOST_TICKS:
            return Scale(low, high, step)
    raise AssertionError("steps grow without end")


def _cents(euros: float) -> int:
    return round(euros * 100)
