"""Dates as pages tell them, to ISO 8601."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.page_date import iso_date


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (date(2026, 10, 12), "2026-10-12"),
        (datetime(2026, 10, 12, 8, 30), "2026-10-12"),
        (2026, "2026"),
        ("2026-10-12", "2026-10-12"),
        ("2026-10-12T08:30:00+02:00", "2026-10-12"),
        ("2026-10", "2026-10"),
        ("12.10.2026", "2026-10-12"),
        ("1. 8. 2026", "2026-08-01"),
        ("10/2026", "2026-10"),
        ("12. Oktober 2026", "2026-10-12"),
        ("Stand: März 2026", "2026-03"),
        ("12 October 2026", "2026-10-12"),
        ("31.02.2026", None),
        ("2026-13-01", None),
        ("demnächst", None),
        ("Herbst 2026", None),
        (None, None),
        (["2026"], None),
        (7, None),
        pytest.param(16**5_000, None, id="a number too long to be told"),
        (True, None),
    ],
)
def test_dates(told: object, expected: str | None) -> None:
    assert iso_date(told) == expected


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_read_in_german_and_iso(day: date) -> None:
    assert iso_date(f"{day.day}.{day.month}.{day.year}") == iso_date(day.isoformat()) == day.isoformat()


@given(st.text(max_size=70))
def test_any_text_is_a_date_or_none(text: str) -> None:
    assert iso_date(text) is None or len(str(iso_date(text))) in (4, 7, 10)
