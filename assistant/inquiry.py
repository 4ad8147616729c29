"""What is asked: the names, the aspect and the language of a question, made to stand alone.

Slots that a question leaves open are carried over from the turn before, one by one, only where the question reads as a follow-up, and always
noted in `carried_over`.
"""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant import suggestions
from assistant.question_language import question_language
from assistant.types import Slots
from assistant.wording import Language, say
from index.amounts import Stage, stages_of
from index.library import Library
from index.names import Name, Names
from index.types import Aspect, Filters

FOLLOW_UP = re.compile(
    r"^\W*(?:und|oder|aber|and|or|but|what about|how about)\b|\b(?:dort|da|dabei|dafür|davon|dazu|hier|dies(?:e[rsnm]?)?|jene[rsnm]?|der beruf|there|this|that|it)\b",
    re.IGNORECASE,
)
"""Words that lean on the turn before."""
WORD = re.compile(r"\w+")
LINK_WORDS = frozenset(
    "und oder aber in im als für bei aus nach mit ein eine einen einem einer der die das den dem dort da denn and or but as for at about what how the a an".split()
)
"""A question of names and these alone leaves its aspect open ("und in Mülheim?", "als Köchin")."""
SURE_ASPECT = 0.45
"""The least probability at which a question's aspect counts as told; below, it is left open."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question, understood."""

    question: str
    standing_alone: str
    """The question with what was carried over written out; what is searched for."""
    language: Language
    occupations: tuple[str, ...]
    places: tuple[str, ...]
    ambiguous: tuple[str, ...]
    """Occupations that one name in the question may mean equally well."""
    unknown: tuple[Name, ...]
    """Names of occupations and places that have no page."""
    aspect: Aspect | None
    aspect_told: bool
    """Whether the question tells its aspect itself."""
    stages: frozenset[Stage]
    """Stages of a working life that the question names ("als Anfängerin")."""
    carried_over: tuple[str, ...]
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
    def slots(self) -> Slots:
        """For the answer record."""
        return Slots(occupation=self.occupations, place=self.places, aspect=self.aspect, carried_over=self.carried_over)


def understand(question: str, before: Slots | None, library: Library, names: Names, default: Language = "de") -> Inquiry:
    """Reads a question in the light of the turn before (None: a conversation begins)."""
    language = question_language(question, default)
    found = names.find(question)
    vector = library.encode_question(question)
    occupations, ambiguous = _occupations(found, _values(found, "place"), library)
    places = _values(found, "place")
    unknown = tuple(name for name in found if not name.in_library)
    rest = _without_names(question, found)
    bare = bool(found) and {word.lower() for word in WORD.findall(rest)} <= LINK_WORDS
    aspect = None if bare else _aspect(library, vector, rest, question)
    carried: tuple[str, ...] = ()
    told = aspect is not None
    leans = bare or FOLLOW_UP.search(question) or (not found and told)
    if before and not ambiguous and leans:
        occupations, places, aspect, carried = _carry_over(before, occupations, places, aspect, unknown, library)
    # What has no page is still what was asked for.
    said = {kind: tuple(name.canonical for name in unknown if name.kind == kind) for kind in ("occupation", "place")}
    alone = _standing_alone(question, language, (*occupations, *said["occupation"]), (*places, *said["place"]), aspect, carried)
    if alone != question:
        vector = library.encode_question(alone)
    core = _without_names(alone, tuple(name for name in names.find(alone) if name.in_library))
    focus = library.encode_question(core) if core != alone and len(WORD.findall(core)) > 1 else vector
    return Inquiry(question, alone, language, occupations, places, ambiguous, unknown, aspect, told, stages_of(question), carried, vector, core, focus)


def _values(found: tuple[Name, ...], kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for name in found if name.kind == kind and name.in_library for value in name.candidates))


def _occupations(found: tuple[Name, ...], places: tuple[str, ...], library: Library) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(occupations, ambiguous): of a name that may mean several, those that have a page in the places asked for; ambiguous if that leaves several."""
    chosen: list[str] = []
    for name in found:
        if name.kind != "occupation" or not name.in_library:
            continue
        there = library.documents(Filters(places=frozenset(places))) if places else ()
        pages = {o for d, o, _, _ in library.subjects if d in set(there)} if places else set()
        fitting = [value for value in name.candidates if value in pages] or list(name.candidates)
        if len({_plain(value) for value in fitting}) > 1:
            return (), tuple(fitting)
        chosen.extend(fitting)
    return tuple(dict.fromkeys(chosen)), ()


def _plain(name: str) -> str:
    return re.sub(r"\W+", " ", name).casefold()


def _aspect(library: Library, vector: NDArray[np.float32], rest: str, question: str) -> Aspect | None:
    """From the question with its names and without them: names mislead, but sometimes are the better half of what is said."""
    vectors = np.stack([vector, library.encode_question(rest)]) if rest and rest != question else vector.reshape(1, -1)
    probabilities = library.aspect_model("question").probabilities(vectors).mean(axis=0)
    best = int(probabilities.argmax())
    aspects = list(Aspect)
    return aspects[best] if best < len(aspects) and probabilities[best] >= SURE_ASPECT else None


def _without_names(text: str, found: tuple[Name, ...]) -> str:
    for name in reversed(found):
        text = text[: name.span.start] + text[name.span.end :]
    return " ".join(text.split())


def _carry_over(
    before: Slots, occupations: tuple[str, ...], places: tuple[str, ...], aspect: Aspect | None, unknown: tuple[Name, ...], library: Library
) -> tuple[tuple[str, ...], tuple[str, ...], Aspect | None, tuple[str, ...]]:
    named = {name.kind for name in unknown}
    carried: list[str] = []
    if not occupations and "occupation" not in named and before.occupation:
        occupations = before.occupation
        carried.append("occupation")
    together = Filters(occupations=frozenset(occupations), places=frozenset(before.place))
    # A place that the new occupation has no page for was meant for the old one.
    if not places and "place" not in named and before.place and library.documents(together):
        places = before.place
        carried.append("place")
    if aspect is None and before.aspect:
        aspect = before.aspect
        carried.append("aspect")
    return occupations, places, aspect, tuple(carried)


def _standing_alone(
    question: str, language: Language, occupations: tuple[str, ...], places: tuple[str, ...], aspect: Aspect | None, carried: tuple[str, ...]
) -> str:
    """The question itself, or, where something was carried over, one that says it."""
    if not carried:
        return question
    subject = suggestions.subject(language, occupations, places)
    if "aspect" in carried:
        return say(language, f"understood.{aspect}", subject=subject)
    return say(language, "understood.rest", subject=subject, question=question.strip())
