"""What several measurements of one thing come to: the median, and between what most of them lie."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Spread:
    """Median, 5th and 95th percentile (between two measurements: on the line between them), and of how many measurements."""

    median: float
    low: float
    high: float
    count: int


def spread(values: Iterable[float]) -> Spread:
    """The spread of values of one unit. Raises ValueError where there are none."""
    measured = list(values)
    if not measured:
        raise ValueError("nothing was measured")
    low, median, high = (float(value) for value in np.percentile(measured, (5, 50, 95)))
    return Spread(median, low, high, len(measured))
