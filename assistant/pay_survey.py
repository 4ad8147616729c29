"""Who pays most: the wages of all pages that come into question, ranked, without reading each page closely."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant import suggestions
from assistant.comparison import Wage, comparable
from assistant.inquiry import Inquiry
from assistant.pay import figure, wages
from assistant.types import Evidence
from assistant.wording import Language, say
from index.library import Library
from index.name_keys import plain_name
from index.types import Aspect, Filters

MOST_PAGES = 500
"""Pages that are looked at for one question."""
BEST = 5
"""Pages that are named, unless the question names more."""
SURELY = 0.5
"""The probability from which a sentence with an amount tells pay."""
HIGHEST = re.compile(
    r"\bam meisten\b|\bam besten\b|\bhöchste|\bbeste[nrs]?\b|\bmeiste[nrs]?\b|\bbesser\b|\bmehr\b|\bmost\b|\bhighest\b|\bbest\b|\bmore\b", re.IGNORECASE
)
LOWEST = re.compile(r"\bam wenigsten\b|\bniedrigste|\bgeringste|\bschlechteste|\bwenigste|\bam schlechtesten\b|\bleast\b|\blowest\b|\bworst\b", re.IGNORECASE)
WHICH = re.compile(
    r"\bwo\b|\bwelche[mnrs]?\b[^?]{0,40}?(?:st[aä]dt|orte?\b|berufe?|job)|\bin welche[mnr]\b|\bwhere\b|\bwhich\b[^?]{0,30}?(?:city|cities|town|place|job|occupation)|\bwer\b|\bwho\b",
    re.IGNORECASE,
)
"""Asks for one of several pages by what it tells."""


@dataclass(frozen=True, slots=True)
class Survey:
    """The wages that can be compared, best first, and the pages that were looked at for them."""

    ranked: tuple[Wage, ...]
    pages: tuple[str, ...]


def is_asked(inquiry: Inquiry) -> bool:
    """Whether a question wants to know where, or in which occupation, most or least is paid."""
    extreme = HIGHEST.search(inquiry.question) or LOWEST.search(inquiry.question)
    return inquiry.aspect is Aspect.PAY and bool(extreme and (names_several(inquiry) or WHICH.search(inquiry.question)))


def names_several(inquiry: Inquiry) -> bool:
    """Whether a question names several places or occupations; two spellings of one are one."""
    return len(inquiry.places) > 1 or len(suggestions.once(inquiry.occupations)) > 1


def survey(inquiry: Inquiry, library: Library) -> Survey:
    """The pages that the question's filters let through, ranked by a wage that most of them tell; least first where that is asked."""
    pages = library.documents(inquiry.filters)[:MOST_PAGES]
    found = [wage for page in pages for wage in _wages_of(page, inquiry, library)]
    upwards = LOWEST.search(inquiry.question) is not None
    ranked = sorted(comparable(found, inquiry.stages), key=lambda wage: (wage.middle if upwards else -wage.middle, wage.page.id))
    return Survey(tuple(ranked), pages)


def tells_of_all(inquiry: Inquiry, found: Survey, library: Library) -> bool:
    """Whether each occupation and each place that is named has a page whose wage can be compared; where both are named, each of their pairs with a page."""
    occupations = {plain_name(wage.page.occupation) for wage in found.ranked if wage.page.occupation}
    places = {wage.page.place for wage in found.ranked}
    if not ({plain_name(name) for name in inquiry.occupations} <= occupations and set(inquiry.places) <= places):
        return False
    told = {inquiry.named_of(wage.page.occupation, wage.page.place) for wage in found.ranked}
    pages = library.subjects_of(Filters(documents=frozenset(found.pages))) if found.pages else ()
    return not inquiry.occupations or not inquiry.places or {inquiry.named_of(o, p) for _, o, p, _ in pages} <= told


def best(inquiry: Inquiry, found: Survey) -> tuple[Wage, ...]:
    """The wages that are said, in their order: the best of each occupation and place that is named, and of the others so many that they are BEST."""
    firsts: dict[tuple[str, str], str] = {}
    for wage in found.ranked:
        firsts.setdefault(inquiry.named_of(wage.page.occupation, wage.page.place), wage.page.id)
    named = set(firsts.values())
    others = [wage.page.id for wage in found.ranked if wage.page.id not in named]
    chosen = {*named, *others[: max(0, BEST - len(named))]}
    return tuple(wage for wage in found.ranked if wage.page.id in chosen)


def _wages_of(document: str, inquiry: Inquiry, library: Library) -> Iterator[Wage]:
    for piece in told_on(document, inquiry, library):
        yield from (Wage(piece.passage.document, piece, amount) for amount in wages(piece, inquiry.stages))


def told_on(document: str, inquiry: Inquiry, library: Library) -> tuple[Evidence, ...]:
    """Every sentence of a page that surely tells a wage, of the stages asked for; the surest first."""
    told = sorted(library.sentences_with_amounts(document), key=lambda found: -found.about_pay)
    pieces = (Evidence(found.passage, found.sentence.span, found.about_pay, None, found.amounts) for found in told if found.about_pay >= SURELY)
    return tuple(piece for piece in pieces if wages(piece, inquiry.stages))


def summary(language: Language, found: Survey) -> str:
    """How many pages were compared, and the range of what they tell."""
    ends = [end for wage in found.ranked for end in (wage.amount.low, wage.amount.high) if end is not None]
    period = found.ranked[0].amount.period
    return say(
        language,
        "survey.range" if period else "survey.considered",
        told=len(found.ranked),
        pages=len(found.pages),
        range=figure(language, min(ends), max(ends)),
        period=say(language, f"pay.period.{period}") if period else "",
    )
