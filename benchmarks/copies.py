"""Whether copies of the server behind a load balancer lose a question: users ask while the library is changed, and one copy after the other is stopped and started again.

    python -m benchmarks.copies --minutes 10 --users 20 --out artifacts/copies.json

Copies, library and changes are those of the command line, on the sample pages, all on this machine; each request goes to the next copy that says it is ready
(benchmarks/balancer.py), so that of a conversation hardly two questions in a row go to the same one. Asked are the dialogues of evaluation/*.jsonl, follow-ups
among them, drawn by a seed. Ends with status 1 where anything failed.
"""

import argparse
import json
import signal
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from time import perf_counter, sleep
from urllib.request import urlopen

from benchmarks.balancer import Balancer, balanced
from benchmarks.changing_library import ChangingLibrary
from benchmarks.http_users import Questions, Tally, asking
from benchmarks.served_chat import Served, free_port, serving
from benchmarks.soak import NO_LIMIT, SEED, dialogues

LONGEST_START = 300.0
"""Seconds until a copy must be ready."""


@dataclass(frozen=True, slots=True)
class Plan:
    """minutes: that users ask. each: seconds between two questions of a user. swap: between two changes of the library. restart: from a copy that is ready to
    the next that is stopped.
    """

    minutes: float
    users: int
    copies: int = 2
    each: float = 10.0
    swap: float = 30.0
    restart: float = 30.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """troubles: what went wrong but for the questions. swaps: changes of the library. restarts: copies that were stopped and were ready again.

    shares: requests that each copy got. tried_again: requests that a copy which was just gone didn't take and another did.
    """

    questions: Questions
    troubles: dict[str, int]
    swaps: int
    restarts: int
    shares: tuple[int, ...]
    tried_again: int


class Copy:
    """A copy of the server, always on the same port, so that the balancer finds it again."""

    def __init__(self, library: str) -> None:
        self._port = free_port()
        self._library = library
        self._running = ExitStack()
        self._served: Served | None = None

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Starts it. Raises RuntimeError where it doesn't get ready."""
        self._served = self._running.enter_context(serving("--library", self._library, *NO_LIMIT, port=self._port))
        until = perf_counter() + LONGEST_START
        while perf_counter() < until:
            with suppress(OSError), urlopen(f"{self.address}/readyz", timeout=30):
                return
            sleep(0.2)
        raise RuntimeError(f"the copy on port {self._port} did not get ready in {LONGEST_START:g} s")

    def stop(self) -> int:
        """Tells it to stop, waits, and gives its exit status."""
        self._running.close()
        return int(self._served.process.returncode) if self._served else 0


def run(plan: Plan) -> Outcome:
    """All of it. Raises RuntimeError where a copy doesn't start."""
    troubles: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        library = ChangingLibrary(Path(folder), Random(SEED))
        library.make()
        copies = [Copy(library.address) for _ in range(plan.copies)]
        for copy in copies:
            running.callback(copy.stop)
            copy.start()
        balancer = running.enter_context(balanced([copy.address for copy in copies]))
        with (
            asking(balancer.address, dialogues(), plan.users, plan.each, SEED) as tally,
            library.changing(plan.swap),
            _restarting(copies, plan.restart, troubles) as restarts,
        ):
            sleep(60 * plan.minutes)
    return _outcome(tally, library, troubles, restarts["done"], balancer, copies)


@contextmanager
def _restarting(copies: Sequence[Copy], seconds: float, troubles: Counter[str]) -> Iterator[Counter[str]]:
    """Inside, one copy after the other is stopped and started again, with so many seconds between; one that has begun is waited for."""
    over, restarts = threading.Event(), Counter[str]()

    def restart() -> None:
        number = 0
        while not over.wait(seconds):
            copy = copies[number % len(copies)]
            number += 1
            try:
                if status := copy.stop():
                    troubles[f"a copy ended with status {status}"] += 1
                copy.start()
            except Exception as error:
                troubles[f"a copy was not started again: {error}"] += 1
                return
            restarts["done"] += 1

    thread = threading.Thread(target=restart)
    thread.start()
    try:
        yield restarts
    finally:
        over.set()
        thread.join()


def _outcome(tally: Tally, library: ChangingLibrary, troubles: Counter[str], restarts: int, balancer: Balancer, copies: Sequence[Copy]) -> Outcome:
    return Outcome(
        questions=tally.questions(library.generations),
        troubles=dict(troubles + library.failures),
        swaps=library.swaps.total(),
        restarts=restarts,
        shares=tuple(balancer.passed[copy.address] for copy in copies),
        tried_again=balancer.tried_again,
    )


def lines(found: Outcome, plan: Plan) -> Iterator[str]:
    """The same in sentences."""
    yield f"{found.questions.asked} questions of {plan.users} users to {plan.copies} copies in {plan.minutes:g} minutes, {sum(found.questions.failures.values())} failed"
    yield from (f"  {count} times: {why}" for why, count in sorted((found.questions.failures | found.troubles).items()))
    yield f"{found.restarts} copies stopped and started again, {found.swaps} changes of the library, {found.questions.generations} generations answered"
    yield f"requests of each copy: {', '.join(map(str, found.shares))}; {found.tried_again} went to another copy, since the first took no connection"
    if found.questions.median is not None and found.questions.high is not None:
        yield f"an answer took {found.questions.median:.2f} s (median), {found.questions.high:.2f} s (95th percentile)"


def main() -> int:
    """Runs, prints, and writes; 0 where nothing failed."""
    arguments = _arguments()
    # So that the copies are stopped on this way out, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    plan = Plan(arguments.minutes, arguments.users, arguments.copies, arguments.each_seconds, arguments.swap_seconds, arguments.restart_seconds)
    found = run(plan)
    print("\n".join(lines(found, plan)))
    if arguments.out:
        arguments.out.parent.mkdir(parents=True, exist_ok=True)
        arguments.out.write_text(json.dumps({"plan": asdict(plan), **asdict(found)}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 1 if found.questions.failures or found.troubles else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.copies", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--copies", type=int, default=2)
    parser.add_argument("--each-seconds", type=float, default=10.0, help="between two questions of a user")
    parser.add_argument("--swap-seconds", type=float, default=30.0, help="between two changes of the library")
    parser.add_argument("--restart-seconds", type=float, default=30.0, help="between a copy that is ready again and the next that is stopped")
    parser.add_argument("--out", type=Path, help="a file for the figures, as JSON")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
