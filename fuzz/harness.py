"""What the harnesses share: atheris, or mutations of our own where it isn't installed, started with a function of bytes and the seeds of its format.

`python -m fuzz.pdf -max_total_time=1800`: the arguments are libFuzzer's, folders with more to begin with among them. Without atheris `-max_total_time`
and `-seed` count.
"""

import random
import resource
import signal
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from fuzz import mutations
from index.parsing_limits import SECONDS

try:
    import atheris
except ImportError:  # it comes for Linux, and not for every Python
    atheris = None

FOLDER = Path(".cache/fuzz")
"""Seeds, and what atheris finds beside them, in a folder for each harness; what crashes one lies beside those folders."""
MEMORY = 3_000_000_000
"""Bytes: the process that reads files has less, but not what watches it here."""
DEFAULTS = ("-print_final_stats=1", "-timeout=300", "-rss_limit_mb=4000")


class TooSlow(BaseException):
    """An input took more processor time than a file may. No Exception: parsers take those for their own."""


def instrumented() -> AbstractContextManager[object]:
    """What is imported inside is watched by atheris; what was imported before isn't, so nothing that reads may have been."""
    return atheris.instrument_imports() if atheris else nullcontext()


def run(name: str, try_one: Callable[[bytes], None], *, is_apart: bool) -> None:
    """Tries inputs until one crashes (atheris) or the time is over, and tells how many those were.

    is_apart: the product does this in a process of its own, where it is ended, and the file refused by name, if it takes too long or too much memory: no crash.
    """
    # Late: it imports libraries that have to be watched.
    from fuzz.seeds import write_seeds

    folders = [write_seeds(name, FOLDER / name), *(Path(argument) for argument in sys.argv[1:] if not argument.startswith("-"))]
    options = [argument for argument in sys.argv[1:] if argument.startswith("-")]
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGPROF, _end_slow)
    limited = _limited(try_one, is_apart)
    if atheris:
        # Of an option that is given twice the last one counts.
        atheris.Setup([sys.argv[0], *DEFAULTS, f"-artifact_prefix={FOLDER}/{name}-", *options, *map(str, folders)], limited)
        atheris.Fuzz()
    else:
        _by_chance(name, limited, dict(option.lstrip("-").partition("=")[::2] for option in options), folders)


def _limited(try_one: Callable[[bytes], None], is_apart: bool) -> Callable[[bytes], None]:
    def tried(data: bytes) -> None:
        # Told again each second: some libraries catch everything.
        signal.setitimer(signal.ITIMER_PROF, SECONDS, 1)
        try:
            try_one(data)
        except (MemoryError, TooSlow):
            if not is_apart:
                raise
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)

    return tried


def _end_slow(_signal: int, _frame: object) -> None:
    raise TooSlow(f"more than {SECONDS} s")


def _by_chance(name: str, try_one: Callable[[bytes], None], options: dict[str, str], folders: list[Path]) -> None:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    seed = int(options.get("seed", 0)) or random.randrange(1, 2**32)
    print(f"Without atheris: {name} by chance, -seed={seed}", flush=True)
    seeds = [file.read_bytes() for folder in folders for file in sorted(folder.iterdir())]
    crashes = mutations.fuzz(try_one, seeds, float(options.get("max_total_time", "inf")), seed, f"{FOLDER}/{name}-crash-")
    raise SystemExit(1 if crashes else 0)
