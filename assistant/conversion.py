"""An amount in another period, only when the question asks for it, with the sum shown: "3.400 € × 12 = 40.800 € im Jahr"."""

from dataclasses import dataclass

from assistant.pay import figure, number
from assistant.wording import Language, say
from index.amounts import Amount, Period

MONTHS = 12
WEEKS = 52
HOURS = (40.0, 38.5)
"""A week, in full-time work; 38.5 is the collectively agreed one in much of the public service and of the crafts."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """The sum in words, and its result (low, high) in EUR a period."""

    text: str
    low: float
    high: float
    period: Period


def converted(language: Language, amount: Amount, period: Period) -> tuple[Conversion, ...]:
    """The sums that turn an amount into another period; one a number of weekly hours where hours come in, none where it can't be done."""
    if amount.period is None or amount.period == period or amount.low is None or amount.high is None:
        return ()
    low, high = amount.low, amount.high
    shown = figure(language, low, high)
    if (amount.period, period) == ("month", "year"):
        return (_sum(language, f"{shown} × {MONTHS}", low * MONTHS, high * MONTHS, period),)
    if (amount.period, period) == ("year", "month"):
        return (_sum(language, f"{shown} ÷ {MONTHS}", low / MONTHS, high / MONTHS, period),)
    sums = []
    for hours in HOURS:
        yearly = hours * WEEKS
        of_hours = say(language, "pay.hours", hours=number(language, hours), weeks=WEEKS)
        if (amount.period, period) == ("hour", "month"):
            sums.append(_sum(language, f"{shown} × {of_hours} ÷ {MONTHS}", low * yearly / MONTHS, high * yearly / MONTHS, period))
        elif (amount.period, period) == ("hour", "year"):
            sums.append(_sum(language, f"{shown} × {of_hours}", low * yearly, high * yearly, period))
        elif (amount.period, period) == ("month", "hour"):
            sums.append(_sum(language, f"{shown} × {MONTHS} ÷ ({of_hours})", low * MONTHS / yearly, high * MONTHS / yearly, period))
        elif (amount.period, period) == ("year", "hour"):
            sums.append(_sum(language, f"{shown} ÷ ({of_hours})", low / yearly, high / yearly, period))
    return tuple(sums)


def _sum(language: Language, terms: str, low: float, high: float, period: Period) -> Conversion:
    low, high = round(low, 2), round(high, 2)
    text = say(language, "pay.sum", terms=terms, result=figure(language, low, high), period=say(language, f"pay.period.{period}"))
    return Conversion(text, low, high, period)
