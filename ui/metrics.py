"""The figures of a running server, as Prometheus reads them. Numbers alone: nothing of a question, an address or a session."""

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from assistant.types import Answer

STAGES = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds; a question takes some 0.2 (docs/performance.md)."""


class Metrics:
    """What is counted, in a registry of its own, so that several servers in a process don't count together. Safe to use from several threads."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._questions = Counter(
            "berufslotse_questions",
            "Questions by how they ended: an outcome of the answer record; searched, a program's search; or failed, queue_full, took_too_long, stopping.",
            ["outcome"],
            registry=self._registry,
        )
        self._stages = Histogram("berufslotse_stage_seconds", "Seconds that a stage of an answer took.", ["stage"], buckets=STAGES, registry=self._registry)
        self._refused = Counter("berufslotse_rate_limited", "What was refused because it came too often, by kind.", ["kind"], registry=self._registry)
        self._waiting = Gauge("berufslotse_questions_waiting", "Questions that wait their turn.", registry=self._registry)
        self._working = Gauge(
            "berufslotse_questions_working", "Questions that are worked on, those given up and not yet over among them.", registry=self._registry
        )
        self._library_fault = Gauge(
            "berufslotse_library_fault", "1 where the library can't be opened and an older generation answers.", registry=self._registry
        )
        self._generation = Gauge("berufslotse_generation", "The generation of the library that answers.", registry=self._registry)

    def answered(self, answer: Answer) -> None:
        """A question has its answer."""
        self._questions.labels(answer.outcome.value).inc()
        for stage, milliseconds in answer.timings_ms.items():
            self._stages.labels(stage).observe(milliseconds / 1000)

    def searched(self) -> None:
        """A search has its passages, or hears that there are none; it waits its turn as a question does."""
        self._questions.labels("searched").inc()

    def unanswered(self, outcome: str) -> None:
        """A question or a search has ended without an answer."""
        self._questions.labels(outcome).inc()

    def refused(self, kind: str) -> None:
        """Something came too often."""
        self._refused.labels(kind).inc()

    def watch(self, waiting: Callable[[], float], working: Callable[[], float]) -> None:
        """What is asked for these whenever the figures are read."""
        self._waiting.set_function(waiting)
        self._working.set_function(working)

    def in_generation(self, number: int, fault: str | None) -> None:
        """The library is in this generation now; fault: why that isn't its newest, if so."""
        self._generation.set(number)
        self._library_fault.set(fault is not None)

    def text(self) -> bytes:
        """All of it, in Prometheus' text format."""
        return generate_latest(self._registry)
