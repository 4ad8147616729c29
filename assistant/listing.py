"""Questions about the library itself: which places or occupations there are pages on."""

import re
from dataclasses import dataclass

from assistant import refusal, suggestions
from assistant.inquiry import Inquiry
from assistant.standing_alone import WORD
from assistant.wording import say
from index.library import Library
from index.types import Aspect, Document, Filters

PLACES = re.compile(r"(?:städte?n?|orte?n?|stadt|cities|towns|places|locations)", re.IGNORECASE)
OCCUPATIONS = re.compile(r"(?:berufe?n?|berufsbilder|jobs?|occupations?|professions?)", re.IGNORECASE)
ASKING = frozenset(
    "welche welchen welcher welches alle was zu für über in im aus von gibt es sind ist hast du haben sie habt ihr kennst kennen da denn so hier seite seiten infos"
    " informationen auskunft angaben vorhanden bitte nenne nennen zeige zeigen mir und den die der das auf liste übersicht wird werden behandelt"
    " which what all are is there do you have know for on about in of the pages page information available list show me please".split()
)
"""With these words alone, besides "Städte" or "Berufe" and names, a question is about what the library holds. Function words, not subjects."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What pages there are, said in a sentence; `pages` prove it."""

    text: str
    pages: tuple[Document, ...]
    suggestions: tuple[str, ...] = ()


def listing_of(inquiry: Inquiry, library: Library) -> Listing | None:
    """The places, or the occupations, that the library has pages on; None where the question asks for something else."""
    words = WORD.findall(inquiry.unnamed)
    of_places = [word for word in words if PLACES.fullmatch(word)]
    of_occupations = [word for word in words if OCCUPATIONS.fullmatch(word)]
    rest = {word.lower() for word in words} - {word.lower() for word in of_places + of_occupations}
    if bool(of_places) == bool(of_occupations) or not rest <= ASKING or len(words) < 2:
        return None
    # "Jobs im Einzelhandel in Dortmund" asks for one of them.
    if of_occupations and inquiry.occupations and not inquiry.implied and "occupation" not in inquiry.slots.carried_over:
        return None
    # What a turn before was about doesn't narrow "Welche Berufe gibt es?".
    asked = Filters(
        occupations=frozenset(inquiry.occupations if of_places else ()),
        places=frozenset(inquiry.places if of_occupations and "place" not in inquiry.slots.carried_over else ()),
    )
    column = 2 if of_places else 1
    named: dict[str, str] = {}
    for row in library.subjects_of(asked):
        if row[column]:
            named.setdefault(str(row[column]), row[0])
    if not named:
        return None
    names = suggestions.once(sorted(named))
    shown = [page for name in names[: refusal.LISTED] if (page := library.document(named[name]))]
    offered = suggestions.for_pages(inquiry.language, library, Filters(documents=frozenset(page.id for page in shown)), [inquiry.aspect or Aspect.TASKS])
    return Listing(_said(inquiry, asked, names, bool(of_places)), tuple(shown), suggestions.spread(offered))


def _said(inquiry: Inquiry, asked: Filters, names: list[str], of_places: bool) -> str:
    language, shown = inquiry.language, refusal.listed(inquiry.language, names)
    either = f" {say(language, 'subject.or')} "
    if of_places and asked.occupations:
        return say(language, "listing.of_places", occupation=either.join(suggestions.once(sorted(asked.occupations))), names=shown)
    if not of_places and asked.places:
        return say(language, "listing.of_occupations", place=either.join(sorted(asked.places)), names=shown)
    return say(language, "listing.all_places" if of_places else "listing.all_occupations", names=shown)
