"""A plot of told against true likelihoods, as SVG."""

from collections.abc import Mapping, Sequence

SIZE, EDGE = 360, 50
COLOURS = ("#0072b2", "#d55e00", "#009e73")
"""Okabe and Ito's, which colour-blind people tell apart; each curve has a shape of its own, too."""
Point = tuple[float, float, int]
"""(told, true, of how many)."""


def plot(curves: Mapping[str, Sequence[Point]]) -> str:
    """One curve a name, its points as large as the number of questions behind them; the diagonal is where told is true."""
    side = SIZE - 2 * EDGE
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE + 20 * len(curves)}" font-family="sans-serif" font-size="12">',
        f'<rect width="100%" height="100%" fill="white"/><path d="M{EDGE} {SIZE - EDGE}H{SIZE - EDGE}M{EDGE} {SIZE - EDGE}V{EDGE}" stroke="#333" fill="none"/>',
        f'<path d="M{EDGE} {SIZE - EDGE}L{SIZE - EDGE} {EDGE}" stroke="#999" stroke-dasharray="4"/>',
        f'<text x="{SIZE / 2}" y="{SIZE - 12}" text-anchor="middle">told: likelihood that the best sentence answers</text>',
        f'<text transform="translate(14 {SIZE / 2}) rotate(-90)" text-anchor="middle">true: share that does</text>',
    ]
    for tenth in range(0, 11, 2):
        at = side * tenth / 10
        lines.append(f'<text x="{EDGE + at}" y="{SIZE - EDGE + 16}" text-anchor="middle">{tenth / 10:.1f}</text>')
        lines.append(f'<text x="{EDGE - 6}" y="{SIZE - EDGE - at + 4}" text-anchor="end">{tenth / 10:.1f}</text>')
    for n, (name, points) in enumerate(curves.items()):
        colour = COLOURS[n % len(COLOURS)]
        placed = [(EDGE + side * told, SIZE - EDGE - side * true, 3 + count**0.5 / 3) for told, true, count in points]
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y, _ in placed)
        dashes = ("none", "6 3", "2 2")[n % 3]
        lines.append(f'<path d="M{path}" stroke="{colour}" stroke-dasharray="{dashes}" fill="none"/>')
        lines.extend(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="{colour}" fill-opacity="0.6"/>' for x, y, r in placed)
        lines.append(f'<text x="{EDGE}" y="{SIZE + 20 * n + 4}" fill="{colour}">{name}</text>')
    return "\n".join([*lines, "</svg>"]) + "\n"
