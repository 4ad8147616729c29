"""Amounts of money in German sentences: figures, ranges, period, gross or net, stage, hedge word, and where they stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from index.bounds import bound_before
from index.types import Span

Period = Literal["hour", "day", "week", "month", "year"]


class Stage(StrEnum):
    """Where in a working life an amount belongs."""

    APPRENTICE = "apprentice"
    ENTRY = "entry"
    EXPERIENCED = "experienced"
    LEAD = "lead"


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount: `low == high` for a single figure, one of them None for "ab" and "bis zu". Period and stage are None where they aren't told.

    The span covers the figures with their currency, in the coordinates of the text that was searched.
    """

    low: float | None
    high: float | None
    unit: str
    period: Period | None
    gross: bool | None
    stage: Stage | None
    hedge: str | None
    span: Span

    def __post_init__(self) -> None:
        if self.low is None and self.high is None:
            raise ValueError("an amount needs a figure")


BLANK = "[ \u00a0\u202f\u2009]"
NUMBER = r"(?:\d{1,3}(?:[.\u00a0\u202f\u2009 ]\d{3}){1,3}|\d{1,9})(?:,(?:\d{1,2}|-|–))?"
THOUSAND = rf"(?:{BLANK}?(?:Tsd\.?|tausend|Tausend|k\b|T(?=€)))?"
CURRENCY = rf"{BLANK}?(?:€|EUR\b|Euro\b(?!-))"
LEADING = rf"(?:€|EUR|Euro){BLANK}?"
LINK = r"(?:\s?[-–—]\s?|\s+bis(?:\s+zu)?\s+)"
BOUNDS = rf"(?P<low>{NUMBER})(?P<low_k>{THOUSAND})(?P<low_unit>(?:{CURRENCY})?)"
UPPER = rf"(?P<high>{NUMBER})(?P<high_k>{THOUSAND}){CURRENCY}"
FORMS = (
    re.compile(rf"(?<![\w.,]){BOUNDS}{LINK}{UPPER}"),
    # "und" and "auf" make a range only after "zwischen" and "von"; "2.500 € und 130 €" are two amounts.
    re.compile(rf"(?<=zwischen ){BOUNDS}\s+und\s+{UPPER}"),
    re.compile(rf"(?<=von ){BOUNDS}\s+auf\s+{UPPER}"),
    re.compile(rf"(?<!\w){LEADING}(?P<low>{NUMBER})(?P<low_k>{THOUSAND}){LINK}(?:{LEADING})?(?P<high>{NUMBER})(?P<high_k>{THOUSAND})"),
    re.compile(rf"(?<![\w.,])(?P<low>{NUMBER})(?P<low_k>{THOUSAND}){CURRENCY}"),
    re.compile(rf"(?<!\w){LEADING}(?P<low>{NUMBER})(?P<low_k>{THOUSAND})"),
)
WIDEST = 20
"""How many times its low end the high end of a range may be where only the high one has a currency: "Gruppe P 8 bis zu 4.490 Euro" is no range."""
LEAST_THOUSAND = 1000
ALIKE = 4.0
"""Amounts of one series differ by no more than this factor; month and year by twelve."""
COMPOUND = re.compile(r"[-–](?=[A-Za-zÄÖÜ])")
"""Behind the currency: "450-Euro-Job" is a name, no amount."""
ABOUT = re.compile(r"\b(rund|etwa|circa|ca\.|ungefähr|knapp|gut|um die|annähernd|about|around)\s+$", re.IGNORECASE)
BEFORE = 40
"""Characters before an amount in which its hedge word stands."""
PERIODS: tuple[tuple[Period, re.Pattern[str]], ...] = (
    ("hour", re.compile(r"stundenl|\bstündlich|(?:pro|je|die|in der|per|an)\s+stunde\b|/\s?(?:h|std|stunde)\b|\bmindestlohn|an hour|per hour", re.IGNORECASE)),
    ("day", re.compile(r"\btäglich|(?:pro|je|am|per)\s+tag\b|tagess[aä]tz|/\s?tag\b|per day", re.IGNORECASE)),
    ("week", re.compile(r"\bwöchentlich|(?:pro|je|in der|die|per)\s+woche\b|wochenl|/\s?woche\b|per week", re.IGNORECASE)),
    (
        "month",
        re.compile(r"monatlich|monatsg|monatsl|monatsbrutto|\bmtl\b|(?:pro|je|im|den|per)\s+monat\b|/\s?monat\b|tabellenentgelt|per month", re.IGNORECASE),
    ),
    (
        "year",
        re.compile(
            r"jährlich|jahresg|jahresbrutto|jahresein|jahresl|(?:pro|je|im|per)\s+jahr\b(?!\s*\d)|\bp\.\s?a\.|/\s?jahr\b|per year|a year", re.IGNORECASE
        ),
    ),
)
NTH_YEAR = re.compile(r"\bim\s+(?:ersten|zweiten|dritten|vierten|1\.|2\.|3\.|4\.)\s+(?:\w*jahr)", re.IGNORECASE)
WORKING_TIME = re.compile(r"(?:stunden|std\.|tagen?|tage)\s+(?:(?:in der|pro|je|die)\s+woche|wöchentlich)|stunden-?woche|wochenstunden", re.IGNORECASE)
"""Beside an amount no period of it: "2.900 Euro für 38,5 Stunden in der Woche"."""
STAGES: tuple[tuple[Stage, re.Pattern[str]], ...] = (
    (
        Stage.APPRENTICE,
        re.compile(
            r"ausbildungsverg|auszubildend|\bazubi|lehrjahr|ausbildungsjahr|(?:in|während) der \w*\s?(?:ausbildung|lehre)\b|(?:ausbildung|lehre)(?:en)?,?\s+(?:\w+\s+){0,3}(?:macht|absolviert|durchläuft|beginnt|beginnen)\b|schülerinnen und schüler|praxisintegriert|anerkennungsjahr|lehrling|apprentic|trainee",
            re.IGNORECASE,
        ),
    ),
    (
        Stage.LEAD,
        re.compile(
            r"(?<!assistenz der geschäfts)leitung|leiter|führungs(?!zeugnis)|\bleitet\b|vorarbeiter|polier\b|schichtführer|praxismanager|personalverantwort|meister(?!sch)|küchenchef|geschäftsführ|stellvertret|abteilung",
            re.IGNORECASE,
        ),
    ),
    (
        Stage.ENTRY,
        re.compile(
            r"einsteig|einstieg|anfänger|anfang\b|anfangs(?:geh[aä]lt|lohn)|ausgelernt|nach dem (?:examen|studium)|nach der (?:\w+)?prüfung|beginnen\b|beginnt\b|angefangen|eingestiegen|erstmals|ersten berufsjahr|junior|zu beginn|neu anfängt|beginnt|nach der (?:ausbildung|lehre)|frisch|erste[nr]? stelle|startgehalt|startet|beginner|entry|starting",
            re.IGNORECASE,
        ),
    ),
    (
        Stage.EXPERIENCED,
        re.compile(
            r"erfahr|nach (?:\w+ ){1,4}(?:berufs|dienst)?jahren|mit \w+ jahren|jahre dabei|länger dabei|jahre später|\binzwischen\b|(?:zweiten|dritten|vierten|fünften|sechsten|achten|zehnten) berufsjahr|senior|langjährig|einigen jahren|mehr mitbringt|jahre im beruf|routin|spezialisiert|dienstjahr|(?:\b\w+\s+years?\s+of\s+)?experienced?",
            re.IGNORECASE,
        ),
    ),
)
WITHOUT = r"(?:ohne|kein\w*|wenig\w*|kaum|gering\w*|fehlend\w*|mangelnd\w*|null|nicht\s+(?:so\s+)?viel|without|no|not\s+much|little|less|lack\s+of)"
INEXPERIENCED = re.compile(
    rf"\b{WITHOUT}(?:(?:/|\s+(?:oder|bis|or|to)\s+){WITHOUT})?\s+(?:(?!(?:mit|aber|doch|als|nach|für|bei|with|but|than|after|for)\b)[\w-]+\s+){{0,2}}"
    r"[\w/-]*(?:(?<!v)erfahr|experienc)\w*|\bunerfahren\w*|\binexperienc\w*",
    re.IGNORECASE,
)
"""A start in words that hold "experience": "ohne jede Berufserfahrung", "keine großen Erfahrungen". "Weniger als mit Erfahrung" is none."""
ENDING = r"(?:ung(?:en)?|er(?:in|innen|n)?|in(?:nen)?|e[nrs]?|[ns])\b"
"""What may follow in a word that names a stage and nothing else: "Erfahr-ung", "Einsteig-erin"."""
BEGINS = (
    (re.compile(r"\bsteig(?:e|t|en)\b", re.IGNORECASE), re.compile(r"\bein[\s.!]*$")),
    (re.compile(r"\bf[aä]ng(?:e|t|en)\b", re.IGNORECASE), re.compile(r"\ban[\s.!]*$")),
)
"""Separable verbs around the amount, whose particle ends the clause: "Gesellinnen steigen mit 2.900 € ein"; what "steigt auf 2.900 € an" doesn't start."""
SAID_AGAIN = re.compile(r"[^,]{0,40},\s+(?:das sind|das entspricht|also)\b", re.IGNORECASE)
COSTS = re.compile(r"\bkost(?:et|en)\b", re.IGNORECASE)
TRAINING_RISE = 1.6
"""An apprentice's pay rises by less than this from the first year to the last."""
SERIES = frozenset(
    "im in ersten zweiten dritten vierten letzten jahr lehrjahr ausbildungsjahr berufsjahr und bis auf zu zuletzt sowie dann oder das sind also entspricht umgerechnet rund etwa ca gut"
    " knapp brutto netto monat monatlich stunde der pro je".split()
)
"""Between two amounts of one stage stands nothing but these: "im ersten Lehrjahr 1.050 €, im zweiten 1.150 €". Any other word may tell of somebody else."""
CLAUSE = re.compile(r"[;:–]|,(?!\d)|\s(?:während|sowie|und|dann)\s")


def find_amounts(text: str, span: Span | None = None) -> tuple[Amount, ...]:
    """The amounts of a sentence (`span` of `text`, or all of it), in order. Linear in its length."""
    span = span or Span(0, len(text))
    sentence = text[span.start : span.end]
    found = _figures(sentence)
    periods = _periods(sentence, found)
    gross = _gross(sentence)
    amounts: list[Amount] = []
    for n, (match, low, high) in enumerate(found):
        left = found[n - 1][0].end() if n else 0
        right = found[n + 1][0].start() if n + 1 < len(found) else len(sentence)
        hedge, low_open, high_open = _hedge(sentence, match.start(), low == high)
        amounts.append(
            Amount(
                low=None if high_open else low,
                high=None if low_open else high,
                unit="EUR",
                period=periods[n],
                gross=gross,
                stage=_stage(sentence, match.start(), match.end(), left, right)
                or (amounts[-1].stage if n and _goes_on(sentence[left : match.start()], amounts[-1], low) else None),
                hedge=hedge,
                span=Span(span.start + match.start(), span.start + match.end()),
            )
        )
    return tuple(amounts)


def _periods(sentence: str, found: list[tuple[re.Match[str], float, float]]) -> list[Period | None]:
    """The period of each amount: told behind it or before it; else that of a neighbour of its own size, never that of a larger or smaller one."""
    told: list[Period | None] = []
    for n, (match, _, _) in enumerate(found):
        left = found[n - 1][0].end() if n else 0
        right = found[n + 1][0].start() if n + 1 < len(found) else len(sentence)
        edge = CLAUSE.search(sentence, match.end(), right)
        behind = _period_beside(sentence[match.end() : edge.start() if edge else right])
        told.append(behind or (_period_beside(sentence[left : match.start()]) if n == 0 or not edge else None))
    for order in (range(1, len(found)), range(len(found) - 2, -1, -1)):
        step = -1 if order.step > 0 else 1
        for n in order:
            if told[n] is None and 1 / ALIKE <= found[n][2] / max(found[n + step][2], 0.01) <= ALIKE:
                told[n] = told[n + step]
    return told


def _period_beside(text: str) -> Period | None:
    return _period(WORKING_TIME.sub("", NTH_YEAR.sub("", text)))


def _figures(sentence: str) -> list[tuple[re.Match[str], float, float]]:
    """(match, low, high) of each figure or range, in order and apart; of two that overlap the first, then the longer."""
    matches = sorted((m for form in FORMS for m in form.finditer(sentence)), key=lambda match: (match.start(), -match.end()))
    found: list[tuple[re.Match[str], float, float]] = []
    at = 0
    for match in matches:
        bounds = _bounds(match)
        if match.start() < at or bounds is None or COMPOUND.match(sentence, match.end()):
            continue
        at = match.end()
        found.append((match, *bounds))
    return found


def _bounds(match: re.Match[str]) -> tuple[float, float] | None:
    parts = match.groupdict()
    if parts.get("high") is None:
        value = _value(parts["low"], parts["low_k"])
        return value, value
    high = _value(parts["high"], parts["high_k"])
    # "3,2 bis 3,8 Tsd. €": the thousand stands once for both.
    low = _value(parts["low"], parts["low_k"] or (parts["high_k"] if _value(parts["low"], "") < LEAST_THOUSAND else ""))
    if not parts.get("low_unit", "€") and high > low * WIDEST:
        return None
    return min(low, high), max(low, high)


def _value(number: str, thousand: str) -> float:
    digits, _, cents = re.sub(r"[.\u00a0\u202f\u2009 ]", "", number).partition(",")
    value = float(f"{digits}.{cents}" if cents.isdigit() else digits)
    return value * 1000 if thousand.strip() else value


def _hedge(sentence: str, start: int, single: bool) -> tuple[str | None, bool, bool]:
    """(hedge word, is it a lower bound, is it an upper bound)."""
    before = sentence[max(0, start - BEFORE) : start]
    bound = bound_before(before)
    if bound:
        return bound.words, bound.least and single, not bound.least and single
    about = ABOUT.search(before)
    return about[1] if about else None, False, False


def _period(words: str) -> Period | None:
    """The period that is told first."""
    told = [(match.start(), period) for period, form in PERIODS if (match := form.search(words))]
    return min(told)[1] if told else None


def _gross(sentence: str) -> bool | None:
    gross, net = "brutto" in sentence.lower(), "netto" in sentence.lower()
    return None if gross == net else gross


def _stage(sentence: str, start: int, end: int, left: int, right: int) -> Stage | None:
    """The stage that the amount's own words tell: those before it up to the amount before, else those after it up to its clause's end.

    Where they tell none, `find_amounts` goes on with that of the amount before in a series of one (`SERIES`).
    """
    if COSTS.search(sentence, left, start):
        return None
    before = list(_stages(sentence[left:start]))
    if before:
        # "Wer die Ausbildung macht, startet mit …": the start of an apprentice.
        return Stage.APPRENTICE if before[-2:] == [Stage.APPRENTICE, Stage.ENTRY] else before[-1]
    edge = CLAUSE.search(sentence, end, right)
    behind = sentence[end : edge.start() if edge else right]
    if any(verb.search(sentence, left, start) and particle.search(behind) for verb, particle in BEGINS):
        return Stage.ENTRY
    after = list(_stages(behind))
    return after[0] if after else None


def _goes_on(between: str, before: Amount, low: float) -> bool:
    """Whether an amount is of the stage of the one before: the same pay said again, the next of a series, or what only apprentices get."""
    if SAID_AGAIN.match(between) or (before.stage is Stage.APPRENTICE and before.low and before.low <= low <= before.low * TRAINING_RISE):
        return True
    return {word.lower() for word in re.findall(r"[^\W\d]+", between)} <= SERIES


def stages_of(words: str) -> frozenset[Stage]:
    """The stages that words name, in a question as on a page."""
    return frozenset(_stages(words))


def without_stages(words: str) -> str:
    """The words that name no stage; "Berufserfahrung" names one as a whole, "Einstiegsgehalt" not."""
    words = INEXPERIENCED.sub(" ", words)
    for _, form in STAGES:
        words = re.sub(rf"(?:\b(?:berufs|praxis))?(?:{form.pattern})(?:{ENDING})?", " ", words, flags=re.IGNORECASE)
    return words


def _stages(words: str) -> Iterator[Stage]:
    starts = [(match.start(), 0, Stage.ENTRY) for match in INEXPERIENCED.finditer(words)]
    others = INEXPERIENCED.sub(lambda match: " " * len(match.group()), words)
    told = sorted([*starts, *((match.start(), n, stage) for n, (stage, form) in enumerate(STAGES) for match in form.finditer(others))])
    return (stage for _, _, stage in told)
