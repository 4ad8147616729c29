"""What search costs in Milvus against a folder: the same passages in both, the same searches of both in turn.

    python -m benchmarks.milvus_search --pages 30000 [--library milvus://HOST:PORT/NAME]

The pages are the sample pages over and over under other names, some 6.75 passages each, their vectors drawn, so nothing is encoded. Without `--library` Milvus
is its embedded version. Told are how long each took to be written, and medians of whole searches (vectors, words and sentences).
"""

import argparse
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter

import numpy as np

from benchmarks.drawn_library import Drawn, build
from benchmarks.spread import spread
from index.library import Library
from index.library_address import LibraryAddress, library_address
from index.types import Filters

SEED = 20
ASKED = 60


def main() -> None:
    """Builds both, searches both, prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=30_000)
    parser.add_argument("--library", type=library_address)
    arguments = parser.parse_args()
    encoder = Drawn()
    with tempfile.TemporaryDirectory() as name:
        milvus = arguments.library or library_address(f"milvus-lite:{Path(name) / 'milvus'}")
        kinds = {"folder": _built(Path(name) / "library", arguments.pages, encoder), "Milvus": _built(milvus, arguments.pages, encoder)}
        for what, searches in _searches(kinds["folder"]).items():
            took: dict[str, list[float]] = {kind: [] for kind in kinds}
            alike = 0
            for search in searches:
                found = {kind: _timed(took[kind], partial(search, library)) for kind, library in kinds.items()}
                alike += found["folder"][:1] == found["Milvus"][:1]
            told = ", ".join(f"{kind} {spread(times).median:.0f} ms (95th percentile {spread(times).high:.0f})" for kind, times in took.items())
            print(f"{what}: {told}; the same passage first in {alike} of {len(searches)}", flush=True)


def _built(address: LibraryAddress, pages: int, encoder: Drawn) -> Library:
    began = perf_counter()
    made = build(address, pages, encoder)
    print(f"{'folder' if isinstance(address, Path) else 'Milvus'}: {made.counts}, written in {perf_counter() - began:.0f} s", flush=True)
    began = perf_counter()
    opened = Library.open(address, encoder)
    print(f"  opened in {perf_counter() - began:.2f} s", flush=True)
    return opened


def _searches(library: Library) -> dict[str, list[Callable[[Library], list[tuple[str, int]]]]]:
    random = np.random.default_rng(SEED)
    occupations, places = (random.choice(np.asarray(names), ASKED) for names in (library.occupations, library.places))
    pay = "Was verdient man im Monat?"
    return {
        "no filter": [partial(_found, text=f"Wie lange dauert die Ausbildung {o} {p}?", filters=Filters()) for o, p in zip(occupations, places, strict=True)],
        "one place": [partial(_found, text=pay, filters=Filters(places=frozenset([str(p)]))) for p in places],
        "one occupation": [partial(_found, text=pay, filters=Filters(occupations=frozenset([str(o)]))) for o in occupations],
    }


def _found(library: Library, text: str, filters: Filters) -> list[tuple[str, int]]:
    return [(hit.passage.document.id, hit.passage.span.start) for hit in library.search(text, filters)]


def _timed(took: list[float], search: Callable[[], list[tuple[str, int]]]) -> list[tuple[str, int]]:
    began = perf_counter()
    found = search()
    took.append(1000 * (perf_counter() - began))
    return found


if __name__ == "__main__":
    main()
