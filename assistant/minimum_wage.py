"""The statutory minimum wage in Germany, below which an hourly wage on a page is a mistake or out of date."""

from datetime import date

from assistant.types import Record


class MinimumWage(Record):
    """EUR gross an hour, from a day on; `law` is the ordinance that says so."""

    amount: float
    since: date
    law: str


FIFTH = "MiLoG, Fünfte Mindestlohnanpassungsverordnung"
"""MiLoV5 of 5 November 2025, BGBl. 2025 I Nr. 268; its § 1 has both steps."""
STEPS = (MinimumWage(amount=13.90, since=date(2026, 1, 1), law=FIFTH), MinimumWage(amount=14.60, since=date(2027, 1, 1), law=FIFTH))
"""By § 11 MiLoG. Apprentices have no claim to it (§ 22 (3) MiLoG)."""


def minimum_wage(day: date) -> MinimumWage:
    """The one in force on a day; the first that is known for days before it."""
    return max((step for step in STEPS if step.since <= day), key=lambda step: step.since, default=STEPS[0])
