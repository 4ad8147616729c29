"""Lengths of time and percentages in German sentences, as typed facts: figures or words, ranges, unit, what they are per, and where they stand."""

import re
from dataclasses import dataclass
from typing import Literal

from index.bounds import bound_before
from index.types import Span

Kind = Literal["duration", "percentage"]
Unit = Literal["minute", "hour", "day", "week", "month", "year", "percent"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A length of time or a percentage: `low == high` for a single figure, one of them None for "mindestens" and "bis zu".

    `per` is what it is told of ("39 Stunden in der Woche": week). The span covers figure and unit, in the coordinates of the text that was searched.
    """

    kind: Kind
    low: float | None
    high: float | None
    unit: Unit
    per: Unit | None
    span: Span


ONES = "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split()
TEENS = {"dreizehn": 13, "vierzehn": 14, "fünfzehn": 15, "sechzehn": 16, "siebzehn": 17, "achtzehn": 18, "neunzehn": 19}
TENS = {"zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80, "neunzig": 90, "hundert": 100}
WORDS: dict[str, float] = (
    {word: float(n) for n, word in enumerate(ONES)}
    | {f"{word}einhalb": n + 0.5 for n, word in enumerate(ONES)}
    | {word: float(n) for word, n in (TEENS | TENS).items()}
    | {f"{one}und{ten}": float(n + m) for n, one in enumerate(ONES[:10]) if n for ten, m in TENS.items() if m < 100}
    | {"eine": 1.0, "einen": 1.0, "einem": 1.0, "einer": 1.0, "eines": 1.0, "anderthalb": 1.5}
)
HALVES = {"halbes": 0.5, "halben": 0.5, "halbe": 0.5, "halber": 0.5}
UNITS: tuple[tuple[Unit, str], ...] = (
    ("minute", r"Minuten?\b|Min\."),
    ("hour", r"Stunden?\b|Std\.|h\b"),
    ("day", r"(?:Arbeits|Werk|Urlaubs|Kalender|Bildungs)?[Tt]agen?\b|(?:Arbeits|Werk|Urlaubs|Kalender)?[Tt]age?\b"),
    ("week", r"(?:Wochen?stunden)\b|Wochen?\b"),
    ("month", r"Monat(?:en?|s)?\b"),
    ("year", r"(?:Berufs|Dienst|Lehr|Ausbildungs|Schul)?[Jj]ahr(?:en?|es)?\b"),
    ("percent", r"Prozent\b|%|v\.\s?H\."),
)
WEEKLY_HOURS = re.compile(r"Wochenstunden\b")
FIGURE = r"(?:\d{1,3}\.\d{3}|\d{1,4}(?:,\d{1,2})?)"
WORD = "|".join(sorted(WORDS, key=len, reverse=True))
NUMBER = rf"(?:{FIGURE}|(?:{WORD}))"
UNIT = "|".join(f"(?P<{name}>{form})" for name, form in UNITS)
BLANK = "[ \u00a0\u202f\u2009\n]"
RANGE = re.compile(
    rf"(?<![\w.,/§])(?P<low>{NUMBER})(?:{BLANK}?[-–—]{BLANK}?|{BLANK}(?:bis(?:{BLANK}zu)?|oder|und){BLANK})(?P<high>{NUMBER}){BLANK}?(?P<weekly>Wochenstunden\b)?(?:{UNIT})?",
    re.IGNORECASE,
)
ONE = re.compile(rf"(?<![\w.,/§])(?P<low>{NUMBER}){BLANK}?(?:volle{BLANK}|ganze{BLANK}|weitere{BLANK})?(?:{UNIT})", re.IGNORECASE)
HALF = re.compile(
    rf"\b(?:ein(?:e[mnrs]?)?{BLANK})?(?P<half>{'|'.join(HALVES)}){BLANK}(?:{UNIT})|\b(?P<quarter>Vierteljahr|Viertelstunde|halbjahr)\b", re.IGNORECASE
)
ADJECTIVE = re.compile(rf"\b(?P<low>{WORD}|\d{{1,3}}-?)(?P<made>minütig|stündig|tägig|wöchig|monatig|jährig)(?:e[mnrs]?)?\b", re.IGNORECASE)
""" "Die dreijährige Ausbildung"."""
MADE: dict[str, Unit] = {"minütig": "minute", "stündig": "hour", "tägig": "day", "wöchig": "week", "monatig": "month", "jährig": "year"}
QUARTERS: dict[str, tuple[float, Unit]] = {"vierteljahr": (0.25, "year"), "viertelstunde": (0.25, "hour"), "halbjahr": (0.5, "year")}
JOINED = re.compile(r"[-–](?=[A-Za-zÄÖÜ])")
"""Behind the unit: "24-Stunden-Dienst" is a name."""
AGE = re.compile(r"\s+(?:alt\b|jung\b)")
OF_AGE = re.compile(r"\b(?:unter|über|ab|mit)\s+$", re.IGNORECASE)
AGES = (13, 70)
PER: tuple[tuple[Unit, re.Pattern[str]], ...] = (
    ("day", re.compile(r"(?:pro|je|am|täglich)\s+(?:Arbeits)?tag\b|\btäglich", re.IGNORECASE)),
    ("week", re.compile(r"(?:pro|je|in der|die)\s+woche\b|\bwöchentlich", re.IGNORECASE)),
    ("month", re.compile(r"(?:pro|je|im)\s+monat\b|\bmonatlich", re.IGNORECASE)),
    ("year", re.compile(r"(?:pro|je|im)\s+(?:kalender)?jahr\b|\bjährlich", re.IGNORECASE)),
)
NEAR = 30
"""Characters behind a duration in which it is told what it is per; before it, half of that."""
ODD_LETTERS = str.maketrans("ſıİ", "sii")
"""What a pattern that ignores case takes for s and i, too, and `lower` doesn't."""
YEARS = (1900, 2100)
"""A bare number of this size before a unit of years is a date."""


def find_quantities(text: str, span: Span | None = None) -> tuple[Quantity, ...]:
    """The lengths of time and percentages of a sentence (`span` of `text`, or all of it), in order. Linear in its length."""
    span = span or Span(0, len(text))
    sentence = text[span.start : span.end]
    found: list[Quantity] = []
    at = 0
    matches = sorted((m for form in (RANGE, HALF, ONE, ADJECTIVE) for m in form.finditer(sentence)), key=lambda m: (m.start(), -m.end()))
    for match in matches:
        quantity = _quantity(sentence, match, span.start) if match.start() >= at else None
        if quantity:
            found.append(quantity)
            at = match.end()
    return tuple(found)


def _quantity(sentence: str, match: re.Match[str], offset: int) -> Quantity | None:
    parts = match.groupdict()
    unit: Unit | None = next((name for name, _ in UNITS if parts.get(name)), None)
    if parts.get("quarter"):
        low, unit = QUARTERS[_small(parts["quarter"])]
        high = low
    elif parts.get("made"):
        unit = MADE[_small(parts["made"])]
        low = high = _value(parts["low"].rstrip("-"))
    elif parts.get("half"):
        low = high = HALVES[_small(parts["half"])]
    else:
        low = _value(parts["low"])
        high = _value(parts["high"]) if parts.get("high") else low
    weekly = bool(parts.get("weekly") or WEEKLY_HOURS.search(match.group()))
    unit = "hour" if weekly else unit
    if unit is None or low > high or JOINED.match(sentence, match.end()) or AGE.match(sentence, match.end()):
        return None
    if unit == "year" and AGES[0] <= low <= AGES[1] and OF_AGE.search(sentence, 0, match.start()):
        return None
    if unit == "year" and YEARS[0] <= high <= YEARS[1]:
        return None
    before = sentence[max(0, match.start() - NEAR) : match.start()]
    bound = bound_before(before) if low == high else None
    return Quantity(
        kind="percentage" if unit == "percent" else "duration",
        low=None if bound and not bound.least else low,
        high=None if bound and bound.least else high,
        unit=unit,
        per="week" if weekly else _per(sentence, match, unit),
        span=Span(offset + match.start(), offset + match.end()),
    )


def _value(number: str) -> float:
    known = WORDS.get(_small(number))
    return known if known is not None else float(number.replace(".", "").replace(",", "."))


def _small(word: str) -> str:
    return word.translate(ODD_LETTERS).lower()


def _per(sentence: str, match: re.Match[str], unit: Unit) -> Unit | None:
    """What a length of time is told of: the nearest behind it, else right before it; a longer one than its own unit."""
    order = [name for name, _ in UNITS]
    told = [(m.start(), name) for name, form in PER if (m := form.search(sentence, match.end(), min(len(sentence), match.end() + NEAR)))]
    told = told or [(-m.start(), name) for name, form in PER if (m := form.search(sentence, max(0, match.start() - NEAR // 2), match.start()))]
    longer = [(at, name) for at, name in told if unit != "percent" and order.index(name) > order.index(unit)]
    return min(longer)[1] if longer else None
