"""The scale of an encoder's cosines: 0.85 is ordinary for one encoder and outstanding for another.

Measured once when a library is built, on questions and sentences that have nothing to do with each other; weights and thresholds elsewhere are in
multiples of the spread, so that they hold for any encoder.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Scale:
    """Mean and standard deviation of the cosines of unrelated questions and sentences."""

    mean: float
    spread: float

    def __post_init__(self) -> None:
        if not self.spread > 0:
            raise ValueError(f"a scale needs a spread above 0, not {self.spread}")

    def units(self, cosine: float) -> float:
        """By how many standard deviations a cosine exceeds that of unrelated texts."""
        return (cosine - self.mean) / self.spread


def measure(questions: NDArray[np.float32], sentences: NDArray[np.float32]) -> Scale:
    """Of vectors of length 1, shapes (questions, dimension) and (sentences, dimension), paired each with each."""
    cosines = questions @ sentences.T
    return Scale(float(cosines.mean()), float(cosines.std()) or 1.0)


def save(scale: Scale, path: Path) -> None:
    """Writes JSON."""
    path.write_text(json.dumps(asdict(scale)), encoding="utf-8")


def load(path: Path) -> Scale:
    """Reads what `save` wrote. Raises ValueError or KeyError for anything else."""
    tree = json.loads(path.read_text(encoding="utf-8"))
    return Scale(float(tree["mean"]), float(tree["spread"]))
