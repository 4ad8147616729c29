"""The review of the library: made in a thread of its own once it is asked for, and kept until another one is."""

import threading
from dataclasses import dataclass, replace
from datetime import date

import structlog

from assistant.library_review import Review, review_library
from index.library import Library

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Reviewing:
    """The review of a generation by the law of a day. Being made, then either the `review` or in `error` why there is none.

    done, total: pages that have been gone through, of how many; 0 before the first.
    """

    generation: int
    day: date
    done: int = 0
    total: int = 0
    review: Review | None = None
    error: Exception | None = None

    def __post_init__(self) -> None:
        if self.review and self.error:
            raise ValueError("a review was made or failed, not both")

    @property
    def key(self) -> tuple[int, date]:
        """What it is the review of."""
        return self.generation, self.day

    @property
    def running(self) -> bool:
        """Whether it is still being made."""
        return self.review is None and self.error is None


class Reviews:
    """Where reviews are made, one at a time. Remembers the last one, and the last that was made."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._latest: Reviewing | None = None
        self._made: Reviewing | None = None

    @property
    def latest(self) -> Reviewing | None:
        """The review that is being made, or else the last one."""
        return self._latest

    @property
    def made(self) -> Reviewing | None:
        """The newest review that was made, of whatever generation."""
        return self._made

    def of(self, library: Library, day: date) -> Reviewing:
        """The review of this generation by the law of a day; begins it where there is none, and returns at once. While another is being made, that one."""
        with self._lock:
            latest = self._latest
            if latest and (latest.running or latest.key == (library.number, day)):
                return latest
            begun = self._latest = Reviewing(library.number, day)
        # A daemon: a server that is stopped doesn't wait for it.
        threading.Thread(target=self._run, args=(begun, library), name="review", daemon=True).start()
        return begun

    def forget_failure(self) -> None:
        """A review that failed is made again when it is next asked for."""
        with self._lock:
            if self._latest and self._latest.error:
                self._latest = None

    def _run(self, begun: Reviewing, library: Library) -> None:
        def report(done: int, total: int) -> None:
            self._latest = replace(begun, done=done, total=total)

        try:
            self._latest = self._made = replace(begun, review=review_library(library, begun.day, report))
        except Exception as error:
            log.exception("review_failed", generation=begun.generation)
            self._latest = replace(begun, error=error)
