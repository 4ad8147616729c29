"""Whether a server holds out: users ask it over HTTP for an hour while its library is changed again and again, and its memory is watched (Linux).

    python -m benchmarks.soak --minutes 60 --users 20 --each-seconds 5 --swap-seconds 60 --out artifacts/soak.json

Server, library and changes are those of the command line, on the sample pages; asked are the dialogues of evaluation/*.jsonl, follow-ups among them, drawn by a
seed. Ends with status 1 where anything failed.
"""

import argparse
import json
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from random import Random
from time import perf_counter, sleep
from urllib.request import urlopen

from assistant.question_files import Dialogue, read_dialogues
from benchmarks.changing_library import ChangingLibrary
from benchmarks.http_users import Tally, asking
from benchmarks.memory import memory
from benchmarks.milvus_server import milvus_server
from benchmarks.served_chat import Served, serving
from benchmarks.soak_summary import Reading, lines, summary

QUESTIONS = Path(__file__).parents[1] / "evaluation"
SEED = 1
EACH = 10.0
"""Seconds between two readings."""
NO_LIMIT = ("--questions-a-minute", "1000000")
"""All users ask from one address."""


def main() -> int:
    """Runs, prints, and writes; 0 where nothing failed."""
    arguments = _arguments()
    # So that the server is stopped on this way out, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    troubles: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder, milvus_server(Path(folder)) if arguments.milvus else nullcontext() as milvus:
        library = ChangingLibrary(Path(folder), Random(SEED), milvus)
        library.make()
        with serving("--library", library.address, *NO_LIMIT) as server:
            tally, readings = _run(server, library, troubles, arguments)
        if server.process.returncode:
            troubles[f"the server ended with status {server.process.returncode}"] += 1
    found = summary(tally, library, readings, troubles, arguments.minutes, arguments.users)
    print("\n".join(lines(found)))
    if arguments.out:
        arguments.out.parent.mkdir(parents=True, exist_ok=True)
        arguments.out.write_text(json.dumps(asdict(found), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 1 if found.questions.failures or found.troubles else 0


def _run(server: Served, library: ChangingLibrary, troubles: Counter[str], arguments: argparse.Namespace) -> tuple[Tally, list[Reading]]:
    readings: list[Reading] = []
    with asking(server.address, dialogues(), arguments.users, arguments.each_seconds, SEED) as tally, library.changing(arguments.swap_seconds):
        for reading in watched(server, 60 * arguments.minutes, troubles):
            readings.append(reading)
            done, failed = len(tally.seconds), tally.failures.total()
            print(f"{reading.at:.0f} s: {done} answered, {failed} failed, {library.swaps.total()} swaps, {reading.resident:.0f} MB", flush=True)
    return tally, readings


def watched(server: Served, seconds: float, troubles: Counter[str]) -> Iterator[Reading]:
    """A reading now, every ten seconds and at the end; fewer where the server ends before. What goes wrong is counted among the troubles."""
    began = perf_counter()
    while True:
        at = perf_counter() - began
        held = memory(Path(f"/proc/{server.process.pid}/status"))
        if held is None or server.process.poll() is not None:
            troubles["the server ended by itself, or its memory can't be read on this system"] += 1
            return
        yield Reading(at, held.resident, _figures(server.address, troubles))
        if at >= seconds:
            return
        sleep(min(EACH, max(0.0, seconds - (perf_counter() - began))))


def figures_in(text: str) -> dict[str, float]:
    """What Prometheus' text format says, by name with labels."""
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in text.splitlines() if line and not line.startswith("#"))}


def _figures(address: str, troubles: Counter[str]) -> Mapping[str, float]:
    try:
        with urlopen(f"{address}/metrics", timeout=60) as reply:
            return figures_in(reply.read().decode())
    except (OSError, ValueError) as error:
        troubles[f"/metrics: {error}"] += 1
        return {}


def dialogues() -> list[Dialogue]:
    """What is asked."""
    return [dialogue for file in sorted(QUESTIONS.glob("*.jsonl")) for dialogue in read_dialogues(file)]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--each-seconds", type=float, default=5.0, help="between two questions of a user")
    parser.add_argument("--swap-seconds", type=float, default=60.0, help="between two changes of the library")
    parser.add_argument("--milvus", action="store_true", help="the library in Milvus, served by its small version, instead of a folder")
    parser.add_argument("--out", type=Path, help="a file for the figures, as JSON")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
