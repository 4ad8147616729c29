"""Questions for a number of hours, days, years or per cent: only a sentence that tells such a number can answer them."""

import re

from index.quantities import Unit, find_quantities
from index.types import Span

UNITS: tuple[tuple[Unit, str], ...] = (
    ("minute", r"minuten|minutes"),
    ("hour", r"(?:\w*)stunden|hours"),
    ("day", r"(?:\w*)tagen?|(?:\w*)tage|days(?: off)?"),
    ("week", r"wochen|weeks"),
    ("month", r"monaten?|monate|months"),
    ("year", r"jahren?|jahre|years"),
    ("percent", r"prozent|%|per ?cent"),
)
COUNTED = re.compile(r"\b(?:wie\s?viele?|how many|how much)\s+(?:\w+\s+)?(?:" + "|".join(f"(?P<{name}>{form})" for name, form in UNITS) + r")\b", re.IGNORECASE)
LEAVE = re.compile(r"\burlaubstage\b|\bwie\s?viele?\s+urlaub\b|\burlaub\b.{0,12}\bwie\s?viele?\b|\bhow much (?:holiday|leave|vacation)\b", re.IGNORECASE)
HOW_LONG = re.compile(r"\bwie lange?\b|\bhow long\b", re.IGNORECASE)
LENGTH = re.compile(r"\b(?:uhr|seiten?|meter|kilometer)\b|jährig|monatig|wöchig|tägig|stündig|\b(?:o'clock|pages?)\b", re.IGNORECASE)
"""Lengths that are no times: of a letter, of a way; and a time of day until which something lasts."""
JOINED: dict[Unit, re.Pattern[str]] = {"hour": re.compile(r"\d-Stunden-"), "day": re.compile(r"\d-Tage-")}
""" "Die 35-Stunden-Woche" is a name, and tells the hours all the same."""


def units_asked(question: str) -> frozenset[Unit]:
    """The units of the number that a question asks for; empty where it asks for none."""
    if LEAVE.search(question):
        return frozenset({"day", "week"})
    return frozenset(name for match in COUNTED.finditer(question) for name, _ in UNITS if match.group(name))


def asks_how_long(question: str) -> bool:
    """Whether a length of time is asked for, in whatever unit; a time of day may answer that as well."""
    return HOW_LONG.search(question) is not None


def tells(text: str, span: Span, units: frozenset[Unit]) -> bool:
    """Whether a sentence tells a number in one of the units."""
    joined = any(form.search(text, span.start, span.end) for unit, form in JOINED.items() if unit in units)
    return joined or any(found.unit in units for found in find_quantities(text, span))


def tells_length(text: str, span: Span) -> bool:
    """Whether a sentence tells how long something is, most often in time."""
    return LENGTH.search(text, span.start, span.end) is not None or any(found.kind == "duration" for found in find_quantities(text, span))
