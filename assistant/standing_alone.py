"""A question in words of its own: with what was carried over written out, with the names of a follow-up, or without any names."""

import re

from assistant import suggestions
from assistant.types import Slots
from assistant.wording import Language, say
from index import german
from index.amounts import stages_of, without_stages
from index.aspects import naming_terms
from index.names import Name, Names
from index.types import Aspect

WORD = re.compile(r"\w+")
LEADING = re.compile(r"^(?:und|oder|aber|and|or|but)\b[\s,]*", re.IGNORECASE)
"""What leads over from the turn before; a question that stands alone has none."""
ARTICLE = re.compile(r"\b(?:eine|ein)\s+$")
FEMININE = re.compile(r"(?:kraft|in|frau|hilfe|assistenz|leitung)\b", re.IGNORECASE)
"""Ends of an occupation's head that takes "eine"."""
LINK_WORDS = frozenset(
    """und oder aber in im am zu als für bei aus nach mit auch so mal noch eigentlich bitte wie ist sieht es too also ein eine einen einem einer der
    die das den dem dort da denn and or but as for at about what how the a an ok okay schade danke super gut na ja klar alles toll aha hm achso ach
    prima dann jetzt nun direkt gleich kann könnte man ich machen geht ginge gilt gibt gibts genauso ebenso gleich damit dieselbe dasselbe derselbe
    wäre steht aus same thanks there it is that does go apply with""".split()
)
"""A question of names and these alone leaves its aspect open ("und in Mülheim?", "als Köchin")."""


def without_names(text: str, found: tuple[Name, ...]) -> str:
    """A text without the names that were found in it; their spans must be of this text."""
    for name in reversed(found):
        text = text[: name.span.start] + text[name.span.end :]
    return " ".join(text.split())


def is_bare(rest: str) -> bool:
    """Whether a question, its names taken out, holds nothing but link words and a stage: it leaves its aspect open."""
    return {word.lower() for word in WORD.findall(without_stages(rest)) if not stages_of(word)} <= LINK_WORDS


def is_plain(rest: str, aspect: Aspect | None) -> bool:
    """Whether a question, its names taken out, asks for nothing but its aspect, and perhaps a stage of it."""
    if aspect is None:
        return False
    of_no_stage = set(WORD.findall(without_stages(rest)))
    words = [word for word in WORD.findall(rest) if word in of_no_stage and not stages_of(word)]
    return all(group[0] in naming_terms(aspect) for group in german.word_groups(" ".join(words)))


def asked_again(question: str, names: Names, slots: Slots, asked: Slots) -> str:
    """The question of the turn before with the names of this one: "Gibt es Boni als Koch in Essen?", "und in Bonn?"."""
    for name in reversed(names.find(question)):
        values = slots.occupation if name.kind == "occupation" else slots.place
        if values and not set(values) & set(name.candidates or (name.canonical,)):
            before = question[: name.span.start]
            if name.kind == "occupation":
                article = "eine " if FEMININE.search(values[0]) else "ein "
                before = ARTICLE.sub(article, before)
            question = before + suggestions.once(values)[0] + question[name.span.end :]
    said = question.casefold()
    missing = [value for value in (*asked.occupation[:1], *asked.place[:1]) if value.casefold() not in said]
    return f"{', '.join(missing)}: {question}" if missing else question


def standing_alone(question: str, language: Language, slots: Slots, plain: bool, unsaid: bool) -> str:
    """The question itself, or, where something was carried over or isn't said in it, one that says it."""
    if not slots.carried_over and not unsaid:
        return question
    if plain and slots.carried_over:
        stage = slots.stage[0] if len(slots.stage) == 1 else None
        return suggestions.plain_question(language, slots.aspect, stage, slots.occupation, slots.place)
    subject = suggestions.subject(language, slots.occupation, slots.place)
    return say(language, "understood.rest", subject=subject, question=LEADING.sub("", question.strip()))
