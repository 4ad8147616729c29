"""A process of its own that loads, opens and answers, as after a start: how long it takes, and how much memory it holds."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter

from benchmarks.memory import memory

ROOT = Path(__file__).parents[1]
"""Where `benchmarks` is found: it is not installed."""


@dataclass(frozen=True, slots=True)
class Start:
    """What a fresh process tells of itself. opened: seconds for the library alone. resident, peak: MB after its first answer, None where the system doesn't tell."""

    opened: float
    resident: float | None
    peak: float | None


def tell(opened: float) -> None:
    """Prints the start of this process, once it has answered, for `start_of`."""
    held = memory()
    print(json.dumps(asdict(Start(opened, held.resident if held else None, held.peak if held else None))))


def start_of(command: Sequence[str]) -> tuple[float, Start]:
    """(seconds from its start to its end, what its last line tells) of a Python process. Raises RuntimeError with what it said where it fails."""
    took, output = run(command)
    return took, Start(**json.loads(output.splitlines()[-1]))


def run(command: Sequence[str]) -> tuple[float, str]:
    """(seconds, standard output) of Python with these arguments. Raises RuntimeError with the last line of what it said where it fails."""
    started = perf_counter()
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    took = perf_counter() - started
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["nothing"]
        raise RuntimeError(f"python {' '.join(command[:2])} ended with {done.returncode} and said: {said[-1]}")
    return took, done.stdout
