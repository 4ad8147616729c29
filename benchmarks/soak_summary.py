"""What came of a soak (`benchmarks.soak`): the readings of the server, all of it in figures, and the figures in sentences."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.changing_library import ChangingLibrary
from benchmarks.http_users import Questions, Tally

WARMING = 300.0
"""Seconds, or a tenth of a shorter run, after which memory is what growth is counted from."""


@dataclass(frozen=True, slots=True)
class Reading:
    """at: seconds since the users began. resident: MB that the server holds. figures: what /metrics says, by name; {} where it couldn't be read."""

    at: float
    resident: float
    figures: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Soak:
    """troubles: what went wrong but for the questions, changes of the library among it.

    swaps: changes of the library by kind. base, base_at: resident MB after warming up, and seconds when that was. last, highest: at the end, and the most.
    growth: of last over base, in percent. open_files: after warming up and at the end. longest_queue: most questions that waited at a reading.
    """

    minutes: float
    users: int
    questions: Questions
    troubles: dict[str, int]
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
    last = readings[-1]
    return Soak(
        minutes=minutes,
        users=users,
        questions=tally.questions(library.generations),
        troubles=dict(troubles + library.failures),
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
    yield f"{found.questions.asked} questions of {found.users} users in {found.minutes:g} minutes, {sum(found.questions.failures.values())} failed"
    yield from (f"  {count} times: {why}" for why, count in sorted(found.questions.failures.items()))
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(found.swaps.items())) or "none"
    yield f"{found.questions.generations} generations answered; {sum(found.swaps.values())} swaps of the library ({kinds})"
    yield from (f"  {count} times: {why}" for why, count in sorted(found.troubles.items()))
    if found.questions.median is not None and found.questions.high is not None:
        yield f"an answer took {found.questions.median:.2f} s (median), {found.questions.high:.2f} s (95th percentile); at most {found.longest_queue:.0f} waited at a reading"
    yield (
        f"resident memory: {found.base:.0f} MB after {found.base_at:.0f} s, {found.last:.0f} MB at the end ({found.growth:+.1f} %), {found.highest:.0f} MB at most; "
        f"open files: {found.open_files[0]:.0f}, then {found.open_files[1]:.0f}"
    )
