"""Refusals and questions back: what is missing, what there is instead, and questions that will be answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from assistant import suggestions
from assistant.answer_type import types_asked
from assistant.aspect_asked import names_aspect
from assistant.evidence import is_generic
from assistant.inquiry import Inquiry
from assistant.quantity_asked import units_asked
from assistant.types import Outcome
from assistant.wording import Language, say
from index.library import Library
from index.names import Names
from index.types import Aspect, Filters

Reason = Literal["no place", "no occupation", "no pair", "aspect not told", "question not told", "off topic", "ambiguous", "unclear"]
LISTED = 8
"""Names that a sentence lists before it says "and more"."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is said instead of an answer. `missing` names what has no page or isn't told; None when nothing is missing but clarity."""

    outcome: Outcome
    text: str
    reason: Reason
    missing: str | None = None
    suggestions: tuple[str, ...] = ()


def listed(language: Language, names: Iterable[str]) -> str:
    """Names with commas, at most LISTED of them."""
    every = list(names)
    text = ", ".join(every[:LISTED])
    return text if len(every) <= LISTED else say(language, "refusal.and_more", names=text, count=len(every) - LISTED)


def unknown_place(inquiry: Inquiry, library: Library) -> Refusal:
    """A place that has no page."""
    language = inquiry.language
    missing = ", ".join(name.canonical for name in inquiry.unknown if name.kind == "place")
    pages = Filters(occupations=frozenset(inquiry.occupations))
    there = _distinct(library, pages, 2)
    if inquiry.occupations:
        instead = say(language, "refusal.available_for", occupation=_either(inquiry), names=listed(language, there))
    else:
        instead = say(language, "refusal.available_places", names=listed(language, there))
    text = f"{say(language, 'refusal.place', place=missing)} {instead}"
    offered = suggestions.spread(suggestions.for_pages(language, library, pages, [inquiry.aspect or Aspect.TASKS]))
    return Refusal(Outcome.NOT_IN_DOCUMENTS, text, "no place", missing, offered)


def unknown_occupation(inquiry: Inquiry, library: Library, names: Names) -> Refusal:
    """An occupation that has no page."""
    language = inquiry.language
    missing = ", ".join(name.canonical for name in inquiry.unknown if name.kind == "occupation")
    near = tuple(dict.fromkeys(value for name in inquiry.unknown if name.kind == "occupation" for value in names.near(name.canonical, "occupation")))
    pages = Filters(places=frozenset(inquiry.places))
    there = _distinct(library, pages, 1)
    if near:
        instead = say(language, "refusal.near", names=listed(language, near))
        pages = Filters(occupations=frozenset(near), places=frozenset(inquiry.places) if _has(library, near, inquiry.places) else frozenset())
    elif inquiry.places:
        instead = say(language, "refusal.available_in", place=", ".join(inquiry.places), names=listed(language, there))
    else:
        instead = say(language, "refusal.available_places", names=listed(language, there))
    text = f"{say(language, 'refusal.occupation', occupation=missing)} {instead}"
    offered = suggestions.spread(suggestions.for_pages(language, library, pages, [inquiry.aspect or Aspect.TASKS]))
    return Refusal(Outcome.NOT_IN_DOCUMENTS, text, "no occupation", missing, offered)


def no_such_pair(inquiry: Inquiry, library: Library) -> Refusal:
    """An occupation and a place that each have pages, but none together."""
    language = inquiry.language
    pages = Filters(occupations=frozenset(inquiry.occupations))
    occupation, place = _either(inquiry), ", ".join(inquiry.places)
    text = say(language, "refusal.pair", occupation=occupation, place=place)
    instead = say(language, "refusal.available_for", occupation=occupation, names=listed(language, _distinct(library, pages, 2)))
    offered = suggestions.spread(suggestions.for_pages(language, library, pages, [inquiry.aspect or Aspect.TASKS]))
    return Refusal(Outcome.NOT_IN_DOCUMENTS, f"{text} {instead}", "no pair", f"{occupation} in {place}", offered)


def not_told(inquiry: Inquiry, library: Library, told: Iterable[Aspect]) -> Refusal:
    """The right pages are there and don't tell. `told`: aspects that they do tell."""
    language = inquiry.language
    pages = library.documents(inquiry.filters)
    page = library.document(pages[0]) if len(pages) == 1 else None
    subject = suggestions.subject(language, inquiry.occupations, inquiry.places)
    told = list(told)
    # A page that tells the aspect, but not this of it, must not be said to be silent about the aspect.
    asked = inquiry.aspect if not units_asked(inquiry.standing_alone) and not types_asked(inquiry.standing_alone) else None
    if asked and asked not in told and (names_aspect(inquiry.unnamed, asked) or is_generic(inquiry, library.word_weights(inquiry.core))):
        aspect = say(language, f"aspect.{asked}")
        text = (
            say(language, "refusal.page_silent", title=page.title, aspect=aspect)
            if page
            else say(language, "refusal.pages_silent", subject=subject, aspect=aspect)
        )
        missing = aspect
    else:
        text = say(language, "refusal.page_silent_question", title=page.title) if page else say(language, "refusal.pages_silent_question", subject=subject)
        missing = inquiry.question
    others = [aspect for aspect in told if aspect is not inquiry.aspect]
    offered = suggestions.for_pages(language, library, inquiry.filters, others)
    reason: Reason = "aspect not told" if missing != inquiry.question else "question not told"
    notes, _ = also_missing(inquiry)
    return Refusal(Outcome.NOT_IN_DOCUMENTS, " ".join([text, *notes]), reason, missing, suggestions.spread(offered))


def which_of(inquiry: Inquiry, library: Library) -> Refusal:
    """One name may mean several occupations: asks back with two or three choices."""
    language = inquiry.language
    choices = inquiry.ambiguous[: suggestions.MOST]
    place = inquiry.places[0] if len(inquiry.places) == 1 else None
    offered = tuple(
        suggestions.question_about(language, inquiry.aspect, choice, place if _has(library, [choice], inquiry.places) else None) for choice in choices
    )
    either = say(language, "subject.or")
    named = f" {either} ".join([", ".join(choices[:-1]), choices[-1]]) if len(choices) > 1 else choices[0]
    return Refusal(Outcome.CLARIFY, say(language, "refusal.which_meant", choices=named), "ambiguous", None, offered)


def which_occupation(inquiry: Inquiry, library: Library) -> Refusal:
    """A question about occupations that names none, on a library of several."""
    pages = Filters(places=frozenset(inquiry.places))
    offered = suggestions.spread(suggestions.for_pages(inquiry.language, library, pages, [inquiry.aspect]))
    return Refusal(Outcome.CLARIFY, say(inquiry.language, "refusal.which_occupation"), "ambiguous", None, offered)


def which_aspect(inquiry: Inquiry, told: Iterable[Aspect]) -> Refusal:
    """Several occupations or places are to be compared, in nothing that is named. `told`: aspects that the pages of each tell."""
    language = inquiry.language
    offered = tuple(suggestions.plain_question(language, aspect, inquiry.stage, inquiry.occupations, inquiry.places) for aspect in told)
    return Refusal(Outcome.CLARIFY, say(language, "refusal.which_aspect"), "ambiguous", None, offered)


def _either(inquiry: Inquiry) -> str:
    return f" {say(inquiry.language, 'subject.or')} ".join(suggestions.once(inquiry.occupations))


def _distinct(library: Library, filters: Filters, column: int) -> list[str]:
    return sorted({str(row[column]) for row in library.subjects_of(filters) if row[column]})


def _has(library: Library, occupations: Iterable[str], places: Iterable[str]) -> bool:
    return bool(library.documents(Filters(occupations=frozenset(occupations), places=frozenset(places))))


def off_topic(inquiry: Inquiry, library: Library) -> Refusal:
    """Nothing here is about that."""
    offered = suggestions.mixed(inquiry.language, library)
    return Refusal(Outcome.OFF_TOPIC, say(inquiry.language, "refusal.off_topic"), "off topic", None, offered)


def page_silent(inquiry: Inquiry, library: Library, document: str) -> str:
    """That one page of several doesn't tell."""
    page = library.document(document)
    title = page.title if page else document
    if inquiry.aspect is None or inquiry.aspect in library.aspects_of(document):
        return say(inquiry.language, "refusal.page_silent_question", title=title)
    return say(inquiry.language, "refusal.page_silent", title=title, aspect=say(inquiry.language, f"aspect.{inquiry.aspect}"))


def also_missing(inquiry: Inquiry) -> tuple[tuple[str, ...], str | None]:
    """(notes, missing): what the question names beside what was answered, and has no page."""
    notes = tuple(say(inquiry.language, f"refusal.{name.kind}", **{name.kind: name.canonical}) for name in inquiry.unknown)
    return notes, ", ".join(name.canonical for name in inquiry.unknown) or None
