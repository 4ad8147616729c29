"""Pay that can hardly be meant, and pay that is unusual but possible."""

from datetime import date

import pytest
from told_pay import pay

from assistant.implausible_pay import Fault, implausible_pay
from assistant.minimum_wage import minimum_wage

MINIMUM = minimum_wage(date(2026, 11, 21))


def faults(*sentences: str) -> list[Fault]:
    """Those of a page of these sentences."""
    told = [one for n, sentence in enumerate(sentences) for one in pay(sentence, start=1000 * n)]
    return [found.fault for found in implausible_pay(told, MINIMUM)]


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("Köche verdienen 320 € im Monat.", Fault.TOO_LOW),
        ("Köche verdienen 28.000 € im Monat.", Fault.TOO_HIGH),
        ("Das Gehalt liegt zwischen 2.900 € und 34.000 € im Monat.", Fault.TOO_HIGH),
        ("Im Jahr verdienen Köche 3.600 €, das Jahresgehalt steigt selten.", Fault.TOO_LOW),
        ("Köche verdienen 12,41 € in der Stunde.", Fault.BELOW_MINIMUM_WAGE),
        ("Köche verdienen 12 bis 15 € pro Stunde.", Fault.BELOW_MINIMUM_WAGE),
        ("Köche verdienen 1.750 € in der Stunde.", Fault.TOO_HIGH),
        ("Köche verdienen 3.400 bis 2.900 € im Monat.", Fault.REVERSED),
        ("Köche verdienen 3,4 bis 2,9 Tsd. € im Monat.", Fault.REVERSED),
    ],
)
def test_an_amount_that_can_hardly_be_right(sentence: str, fault: Fault) -> None:
    assert faults(sentence) == [fault]


@pytest.mark.parametrize(
    "sentence",
    [
        "Köche verdienen 2.900 bis 3.400 € im Monat.",
        "Köche verdienen 13,90 € in der Stunde.",
        "In der Ausbildung verdienen sie 6,50 € in der Stunde.",
        "Netto bleiben 11,20 € in der Stunde.",
        "Ab 2.900 € im Monat.",
        "Das Jahresgehalt liegt bei 54.000 €.",
        "Köche verdienen 320 €.",
    ],
)
def test_an_amount_that_may_be_right(sentence: str) -> None:
    assert faults(sentence) == []


def test_the_limit_is_told_with_the_fault() -> None:
    (found,) = implausible_pay(pay("Köche verdienen 12,82 € in der Stunde."), MINIMUM)
    assert (found.limit, found.told[0].figure) == (13.90, "12,82 €")


def test_amounts_of_one_sentence_that_go_beyond_one_limit_are_one_finding() -> None:
    (found,) = implausible_pay(pay("In der Ausbildung sind es 310 €, später 340 € im Monat."), MINIMUM)
    assert [one.figure for one in found.told] == ["310 €", "340 €"]


@pytest.mark.parametrize(
    ("start", "later", "found"),
    [
        ("Am Anfang sind es 2.900 € im Monat.", "Mit Erfahrung sind es 2.600 € im Monat.", True),
        ("Am Anfang sind es 2.600 bis 3.000 € im Monat.", "Mit Erfahrung sind es 2.400 bis 2.800 € im Monat.", True),
        ("Am Anfang sind es 2.600 bis 3.000 € im Monat.", "Mit Erfahrung sind es 2.800 € im Monat.", False),
        ("Am Anfang sind es ab 2.600 € im Monat.", "Mit Erfahrung sind es bis zu 3.400 € im Monat.", False),
        ("Am Anfang sind es 2.600 € im Monat.", "Mit Erfahrung sind es 36.000 € im Jahr.", False),
        ("Am Anfang sind es 2.600 € brutto im Monat.", "Mit Erfahrung sind es 2.200 € netto im Monat.", False),
    ],
)
def test_experience_that_pays_less_than_the_start(start: str, later: str, found: bool) -> None:
    assert (Fault.EXPERIENCE_PAYS_LESS in faults(start, later)) is found


@pytest.mark.parametrize(("day", "amount"), [(date(2025, 6, 1), 13.90), (date(2026, 1, 1), 13.90), (date(2026, 12, 31), 13.90), (date(2027, 1, 1), 14.60)])
def test_the_minimum_wage_of_a_day(day: date, amount: float) -> None:
    assert minimum_wage(day).amount == amount
