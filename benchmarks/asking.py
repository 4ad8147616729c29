"""One question, by stages: understood, encoded, searched, read, answered; beside it the baseline's two."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter

from assistant import assistant as asked_assistant
from assistant.assistant import Assistant
from assistant.reader import Reader
from assistant.types import Answer
from benchmarks.bare_search import BareSearch
from benchmarks.figures import Figure, Size, figure
from benchmarks.stage_timer import Stage, StageTimer, timed
from benchmarks.synthetic_pages import SyntheticPage, SyntheticQuestion
from index.library import Library

STAGES = (
    Stage("understand", asked_assistant, "understand"),
    Stage("encode", Library, "encode_questions"),
    Stage("search", Library, "search"),
    Stage("read", Reader, "read"),
    Stage("answer", Assistant, "ask"),
)
"""`answer` is what is left of the whole: the choice of sentences, the wording, and the questions that a refusal offers, as far as no other stage is in them."""
UNNAMED = (
    "Welche Berufe sind etwas für Menschen mit Geduld?",
    "Muss man in Schichten arbeiten?",
    "Wer zahlt Weihnachtsgeld?",
    "Was gehört in eine Bewerbung?",
    "In welchen Berufen arbeitet man im Freien?",
    "Wie wird das Wetter morgen?",
)
"""Name no occupation and no place, so that the whole library is searched."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions of one kind, by what they name."""

    naming: str
    questions: tuple[str, ...]


@dataclass(slots=True)
class _Times:
    """Milliseconds of each question, in the order in which they were asked."""

    product: list[dict[str, float]]
    bare: list[dict[str, float]]


def kinds_of(known: Sequence[SyntheticQuestion], pages: Sequence[SyntheticPage]) -> tuple[Asked, ...]:
    """Questions that name occupation and place, the same without the place, and some that name nothing. pages: those of `known`, in the same order."""
    one_page = tuple(question.text for question in known)
    any_place = tuple(dict.fromkeys(question.text.replace(f" in {page.place}", "") for question, page in zip(known, pages, strict=True)))
    return Asked("occupation and place", one_page), Asked("an occupation", any_place), Asked("nothing", UNNAMED)


def measure_asking(size: Size, assistant: Assistant, bare: BareSearch, kinds: Sequence[Asked]) -> list[Figure]:
    """Asks each question of the product and of the baseline, in turn."""
    made: list[Figure] = []
    with timed(STAGES) as timer:
        for kind in kinds:
            # The first question of a kind fills caches that no later one pays for.
            _ask(assistant, bare, kind.questions[:1], timer)
            made += _figures(size, kind.naming, _ask(assistant, bare, kind.questions, timer))
    return made


def answered_rightly(assistant: Assistant, known: Sequence[SyntheticQuestion]) -> int:
    """How many of the questions are answered with the phrase that is known, from the page that is known and no other."""
    return sum(_is_right(assistant.ask(question.text), question) for question in known)


def _is_right(answer: Answer, question: SyntheticQuestion) -> bool:
    cited = {citation.document for citation in answer.citations}
    return cited == {question.page} and any(question.phrase in citation.quote for citation in answer.citations)


def _ask(assistant: Assistant, bare: BareSearch, questions: Sequence[str], timer: StageTimer) -> _Times:
    times = _Times([], [])
    for number, question in enumerate(questions):
        # In turn, so that neither always finds the processor as the other left it.
        if number % 2:
            times.bare.append(_bare_once(bare, question))
        timer.take()
        assistant.ask(question)
        took = {name: 1000 * seconds for name, seconds in timer.take().items()}
        times.product.append({**took, "whole": sum(took.values())})
        if not number % 2:
            times.bare.append(_bare_once(bare, question))
    return times


def _bare_once(bare: BareSearch, question: str) -> dict[str, float]:
    started = perf_counter()
    vector = bare.encode(question)
    encoded = perf_counter()
    bare.nearest(vector)
    done = perf_counter()
    return {"encode": 1000 * (encoded - started), "search": 1000 * (done - encoded), "whole": 1000 * (done - started)}


def _figures(size: Size, naming: str, times: _Times) -> list[Figure]:
    return [
        figure(
            f"question naming {naming}",
            stage,
            "ms",
            size,
            [took.get(stage, 0.0) for took in times.product],
            [took[stage] for took in times.bare] if stage in times.bare[0] else None,
        )
        for stage in (*(stage.name for stage in STAGES), "whole")
    ]
