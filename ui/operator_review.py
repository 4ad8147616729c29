"""The newest review of the library: made when it is asked for, and kept until the library or the day is another."""

import threading
from datetime import date

from assistant.library_review import Review, review_library
from index.library import Library


class Reviews:
    """The last review that was made. Of several who ask at once, one makes it and the others wait."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made: tuple[int, date, Review] | None = None

    def of(self, library: Library, day: date) -> Review:
        """The review of a library by the law of a day. Raises LibraryError."""
        with self._lock:
            if self._made is None or self._made[:2] != (library.number, day):
                self._made = (library.number, day, review_library(library, day))
            return self._made[2]
