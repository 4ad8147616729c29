"""What other visitors notice while some ask: how long the chat's page takes to come, alone and beside users who ask without a pause.

    python -m benchmarks.other_visitors --users 1 5 20

The server runs on the sample pages with the real encoder and reader, as `berufslotse serve` starts it; nothing is kept from one request to the next.
"""

import argparse
import json
import threading
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError

from assistant.question_files import read_dialogues
from benchmarks.served_chat import served
from benchmarks.spread import Spread, spread

QUESTIONS = Path(__file__).parents[1] / "evaluation" / "turns.jsonl"
PATHS = ("/healthz", "/", "/api/overview")
OPENED = 60
"""Times that each is opened."""
PAUSE = 0.1
"""Seconds between two."""


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--users", type=int, nargs="+", default=[1, 5, 20])
    users: list[int] = parser.parse_args().users
    questions = [turn.question for dialogue in read_dialogues(QUESTIONS) for turn in dialogue.turns]
    with served() as address:
        _until_ready(address)
        for number in (0, *users):
            with _asking(address, questions, number) as answered:
                for path in PATHS:
                    _print(number, path, openings(address + path))
            if number:
                print(f"{number} users: {len(answered)} questions, waiting {_told(spread(answered))}", flush=True)


def openings(address: str) -> Spread:
    """Milliseconds until all of a page has come."""
    took = []
    for _ in range(OPENED):
        time.sleep(PAUSE)
        began = time.perf_counter()
        with urllib.request.urlopen(address, timeout=60) as response:
            response.read()
        took.append(1000 * (time.perf_counter() - began))
    return spread(took)


@contextmanager
def _asking(address: str, questions: Sequence[str], users: int) -> Iterator[list[float]]:
    """Users who ask one question after the other; the list grows by the milliseconds that each waited."""
    over = threading.Event()
    waited: list[float] = []

    def user(number: int) -> None:
        at = number * 7
        while not over.is_set():
            body = json.dumps({"question": questions[at % len(questions)]}).encode()
            began = time.perf_counter()
            urllib.request.urlopen(urllib.request.Request(f"{address}/api/ask", body, {"Content-Type": "application/json"}), timeout=120).read()
            waited.append(1000 * (time.perf_counter() - began))
            at += 1

    threads = [threading.Thread(target=user, args=(number,)) for number in range(users)]
    for thread in threads:
        thread.start()
    try:
        yield waited
    finally:
        over.set()
        for thread in threads:
            thread.join()


def _until_ready(address: str) -> None:
    while True:
        try:
            urllib.request.urlopen(f"{address}/readyz", timeout=60).close()
            return
        except HTTPError:
            time.sleep(0.2)


def _print(users: int, path: str, found: Spread) -> None:
    print(f"{users} users ask: {path} {_told(found)}", flush=True)


def _told(found: Spread) -> str:
    return f"median {found.median:.0f} ms, 95th percentile {found.high:.0f} ms"


if __name__ == "__main__":
    main()
