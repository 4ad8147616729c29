"""Percentiles of measurements."""

import pytest

from benchmarks.spread import Spread, spread


def test_percentiles_lie_between_measurements() -> None:
    assert spread(range(101)) == Spread(50.0, 5.0, 95.0, 101)
    assert spread([1.0, 2.0]) == Spread(1.5, pytest.approx(1.05), pytest.approx(1.95), 2)


def test_one_measurement_is_its_own_spread() -> None:
    assert spread(iter([3.0])) == Spread(3.0, 3.0, 3.0, 1)


def test_nothing_has_no_spread() -> None:
    with pytest.raises(ValueError, match="nothing was measured"):
        spread([])
