"""The scale of an encoder's cosines."""

from pathlib import Path

import numpy as np
import pytest

from index import scale


def test_units_are_spreads_above_unrelated_texts(tmp_path: Path) -> None:
    questions = np.eye(2, dtype=np.float32)
    measured = scale.measure(questions, questions)
    assert (measured.mean, measured.spread) == pytest.approx((0.5, 0.5))
    assert measured.units(1.0) == pytest.approx(1.0)
    scale.save(measured, tmp_path / "scale.json")
    assert scale.load(tmp_path / "scale.json") == measured


def test_a_scale_without_spread_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="spread above 0"):
        scale.Scale(0.5, 0.0)
