"""Figures beside the baseline's, as a table and as JSON."""

import json

import pytest

from benchmarks.figures import Results, Size, figure, table
from benchmarks.machine import Machine, machine
from benchmarks.spread import Spread

SIZE = Size(10_000, 60_000, "noisy")
MACHINE = Machine("A processor", 2, 8.0, "Linux", "3.11.9", {"torch": "2.13.0"}, 0.5)


def test_the_ratio_is_of_measurements_made_in_turn() -> None:
    made = figure("search", "whole", "ms", SIZE, [2.0, 30.0, 4.0], [1.0, 10.0, 4.0])
    assert (made.product.median, made.bare and made.bare.median) == (4.0, 4.0)
    assert made.ratio == Spread(2.0, pytest.approx(1.1), pytest.approx(2.9), 3)


def test_both_sides_are_measured_equally_often() -> None:
    with pytest.raises(ValueError, match="zip"):
        figure("search", "whole", "ms", SIZE, [2.0, 3.0], [1.0])


def test_a_table_names_machine_and_command_and_has_a_row_for_each_figure() -> None:
    figures = (figure("search", "whole", "ms", SIZE, [0.01234], [1234.5]), figure("indexing", "share", "", SIZE, [0.0]))
    told = table(Results(MACHINE, "python -m benchmarks --pages 10000", figures, ("Nothing to say.",)))
    assert told.splitlines() == [
        "A processor, 2 cores, load 0.5 before; Python 3.11.9, torch 2.13.0.",
        "",
        "`python -m benchmarks --pages 10000`",
        "",
        "Median (5th to 95th percentile; of how many).",
        "",
        "| pages | passages | what | product | bare | product / bare |",
        "|---|---|---|---|---|---|",
        "| 10,000 | 60,000 (noisy) | search: whole | 0.0123 ms (0.0123 to 0.0123; 1) | 1,234 ms (1,234 to 1,234; 1) | 1e-05 (1e-05 to 1e-05; 1) |",
        "| 10,000 | 60,000 (noisy) | indexing: share | 0 (0 to 0; 1) | – | – |",
        "",
        "- Nothing to say.",
    ]


def test_json_holds_everything() -> None:
    tree = json.loads(Results(MACHINE, "command", (figure("a", "b", "s", SIZE, [1.0]),), ()).as_json())
    assert tree["machine"]["processor"] == "A processor"
    assert tree["figures"][0]["product"] == {"median": 1.0, "low": 1.0, "high": 1.0, "count": 1}
    assert tree["figures"][0]["size"] == {"pages": 10_000, "passages": 60_000, "vectors": "noisy"}


def test_this_machine_has_a_processor_and_versions() -> None:
    here = machine()
    assert here.processor
    assert here.cores >= 1
    assert set(here.packages) >= {"torch", "numpy"}
