"""Pay that pages tell differently for the same thing, and pay that only looks so."""

import pytest
from told_pay import entry, pay

from assistant.contradictory_pay import contradictions
from assistant.page_reading import ToldPay
from index.amounts import Stage

ONE, OTHER = entry("eins"), entry("zwei")


def figures(*told: ToldPay) -> list[list[str]]:
    """The amounts of each contradiction."""
    return [[one.figure for one in found.told] for found in contradictions(told)]


def test_two_pages_on_the_same_thing_with_amounts_that_have_nothing_in_common() -> None:
    told = [*pay("Am Anfang sind es 3.100 € im Monat.", ONE), *pay("Am Anfang sind es 2.400 bis 2.600 € im Monat.", OTHER)]
    (found,) = contradictions(told)
    assert (found.occupation, found.place, found.stage, found.period) == ("Koch", "Bochum", Stage.ENTRY, "month")
    assert [(one.page.id, one.figure) for one in found.told] == [("zwei.txt", "2.400 bis 2.600 €"), ("eins.txt", "3.100 €")]


def test_one_page_that_tells_the_start_twice() -> None:
    assert figures(*pay("Am Anfang sind es 2.400 € im Monat."), *pay("Wer einsteigt, startet mit 3.100 € im Monat.", start=500)) == [["2.400 €", "3.100 €"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Am Anfang sind es 2.400 bis 2.800 € im Monat.", "Am Anfang sind es 2.600 bis 3.000 € im Monat."),
        ("Am Anfang sind es 2.400 € im Monat.", "Mit Erfahrung sind es 3.100 € im Monat."),
        ("Am Anfang sind es 2.400 € im Monat.", "Am Anfang sind es 31.000 € im Jahr."),
        ("Am Anfang sind es 2.400 € im Monat.", "Am Anfang sind es 3.100 €."),
        ("Am Anfang sind es ab 2.400 € im Monat.", "Am Anfang sind es 3.100 € im Monat."),
        ("Am Anfang sind es rund 2.550 € im Monat.", "Am Anfang sind es 2.600 € im Monat."),
        ("Am Anfang sind es 2.800 € brutto im Monat.", "Am Anfang sind es 1.900 € netto im Monat."),
    ],
)
def test_pay_that_agrees_or_is_of_something_else(one: str, other: str) -> None:
    assert figures(*pay(one, ONE), *pay(other, OTHER)) == []


def test_each_year_of_a_training_has_its_own_pay() -> None:
    years = "In der Ausbildung sind es im ersten Lehrjahr 1.050 €, im zweiten Lehrjahr 1.150 € im Monat."
    assert figures(*pay(years), *pay("In der Ausbildung sind es im dritten Jahr 1.280 € im Monat.", start=500)) == []


def test_pages_on_another_place_or_occupation_may_differ() -> None:
    sentence = "Am Anfang sind es {} € im Monat."
    told = [
        (entry("a", "Koch", "Bochum"), "2.400"),
        (entry("b", "Koch", "Essen"), "3.100"),
        (entry("c", "Maler", "Bochum"), "2.000"),
        (entry("d", None), "900"),
    ]
    assert figures(*(one for page, amount in told for one in pay(sentence.format(amount), page))) == []


def test_of_three_pages_those_are_told_that_disagree_with_some_other() -> None:
    low, middle, high = ("2.400 bis 2.600 €", "2.500 bis 3.200 €", "3.000 bis 3.300 €")
    told = [*pay(f"Am Anfang sind es {middle} im Monat.", entry("m")), *pay(f"Am Anfang sind es {high} im Monat.", ONE)]
    assert figures(*told, *pay(f"Am Anfang sind es {low} im Monat.", OTHER)) == [[low, high]]
