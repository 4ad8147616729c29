"""What was measured, beside the same of the bare baseline, as JSON and as a table."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from benchmarks.machine import Machine
from benchmarks.spread import Spread, spread
from index import generation

Origin = Literal["encoded", "noisy"]
"""Where the vectors of passages come from: the encoder, or `noisy_encoder`."""


@dataclass(frozen=True, slots=True)
class Size:
    """What was measured with: a library of so many pages, and whether its vectors were encoded or made with noise."""

    pages: int
    passages: int
    vectors: Origin


def size_of(library: Path, origin: Origin) -> Size:
    """The size of the library in a folder. Raises LibraryError where there is none."""
    counts = generation.open_current(library).manifest.counts
    return Size(counts["documents"], counts["passages"], origin)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one library. ratio: product by baseline, of measurements made in turn; None where a baseline makes no sense."""

    measure: str
    what: str
    unit: str
    size: Size
    product: Spread
    bare: Spread | None = None
    ratio: Spread | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """All of one run. notes: sentences about it."""

    machine: Machine
    command: str
    figures: tuple[Figure, ...]
    notes: tuple[str, ...]

    def as_json(self) -> str:
        """Every field of every record."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"


def figure(measure: str, what: str, unit: str, size: Size, product: Sequence[float], bare: Sequence[float] | None = None) -> Figure:
    """A figure of measurements, each of the baseline's beside one of the product's. Raises ValueError where they are not as many, or none."""
    if bare is None:
        return Figure(measure, what, unit, size, spread(product))
    return Figure(measure, what, unit, size, spread(product), spread(bare), spread(p / b for p, b in zip(product, bare, strict=True)))


def table(results: Results) -> str:
    """Markdown: the machine, the command, a row for each figure, the notes."""
    machine = results.machine
    packages = ", ".join(f"{name} {version}" for name, version in machine.packages.items())
    load = "" if machine.load is None else f", load {machine.load:.1f} before"
    lines = [
        f"{machine.processor}, {machine.cores} cores{load}; Python {machine.python}, {packages}.",
        "",
        f"`{results.command}`",
        "",
        "Median (5th to 95th percentile; of how many).",
        "",
        "| pages | passages | what | product | bare | product / bare |",
        "|---|---|---|---|---|---|",
        *(_row(one) for one in results.figures),
        *(["", *(f"- {note}" for note in results.notes)] if results.notes else []),
    ]
    return "\n".join(lines) + "\n"


def _row(one: Figure) -> str:
    passages = f"{one.size.passages:,}" + (" (noisy)" if one.size.vectors == "noisy" else "")
    cells = [f"{one.size.pages:,}", passages, f"{one.measure}: {one.what}", _cell(one.product, one.unit), _cell(one.bare, one.unit), _cell(one.ratio, "")]
    return f"| {' | '.join(cells)} |"


def _cell(told: Spread | None, unit: str) -> str:
    if told is None:
        return "–"
    return f"{_number(told.median)} {unit}".rstrip() + f" ({_number(told.low)} to {_number(told.high)}; {told.count})"


def _number(value: float) -> str:
    """Three digits that count: 0.0123, 1.23, 1,230."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
