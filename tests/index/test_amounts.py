"""Amounts of money: what is written in any notation is read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.amounts import Amount, Stage, find_amounts, stages_of, without_stages


def read(text: str) -> list[tuple[float | None, float | None, str | None]]:
    return [(a.low, a.high, a.period) for a in find_amounts(text)]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("zwischen 2.900 € und 3.400 € im Monat", [(2900, 3400, "month")]),
        ("3.700–4.500 € monatlich", [(3700, 4500, "month")]),
        ("2.900 bis 3.400 Euro brutto", [(2900, 3400, None)]),
        ("mit 5.000 € bis 6.500 €", [(5000, 6500, None)]),
        ("3,2 bis 3,8 Tsd. €", [(3200, 3800, None)]),
        ("4,5 Tsd. Euro", [(4500, 4500, None)]),
        ("18,50 Euro in der Stunde", [(18.5, 18.5, "hour")]),
        ("EUR 3.200", [(3200, 3200, None)]),
        ("€ 3.200,-", [(3200, 3200, None)]),
        ("3\u00a0200\u00a0€", [(3200, 3200, None)]),
        ("60.000 € p. a.", [(60000, 60000, "year")]),
        ("ein Jahresgehalt von 45.000 bis 52.000 Euro", [(45000, 52000, "year")]),
        ("bis zu 5.200 Euro", [(None, 5200, None)]),
        ("ab 2.750 €", [(2750, None, None)]),
        ("nicht unter 2.750 €, nicht weniger als 2.750 €", [(2750, None, None), (2750, None, None)]),
        ("nicht mehr als 2.750 €, nicht über 2.750 €", [(None, 2750, None), (None, 2750, None)]),
        ("no more than 2.750 €, more than 2.750 €", [(None, 2750, None), (2750, None, None)]),
        ("von 2.900 auf 3.400 Euro", [(2900, 3400, None)]),
        ("2.500 € und 130 €", [(2500, 2500, None), (130, 130, None)]),
        ("in der Gruppe P 8 bis zu 4.490 Euro", [(None, 4490, None)]),
        ("Der 450-Euro-Job hat 38,5 Stunden nach § 43 seit 2025.", []),
    ],
)
def test_notations(text: str, amounts: list[tuple[float | None, float | None, str | None]]) -> None:
    assert read(text) == amounts


def test_a_yearly_sum_lends_its_period_to_no_monthly_one() -> None:
    assert read("Gezahlt werden 3.900 € und 4.250 €, das sind 50.000 bis 54.000 Euro im Jahr.") == [
        (3900, 3900, None),
        (4250, 4250, None),
        (50000, 54000, "year"),
    ]


def test_a_range_over_two_clauses_has_two_stages() -> None:
    first, second = find_amounts("Wer neu anfängt, bekommt 2.900 Euro, nach fünf Jahren sind es 3.500 Euro.")
    assert (first.low, first.stage) == (2900, Stage.ENTRY)
    assert (second.low, second.stage) == (3500, Stage.EXPERIENCED)


def test_hedge_gross_and_span() -> None:
    text = "Sie bekommen rund 3.600 Euro brutto im Monat."
    (amount,) = find_amounts(text)
    assert (amount.hedge, amount.gross, text[amount.span.start : amount.span.end]) == ("rund", True, "3.600 Euro")


@pytest.mark.parametrize(
    ("text", "stages"),
    [
        ("Auszubildende bekommen 1.000 Euro im ersten, 1.100 Euro im zweiten und 1.200 Euro im dritten Jahr.", [Stage.APPRENTICE] * 3),
        ("Wer neu anfängt, bekommt 17 Euro in der Stunde, das sind rund 2.900 Euro im Monat.", [Stage.ENTRY] * 2),
        ("Bäcker steigen mit 2.300 Euro ein.", [Stage.ENTRY]),
        ("Einsteiger verdienen 3.000 € im Monat, der Durchschnitt liegt bei 4.000 €.", [Stage.ENTRY, None]),
        ("In der Lehre gibt es 900 Euro, danach 2.500 Euro.", [Stage.APPRENTICE, None]),
        ("Das Gehalt steigt nach einer Weile auf 3.400 Euro an.", [None]),
        ("Ein Lehrgang führt zu 300 Euro mehr im Monat.", [None]),
        ("Der Kurs für Meister kostet 8.000 Euro.", [None]),
        ("Eine Assistenz der Geschäftsleitung erhält 4.000 Euro.", [None]),
    ],
)
def test_a_stage_goes_on_in_a_series_and_is_lent_to_nobody_else(text: str, stages: list[Stage | None]) -> None:
    assert [amount.stage for amount in find_amounts(text)] == stages


def test_stages_of_a_question() -> None:
    assert stages_of("und was krieg ich da so als Anfängerin?") == {Stage.ENTRY}
    assert stages_of("Was verdient ein Koch?") == frozenset()
    assert stages_of("und mit Berufserfahrung?") == {Stage.EXPERIENCED}
    assert stages_of("Was bekommt man ohne Berufserfahrung?") == stages_of("habe keine Erfahrung") == {Stage.ENTRY}


@pytest.mark.parametrize(
    "words",
    [
        "ohne jede Erfahrung",
        "ohne große Erfahrung",
        "ohne viel Erfahrung",
        "ohne einschlägige Erfahrung",
        "keinerlei Erfahrung",
        "keine großen Erfahrungen",
        "ohne Vorerfahrung",
        "ohne Arbeitserfahrung",
        "ohne Berufs- oder Praxiserfahrung",
        "weniger Erfahrung",
        "wenig Praxiserfahrung",
        "keine Praxiserfahrung",
        "wenig bis keine Erfahrung",
        "nicht viel Erfahrung",
        "ohne\nBerufserfahrung",
        "ohne jede\n  Erfahrung",
        "unerfahren",
        "unerfahrene",
        "Ohne Erfahrung",
        "without experience",
        "without any experience",
        "no experience",
        "no work experience",
        "little to no experience",
        "inexperienced",
    ],
)
def test_without_experience_is_a_start_and_taken_out_whole(words: str) -> None:
    assert stages_of(f"Was verdient man {words}?") == {Stage.ENTRY}
    assert without_stages(f"und {words}?").split() == ["und", "?"]


@pytest.mark.parametrize(
    "words",
    ["weniger als mit Erfahrung", "kein Problem mit Berufserfahrung", "keine Lehre, Erfahrung schon", "weniger als erfahrene Kollegen", "mit viel Erfahrung"],
)
def test_experience_that_is_not_denied_is_experience(words: str) -> None:
    assert stages_of(words) == {Stage.EXPERIENCED}


def test_without_experience_an_amount_is_one_of_the_start() -> None:
    assert [amount.stage for amount in find_amounts("Ohne jede Erfahrung gibt es 2.500 Euro, mit viel Erfahrung 3.400 Euro.")] == [
        Stage.ENTRY,
        Stage.EXPERIENCED,
    ]


def test_a_word_that_names_a_stage_is_taken_out_whole() -> None:
    assert without_stages("und mit Berufserfahrung?").split() == ["und", "mit", "?"]
    assert without_stages("und als Berufsanfängerin").split() == ["und", "als"]
    assert "gehalt" in without_stages("Einstiegsgehalt IT-Manager")


def test_an_amount_without_a_figure_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="needs a figure"):
        Amount(None, None, "EUR", None, None, None, None, find_amounts("3 €")[0].span)


def german(value: int) -> str:
    return f"{value:,}".replace(",", ".")


@given(
    st.integers(500, 200_000),
    st.integers(1, 9_000),
    st.sampled_from(["zwischen {} € und {} €", "{}–{} €", "{} bis {} Euro", "von {} bis {} EUR", "{} € bis {} €", "€ {} – {}"]),
    st.sampled_from([("im Monat", "month"), ("im Jahr", "year"), ("pro Stunde", "hour"), ("in der Woche", "week"), ("am Tag", "day")]),
)
def test_any_range_is_read_back(low: int, more: int, form: str, period: tuple[str, str]) -> None:
    text = f"Gezahlt werden {form.format(german(low), german(low + more))} {period[0]}."
    assert read(text) == [(low, low + more, period[1])]


@given(st.decimals(1, 99, places=2, allow_nan=False))
def test_any_wage_by_the_hour_is_read_back(value: object) -> None:
    assert read(f"Der Lohn beträgt {str(value).replace('.', ',')} € in der Stunde.") == [(float(str(value)), float(str(value)), "hour")]


@given(st.text(alphabet="0123456789., €EuroTsdbi-–und zwischen", max_size=120))
def test_spans_hold_digits_and_do_not_overlap(text: str) -> None:
    at = 0
    for amount in find_amounts(text):
        assert at <= amount.span.start < amount.span.end <= len(text)
        assert any(c.isdigit() for c in text[amount.span.start : amount.span.end])
        at = amount.span.end


@pytest.mark.parametrize("piece", ["1", "1.", "1 ", "€", "12 € und ", "100 bis ", "€ 1 - "])
def test_hostile_text_comes_to_an_end(piece: str) -> None:
    assert isinstance(find_amounts(piece * 5_000), tuple)


def test_a_word_without_end_beside_an_amount_is_gone_through_once() -> None:
    assert [amount.low for amount in find_amounts("5 € " + "a" * 200_000)] == [5]


@pytest.mark.parametrize(
    "sentence",
    [
        "Das Gehalt liegt bei 2.900 Euro brutto für 38,5 Stunden in der Woche.",
        "Es gibt 2.700 Euro bei 40 Wochenstunden.",
        "Bei einer 39-Stunden-Woche sind es 3.400 Euro.",
    ],
)
def test_a_working_week_is_no_period_of_the_pay(sentence: str) -> None:
    assert [amount.period for amount in find_amounts(sentence)] == [None]


def test_the_week_of_a_wage_is_told_in_short_too() -> None:
    assert [amount.period for amount in find_amounts("Aushilfen bekommen 450 Euro die Woche bei 30 Stunden.")] == ["week"]
