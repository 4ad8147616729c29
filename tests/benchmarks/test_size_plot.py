"""The plot is well-formed, a curve has all its points in their places, and a panel without points is refused."""

from xml.etree import ElementTree

import pytest

from benchmarks.size_plot import EDGE, HEIGHT, WIDTH, Panel, plot
from benchmarks.spread import Spread

SVG = "{http://www.w3.org/2000/svg}"


def at(value: float) -> Spread:
    return Spread(value, value / 2, value * 2, 3)


def test_points_lie_by_powers_of_ten() -> None:
    tree = ElementTree.fromstring(plot([Panel("Time", "ms", {"a < b": [(100_000, at(100.0)), (1_000, at(10.0))]})]))
    circles = [(float(c.get("cx", "")), float(c.get("cy", ""))) for c in tree.iter(f"{SVG}circle")]
    # From 5 to 200 ms the axis goes from 1 to 1,000; the sizes are sorted.
    third = (HEIGHT - 2 * EDGE) / 3
    assert circles == [
        (pytest.approx(EDGE), pytest.approx(HEIGHT - EDGE - third, abs=0.1)),
        (pytest.approx(WIDTH - EDGE), pytest.approx(HEIGHT - EDGE - 2 * third, abs=0.1)),
    ]
    texts = [text.text for text in tree.iter(f"{SVG}text")]
    assert {"Time (ms)", "a < b", "1,000", "10,000", "100,000", "passages"} <= set(texts)


def test_panels_stand_below_each_other() -> None:
    tree = ElementTree.fromstring(plot([Panel("Time", "ms", {"a": [(600, at(1.0))]}), Panel("Memory", "MB", {"a": [(600, at(800.0))]})]))
    assert [group.get("transform") for group in tree.iter(f"{SVG}g")] == ["translate(0 0)", f"translate(0 {HEIGHT + 18})"]


def test_nothing_cannot_be_plotted() -> None:
    with pytest.raises(ValueError, match="nothing to plot of Time"):
        plot([Panel("Time", "ms", {"a": []})])
