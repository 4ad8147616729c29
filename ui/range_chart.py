"""The chart of a comparison: a bar from low to high for each amount of its table, drawn by the server as a list of links to the passages.

The table says the same in words. What no reader sees is left to it: Gradio's sanitiser strips `aria-*`, so each bar carries its meaning as text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from assistant.comparison import STAGES
from assistant.pay import figure, number
from assistant.types import Answer, StatedAmount
from assistant.wording import Language, say
from ui.comparison_scale import Scale, scale
from ui.tongue import tongue

HIGHEST = 1e9
"""EUR beyond which an amount is nobody's pay."""
FEWEST = 2
"""Bars that make a chart; one alone compares nothing."""

STAGE_ORDER = tuple(None if stage is None else str(stage) for stage in STAGES)
PERIODS = ("month", "year", "week", "day", "hour", None)
"""The order of charts; None: the pages don't say."""


@dataclass(frozen=True, slots=True)
class Tongues:
    """The language of an answer, in which its chart is written, and that of the page around it, in which its links say what they open."""

    own: Language
    page: Language

    @property
    def attribute(self) -> str:
        """Of an element that is written in the answer's language."""
        return tongue(self.own, self.page)


def range_chart(answer: Answer, turn: int, language: Language, own: Language | None = None) -> str:
    """A chart for each period of which the table tells at least two amounts, and a sentence on those that are left to the table.

    own: what the answer is written in, where that isn't the page's language.
    """
    tongues = Tongues(own or language, language)
    bars = sorted(_bars(answer), key=lambda bar: PERIODS.index(bar.period))
    periods = [tuple(group) for _, group in groupby(bars, key=lambda bar: bar.period)]
    # What a page tells no period of may be a month's or a year's: side by side they would mislead.
    drawn = [group for group in periods if len(group) >= FEWEST and group[0].period]
    if not drawn:
        return ""
    left = len(bars) - sum(map(len, drawn))
    note = say(tongues.own, "chart.left_one" if left == 1 else "chart.left", count=left)
    charts = "".join(_chart(answer, group, turn, tongues) for group in drawn)
    return f'<div class="range-charts">{charts}{f"<p{tongues.attribute}>{escape(note)}</p>" if left else ""}</div>'


def _bars(answer: Answer) -> list[StatedAmount]:
    """Of all amounts in the quotes those that the table tells, by stage: the others are supplements, costs, or of another stage."""
    told = {position for row in (answer.table.rows if answer.table else ()) for cell in row.cells for position in cell.amounts}
    bars = dict.fromkeys(filter(_can_be_drawn, (answer.amounts[position] for position in sorted(told))))
    return sorted(bars, key=lambda bar: STAGE_ORDER.index(bar.stage))


def _can_be_drawn(amount: StatedAmount) -> bool:
    """Always so in our own answers; but one that a browser kept comes back as the browser likes."""
    ends = [end for end in (amount.low, amount.high) if end is not None]
    return amount.stage in STAGE_ORDER and bool(ends) and ends == sorted(ends) and all(0 <= end <= HIGHEST for end in ends)


def _chart(answer: Answer, bars: Sequence[StatedAmount], turn: int, tongues: Tongues) -> str:
    period = bars[0].period
    unit = say(tongues.own, f"chart.period.{period or 'untold'}")
    axis = scale((bar.low, bar.high) for bar in bars)
    names = _names(answer, bars, tongues.own)
    rows = "".join(_row(bar, name, axis, unit, turn, tongues) for bar, name in zip(bars, names, strict=True))
    caption = f'<p class="range-caption"{tongues.attribute}>{escape(say(tongues.own, "chart.caption", unit=unit))}</p>'
    steps = len(axis.ticks) - 1
    return f'<div class="range-chart">{caption}<ul class="ranges steps-{steps}">{rows}</ul>{_axis(axis, unit, tongues)}</div>'


def _names(answer: Answer, bars: Sequence[StatedAmount], language: Language) -> Iterator[str]:
    """Of each bar: place, occupation where there are several, and stage; the page's title where it tells neither."""
    titles = {citation.number: citation.title for citation in answer.citations}
    several = len({bar.occupation for bar in bars}) > 1
    for amount in bars:
        page = [part for part in (amount.occupation if several or not amount.place else None, amount.place) if part] or [titles.get(amount.citation, "")]
        stage = [say(language, f"pay.stage.{amount.stage}")] if amount.stage else []
        yield " · ".join([*page, *stage])


def _row(bar: StatedAmount, name: str, axis: Scale, unit: str, turn: int, tongues: Tongues) -> str:
    cited, as_answered = bar.citation, tongues.attribute
    title = escape(say(tongues.page, "chat.source.open", number=cited))
    told = escape(figure(tongues.own, bar.low, bar.high, bar.hedge))
    value = f'<span class="range-told"{as_answered}>{told}</span><span class="vh"{as_answered}> ({escape(unit)})</span>'
    mark = f'<span class="range-mark"><span class="vh">{escape(say(tongues.page, "chat.source.label"))} </span>[{cited}]</span>'
    named = f'<span class="range-name"{as_answered}>{escape(name)}</span>'
    return (
        f'<li><a href="#q-{turn}-{cited}" class="range cite-bar" title="{title}">{named}<span class="vh">: </span>'
        f'<span class="range-value">{value} {mark}</span><span class="range-plot"><span class="range-track">{_drawn(bar, axis)}</span></span></a></li>'
    )


def _drawn(amount: StatedAmount, axis: Scale) -> str:
    """From low to high; to the end of the scale where it is open, a dot for a single figure."""
    low = 0.0 if amount.low is None else axis.place(amount.low)
    high = 100.0 if amount.high is None else axis.place(amount.high)
    form = "open-low" if amount.low is None else "open-high" if amount.high is None else "dot" if amount.low == amount.high else "closed"
    width = "" if form == "dot" else f";width:{high - low:.2f}%"
    return f'<span class="range-bar {amount.stage or "untold"} {form}" style="left:{low:.2f}%{width}"></span>'


def _axis(axis: Scale, unit: str, tongues: Tongues) -> str:
    low, *_, high = (number(tongues.own, tick) for tick in axis.ticks)
    ticks = "".join(f'<span class="tick" style="left:{axis.place(tick):.2f}%">{number(tongues.own, tick)}</span>' for tick in axis.ticks)
    # An image with a name: its figures one after the other would tell a screen reader nothing.
    name = escape(say(tongues.own, "chart.scale", low=low, high=high, unit=unit))
    return f'<div class="range-axis" role="img" title="{name}"{tongues.attribute}><div class="ticks">{ticks}</div></div>'
