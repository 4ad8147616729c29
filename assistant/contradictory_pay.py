"""Pay for one occupation, place, stage and period that pages tell differently: amounts that have nothing in common."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.page_reading import ToldPay
from assistant.types import Record
from index.amounts import Period, Stage
from index.name_keys import plain_name

NEARLY = 0.05
"""How far "rund" and its like reach on either side, as a share."""
SINGLE = frozenset({Stage.ENTRY, Stage.EXPERIENCED, Stage.LEAD})
"""Stages of which one page should tell one pay. It may well tell several where it names no stage, or for each year of a training."""


class Contradiction(Record):
    """Amounts for the same thing of which each has nothing in common with some other, from low to high."""

    occupation: str
    place: str
    stage: Stage | None
    period: Period
    told: tuple[ToldPay, ...]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one sentence, or one page as a whole, says that is paid: from `low` to `high`, in EUR."""

    told: tuple[ToldPay, ...]
    low: float
    high: float


def contradictions(told: Iterable[ToldPay]) -> tuple[Contradiction, ...]:
    """The contradictions among the pay that all pages tell, by occupation, place, stage and period in order of the first amount. Linear in their number."""
    groups: dict[tuple[object, ...], list[ToldPay]] = {}
    for one in told:
        page, amount = one.page, one.amount
        if page.occupation and page.place and amount.period:
            # Net and gross are two things; what isn't told is taken for gross.
            key = (plain_name(page.occupation), page.place, amount.stage, amount.period, amount.gross is False)
            groups.setdefault(key, []).append(one)
    return tuple(found for group in groups.values() if (found := _contradiction(group)))


def _contradiction(group: Sequence[ToldPay]) -> Contradiction | None:
    opinions = _opinions(group)
    lowest_end, highest_start = min(o.high for o in opinions), max(o.low for o in opinions)
    apart = sorted((o for o in opinions if o.low > lowest_end or o.high < highest_start), key=lambda o: (o.low, o.high))
    if not apart:
        return None
    first = apart[0].told[0]
    return Contradiction(
        occupation=first.page.occupation or "",
        place=first.page.place or "",
        stage=first.amount.stage,
        period=first.amount.period or "month",
        told=tuple(one for opinion in apart for one in opinion.told),
    )


def _opinions(group: Sequence[ToldPay]) -> list[Opinion]:
    gathered: dict[tuple[str, int], list[ToldPay]] = {}
    for one in group:
        gathered.setdefault((one.page.id, one.start if one.amount.stage in SINGLE else 0), []).append(one)
    return [Opinion(tuple(told), min(_low(one) for one in told), max(_high(one) for one in told)) for told in gathered.values()]


def _low(told: ToldPay) -> float:
    return (told.amount.low or 0.0) * (1 - NEARLY if told.amount.hedge else 1)


def _high(told: ToldPay) -> float:
    return (told.amount.high or float("inf")) * (1 + NEARLY if told.amount.hedge else 1)
