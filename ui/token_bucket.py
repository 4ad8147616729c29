"""How much somebody may still ask: a bucket of tokens for each key, which fills again with time. The time is told, never looked up."""

from collections import OrderedDict
from dataclasses import dataclass

MOST_KEYS = 10_000
"""Buckets that are remembered; then the one longest unused is forgotten, which is as if it were full."""


@dataclass(frozen=True, slots=True)
class Rate:
    """burst: tokens of a full bucket, 1 and up: what may be asked at once. a_minute: tokens that come again in a minute, more than 0."""

    burst: int
    a_minute: float

    def __post_init__(self) -> None:
        if self.burst < 1 or self.a_minute <= 0:
            raise ValueError("a rate lets something through")


@dataclass(frozen=True, slots=True)
class Level:
    """Tokens that were left in a bucket, and when (seconds of a clock that only goes forward)."""

    left: float
    at: float


def filled(level: Level, rate: Rate, now: float) -> Level:
    """The bucket as it is now. A clock that went back fills nothing and takes nothing."""
    came = max(0.0, now - level.at) * rate.a_minute / 60
    return Level(min(float(rate.burst), level.left + came), now)


class Buckets:
    """A bucket for each key, within bounded memory. For one thread."""

    def __init__(self, rate: Rate, most_keys: int = MOST_KEYS) -> None:
        self._rate = rate
        self._most_keys = most_keys
        self._levels: OrderedDict[str, Level] = OrderedDict()

    def wait(self, key: str, now: float) -> float:
        """The seconds until there is a token: 0 where there is one. Takes none."""
        return self._until(self._level(key, now))

    def take(self, key: str, now: float) -> float:
        """Takes a token: 0, or, where none is left, the seconds until there is one."""
        level = self._level(key, now)
        wait = self._until(level)
        self._levels[key] = level if wait else Level(level.left - 1, now)
        if len(self._levels) > self._most_keys:
            self._levels.popitem(last=False)
        return wait

    def forget_full(self, now: float) -> None:
        """Forgets whose bucket is full again: nothing changes for them."""
        self._levels = OrderedDict((key, level) for key, level in self._levels.items() if filled(level, self._rate, now).left < self._rate.burst)

    def _until(self, level: Level) -> float:
        return max(0.0, (1 - level.left) * 60 / self._rate.a_minute)

    def _level(self, key: str, now: float) -> Level:
        """As it is now; whose bucket is looked at counts as there, or who is refused for long would be forgotten, which is as if it were full."""
        if key in self._levels:
            self._levels.move_to_end(key)
        return filled(self._levels.get(key, Level(self._rate.burst, now)), self._rate, now)

    def __len__(self) -> int:
        return len(self._levels)
