"""The chart of a comparison: what the table tells and nothing else, bars where they belong, every word from outside escaped."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.types import Answer, Cell, Row, StatedAmount, Table
from assistant.wording import say
from tests.ui import fakes
from ui.comparison_scale import Scale, scale
from ui.range_chart import range_chart

COLUMNS = {"apprentice": "In der Ausbildung", "entry": "Am Anfang", None: "Gehalt", "experienced": "Mit Erfahrung", "lead": "In leitender Stellung"}


def amount(low: float | None, high: float | None, place: str | None = "Köln", **facts: Any) -> StatedAmount:
    """A monthly amount at entry, unless `facts` say otherwise."""
    return StatedAmount(low=low, high=high, **{"period": "month", "stage": "entry", "occupation": "Koch", "place": place, "citation": 1, **facts})


def compared(*amounts: StatedAmount, told: bool = True) -> Answer:
    """A comparison with these amounts, whose table tells each of them, or none."""
    rows = tuple(
        Row(
            document="x",
            occupation=each.occupation,
            place=each.place,
            cells=tuple(Cell(text="…", citations=(each.citation,), amounts=(position,) if told and stage == each.stage else ()) for stage in COLUMNS),
        )
        for position, each in enumerate(amounts)
    )
    return fakes.FakeAssistant().ask(fakes.COMPARE).model_copy(update={"amounts": amounts, "table": Table(columns=tuple(COLUMNS.values()), rows=rows)})


@dataclass(frozen=True)
class Drawn:
    """A bar as it is drawn; `width` is None for a dot."""

    name: str
    told: str
    classes: str
    left: float
    width: float | None


def drawn(html: str) -> list[Drawn]:
    """The bars of all charts, from top to bottom."""
    rows = re.findall(
        r'class="range-name">(.*?)</span>.*?class="range-told">(.*?)</span>.*?class="range-bar ([\w -]+)" style="left:([\d.]+)%(?:;width:([\d.]+)%)?"', html
    )
    return [Drawn(name, told, classes, float(left), float(width) if width else None) for name, told, classes, left, width in rows]


def test_bars_lie_where_their_amounts_are() -> None:
    html = range_chart(compared(amount(3000, 3400, "Köln"), amount(3200, 4000, "Bonn")), 7, "de")
    assert drawn(html) == [
        Drawn("Köln · am Anfang", "3.000–3.400 €", "entry closed", 0, 40),
        Drawn("Bonn · am Anfang", "3.200–4.000 €", "entry closed", 20, 80),
    ]
    assert re.findall(r'class="tick" style="left:([\d.]+)%">(.*?)<', html) == [("0.00", "3.000"), ("50.00", "3.500"), ("100.00", "4.000")]
    assert html.count('href="#q-7-1" class="range cite-bar" title="Quelle 1 anzeigen"') == 2
    assert "Spannen in Euro im Monat" in html


def test_stages_follow_each_other_and_each_bar_names_its_own() -> None:
    stages = ("lead", "entry", None, "apprentice", "experienced")
    html = range_chart(compared(*(amount(1000, 2000, place, stage=stage) for stage in stages for place in ("Köln", "Bonn"))), 1, "de")
    assert [bar.name for bar in drawn(html)] == [
        *("Köln · in der Ausbildung", "Bonn · in der Ausbildung", "Köln · am Anfang", "Bonn · am Anfang", "Köln", "Bonn"),
        *("Köln · mit Erfahrung", "Bonn · mit Erfahrung", "Köln · in leitender Stellung", "Bonn · in leitender Stellung"),
    ]


def test_open_ranges_reach_the_end_of_the_scale_and_say_so() -> None:
    bars = drawn(range_chart(compared(amount(3000, None), amount(None, 3000), amount(3000, 3000)), 1, "de"))
    assert [(bar.told, bar.classes) for bar in bars] == [("ab 3.000 €", "entry open-high"), ("bis 3.000 €", "entry open-low"), ("3.000 €", "entry dot")]
    begins, closes, dot = bars
    assert begins.left + (begins.width or 0) == 100
    assert (closes.left, closes.width) == (0, begins.left)
    assert (dot.left, dot.width) == (begins.left, None)
    assert 0 < dot.left < 100


def test_what_the_page_says_of_its_figure_is_kept() -> None:
    html = range_chart(fakes.FakeAssistant().ask(fakes.COMPARE), 1, "de")
    assert [bar.told for bar in drawn(html)] == ["3.050–3.300 €", "rund 3.100 €"]
    assert "Bochum &lt;b&gt; · am Anfang" in html


def test_each_period_has_a_chart_and_a_single_amount_is_left_to_the_table() -> None:
    monthly = (amount(3000, 3400), amount(3200, 4000))
    yearly = (amount(36000, 40000, period="year"), amount(38000, 48000, period="year"))
    html = range_chart(compared(*yearly, amount(15, 17, period="hour"), *monthly), 1, "de")
    assert re.findall('class="range-caption">(.*?)<', html) == ["Spannen in Euro im Monat", "Spannen in Euro im Jahr"]
    assert [bar.told for bar in drawn(html)] == ["3.000–3.400 €", "3.200–4.000 €", "36.000–40.000 €", "38.000–48.000 €"]
    assert say("de", "chart.left_one") in html
    assert say("de", "chart.left", count=2) in range_chart(compared(*monthly, amount(1, 2, period=None), amount(1, 2, period="day")), 1, "de")


def test_one_bar_compares_nothing() -> None:
    assert range_chart(compared(amount(3000, 3400)), 1, "de") == ""
    assert range_chart(compared(amount(3000, 3400), amount(15, 17, period="hour")), 1, "de") == ""
    assert range_chart(fakes.FakeAssistant().ask(fakes.PAY), 1, "de") == ""


def test_supplements_and_costs_that_the_table_leaves_out_are_no_bars() -> None:
    answer = compared(amount(3000, 3400), amount(3200, 4000))
    with_bonus = answer.model_copy(update={"amounts": (*answer.amounts, amount(130, 130), amount(3400, 3400), amount(3000, 3400, stage="lead"))})
    assert range_chart(with_bonus, 1, "de") == range_chart(answer, 1, "de")
    assert range_chart(compared(amount(3000, 3400), amount(3200, 4000), told=False), 1, "de") == ""


def test_an_amount_that_stands_in_a_sentence_twice_is_one_bar() -> None:
    answer = compared(amount(3000, 3400), amount(3200, 4000))
    assert range_chart(answer.model_copy(update={"amounts": answer.amounts * 2}), 1, "de") == range_chart(answer, 1, "de")


def test_occupations_are_named_where_there_are_several() -> None:
    html = range_chart(compared(amount(3000, 3400, occupation="Koch"), amount(3200, 4000, occupation="Bäcker")), 1, "en")
    assert [bar.name for bar in drawn(html)] == ["Koch · Köln · at the start", "Bäcker · Köln · at the start"]


def test_a_page_without_place_and_occupation_goes_by_its_title() -> None:
    html = range_chart(compared(amount(3000, 3400, None, occupation=None), amount(3200, 4000, None, occupation=None)), 1, "de")
    assert [bar.name for bar in drawn(html)] == [f"{fakes.WUPPERTAL.title} · am Anfang"] * 2


def test_figures_are_told_in_the_language_of_the_page_where_that_of_the_answer_is_not_known() -> None:
    html = range_chart(compared(amount(3000, 3000, hedge="knapp"), amount(3000, 3400)), 1, "en")
    assert [bar.told for bar in drawn(html)] == ["about €3,000", "€3,000–3,400"]


def test_a_chart_is_in_the_language_of_its_answer_and_its_links_in_that_of_the_page() -> None:
    figures = (amount(3000, 3000, hedge="knapp"), amount(3000, 3400), amount(1, 2, period="day"))
    in_german, on_english = range_chart(compared(*figures), 1, "de"), range_chart(compared(*figures), 1, "en", "de")
    unmarked = on_english.replace(' lang="de"', "")
    assert unmarked == in_german.replace("Quelle 1 anzeigen", "Show source 1").replace("Quelle ", "Source ")
    marked = re.findall(r'<[^>]*class="([\w -]+)"[^>]* lang="de"', on_english)
    assert set(marked) == {"range-caption", "range-name", "range-told", "vh", "range-axis"}
    assert f'<p lang="de">{say("de", "chart.left_one")}</p>' in on_english


def test_a_stage_that_there_is_not_is_no_bar() -> None:
    assert range_chart(compared(amount(3000, 3400, stage="x"), amount(3200, 4000)), 1, "de") == ""


@pytest.mark.parametrize("ends", [(None, None), (float("nan"), 3000), (3000, float("inf")), (3000, 1e307), (1.1e9, None), (-1, 3000), (4000, 3000)])
def test_an_amount_that_can_not_be_is_no_bar(ends: tuple[float | None, float | None]) -> None:
    answer = compared(amount(3000, 3400), amount(3200, 4000))
    assert range_chart(answer.model_copy(update={"amounts": (*answer.amounts, amount(*ends))}), 1, "de") == range_chart(answer, 1, "de")


@given(st.text(min_size=1) | st.sampled_from([fakes.HOSTILE, "</span><script>x</script>", '"><img src=x onerror=x>', "{{x}}"]))
def test_names_from_pages_never_become_markup(text: str) -> None:
    answer = compared(amount(1, 2, text, occupation=text), amount(3, 4, "Köln"))
    html = range_chart(answer, 1, "de")
    assert set(re.findall(r"<(\w+)", html)) <= {"div", "p", "ul", "li", "a", "span"}
    assert set(re.findall(r'<[^>]* (\w+)="', html)) <= {"class", "style", "href", "title", "role"}


FIGURES = st.integers(0, 10**8).map(lambda cents: cents / 100)
RANGES = st.one_of(
    st.tuples(FIGURES, FIGURES).map(lambda pair: (min(pair), max(pair))),
    st.tuples(FIGURES, st.none()),
    st.tuples(st.none(), FIGURES),
    FIGURES.map(lambda one: (one, one)),
)


@given(st.lists(RANGES, min_size=1, max_size=12))
def test_a_scale_has_three_to_five_round_ticks_around_all_amounts(ranges: list[tuple[float | None, float | None]]) -> None:
    axis = scale(ranges)
    ends = sorted({end for pair in ranges for end in pair if end is not None})
    places = [axis.place(end) for end in ends]
    assert 3 <= len(axis.ticks) <= 5
    assert re.fullmatch("[125]0*", str(axis.step))
    assert axis.low % axis.step == 0
    assert places == sorted(places)
    assert all(0 <= place <= 100 for place in places)
    assert [axis.place(axis.ticks[0]), axis.place(axis.ticks[-1])] == [0, 100]
    assert all(axis.place(low) < 100 for low, high in ranges if low is not None and high is None)


@given(st.lists(RANGES, min_size=2, max_size=8))
def test_bars_stay_on_the_chart_and_keep_their_order(ranges: list[tuple[float | None, float | None]]) -> None:
    amounts = [amount(low, high, f"Ort {at}") for at, (low, high) in enumerate(ranges)]
    bars = drawn(range_chart(compared(*amounts), 1, "de"))
    assert len(bars) == len(amounts)
    assert all(0 <= bar.left <= 100 and bar.left + (bar.width or 0) <= 100.01 for bar in bars)
    closed = sorted((low, bar.left) for (low, _), bar in zip(ranges, bars, strict=True) if low is not None)
    assert [left for _, left in closed] == sorted(left for _, left in closed)


def test_a_scale_that_goes_nowhere_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="upwards in whole steps"):
        Scale(100, 100, 10)
