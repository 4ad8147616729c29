"""The newest review of the library: made when it is asked for, and kept until the library or the day is another."""

import threading
from datetime import date
from typing import Protocol

from assistant.library_review import Review, review_library
from index.library import Library


class Holding(Protocol):
    """What holds a library."""

    @property
    def library(self) -> Library:
        """The current generation."""


class Reviews:
    """The last review that was made. Of several who ask at once, one makes it and the others wait."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made: tuple[int, date, Review] | None = None

    def of(self, holding: Holding, day: date) -> Review:
        """The review of the current generation by the law of a day. Raises LibraryError."""
        with self._lock:
            library = holding.library
            if self._made is None or self._made[:2] != (library.number, day):
                self._made = (library.number, day, review_library(library, day))
            return self._made[2]
