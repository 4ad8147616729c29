"""A question with one thing that was understood exchanged or taken away, in words that stand alone: what a click on a chip asks."""

import re
from dataclasses import dataclass
from typing import Literal

from assistant.standing_alone import ARTICLE, FEMININE, is_bare, is_plain, without_names
from assistant.suggestions import once, plain_question
from assistant.types import Slots
from assistant.wording import Language, say
from index.amounts import without_stages
from index.library import Library
from index.name_keys import plain_name
from index.names import Name, Names
from index.types import Aspect, Filters

Kind = Literal["occupation", "place", "aspect", "stage"]

LED_BY = frozenset("als für in im bei aus von zum zur eine einer einem eines einen ein der dem den des die das und oder as for at of an a the and or".split())
"""What goes with a name that is taken out: "als", "in", an article."""
LONGEST = 5_000
"""Characters of a question that is reworded."""
SUBJECT = re.compile(r"^(?:eine?|de[rn]|die|an?|the)\s+$", re.IGNORECASE)
"""An article and no preposition: what somebody does is asked, and "man" takes their place."""
LEADING_WORD = re.compile(r"(?:als|für|in|im|bei|aus|von|as|for|at)\b", re.IGNORECASE)
JOINS = re.compile(r"^\s*(?:,|und|oder|and|or)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Choices:
    """The other values that each thing understood could have had: those that there are pages on."""

    occupation: tuple[str, ...]
    place: tuple[str, ...]
    aspect: tuple[Aspect, ...]


def choices(slots: Slots, library: Library) -> Choices:
    """What could be asked instead: other places with a page on the occupation, other occupations with one in the place, other aspects."""
    return Choices(
        occupation=_others(1, Filters(places=frozenset(slots.place)), slots.occupation, library),
        place=_others(2, Filters(occupations=frozenset(slots.occupation)), slots.place, library),
        aspect=tuple(aspect for aspect in Aspect if aspect is not slots.aspect),
    )


def _others(column: int, filters: Filters, now: tuple[str, ...], library: Library) -> tuple[str, ...]:
    values = {str(row[column]) for row in library.subjects_of(filters) if row[column]}
    taken = {plain_name(value) for value in now}
    return tuple(once(sorted(value for value in values if plain_name(value) not in taken)))


def reworded(understood: str, slots: Slots, kind: Kind, old: str, new: str | None, names: Names, language: Language) -> str:
    """The question `understood` with `old`, one of its slots' values, exchanged for `new` or, where that is None, taken out.

    An aspect is exchanged by asking for it in plain words. Raises ValueError where `old` is no value of the slot, `new` no aspect, or the question too long.
    """
    if len(understood) > LONGEST:
        raise ValueError("the question is too long to be reworded")
    if old not in getattr(slots, kind) if kind != "aspect" else old != slots.aspect:
        raise ValueError(f"{old!r} is no {kind} of the question")
    changed = _changed(slots, kind, old, new)
    stage = changed.stage[0] if len(changed.stage) == 1 else None
    plain = _tidy(plain_question(language, changed.aspect, stage if changed.aspect is Aspect.PAY else None, changed.occupation, changed.place))
    found = tuple(names.find(understood))
    rest = without_names(understood, found)
    if kind == "aspect" or is_bare(rest) or is_plain(rest, slots.aspect) or plain_wording(understood, slots, language):
        return plain
    if kind == "stage":
        return _tidy(without_stages(understood)) or plain
    said = [name for name in found if name.kind == kind and {plain_name(v) for v in (*name.candidates, name.canonical)} & {plain_name(old)}]
    text = understood
    for name in reversed(said):
        text = _with(text, name, new) if new else _without(text, name, language)
    if new and not said:
        text = f"{new}: {understood}"
    return _tidy(text)


def plain_wording(understood: str, slots: Slots, language: Language) -> bool:
    """Whether a question is one that the product words itself."""
    stage = slots.stage[0] if len(slots.stage) == 1 else None
    return understood == plain_question(language, slots.aspect, stage, slots.occupation, slots.place)


def _changed(slots: Slots, kind: Kind, old: str, new: str | None) -> Slots:
    if kind == "aspect":
        return slots.model_copy(update={"aspect": Aspect(new) if new else None})
    values = getattr(slots, kind)
    place = values.index(old)
    return slots.model_copy(update={kind: tuple(once((*values[:place], *([new] if new else []), *values[place + 1 :])))})


def _with(text: str, name: Name, new: str) -> str:
    before = text[: name.span.start]
    if name.kind == "occupation":
        before = ARTICLE.sub("eine " if FEMININE.search(new) else "ein ", before)
    return before + new + text[name.span.end :]


def _without(text: str, name: Name, language: Language) -> str:
    before, after = text[: name.span.start], text[name.span.end :]
    words = _led_by(before)
    if name.kind == "occupation" and (not words or SUBJECT.match(words)):
        return before[: len(before) - len(words)] + say(language, "understood.anybody" if words else "understood.everybody") + after
    if not re.search(r"\b(?:und|oder|and|or)\b", words, re.IGNORECASE):
        following = JOINS.sub("", after)
        if following != after:
            after = f" {following}" if LEADING_WORD.match(following) else f" {words}{following}"
    return before[: len(before) - len(words)] + after


def _led_by(before: str) -> str:
    """The small words that end a text, with the spaces behind them."""
    start = len(before)
    for match in reversed(list(re.finditer(r"\S+\s+", before[-100:]))):
        if match.group().strip().casefold() not in LED_BY:
            break
        start = len(before) - len(before[-100:]) + match.start()
    return before[start:]


def _tidy(text: str) -> str:
    text = re.sub(r"\s+([?.,:;])", r"\1", " ".join(text.split()))
    return re.sub(r"^[\s,:;]+", "", text)
