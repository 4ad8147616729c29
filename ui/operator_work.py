"""Changes to the library that the operator starts: one at a time, in a thread of its own, while visitors keep asking."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import structlog

from index.errors import LibraryError
from index.types import Change, Failure, Progress

log = structlog.get_logger(__name__)

ChangeKind = Literal["add", "remove", "renew", "go_back"]


class AlreadyWorking(Exception):
    """Another change is being made."""


@dataclass(frozen=True, slots=True)
class Work:
    """A change and how far it is. Running, then either `change` says what it did or `error` why it didn't.

    files: names of the files that are taken in, in the order in which they are read. refused: those that never got that far.
    by: name of who began it; "" where people have none. stage, done, total: as index.types.Progress tells them; "" before the first.
    """

    number: int
    kind: ChangeKind
    files: tuple[str, ...] = ()
    refused: tuple[Failure, ...] = ()
    by: str = ""
    stage: str = ""
    done: int = 0
    total: int = 0
    change: Change | None = None
    error: Exception | None = None

    def __post_init__(self) -> None:
        if self.change and self.error:
            raise ValueError("a change was made or failed, not both")

    @property
    def running(self) -> bool:
        """Whether it is still being made."""
        return self.change is None and self.error is None

    @property
    def files_read(self) -> int:
        """How many of `files` have been read."""
        if self.stage == "read":
            return self.done
        return len(self.files) if self.stage or self.change else 0

    @property
    def failed(self) -> tuple[Failure, ...]:
        """Every file that could not be taken in."""
        return (*self.refused, *(self.change.failed if self.change else ()))


class Bench:
    """Where changes are made. Remembers the last one until the next begins."""

    def __init__(self, follow: Callable[[], None] = lambda: None) -> None:
        """follow: has visitors answered from what a change made; only then is it done."""
        self._follow = follow
        self._lock = threading.Lock()
        self._latest: Work | None = None

    @property
    def latest(self) -> Work | None:
        """The change that is being made, or else the last one."""
        return self._latest

    @property
    def busy(self) -> bool:
        """Whether a change is being made."""
        return self._latest is not None and self._latest.running

    def begin(self, kind: ChangeKind, by: str, make: Callable[[Progress], Change], files: tuple[str, ...] = (), refused: tuple[Failure, ...] = ()) -> Work:
        """Starts a change and returns at once; by whom, and what came of it, is logged. Raises AlreadyWorking."""
        with self._lock:
            if self.busy:
                raise AlreadyWorking
            work = self._latest = Work(self._latest.number + 1 if self._latest else 1, kind, files, refused, by)
        # A daemon: a server that is stopped doesn't wait for it, and a change that is cut off leaves the library as it was.
        threading.Thread(target=self._run, args=(work, make), name=f"operator-{kind}", daemon=True).start()
        return work

    def _run(self, work: Work, make: Callable[[Progress], Change]) -> None:
        def report(stage: str, done: int, total: int) -> None:
            self._latest = replace(work, stage=stage, done=done, total=total)

        by = work.by or None
        try:
            made = replace(work, change=make(report))
            self._follow()
        except LibraryError as error:
            self._latest = replace(work, error=error)
            log.warning("change_failed", kind=work.kind, operator=by, reason=str(error))
        except Exception as error:
            self._latest = replace(work, error=error)
            log.exception("change_failed", kind=work.kind, operator=by)
        else:
            self._latest = made
            log.info("change_made", kind=work.kind, operator=by, **_counts(made))


def _counts(work: Work) -> dict[str, int]:
    if work.change is None:
        return {}
    counts = {name: len(getattr(work.change, name)) for name in ("added", "updated", "removed", "unchanged")}
    return {"generation": work.change.generation, **counts, "failed": len(work.failed)}
