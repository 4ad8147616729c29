"""How quick the product is, beside a bare baseline (sentence-transformers, FAISS flat, a plain loop) that is measured in turn with it, over sizes.

    python -m benchmarks --pages 100,1000,10000 --users 1,5,20 --out artifacts/benchmarks

Writes OUT/results.json, OUT/results.md and OUT/size.svg after each size, and keeps the libraries in OUT/work: with `--measures asking` and the like
they are used again. Pages are encoded up to `--encoded-up-to`; beyond, their vectors are made with noise (`noisy_encoder`), so that the index is measured.
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.bare_encoder import bare_encoder
from benchmarks.figures import Figure, Results, table
from benchmarks.machine import machine
from benchmarks.noisy_encoder import noisy_encoder
from benchmarks.one_size import MEASURES, Encoders, Plan, measure
from benchmarks.size_plot import Panel, plot
from benchmarks.users import Pace
from index.encoder import Encoder, Vectors, load_encoder

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

CURVES = {
    "Time": (
        "ms",
        (
            "question naming occupation and place: whole",
            "question naming nothing: whole",
            "question naming nothing: search",
            "opening: a library, in a fresh process",
        ),
    ),
    "Memory": ("MB", ("memory: resident after the first answer",)),
}
"""{panel: (unit, what is plotted of the product)}; of the memory the baseline's, too."""


def main() -> None:
    """Measures size by size."""
    arguments = _arguments()
    out: Path = arguments.out
    work = out / "work"
    work.mkdir(parents=True, exist_ok=True)
    plan = Plan(frozenset(arguments.measures), arguments.rounds, arguments.starts, arguments.questions, arguments.users, Pace(arguments.each, arguments.pause))
    before = machine()
    encoder, bare = load_encoder(), bare_encoder()
    figures: list[Figure] = []
    notes: list[str] = []
    for number in arguments.pages:
        some, said = measure(number, plan, _encoders(number <= arguments.encoded_up_to, encoder, bare, work), work)
        figures += some
        notes += said
        results = Results(before, " ".join(["python -m benchmarks", *sys.argv[1:]]), tuple(figures), tuple(notes))
        write(results, out)
        print(f"{number:,} pages: {out / 'results.md'}", flush=True)


def write(results: Results, out: Path) -> None:
    """Writes the results as JSON and as a table, and their plot, where there is something to plot."""
    (out / "results.json").write_text(results.as_json(), encoding="utf-8")
    (out / "results.md").write_text(table(results), encoding="utf-8")
    panels = [panel for title, (unit, curves) in CURVES.items() if (panel := _panel(title, unit, curves, results.figures)).curves]
    if panels:
        (out / "size.svg").write_text(plot(panels), encoding="utf-8")


def _panel(title: str, unit: str, curves: tuple[str, ...], figures: tuple[Figure, ...]) -> Panel:
    drawn = {}
    for name in curves:
        found = [one for one in figures if f"{one.measure}: {one.what}" == name]
        drawn[name] = [(one.size.passages, one.product) for one in found]
        if unit == "MB":
            drawn[f"{name} (bare)"] = [(one.size.passages, one.bare) for one in found if one.bare]
    return Panel(title, unit, {name: points for name, points in drawn.items() if points})


def _encoders(encoded: bool, encoder: Encoder, bare: "SentenceTransformer", work: Path) -> Encoders:
    def bare_question(text: str) -> Vectors:
        return np.asarray(bare.encode_query(text, show_progress_bar=False), dtype=np.float32)

    if not encoded:
        noisy = noisy_encoder(encoder, work / "noisy.sqlite3")
        return Encoders(encoder, noisy, noisy.encode_passages, bare_question, "noisy")
    return Encoders(encoder, encoder, lambda texts: np.asarray(bare.encode_document(list(texts), show_progress_bar=False)), bare_question, "encoded")


def _numbers(told: str) -> tuple[int, ...]:
    return tuple(int(number) for number in told.split(","))


def _measures(told: str) -> tuple[str, ...]:
    named = tuple(told.split(","))
    if unknown := set(named) - set(MEASURES):
        raise argparse.ArgumentTypeError(f"{', '.join(sorted(unknown))}: there are only {', '.join(MEASURES)}")
    return named


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=_numbers, default=(100, 1_000, 10_000), help="sizes, 1 to 200,000 each")
    parser.add_argument("--users", type=_numbers, default=(1, 5, 20), help="how many at once")
    parser.add_argument("--out", type=Path, default=Path("artifacts") / "benchmarks")
    parser.add_argument("--measures", type=_measures, default=MEASURES, help=f"of {','.join(MEASURES)}; all")
    parser.add_argument("--encoded-up-to", type=int, default=1_000, help="pages")
    parser.add_argument("--rounds", type=int, default=3, help="libraries built of a size, and runs of users without a pause")
    parser.add_argument("--starts", type=int, default=5, help="fresh processes")
    parser.add_argument("--questions", type=int, default=20, help="with known answers")
    parser.add_argument("--each", type=int, default=12, help="questions of each user")
    parser.add_argument("--pause", type=float, default=5.0, help="seconds between two questions of a user")
    return parser.parse_args()


if __name__ == "__main__":
    main()
