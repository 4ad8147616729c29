"""Questions that are sure to be answered: made from what pages tell, for the first view and for refusals."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from assistant.wording import Language, say
from index.amounts import Stage
from index.library import Library
from index.name_keys import plain_name
from index.types import Aspect, Filters

T = TypeVar("T")
MOST = 3
"""Suggestions that are shown."""
TRIED = 6
"""Suggestions that are made, since some may turn out not to be answered."""
ASPECTS = (Aspect.PAY, Aspect.TASKS, Aspect.TRAINING, Aspect.REQUIREMENTS, Aspect.CONDITIONS, Aspect.MARKET)
"""In the order in which job seekers ask."""


def question_about(language: Language, aspect: Aspect | None, occupation: str | None, place: str | None) -> str:
    """A question in plain words: "Was verdient man als Koch in Bochum?"."""
    return plain_question(language, aspect, None, (occupation,) if occupation else (), (place,) if place else ())


def plain_question(language: Language, aspect: Aspect | None, stage: Stage | None, occupations: Sequence[str], places: Sequence[str]) -> str:
    """The same for several names, and for the pay of a stage: "Was verdient man als Koch in Bochum am Anfang?"."""
    key = "general" if aspect is None else f"pay_{stage}" if stage and aspect is Aspect.PAY else str(aspect)
    return say(language, f"understood.{key}", subject=_named(language, "as", occupations, places))


def subject(language: Language, occupations: Sequence[str], places: Sequence[str]) -> str:
    """What a question is about: `Koch in Bochum oder Essen`."""
    return _named(language, "subject", occupations, places)


def _named(language: Language, form: str, occupations: Sequence[str], places: Sequence[str]) -> str:
    either = f" {say(language, 'subject.or')} "
    occupation, place = either.join(once(occupations)), either.join(places)
    if not occupation and not place:
        return ""
    key = "both" if occupation and place else "occupation" if occupation else "place"
    return say(language, f"{form}.{key}", occupation=occupation, place=place)


def once(names: Sequence[str]) -> list[str]:
    """Each name in one spelling: "IT Manager" from one operator's pages and "IT-Manager" from another's are one."""
    spelt: dict[str, str] = {}
    for name in names:
        spelt.setdefault(plain_name(name), name)
    return list(spelt.values())


def for_pages(language: Language, library: Library, filters: Filters, aspects: Iterable[Aspect | None]) -> list[str]:
    """One question a page and aspect, pages in order, aspects outermost."""
    pages = [(o, p) for _, o, p, _ in library.subjects_of(filters) if o or p]
    return list(dict.fromkeys(question_about(language, aspect, occupation, place) for aspect in aspects for occupation, place in pages))


def mixed(language: Language, library: Library) -> tuple[str, ...]:
    """A few questions on different pages about different aspects."""
    pages = spread([(o, p) for _, o, p, _ in library.subjects if o or p])
    return tuple(question_about(language, ASPECTS[n % 3], occupation, place) for n, (occupation, place) in enumerate(pages))


def of_two_places(language: Language, library: Library) -> Iterator[str]:
    """Comparisons of two places in what the pages on both tell, each of another occupation."""
    pages: dict[str, dict[str, str]] = {}
    for document, occupation, place, _ in library.subjects:
        if occupation and place:
            pages.setdefault(occupation, {}).setdefault(place, document)
    for occupation, found in spread([(occupation, found) for occupation, found in pages.items() if len(found) > 1]):
        two = tuple(found)[:2]
        told = frozenset.intersection(*(library.aspects_of(found[place]) for place in two))
        aspect = next((aspect for aspect in ASPECTS if aspect in told), None)
        if aspect:
            yield plain_question(language, aspect, None, (occupation,), two)


def spread(questions: Sequence[T], most: int = TRIED) -> tuple[T, ...]:
    """At most so many, evenly from the whole list."""
    if len(questions) <= most:
        return tuple(questions)
    step = len(questions) / most
    return tuple(questions[int(i * step)] for i in range(most))
