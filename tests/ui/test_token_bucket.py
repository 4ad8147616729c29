"""What a bucket lets through: no more than is in it, and again what comes with time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.token_bucket import Buckets, Level, Rate, filled

RATE = Rate(burst=3, a_minute=6)


def test_a_full_bucket_is_taken_from_until_it_is_empty_and_then_tells_how_long_to_wait() -> None:
    buckets = Buckets(RATE)
    assert [buckets.take("one", 100.0) for _ in range(4)] == [0, 0, 0, 10]
    assert buckets.take("one", 105.0) == 5
    assert buckets.take("one", 110.0) == 0
    assert buckets.take("other", 110.0) == 0


def test_looking_takes_nothing_and_tells_what_taking_would() -> None:
    buckets = Buckets(RATE)
    assert [buckets.wait("one", 0.0) for _ in range(5)] == [0] * 5
    assert [buckets.take("one", 0.0) for _ in range(3)] == [0] * 3
    assert [buckets.wait("one", 4.0), buckets.wait("one", 4.0), buckets.take("one", 4.0)] == [6, 6, 6]


def test_waiting_longer_fills_no_more_than_the_bucket_holds() -> None:
    buckets = Buckets(RATE)
    for _ in range(3):
        buckets.take("one", 0.0)
    assert [buckets.take("one", 100_000.0) for _ in range(4)] == [0, 0, 0, 10]


@given(st.floats(0, 3), st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_a_bucket_is_never_fuller_than_full_and_time_takes_nothing(left: float, then: float, now: float) -> None:
    level = filled(Level(left, then), RATE, now)
    assert left <= level.left <= RATE.burst
    assert level.at == now


@given(st.lists(st.floats(0, 600), min_size=1, max_size=200))
def test_in_any_time_no_more_passes_than_the_burst_and_what_came(times: list[float]) -> None:
    buckets, times = Buckets(RATE), sorted(times)
    passed = sum(buckets.take("one", at) == 0 for at in times)
    assert passed <= RATE.burst + (times[-1] - times[0]) * RATE.a_minute / 60 + 1e-6


def test_the_bucket_longest_unused_is_forgotten_first() -> None:
    buckets = Buckets(Rate(burst=1, a_minute=1), most_keys=2)
    for key in ("a", "b", "a", "c"):
        buckets.take(key, 0.0)
    assert len(buckets) == 2
    assert buckets.take("a", 0.0) == 60
    assert buckets.take("b", 0.0) == 0


def test_a_bucket_that_is_only_looked_at_is_not_forgotten() -> None:
    buckets = Buckets(Rate(burst=1, a_minute=1), most_keys=2)
    for key in ("a", "b"):
        buckets.take(key, 0.0)
    assert buckets.wait("a", 0.0) == 60
    buckets.take("c", 0.0)
    assert (buckets.wait("a", 0.0), buckets.wait("b", 0.0)) == (60, 0)


def test_who_may_ask_as_much_as_anybody_again_is_forgotten() -> None:
    buckets = Buckets(RATE)
    for key in ("a", "b", "b"):
        buckets.take(key, 0.0)
    buckets.forget_full(10.0)
    assert len(buckets) == 1
    assert [buckets.wait("b", 10.0), buckets.take("b", 10.0), buckets.take("b", 10.0), buckets.take("b", 10.0)] == [0, 0, 0, 10]
    buckets.forget_full(40.0)
    assert len(buckets) == 0


@pytest.mark.parametrize(("burst", "a_minute"), [(0, 1), (1, 0)])
def test_a_rate_that_lets_nothing_through_can_not_be_made(burst: int, a_minute: float) -> None:
    with pytest.raises(ValueError, match="lets something through"):
        Rate(burst, a_minute)
