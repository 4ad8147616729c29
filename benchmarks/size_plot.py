"""A plot of figures over the number of passages, as SVG: both axes in powers of ten, the median as a line, 5th to 95th percentile as a band."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from benchmarks.spread import Spread

WIDTH, HEIGHT, EDGE, LEGEND = 460, 300, 62, 18
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#555555")
"""Okabe and Ito's, which colour-blind people tell apart; each curve has dashes of its own, too."""
DASHES = ("none", "7 3", "2 2", "9 3 2 3", "4 4")


@dataclass(frozen=True, slots=True)
class Panel:
    """One plot: curves of one unit, each by (passages, figure), all of them above 0."""

    title: str
    unit: str
    curves: Mapping[str, Sequence[tuple[int, Spread]]]


@dataclass(frozen=True, slots=True)
class _Axis:
    """From a power of ten to another, on so many units of the drawing."""

    first: int
    last: int
    start: float
    length: float

    def at(self, value: float) -> float:
        share = (log10(value) - self.first) / (self.last - self.first)
        return self.start + self.length * min(1.0, max(0.0, share))

    def marks(self) -> list[tuple[float, str]]:
        return [(self.at(10.0**power), f"{10**power:,}" if power >= 0 else f"{10.0**power:g}") for power in range(self.first, self.last + 1)]


def plot(panels: Sequence[Panel]) -> str:
    """The panels, one below the other. Raises ValueError for a panel without points."""
    heights = [HEIGHT + LEGEND * len(panel.curves) for panel in panels]
    drawn = []
    for number, panel in enumerate(panels):
        drawn.append(f'<g transform="translate(0 {sum(heights[:number])})">\n{_panel(panel)}\n</g>')
    name = "; ".join(f"{panel.title} over passages" for panel in panels)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {sum(heights)}" font-family="sans-serif" font-size="12" role="img">'
    return "\n".join([head, f"<title>{_escaped(name)}</title>", '<rect width="100%" height="100%" fill="white"/>', *drawn, "</svg>"]) + "\n"


def _panel(panel: Panel) -> str:
    points = [point for curve in panel.curves.values() for point in curve]
    if not points:
        raise ValueError(f"nothing to plot of {panel.title}")
    across = _axis([float(size) for size, _ in points], EDGE, WIDTH - 2 * EDGE)
    down = _axis([value for _, told in points for value in (told.low, told.high)], HEIGHT - EDGE, -(HEIGHT - 2 * EDGE))
    lines = [
        f'<text x="{EDGE}" y="{EDGE - 20}" font-weight="bold">{_escaped(panel.title)} ({_escaped(panel.unit)})</text>',
        f'<path d="M{EDGE} {EDGE}V{HEIGHT - EDGE}H{WIDTH - EDGE}" stroke="#333" fill="none"/>',
        f'<text x="{WIDTH / 2}" y="{HEIGHT - 22}" text-anchor="middle">passages</text>',
    ]
    lines += [f'<text x="{x:.1f}" y="{HEIGHT - EDGE + 16}" text-anchor="middle">{mark}</text>' for x, mark in across.marks()]
    for y, mark in down.marks():
        lines.append(f'<path d="M{EDGE} {y:.1f}H{WIDTH - EDGE}" stroke="#ddd"/><text x="{EDGE - 6}" y="{y + 4:.1f}" text-anchor="end">{mark}</text>')
    for number, (name, curve) in enumerate(panel.curves.items()):
        lines += _curve(number, name, sorted(curve, key=lambda point: point[0]), across, down)
    return "\n".join(lines)


def _curve(number: int, name: str, curve: Sequence[tuple[int, Spread]], across: _Axis, down: _Axis) -> list[str]:
    colour, dashes = COLOURS[number % len(COLOURS)], DASHES[number % len(DASHES)]
    middle = [f"{across.at(size):.1f} {down.at(told.median):.1f}" for size, told in curve]
    upper = [f"{across.at(size):.1f} {down.at(told.high):.1f}" for size, told in curve]
    lower = [f"{across.at(size):.1f} {down.at(told.low):.1f}" for size, told in reversed(curve)]
    y = HEIGHT + LEGEND * number
    return [
        f'<path d="M{"L".join([*upper, *lower])}Z" fill="{colour}" fill-opacity="0.15"/>',
        f'<path d="M{"L".join(middle)}" stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}" fill="none"/>',
        *(f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in (point.split() for point in middle)),
        f'<path d="M{EDGE} {y - 4}h28" stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}"/>',
        f'<text x="{EDGE + 36}" y="{y}" fill="{colour}">{_escaped(name)}</text>',
    ]


def _axis(values: Sequence[float], start: float, length: float) -> _Axis:
    first, last = floor(log10(min(values))), ceil(log10(max(values)))
    return _Axis(first, max(last, first + 1), start, length)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
