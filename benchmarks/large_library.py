"""What a library of very many pages costs: to open, to ask, to add a hundred pages to.

    python -m benchmarks.large_library --pages 1000 100000 [--encoder built-in]

Pages are the sample pages over and over, each under another occupation and place. Their vectors are drawn, so nothing is encoded and no answer means
anything: times are without the encoder and the reader, which don't know how large a library is. With the built-in encoder the sample pages' own vectors
are moved a little for each page, questions are encoded and sentences read, and the hundred pages that are added are encoded. One question after the other.
"""

import argparse
import itertools
import json
import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import numpy as np

from assistant.assistant import Assistant
from benchmarks.drawn_library import Drawn, build, pages_without_end
from index import changes
from index.encoder import Encoder, load_encoder
from index.library import Library
from index.types import BUILT_IN, Filters

ADDED = 100
ASKED = 60


def main() -> None:
    """Makes libraries of each size, one after the other, and prints what they cost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[1_000, 100_000])
    parser.add_argument("--encoder", choices=("drawn", BUILT_IN), default="drawn")
    arguments = parser.parse_args()
    encoder = load_encoder() if arguments.encoder == BUILT_IN else Drawn()
    for pages in arguments.pages:
        with tempfile.TemporaryDirectory() as name:
            _measure(Path(name) / "library", pages, Path(name), encoder)


def _measure(library: Path, pages: int, folder: Path, encoder: Encoder) -> None:
    with _timed(f"{pages:,} pages written"):
        made = build(library, pages, encoder)
    print(", ".join(f"{count:,} {what}" for what, count in made.counts.items()))
    print(", ".join(f"{name} {mark.size / 1e6:,.0f} MB" for name, mark in made.files.items() if mark.size > 1e6))
    with _timed("library opened"):
        opened = Library.open(library, encoder)
    with _timed("assistant opened"):
        assistant = Assistant(library, encoder)
    with _timed("examples and overview, once a generation"):
        assistant.examples(), assistant.overview()
    with _timed("list of pages, once a generation"):
        assistant.pages()
    occupations, places = opened.occupations, opened.places
    random = np.random.default_rng(3)
    some = [(occupations[i], places[j]) for i, j in zip(random.integers(0, len(occupations), ASKED), random.integers(0, len(places), ASKED), strict=True)]
    _searches(opened, some)
    _questions(assistant, some)
    print(f"largest resident memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    (folder / "more").mkdir()
    lines = [
        json.dumps({"id": f"new-{page.id}", "text": page.text, "beruf": page.occupation, "ort": page.place})
        for page in itertools.islice(pages_without_end(), ADDED)
    ]
    (folder / "more" / "more.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with _timed(f"{ADDED} pages added"):
        changes.add(library, [folder / "more"], encoder)
    with _timed("checked thoroughly"):
        print("faults:", changes.check(library, encoder))


def _searches(library: Library, some: Sequence[tuple[str, str]]) -> None:
    _time("search, no filter", [partial(library.search, f"Wie lange dauert die Ausbildung {o} {p}?") for o, p in some])
    _time("search, one place", [partial(library.search, "Was verdient man im Monat?", Filters(places=frozenset([p]))) for _, p in some])
    _time("search, one occupation", [partial(library.search, "Was verdient man im Monat?", Filters(occupations=frozenset([o]))) for o, _ in some])


def _questions(assistant: Assistant, some: Sequence[tuple[str, str]]) -> None:
    _time("question, both named", [partial(assistant.ask, f"Was verdient man als {o} in {p}?") for o, p in some])
    _time("question, occupation named", [partial(assistant.ask, f"Wie lange dauert die Ausbildung als {o}?") for o, _ in some])
    _time("question, place named", [partial(assistant.ask, f"Was verdient man in {p}?") for _, p in some])
    _time("question, nothing named", [partial(assistant.ask, "Was bekomme ich in der Probezeit an Urlaub?") for _ in some])
    _time("question about the library", [partial(assistant.ask, f"Welche Berufe gibt es in {p}?") for _, p in some])


def _time(name: str, asked: Sequence[Callable[[], object]]) -> None:
    times = []
    for ask in asked:
        started = time.perf_counter()
        ask()
        times.append(1000 * (time.perf_counter() - started))
    print(f"{name}: first {times[0]:.0f} ms, median {np.median(times[1:]):.1f} ms, 95th percentile {np.percentile(times[1:], 95):.1f} ms", flush=True)


@contextmanager
def _timed(name: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    print(f"{name}: {time.perf_counter() - started:.2f} s", flush=True)


if __name__ == "__main__":
    main()
