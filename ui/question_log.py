"""A line in the log for each question that was answered: how it ended and how long it took. Its words only where the operator switched that on."""

from collections.abc import Callable

import structlog

from assistant.types import Answer

log = structlog.get_logger(__name__)

Told = Callable[[Answer], None]


def unlogged(_: Answer) -> None:
    """Nothing is written of a question."""


def log_ends(answer: Answer) -> None:
    """Outcome, generation and time alone."""
    log.info("question", **_facts(answer))


def log_questions(answer: Answer) -> None:
    """The same with the question, typed and as understood."""
    log.info("question", **_facts(answer), question=answer.question, understood_as=answer.understood_as)


def _facts(answer: Answer) -> dict[str, object]:
    return {
        "outcome": answer.outcome.value,
        "generation": answer.generation,
        "citations": len(answer.citations),
        "milliseconds": round(sum(answer.timings_ms.values())),
    }
