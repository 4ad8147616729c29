"""The period in which a question wants to know pay: "im Jahr", "pro Stunde"."""

import re

from index.amounts import NTH_YEAR, PERIODS, Period

COLLOQUIAL: tuple[tuple[Period, re.Pattern[str]], ...] = (
    ("year", re.compile(r"\baufs jahr\b|\bauf das jahr\b|jahresgehalt|jahreslohn|\byearly\b|\bannual", re.IGNORECASE)),
    ("hour", re.compile(r"\bstundenlohn|\bdie stunde\b|\bin der stunde\b|\bhourly\b", re.IGNORECASE)),
    ("month", re.compile(r"\bmonatsgehalt|\bmonatslohn|\bmonthly\b|a month\b", re.IGNORECASE)),
)
FORMS = (*PERIODS, *COLLOQUIAL)


def period_asked(question: str) -> Period | None:
    """The period in which a question about pay wants its answer ("aufs Jahr gerechnet", "pro Stunde"); None where it asks for none."""
    words = NTH_YEAR.sub("", question)
    told = [(match.start(), period) for period, form in FORMS if (match := form.search(words))]
    return max(told)[1] if told else None


def without_period(words: str) -> str:
    """What is left when the words that tell a period are taken out."""
    for _, form in FORMS:
        words = form.sub(" ", words)
    return " ".join(words.split())
