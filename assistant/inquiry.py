"""What is asked: the names, the aspect and the language of a question, made to stand alone.

Slots that a question leaves open are carried over from the turn before, one by one, only where the question reads as a follow-up, and always
noted in `carried_over`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from assistant import comparison_asked
from assistant.asides import asides, without
from assistant.aspect_asked import aspect_asked, nothing, only
from assistant.background import without_background
from assistant.implied_occupation import implied_occupations, led_occupations
from assistant.misspelt_words import corrected
from assistant.period_asked import period_asked, without_period
from assistant.question_language import question_language
from assistant.standing_alone import WORD, asked_again, is_bare, is_plain, standing_alone, without_names
from assistant.types import Slots
from assistant.wording import Language
from index.amounts import Stage, stages_of
from index.library import Library
from index.name_keys import plain_name
from index.names import Name, Names
from index.types import Aspect, Filters

Encoded = Mapping[str, NDArray[np.float32]]
"""By text, each of shape (dimension,)."""
FOLLOW_UP = re.compile(
    r"^\W*(?:und|oder|aber|and|or|but|what about|how about)\b|\b(?:dort|da|dabei|dafür|davon|dazu|hier|dies(?:e[rsnm]?)?|jene[rsnm]?|der beruf|there|this|that|it)\b",
    re.IGNORECASE,
)
"""Words that lean on the turn before."""
THERE = re.compile(r"\b(?:dort|da|hier|there|here)\b", re.IGNORECASE)
"""Means the place of the turn before."""
ANY_OCCUPATION = re.compile(
    r"\b(?:berufen?|jobs|occupations|professions)\b"
    # "Welche Job-Aussichten …", "Welcher Beruf ist das?" ask about the one that was talked of; in English any noun may follow: "Which job training …".
    r"|\b(?:welche[rnms]?|was für ein(?:en)?) (?:\w+ )?(?:beruf|job)\b(?![-–]\w| (?:aussicht|chance|perspektiv|möglichkeit|angebot))"
    r"(?! (?:ist|wäre|war) (?:das|es)(?: (?:denn|eigentlich|genau|überhaupt|hier|da))*\W*$)"
    r"|\b(?:which|what) (?:\w+ )?(?:job|occupation|profession)\b(?=\W*$|[,;] | (?:in|for|with|without|that|to|should|can|could|would|will|might|may|must|do|does|is|are|has|have"
    r"|suits?|fits?|pays?|earns?|needs?|requires?|makes?|matches|offers?|lets?|gives?|involves?)\b)",
    re.IGNORECASE,
)
"""Asks for occupations rather than about the one of the turn before."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question, understood."""

    question: str
    standing_alone: str
    """The question with what was carried over written out; what is searched for."""
    language: Language
    slots: Slots
    """What is asked of, as far as it has pages, and what of it was carried over."""
    ambiguous: tuple[str, ...]
    """Occupations that one name in the question may mean equally well."""
    unknown: tuple[Name, ...]
    """Names of occupations and places that have no page."""
    implied: bool
    """Whether the occupation is one that the question means without naming it ("im Lager")."""
    follows: bool
    """Whether it asks for something new of the occupation of the turn before, rather than the same again elsewhere."""
    unnamed: str
    """The question as it was asked, without the names in it."""
    aspect_told: bool
    """Whether the question tells its aspect itself."""
    leaning: NDArray[np.float32]
    """How far it leans towards each aspect, shape (aspects,)."""
    vector: NDArray[np.float32]
    """Of `standing_alone`, shape (dimension,)."""
    core: str
    """`standing_alone` without the names that have pages: what is asked of them."""
    focus: NDArray[np.float32]
    """Of `core`, shape (dimension,): tells apart the sentences of a page that all speak of one occupation and place."""

    @property
    def filters(self) -> Filters:
        """What the search is restricted to."""
        return Filters(occupations=frozenset(self.occupations), places=frozenset(self.places))

    @property
    def occupations(self) -> tuple[str, ...]:
        """Occupations asked for that have pages."""
        return self.slots.occupation

    @property
    def places(self) -> tuple[str, ...]:
        """Places asked for that have pages."""
        return self.slots.place

    @property
    def aspect(self) -> Aspect | None:
        """What is asked about them."""
        return self.slots.aspect

    @property
    def stages(self) -> frozenset[Stage]:
        """Stages of a working life that are asked for ("als Anfängerin")."""
        return frozenset(self.slots.stage)

    @property
    def stage(self) -> Stage | None:
        """The one stage that is asked for; None where it is none, or several."""
        return self.slots.stage[0] if len(self.slots.stage) == 1 else None

    def named_of(self, occupation: str | None, place: str | None) -> tuple[str, str]:
        """A page's subject as far as the question names it: an occupation, a place, or a pair; what it leaves open is ""."""
        return plain_name(occupation or "") if self.occupations else "", (place or "") if self.places else ""


@dataclass(frozen=True, slots=True)
class _Named:
    """Whom and where a question is about. rest: the question without the names; implied: whether `occupations` are meant without being named."""

    found: tuple[Name, ...]
    rest: str
    occupations: tuple[str, ...]
    places: tuple[str, ...]
    ambiguous: tuple[str, ...]
    unknown: tuple[Name, ...]
    implied: bool

    @property
    def several(self) -> bool:
        """Whether several places or occupations with pages are named; two spellings of one are one."""
        return len(self.places) > 1 or len({plain_name(name) for name in self.occupations}) > 1

    @property
    def an_occupation(self) -> bool:
        """Whether an occupation is named, with a page or without, or meant."""
        return self.implied or any(name.kind == "occupation" for name in self.found)


def encoded_together(questions: Sequence[str], library: Library, names: Names) -> Encoded:
    """What `understand` encodes of plain questions that begin a conversation: one pass of the encoder for all takes little longer than for each."""
    return _encoded(library, *questions, *(without_names(question, names.find(question)) for question in questions))


def understand(question: str, before: Slots | None, library: Library, names: Names, default: Language = "de", known: Encoded = MappingProxyType({})) -> Inquiry:
    """Reads a question in the light of the turn before (None: a conversation begins). known: vectors of texts that were encoded before."""
    language = question_language(question, default)
    named = _named(question, before, library, names)
    # Without a name in it an aside may be what matters: "bin schwanger", "habe nur Hauptschule".
    beside = tuple(span for span in asides(question) if any(span.start <= name.span.start < span.end for name in named.found))
    clause = without(question, beside)
    clause = corrected(clause, (name.span for name in names.find(clause)))
    rest = named.rest if clause == question else without_names(clause, names.find(clause))
    vectors = _encoded(library, clause, rest, known=known)
    of_pay = before is not None and before.aspect is Aspect.PAY and period_asked(question) is not None
    bare = is_bare(without_period(rest)) if of_pay else bool(named.found or stages_of(question)) and is_bare(rest)
    bare = bare or (bool(named.found) and (named.several or (before is not None and before.aspect is not None)) and comparison_asked.is_open(rest))
    told = nothing() if bare else aspect_asked(clause, rest, np.stack(list(vectors.values())), library)
    asked = Slots(occupation=named.occupations, place=named.places, aspect=told.aspect, stage=tuple(sorted(stages_of(question))))
    leans = bare or FOLLOW_UP.search(question) or not (named.an_occupation or ANY_OCCUPATION.search(question))
    slots = _carry_over(before, asked, named.unknown, library, question, bare) if before and not named.ambiguous and leans else asked
    slots = slots.model_copy(update={"occupation": _as_spelt_there(slots.occupation, slots.place, library)})
    written = _with_unknown(slots, named.unknown)
    again = bare and not asked.stage and before is not None and bool(slots.carried_over) and _is_specific(before, names)
    said = {name.kind for name in names.find(clause)} if beside else set()
    unsaid = named.implied or bool(beside and {name.kind for name in named.found} - said)
    if unsaid and not named.implied and not slots.carried_over:
        written = written.model_copy(update=dict.fromkeys(said, ()))
    alone = (
        asked_again(before.question, names, written, asked)
        if again and before
        else standing_alone(clause, language, written, bare or is_plain(rest, told.aspect), unsaid)
    )
    core = without_names(alone, tuple(name for name in names.find(alone) if name.in_library))
    vectors |= _encoded(library, alone, core, known={**known, **vectors})
    return Inquiry(
        question=question,
        standing_alone=alone,
        language=language,
        slots=slots.model_copy(update={"question": alone}),
        ambiguous=named.ambiguous,
        unknown=named.unknown,
        implied=named.implied,
        follows="occupation" in slots.carried_over and not bare,
        unnamed=rest,
        aspect_told=told.aspect is not None,
        leaning=only(slots.aspect).leaning if slots.aspect and slots.aspect is not told.aspect else told.leaning,
        vector=vectors[alone],
        core=core,
        focus=vectors[core if len(WORD.findall(core)) > 1 else alone],
    )


def _named(question: str, before: Slots | None, library: Library, names: Names) -> _Named:
    found = _asked_about(question, names.find(question), before, library, names)
    rest = without_names(question, found)
    places = _values(found, "place")
    occupations, ambiguous = _occupations(found, places, library)
    unknown = tuple(name for name in found if not name.in_library)
    implied: tuple[str, ...] = ()
    if not any(name.kind == "occupation" for name in found):
        # "Und im Büro?" asks for a detail of the occupation that was talked of, "Lager in Essen" for another.
        is_open = not (before and before.occupation) or (places and not FOLLOW_UP.search(question))
        implied = implied_occupations(rest, library, names) if is_open else ()
    elif not occupations and not ambiguous:
        implied, unknown = _led(unknown, rest, names)
    return _Named(found, rest, occupations or implied, places, ambiguous, unknown, bool(implied))


def _with_unknown(slots: Slots, unknown: tuple[Name, ...]) -> Slots:
    """With what has no page: it is still what was asked for."""
    said = {kind: tuple(name.canonical for name in unknown if name.kind == kind) for kind in ("occupation", "place")}
    return slots.model_copy(update={"occupation": (*slots.occupation, *said["occupation"]), "place": (*slots.place, *said["place"])})


def _encoded(library: Library, *texts: str, known: Encoded = MappingProxyType({})) -> dict[str, NDArray[np.float32]]:
    """The vector of each, those that aren't known in one pass of the encoder; none of an empty text."""
    wanted = list(dict.fromkeys(text for text in texts if text))
    missing = [text for text in wanted if text not in known]
    made = dict(zip(missing, library.encode_questions(missing), strict=True)) if missing else {}
    return {text: made[text] if text in made else known[text] for text in wanted}


def _asked_about(question: str, found: tuple[Name, ...], before: Slots | None, library: Library, names: Names) -> tuple[Name, ...]:
    """The names without those of the asker's past, if there is something else that the question can be about."""
    asked = without_background(question, found)
    told = any(name.kind == "occupation" for name in asked) or (before is not None and before.occupation)
    if len(asked) == len(found) or told or implied_occupations(without_names(question, found), library, names):
        return asked
    return found


def _led(unknown: tuple[Name, ...], rest: str, names: Names) -> tuple[tuple[str, ...], tuple[Name, ...]]:
    """(occupations, names that stay unknown): of jobs without a page that lead an occupation with one, "Kitaleitung", "Stationsleitung Pflege"."""
    led = {name: led_occupations(name.canonical, rest, names) for name in unknown if name.kind == "occupation"}
    return next((values for values in led.values() if values), ()), tuple(name for name in unknown if not led.get(name))


def _values(found: tuple[Name, ...], kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for name in found if name.kind == kind and name.in_library for value in name.candidates))


def _occupations(found: tuple[Name, ...], places: tuple[str, ...], library: Library) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(occupations, ambiguous): of a name that may mean several, those that have a page in the places asked for; ambiguous if that leaves several."""
    chosen: list[str] = []
    for name in found:
        if name.kind != "occupation" or not name.in_library:
            continue
        pages = {o for _, o, _, _ in library.subjects_of(Filters(places=frozenset(places)))} if places else set()
        fitting = [value for value in name.candidates if value in pages] or list(name.candidates)
        if len({plain_name(value) for value in fitting}) > 1:
            return (), tuple(fitting)
        chosen.extend(fitting)
    return tuple(dict.fromkeys(chosen)), ()


def _as_spelt_there(occupations: tuple[str, ...], places: tuple[str, ...], library: Library) -> tuple[str, ...]:
    """Occupations in every spelling that the pages use ("IT Manager", "IT-Manager"), or those of the places asked for, if these have any."""
    wanted = {plain_name(occupation) for occupation in occupations}
    alike = sorted(occupation for name in wanted for occupation in library.occupations_alike.get(name, ()))
    there = {o for _, o, _, _ in library.subjects_of(Filters(places=frozenset(places)))} if places else set(alike)
    return tuple([occupation for occupation in alike if occupation in there] or alike)


def _carry_over(before: Slots, asked: Slots, unknown: tuple[Name, ...], library: Library, question: str, bare: bool) -> Slots:
    """What the question leaves open, from the turn before; its aspect only where the question holds nothing but names."""
    named = {name.kind for name in unknown}
    occupations, places, aspect, stage = asked.occupation, asked.place, asked.aspect, asked.stage
    carried: list[str] = []
    if not occupations and "occupation" not in named and before.occupation:
        occupations = before.occupation
        carried.append("occupation")
    together = Filters(occupations=frozenset(_as_spelt_there(occupations, before.place, library)), places=frozenset(before.place))
    # A place that the new occupation has no page for was meant for the old one.
    if not places and "place" not in named and before.place and (library.documents(together) or THERE.search(question)):
        places = before.place
        carried.append("place")
    if aspect is None and before.aspect and bare:
        aspect = before.aspect
        carried.append("aspect")
    if not stage and before.stage and "aspect" in carried:
        stage = before.stage
        carried.append("stage")
    return Slots(occupation=occupations, place=places, aspect=aspect, stage=stage, carried_over=tuple(carried))


def _is_specific(before: Slots, names: Names) -> bool:
    """Whether the turn before asked for more than an aspect as such, so that a template would lose what it was about."""
    rest = without_names(before.question, names.find(before.question))
    return bool(rest) and not is_bare(rest) and not is_plain(rest, before.aspect)
