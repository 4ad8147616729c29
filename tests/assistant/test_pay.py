"""What an answer about pay says first, and amounts in another period with the sum shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.conversion import converted
from assistant.pay import all_wages, figure, headline, said, wages
from assistant.period_asked import period_asked, without_period
from assistant.types import Evidence
from index.amounts import Amount, Period, Stage, find_amounts
from index.types import Document, Passage, Span


def evidence(text: str) -> Evidence:
    page = Document(id="p.md", title="P", text=text)
    span = Span(0, len(text))
    return Evidence(Passage(1, page, span), span, 1.0, None, find_amounts(text))


def told(text: str, *stages: Stage, period: Period | None = None) -> list[str]:
    return [said("de", amount) for amount in wages(evidence(text), frozenset(stages), period)]


def test_figure_period_and_stage_are_said_as_the_sentence_tells_them() -> None:
    text = "Wer neu anfängt, verdient zwischen 3.700 € und 4.500 € brutto im Monat."
    assert headline("de", wages(evidence(text))) == "3.700–4.500 € brutto im Monat am Anfang."
    assert headline("en", wages(evidence(text)), "Essen") == "Essen: €3,700–4,500 gross a month at the start."


def test_a_figure_begins_as_a_sentence_does() -> None:
    text = "Nach mehr als zehn Jahren sind es rund 4.200 Euro im Monat."
    assert headline("de", wages(evidence(text))) == "Rund 4.200 € im Monat mit Erfahrung."


def test_the_stage_asked_for_is_said_alone() -> None:
    text = "Im ersten Lehrjahr gibt es 1.050 Euro im Monat, mit Erfahrung sind es 3.400 Euro."
    assert told(text, Stage.APPRENTICE) == ["1.050 € im Monat in der Ausbildung"]
    assert told(text) == ["3.400 € im Monat mit Erfahrung"]


@pytest.mark.parametrize(
    "text",
    [
        "Dazu kommt eine Zulage von 155 Euro im Monat.",
        "Der Lehrgang kostet 3.600 Euro.",
        "Das Weihnachtsgeld liegt bei 1.200 Euro.",
        "Das sind 5 Euro im Monat.",
    ],
)
def test_supplements_costs_and_small_sums_are_no_wage(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Wer neu anfängt, kommt mit Sonderzahlungen auf 31.000 bis 34.000 Euro im Jahr.", ["31.000–34.000 € im Jahr am Anfang"]),
        ("Das Gehalt steigt bald auf 3.400 Euro im Monat.", ["3.400 € im Monat"]),
        ("Nach der Prüfung steigt es um 200 Euro im Monat, das Grundgehalt sind 2.900 Euro.", ["2.900 € im Monat"]),
        ("Mit Nachtzuschlag sind 3.100 Euro im Monat drin.", ["3.100 € im Monat"]),
        ("Die Zulage steigt auf 900 Euro im Monat.", []),
        ("Der Branchenmindestlohn zieht eine Grenze: 14,93 Euro in der Stunde seit Januar.", []),
    ],
)
def test_what_an_amount_includes_or_rises_to_is_pay_and_a_floor_is_none(text: str, said: list[str]) -> None:
    assert told(text) == said


def test_a_table_tells_every_wage_of_a_sentence_once() -> None:
    piece = evidence("Azubis bekommen 1.100 Euro im Monat, Anfänger 2.600 Euro im Monat, Küchenchefs 48.000 Euro im Jahr.")
    again = evidence("Azubis bekommen 1.100 Euro im Monat.")
    assert [said("de", amount) for _, amount in all_wages([piece, again])] == [
        "1.100 € im Monat in der Ausbildung",
        "2.600 € im Monat am Anfang",
        "48.000 € im Jahr in leitender Stellung",
    ]


def test_the_period_asked_for_is_preferred_where_the_page_tells_it() -> None:
    text = "Am Anfang sind es 3.000 Euro im Monat. Das sind 36.000 Euro im Jahr."
    assert told(text, period="year") == ["36.000 € im Jahr am Anfang"]


@pytest.mark.parametrize(
    ("low", "high", "hedge", "text"),
    [
        (3700, 4500, None, "3.700–4.500 €"),
        (16.5, 18, None, "16,50–18,00 €"),
        (3700, None, "ab", "ab 3.700 €"),
        (None, 4500, "bis zu", "bis 4.500 €"),
        (3500, 3500, "rund", "rund 3.500 €"),
        (15.1, 15.1, None, "15,10 €"),
    ],
)
def test_figures_are_written_in_german(low: float | None, high: float | None, hedge: str | None, text: str) -> None:
    assert figure("de", low, high, hedge) == text


@pytest.mark.parametrize(
    ("question", "period"),
    [
        ("Was verdient man im Jahr?", "year"),
        ("und aufs Jahr gerechnet?", "year"),
        ("und pro Stunde?", "hour"),
        ("and per hour?", "hour"),
        ("Was bekommt man im ersten Jahr?", None),
        ("Was verdient man?", None),
    ],
)
def test_a_period_is_recognised(question: str, period: Period | None) -> None:
    assert period_asked(question) == period


def test_a_period_is_taken_out() -> None:
    assert without_period("und im Jahr") == "und"


def amount(low: float, high: float, period: Period) -> Amount:
    return Amount(low, high, "EUR", period, None, None, None, Span(0, 1))


def test_conversions_show_their_sum() -> None:
    assert [each.text for each in converted("de", amount(3000, 3500, "month"), "year")] == ["Umgerechnet: 3.000–3.500 € × 12 = 36.000–42.000 € im Jahr."]
    assert [each.text for each in converted("de", amount(15, 15, "hour"), "month")] == [
        "Umgerechnet: 15 € × 40 Stunden × 52 Wochen ÷ 12 = 2.600 € im Monat.",
        "Umgerechnet: 15 € × 38,50 Stunden × 52 Wochen ÷ 12 = 2.502,50 € im Monat.",
    ]


def test_what_is_told_in_the_period_or_open_at_one_end_is_not_converted() -> None:
    assert converted("de", amount(3000, 3000, "month"), "month") == ()
    assert converted("de", Amount(3000, None, "EUR", "month", None, None, "ab", Span(0, 1)), "year") == ()


@given(st.integers(1, 9000), st.integers(0, 3000), st.sampled_from(["hour", "month", "year"]), st.sampled_from(["hour", "month", "year"]))
def test_converting_there_and_back_gives_the_amount(low: int, more: int, of: Period, to: Period) -> None:
    for there, number in zip(converted("de", amount(low, low + more, of), to), (0, 1), strict=False):
        back = converted("de", amount(there.low, there.high, to), of)[number if "hour" in (of, to) else 0]
        # Results are rounded to cents; a cent an hour is some twenty euros a year.
        assert back.low == pytest.approx(low, abs=0.005 * 40 * 52 + 0.01)
        assert back.high == pytest.approx(low + more, abs=0.005 * 40 * 52 + 0.01)
