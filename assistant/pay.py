"""What an answer about pay says first: "3.700–4.500 € im Monat am Anfang". Figure, period and stage, as its sentence tells them."""

import re
from collections.abc import Iterable, Sequence

from assistant.types import Evidence
from assistant.wording import Language, say
from index.amounts import Amount, Period, Stage
from index.types import Span

ORDINARY = frozenset({Stage.ENTRY, Stage.EXPERIENCED})
"""What is meant where no stage is asked for."""
SHOWN = 3
"""Amounts that are said of one sentence."""
SUPPLEMENT = re.compile(
    r"zulage|zuschlag|zuschlägen|bonus|boni\b|prämie|weihnachtsgeld|urlaubsgeld|sonderzahlung|einmalzahlung|zusätzlich|\bextra\b|dazu|obendrauf|\bmehr\b(?! als)|minijob|kosten|kostet|gebühr|schulgeld"
    r"|trinkgeld|erhöhung|steigerung|(?:erhöh|steig)\w*\s(?:[\w.]+\s){0,4}um\b|unterschied|zuschuss|allowance|bonus",
    re.IGNORECASE,
)
"""Words beside an amount that make it a part of the pay, or none at all; what rises to an amount is pay, what rises by one isn't."""
INCLUDED = re.compile(
    r"\b(?:mit|samt|inklusive|inkl\.|einschließlich|including)\s+(?:\w+\s+){0,2}\w*(?:sonderzahlung|zulage|zuschl[aä]g|weihnachtsgeld|urlaubsgeld|prämie|boni|bonus|allowance)\w*",
    re.IGNORECASE,
)
"""What is a part of the amount that is told."""
MINIMUM = re.compile(r"mindestlohn|mindestentgelt|minimum wage", re.IGNORECASE)
"""A floor that is told of a trade is nobody's pay."""
NEAR = 120
"""Characters before an amount in which that is told."""
CLAUSE = re.compile(r"[,;:.–](?!\d)")
LEAST: dict[str, float] = {"hour": 8, "day": 50, "week": 250, "month": 700, "year": 9000}
"""EUR below which an amount is no wage in that period: the training allowance of the first year has been above 649 € by law since 2024."""
LEAST_IN_TRAINING: dict[str, float] = {"hour": 3, "day": 20, "week": 100, "month": 300, "year": 4000}


def wages(evidence: Evidence, stages: frozenset[Stage] = frozenset(), period: Period | None = None) -> tuple[Amount, ...]:
    """The amounts of a piece of evidence that are a wage, of the stages asked for; of none in particular where those aren't told.

    Supplements and costs, told by the words of their clause or by their size, are none. Those of the period asked for are preferred.
    """
    wanted = stages or ORDINARY
    told = [amount for amount in evidence.amounts if _is_wage(amount, evidence)]
    told = [amount for amount in told if period and amount.period == period] or told
    fitting = [amount for amount in told if amount.stage in wanted] or [amount for amount in told if amount.stage is None]
    if not stages and not fitting:
        fitting = told
    # Of one sentence that tells two periods of the same pay, the first is its own.
    return tuple(amount for amount in fitting if amount.period == fitting[0].period)[:SHOWN]


def headline(language: Language, amounts: Sequence[Amount], label: str = "") -> str:
    """The amounts in words, in a form that reads as a sentence: "Köln: 3.700–4.500 € im Monat am Anfang." """
    told = "; ".join(said(language, amount) for amount in amounts)
    return say(language, "answer.labelled", label=label, quote=told) + "." if label else told[:1].upper() + told[1:] + "."


def said(language: Language, amount: Amount, with_stage: bool = True) -> str:
    """One amount with its hedge word, period, "brutto" and stage, as far as they are told."""
    parts = [figure(language, amount.low, amount.high, amount.hedge)]
    if amount.gross is not None:
        parts.append(say(language, "pay.gross" if amount.gross else "pay.net"))
    if amount.period:
        parts.append(say(language, f"pay.period.{amount.period}"))
    if amount.stage and with_stage:
        parts.append(say(language, f"pay.stage.{amount.stage}"))
    return " ".join(parts)


def figure(language: Language, low: float | None, high: float | None, hedge: str | None = None) -> str:
    """An amount of euros: "3.700–4.500 €", "ab 3.700 €", "bis 4.500 €", "rund 3.700 €"; in English "€3,700–4,500"."""
    if low is None or high is None:
        return say(language, "pay.from" if high is None else "pay.up_to", amount=number(language, low if high is None else high))
    if low != high:
        cents = low != int(low) or high != int(high)
        return say(language, "pay.range", low=number(language, low, cents), high=number(language, high, cents))
    return say(language, "pay.about" if hedge else "pay.single", amount=number(language, low), hedge=_hedge(language, hedge))


def _hedge(language: Language, hedge: str | None) -> str:
    """The page's own word in German ("knapp"), one for all in another language."""
    return (hedge or "").lower() if language == "de" else say(language, "pay.hedge")


def number(language: Language, value: float | None, cents: bool = False) -> str:
    """With thousands separated, and two decimals where there are any, or always with `cents`."""
    text = f"{value or 0:,.2f}" if cents else f"{value or 0:,.2f}".removesuffix(".00")
    return text if language == "en" else text.translate(str.maketrans(",.", ".,"))


def is_supplement(text: str, sentence: Span, amount: Amount) -> bool:
    """Whether the words of an amount's clause make it a part of the pay, or none at all. `sentence`: the span of `text` that tells it."""
    edges = [m.end() for m in CLAUSE.finditer(text, sentence.start, amount.span.start)]
    close = CLAUSE.search(text, amount.span.end, sentence.end)
    around = text[edges[-1] if edges else sentence.start : amount.span.start] + " | " + text[amount.span.end : close.start() if close else sentence.end]
    return SUPPLEMENT.search(INCLUDED.sub(" ", around)) is not None


def _is_wage(amount: Amount, evidence: Evidence) -> bool:
    text = evidence.passage.document.text
    if is_supplement(text, evidence.span, amount) or (
        amount.period == "hour" and MINIMUM.search(text, max(evidence.span.start, amount.span.start - NEAR), amount.span.end)
    ):
        return False
    least = LEAST_IN_TRAINING if amount.stage is Stage.APPRENTICE else LEAST
    value = amount.high if amount.high is not None else amount.low
    return amount.period is None or (value or 0) >= least.get(amount.period, 0)


def all_wages(evidence: Iterable[Evidence]) -> tuple[tuple[Evidence, Amount], ...]:
    """Every wage of several pieces of evidence, of any stage, each with its piece; one that is told twice counts once."""
    found: dict[tuple[float | None, float | None, Period | None, Stage | None], tuple[Evidence, Amount]] = {}
    for piece in evidence:
        for amount in piece.amounts:
            if _is_wage(amount, piece):
                found.setdefault((amount.low, amount.high, amount.period, amount.stage), (piece, amount))
    return tuple(found.values())
