"""Several users at once: how long each waits for an answer, asked at an ordinary pace and as quickly as possible.

The product's questions go through the same `Desk` as those of the chat and of other programs, the baseline's through as many threads.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from random import Random
from time import perf_counter

import anyio
import anyio.to_thread

from assistant.assistant import Assistant
from benchmarks.bare_search import BareSearch
from benchmarks.figures import Figure, Size, figure
from ui.answering import AT_ONCE, Desk

Ask = Callable[[str], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Pace:
    """each: questions of each user. pause: seconds between two of them falling due; 0: the next is asked when the last is answered."""

    each: int
    pause: float


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds that each question waited for its answer since it fell due, user by user; seconds that all took."""

    waits: tuple[float, ...]
    took: float


def measure_users(size: Size, assistant: Assistant, bare: BareSearch, questions: Sequence[str], users: int, pace: Pace, rounds: int) -> list[Figure]:
    """The figures of so many users: the same questions for product and baseline, one after the other. `rounds` is for those without a pause."""
    desks = (lambda: product_desk(assistant), lambda: bare_desk(bare))
    people = f"{users} user" + ("s" if users > 1 else "")
    drawn = shares(questions, users, pace.each)
    paced = [wait_for(desk, drawn, pace) for desk in desks]
    made = [
        figure("users", f"{people}, a question every {pace.pause:g} s: waiting", "ms", size, *([1000 * wait for wait in run.waits] for run in paced)),
    ]
    quickly = Pace(max(1, pace.each // rounds), 0.0)
    runs = [[wait_for(desk, shares(questions, users, quickly.each, lap), quickly) for desk in desks] for lap in range(rounds)]
    ours, theirs = zip(*runs, strict=True)
    return [
        *made,
        figure("users", f"{people}, without a pause: waiting", "ms", size, *([1000 * wait for run in side for wait in run.waits] for side in (ours, theirs))),
        figure("users", f"{people}, without a pause: questions", "1/s", size, *([len(run.waits) / run.took for run in side] for side in (ours, theirs))),
    ]


def shares(questions: Sequence[str], users: int, each: int, lap: int = 0) -> list[list[str]]:
    """What each user asks: drawn from the questions, the same for the same lap."""
    random = Random(f"{users}|{each}|{lap}")
    return [random.choices(questions, k=each) for _ in range(users)]


def product_desk(assistant: Assistant) -> Ask:
    """As the chat asks."""
    desk = Desk(assistant)

    async def ask(question: str) -> object:
        return await desk.ask(question, None, "de")

    return ask


def bare_desk(bare: BareSearch) -> Ask:
    """The baseline, asked off the event loop by as many threads as `Desk` has."""
    limiter = anyio.CapacityLimiter(AT_ONCE)

    async def ask(question: str) -> object:
        return await anyio.to_thread.run_sync(bare.ask, question, limiter=limiter)

    return ask


def wait_for(desk: Callable[[], Ask], drawn: Sequence[Sequence[str]], pace: Pace) -> Waits:
    """Asks what was drawn for each user, all users at once; with a pause each begins at a random moment of the first one.

    desk: makes what is asked, within the event loop that it works in.
    """
    waits: list[list[float]] = [[] for _ in drawn]
    random = Random(len(drawn))
    begins = [random.uniform(0.0, pace.pause) for _ in drawn]

    async def all_users() -> None:
        ask = desk()
        began = perf_counter()
        async with anyio.create_task_group() as group:
            for questions, begin, mine in zip(drawn, begins, waits, strict=True):
                group.start_soon(_user, ask, questions, began + begin, pace.pause, mine)

    started = perf_counter()
    anyio.run(all_users)
    return Waits(tuple(wait for mine in waits for wait in mine), perf_counter() - started)


async def _user(ask: Ask, questions: Sequence[str], due: float, pause: float, waits: list[float]) -> None:
    for question in questions:
        await anyio.sleep(max(0.0, due - perf_counter()))
        await ask(question)
        answered = perf_counter()
        waits.append(answered - due)
        # A question that falls due while the one before is still waited for waits, too, and that counts.
        due = due + pause if pause else answered
