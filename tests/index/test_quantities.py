"""Lengths of time and percentages: what is written in any notation is read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.quantities import WORDS, Unit, find_quantities

WRITTEN: dict[Unit, tuple[str, ...]] = {
    "minute": ("Minuten", "Min."),
    "hour": ("Stunden", "Std."),
    "day": ("Tage", "Werktage", "Tagen"),
    "week": ("Wochen",),
    "month": ("Monate", "Monaten"),
    "year": ("Jahre", "Jahren"),
    "percent": ("Prozent", "%"),
}


def found(text: str) -> list[tuple[float | None, float | None, str, str | None]]:
    return [(q.low, q.high, q.unit, q.per) for q in find_quantities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die Ausbildung dauert dreieinhalb Jahre.", [(3.5, 3.5, "year", None)]),
        ("39 Stunden in der Woche und 30 Tage Urlaub im Jahr", [(39, 39, "hour", "week"), (30, 30, "day", "year")]),
        ("Das dauert zwei bis drei Jahre.", [(2, 3, "year", None)]),
        ("Ein halbes Jahr reicht, manchmal ein Vierteljahr.", [(0.5, 0.5, "year", None), (0.25, 0.25, "year", None)]),
        ("38,5 Std. pro Woche", [(38.5, 38.5, "hour", "week")]),
        ("Üblich sind 40 Wochenstunden.", [(40, 40, "hour", "week")]),
        ("Zwischen 35 und 40 Stunden sind es.", [(35, 40, "hour", None)]),
        ("20 bis 25 % der Betriebe", [(20, 25, "percent", None)]),
        ("nach mindestens fünf Jahren", [(5, None, "year", None)]),
        ("bis zu 10 Stunden täglich", [(None, 10, "hour", "day")]),
    ],
)
def test_what_is_written_is_read(text: str, expected: list[tuple[float | None, float | None, str, str | None]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize("text", ["im 24-Stunden-Dienst", "er ist 45 Jahre alt", "seit 2026", "im dritten Jahr", "450-Euro-Job", "Gruppe P 8"])
def test_names_ages_and_dates_are_no_quantities(text: str) -> None:
    assert found(text) == []


@given(st.sampled_from(sorted(WRITTEN)), st.integers(2, 99), st.integers(0, 60), st.booleans(), st.data())
def test_ranges_are_read_back_in_any_notation(unit: Unit, low: int, more: int, words: bool, data: st.DataObject) -> None:
    spelt = {value: word for word, value in WORDS.items()}
    high = low + more
    written = [spelt.get(float(value), str(value)) if words else str(value) for value in (low, high)]
    link = data.draw(st.sampled_from([" bis ", " bis zu ", "–", " - "] if not words else [" bis ", " bis zu "]))
    name = data.draw(st.sampled_from(WRITTEN[unit]))
    text = f"Hier gilt: {written[0]}{link}{written[1]} {name} sind es."
    [quantity] = find_quantities(text)
    assert (quantity.low, quantity.high, quantity.unit) == (low, high, unit)
    assert text[quantity.span.start : quantity.span.end] == f"{written[0]}{link}{written[1]} {name}"


@given(st.text(max_size=300))
def test_any_text_is_read_without_error_and_spans_lie_inside(text: str) -> None:
    quantities = find_quantities(text)
    ends = [0, *(q.span.end for q in quantities)]
    assert all(end <= q.span.start < q.span.end <= len(text) for end, q in zip(ends, quantities, strict=False))


@pytest.mark.parametrize(
    ("sentence", "low", "high"),
    [
        ("Gearbeitet werden nicht unter 30 Stunden.", 30, None),
        ("Gearbeitet werden unter 30 Stunden.", None, 30),
        ("Gearbeitet werden nicht mehr als 30 Stunden.", None, 30),
    ],
)
def test_not_less_is_a_lower_bound_alone(sentence: str, low: float | None, high: float | None) -> None:
    [quantity] = find_quantities(sentence)
    assert (quantity.low, quantity.high) == (low, high)


@pytest.mark.parametrize(
    ("text", "low"), [("ſechs Jahre", 6), ("ZWEİ Jahre", 2), ("dreı Tage", 3), ("halbeſ Jahr", 0.5), ("Viertelſtunde", 0.25), ("dreiſtündige Kurse", 3)]
)
def test_letters_that_only_a_pattern_takes_for_others_do_no_harm(text: str, low: float) -> None:
    assert [quantity.low for quantity in find_quantities(text)] == [low]
