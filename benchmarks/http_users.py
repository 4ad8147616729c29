"""Users who ask a server over its route for programs, each at its own pace, and what becomes of their questions."""

import json
import threading
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from random import Random
from time import perf_counter
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from pydantic import ValidationError

from assistant.question_files import Dialogue
from assistant.types import Answer, Slots
from benchmarks.spread import spread

LONGEST = 90
"""Seconds after which a question counts as lost; a server gives it up after 60."""


UNKNOWN = "a generation that never existed"


@dataclass(frozen=True, slots=True)
class Questions:
    """asked: how many. failures: how often which reason kept one from its answer. generations: different ones that answered.

    median, high: seconds to an answer, the middle and the 95th percentile; None where there is none.
    """

    asked: int
    failures: dict[str, int]
    generations: int
    median: float | None
    high: float | None


class Tally:
    """What became of the questions. seconds: that each answer took. generations: how often each answered. failures: how often each reason. For several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.seconds: list[float] = []
        self.generations: Counter[int] = Counter()
        self.failures: Counter[str] = Counter()

    def answered(self, seconds: float, generation: int) -> None:
        """A question has its answer."""
        with self._lock:
            self.seconds.append(seconds)
            self.generations[generation] += 1

    def failed(self, why: str) -> None:
        """A question has none, or something else went wrong."""
        with self._lock:
            self.failures[why] += 1

    def questions(self, known: Set[int]) -> Questions:
        """All of them. known: the generations that there ever were; an answer from another one is a failure."""
        unknown = sum(count for generation, count in self.generations.items() if generation not in known)
        took = spread(self.seconds) if self.seconds else None
        return Questions(
            asked=len(self.seconds) + self.failures.total(),
            failures=dict(self.failures) | ({UNKNOWN: unknown} if unknown else {}),
            generations=len(self.generations),
            median=took.median if took else None,
            high=took.high if took else None,
        )


@contextmanager
def asking(address: str, dialogues: Sequence[Dialogue], users: int, pause: float, seed: int) -> Iterator[Tally]:
    """Inside, so many users ask, each every `pause` seconds, beginning at a random moment of the first pause; the tally grows. The last answers are waited for."""
    tally, over = Tally(), threading.Event()
    randoms = [Random(f"{seed}|{number}") for number in range(users)]
    threads = [threading.Thread(target=_user, args=(address, dialogues, random, pause, over, tally)) for random in randoms]
    for thread in threads:
        thread.start()
    try:
        yield tally
    finally:
        over.set()
        for thread in threads:
            thread.join()


def ask(address: str, question: str, before: Slots | None, tally: Tally) -> Slots | None:
    """What the question was understood as, for the one that follows; None where it has no answer."""
    body = json.dumps({"question": question, "before": before.model_dump(mode="json") if before else None}).encode()
    began = perf_counter()
    try:
        with urlopen(Request(f"{address}/api/ask", body, {"Content-Type": "application/json"}), timeout=LONGEST) as reply:
            status, told = reply.status, reply.read()
        answer = Answer.model_validate_json(told) if status == 200 else None
    except HTTPError as error:
        error.close()
        tally.failed(f"status {error.code}")
    except ValidationError:
        tally.failed("no answer record")
    except (OSError, HTTPException) as error:
        tally.failed(f"{type(error).__name__}: {error}")
    else:
        if answer:
            tally.answered(perf_counter() - began, answer.generation)
            return answer.slots
        tally.failed(f"status {status}")
    return None


def _user(address: str, dialogues: Sequence[Dialogue], random: Random, pause: float, over: threading.Event, tally: Tally) -> None:
    due = perf_counter() + random.uniform(0.0, pause)
    while True:
        before = None
        for turn in random.choice(dialogues).turns:
            if over.wait(max(0.0, due - perf_counter())):
                return
            before = ask(address, turn.question, before, tally)
            # Whoever waited longer than the pause asks on at once, but makes up for nothing.
            due = max(due + pause, perf_counter())
