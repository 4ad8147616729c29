"""Pay that can hardly be meant: too little or too much for its period, a range the wrong way round, experience that pays less than the start."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

from assistant.minimum_wage import MinimumWage
from assistant.page_reading import ToldPay
from assistant.types import Record
from index.amounts import NUMBER, Amount, Stage

LEAST = {"month": 500.0, "year": 6_000.0}
"""EUR below which pay is implausible, in training, too: by § 17 BBiG even its first year brings more than 600 € a month."""
MOST = {"hour": 150.0, "month": 20_000.0, "year": 240_000.0}
"""EUR above which pay is implausible."""


class Fault(StrEnum):
    """What is wrong with an amount."""

    TOO_LOW = "too_low"
    TOO_HIGH = "too_high"
    BELOW_MINIMUM_WAGE = "below_minimum_wage"
    REVERSED = "reversed"
    EXPERIENCE_PAYS_LESS = "experience_pays_less"


class ImplausiblePay(Record):
    """Amounts that can hardly be right, or one for beginners and the lower one for experienced. `limit`: the EUR that it goes beyond."""

    fault: Fault
    told: tuple[ToldPay, ...]
    limit: float | None = None


def implausible_pay(told: Sequence[ToldPay], minimum: MinimumWage) -> tuple[ImplausiblePay, ...]:
    """What can hardly be meant of the pay that one page tells, in reading order; what compares two amounts comes last.

    Amounts of one sentence and period that go beyond one limit are one finding.
    """
    found: dict[tuple[object, ...], ImplausiblePay] = {}
    for one in (fault for each in told for fault in _of_one(each, minimum)):
        key = (one.fault, one.told[0].start, one.told[0].amount.period)
        before = found[key].told if key in found else ()
        found[key] = one.model_copy(update={"told": (*before, *one.told)})
    return (*found.values(), *_steps_down(told))


def _of_one(told: ToldPay, minimum: MinimumWage) -> Iterator[ImplausiblePay]:
    amount = told.amount
    ends = [end for end in (amount.low, amount.high) if end is not None]
    period = amount.period or ""
    if period in LEAST and min(ends) < LEAST[period]:
        yield ImplausiblePay(fault=Fault.TOO_LOW, told=(told,), limit=LEAST[period])
    if period in MOST and max(ends) > MOST[period]:
        yield ImplausiblePay(fault=Fault.TOO_HIGH, told=(told,), limit=MOST[period])
    # Net pay may lie below what the law says of gross.
    if period == "hour" and min(ends) < minimum.amount and amount.stage is not Stage.APPRENTICE and amount.gross is not False:
        yield ImplausiblePay(fault=Fault.BELOW_MINIMUM_WAGE, told=(told,), limit=minimum.amount)
    if _is_reversed(told):
        yield ImplausiblePay(fault=Fault.REVERSED, told=(told,))


def _is_reversed(told: ToldPay) -> bool:
    """Whether a range names its high end first; `index.amounts` has put the ends in order."""
    low, high = told.amount.low, told.amount.high
    first = re.search(NUMBER, told.figure)
    if low is None or high is None or low == high or first is None:
        return False
    digits, _, cents = re.sub(r"[.\s]", "", first.group()).partition(",")
    written = float(f"{digits}.{cents}" if cents.isdigit() else digits)
    return high in (written, written * 1000)


def _steps_down(told: Sequence[ToldPay]) -> Iterator[ImplausiblePay]:
    """Each amount for experienced people that is below one for beginners of the same period."""
    starts = [one for one in told if one.amount.stage is Stage.ENTRY and one.amount.period]
    for later in (one for one in told if one.amount.stage is Stage.EXPERIENCED):
        higher = next((start for start in starts if _comparable(start.amount, later.amount) and _is_below(later.amount, start.amount)), None)
        if higher:
            yield ImplausiblePay(fault=Fault.EXPERIENCE_PAYS_LESS, told=(higher, later))


def _comparable(one: Amount, other: Amount) -> bool:
    return one.period == other.period and {one.gross, other.gross} != {True, False}


def _is_below(one: Amount, other: Amount) -> bool:
    """Whether both ends are lower; where an end is open, whether the whole is."""
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return one.high is not None and other.low is not None and one.high < other.low
    return one.low < other.low and one.high < other.high
