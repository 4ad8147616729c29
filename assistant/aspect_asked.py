"""What a question asks of an occupation: its aspect, and how far it leans towards each."""

import re
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from assistant.answer_type import asks_for_costs
from assistant.wording import LANGUAGES, say
from index import german
from index.amounts import Stage, stages_of
from index.aspects import common_terms, naming_terms
from index.library import Library
from index.types import Aspect

SURE = 0.38
"""The least probability at which a question's aspect counts as told; below, it is left open."""
BESIDE_NAMES = frozenset("als in oder und as or and".split())
"""Words that join the names in a question."""
DOES = re.compile(r"^\W*(?:and |so )?what (?:\w+ )?(?:do|does)\b[^?]*\bdo\b(?:\s+(?:in|at|on|there|all|every|each|the|a|day|work|job))*\W*$", re.IGNORECASE)
"""Asks for tasks: "What does a cook do?". """
GRAMMAR = "does do did is are a an the you one people"
"""English words that ask for no detail; German ones are left out by `german`."""
FEW = 3
"""Words of a question of keywords."""
WHERE_MORE = re.compile(
    r"\b(?:wo|in welche[rmn] (?:stadt|ort|region)|welche stadt)\b(?!.*\barbeite).{0,40}\b(?:mehr|am meisten)(?: geld)?\W*$|\b(?:mehr|am meisten) geld\b|\b(?:where|which (?:city|town|place))\b.{0,40}\b(?:more|most)(?: money)?\W*$",
    re.IGNORECASE,
)
"""Asks for pay without naming it: "Essen oder Mülheim, wo mehr?"."""
GETS = re.compile(r"\b(?:krieg\w*|bekomm\w*|verdien\w*|gets?|earns?|makes?)\b", re.IGNORECASE)
"""With a stage of working life, what somebody gets is pay: "What does an apprentice get?"."""
ASPECTS = tuple(Aspect)


@dataclass(frozen=True, slots=True)
class AspectAsked:
    """aspect: None where the question leaves it open. leaning: the probability of each aspect, shape (aspects,), in the order of `Aspect`; sums to at most 1."""

    aspect: Aspect | None
    leaning: NDArray[np.float32]


@cache
def words_for(aspect: Aspect) -> frozenset[str]:
    """The terms with which an aspect as such is asked for, those of the product's own wording ("Worauf kommt es … an?") among them."""
    worded = (say(language, f"understood.{aspect}", subject="") for language in LANGUAGES)
    return common_terms(aspect).union(*(german.terms(question) for question in (*worded, GRAMMAR)))


@cache
def _own_questions() -> dict[tuple[str, ...], Aspect]:
    """{words of a question as the product asks it, without names: its aspect}."""
    asked = {f"understood.{aspect}": aspect for aspect in Aspect} | {f"understood.pay_{stage}": Aspect.PAY for stage in Stage}
    return {_words(say(language, key, subject="")): aspect for key, aspect in asked.items() for language in LANGUAGES}


def _words(question: str) -> tuple[str, ...]:
    return tuple(word for word in re.findall(r"\w+", question.lower()) if word not in BESIDE_NAMES)


def aspect_asked(question: str, rest: str, vectors: NDArray[np.float32], library: Library) -> AspectAsked:
    """From the vectors of a question with its names and without them: names mislead, but sometimes are the better half of what is said. `rest`: without them."""
    own = Aspect.TASKS if DOES.match(rest) else _own_questions().get(_words(rest))
    if own:
        return only(own)
    leaning = library.aspect_model("question").probabilities(vectors).mean(axis=0)[: len(ASPECTS)]
    others = 1 - float(leaning.sum())
    if asks_for_costs(question):
        leaning = np.where(np.array(ASPECTS) == Aspect.PAY, 0, leaning).astype(np.float32)
    if WHERE_MORE.search(question) and not asks_for_costs(question):
        return only(Aspect.PAY)
    best = int(leaning.argmax())
    if leaning[best] >= SURE and leaning[best] > others:
        return AspectAsked(ASPECTS[best], leaning)
    of_pay = stages_of(question) and GETS.search(question)
    named = Aspect.PAY if of_pay and not asks_for_costs(question) else _named(rest)
    return only(named) if named else AspectAsked(None, leaning)


def names_aspect(rest: str, aspect: Aspect) -> bool:
    """Whether a few words ask for an aspect by its name: "Wie hoch ist das Gehalt?"."""
    words = german.word_groups(rest)
    return len(words) <= FEW and any(term in naming_terms(aspect) for word in words for term in word)


def only(aspect: Aspect) -> AspectAsked:
    """Of a question that surely asks for an aspect."""
    return AspectAsked(aspect, np.array([float(one is aspect) for one in ASPECTS], dtype=np.float32))


def nothing() -> AspectAsked:
    """Of a question that leaves its aspect to the turn before."""
    return AspectAsked(None, np.zeros(len(ASPECTS), dtype=np.float32))


def _named(rest: str) -> Aspect | None:
    """The aspect that one of a few words names."""
    named = [aspect for aspect in ASPECTS if names_aspect(rest, aspect)]
    return named[0] if len(named) == 1 else None
