"""What came of a soak (`benchmarks.soak`): the readings of the server, all of it in figures, and the figures in sentences."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.changing_library import ChangingLibrary
from benchmarks.http_users import Tally
from benchmarks.spread import spread

WARMING = 300.0
"""Seconds, or a tenth of a shorter run, after which memory is what growth is counted from."""
UNKNOWN = "a generation that never existed"


@dataclass(frozen=True, slots=True)
class Reading:
    """at: seconds since the users began. resident: MB that the server holds. figures: what /metrics says, by name; {} where it couldn't be read."""

    at: float
    resident: float
    figures: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Soak:
    """asked: questions. failures: how often which reason kept one from its answer. troubles: what else went wrong, changes of the library among it.

    generations: different ones that answered. median, high: seconds to an answer, the middle and the 95th percentile; None where there is none.
    swaps: changes of the library by kind. base, base_at: resident MB after warming up, and seconds when that was. last, highest: at the end, and the most.
    growth: of last over base, in percent. open_files: after warming up and at the end. longest_queue: most questions that waited at a reading.
    """

    minutes: float
    users: int
    asked: int
    failures: dict[str, int]
    troubles: dict[str, int]
    generations: int
    median: float | None
    high: float | None
    swaps: dict[str, int]
    base: float
    base_at: float
    last: float
    highest: float
    growth: float
    open_files: tuple[float, float]
    longest_queue: float


def summary(tally: Tally, library: ChangingLibrary, readings: Sequence[Reading], troubles: Counter[str], minutes: float, users: int) -> Soak:
    """All of a run. Raises RuntimeError where nothing could be read."""
    if not readings:
        raise RuntimeError(f"nothing could be read of the server: {dict(troubles)}")
    base = next((each for each in readings if each.at >= min(WARMING, 60 * minutes / 10)), readings[-1])
    unknown = sum(count for generation, count in tally.generations.items() if generation not in library.generations)
    took = spread(tally.seconds) if tally.seconds else None
    last = readings[-1]
    return Soak(
        minutes=minutes,
        users=users,
        asked=len(tally.seconds) + tally.failures.total(),
        failures=dict(tally.failures) | ({UNKNOWN: unknown} if unknown else {}),
        troubles=dict(troubles + library.failures),
        generations=len(tally.generations),
        median=took.median if took else None,
        high=took.high if took else None,
        swaps=dict(library.swaps),
        base=base.resident,
        base_at=base.at,
        last=last.resident,
        highest=max(each.resident for each in readings),
        growth=100 * (last.resident / base.resident - 1),
        open_files=(base.figures.get("process_open_fds", 0.0), last.figures.get("process_open_fds", 0.0)),
        longest_queue=max(each.figures.get("berufslotse_questions_waiting", 0.0) for each in readings),
    )


def lines(found: Soak) -> Iterator[str]:
    """The same in sentences."""
    yield f"{found.asked} questions of {found.users} users in {found.minutes:g} minutes, {sum(found.failures.values())} failed"
    yield from (f"  {count} times: {why}" for why, count in sorted(found.failures.items()))
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(found.swaps.items())) or "none"
    yield f"{found.generations} generations answered; {sum(found.swaps.values())} swaps of the library ({kinds})"
    yield from (f"  {count} times: {why}" for why, count in sorted(found.troubles.items()))
    if found.median is not None and found.high is not None:
        yield f"an answer took {found.median:.2f} s (median), {found.high:.2f} s (95th percentile); at most {found.longest_queue:.0f} waited at a reading"
    yield (
        f"resident memory: {found.base:.0f} MB after {found.base_at:.0f} s, {found.last:.0f} MB at the end ({found.growth:+.1f} %), {found.highest:.0f} MB at most; "
        f"open files: {found.open_files[0]:.0f}, then {found.open_files[1]:.0f}"
    )
