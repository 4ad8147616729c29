"""A library of the sample pages that is changed by command again and again: a page comes in, and goes out again or is rolled back."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from random import Random

from benchmarks import fresh_process
from benchmarks.served_chat import BERUFSLOTSE
from index.library_address import library_address
from index.shelf import shelf_at

NAME = "baecker-aachen.md"
PAGE = """---
titel: Als Bäcker in Aachen arbeiten
beruf: Bäcker
ort: Aachen
sprache: de
stand: 2026-11-01
---

# Bäcker in Aachen

Um drei Uhr nachts brennt in den Backstuben rund um den Markt schon Licht. Bäcker setzen Teige an, formen Brote und überwachen die Öfen.

## Was am Monatsende bleibt

Wer neu anfängt, verdient als Bäcker in Aachen rund 2.450 Euro brutto im Monat. Mit einigen Jahren Erfahrung werden daraus bis zu 3.000 Euro.

## Der Weg in die Backstube

Die Ausbildung dauert drei Jahre und endet mit der Gesellenprüfung.
"""


class ChangingLibrary:
    """address: what `--library` names it by. generations: the numbers of all that there ever were. swaps: changes by kind. failures: what failed ones said."""

    def __init__(self, folder: Path, random: Random, address: str | None = None) -> None:
        """folder: where its pages are put, and the library itself where no address of another is given."""
        self.address = address or str(folder / "library")
        self.generations: set[int] = set()
        self.swaps: Counter[str] = Counter()
        self.failures: Counter[str] = Counter()
        self._pages = folder / "pages"
        self._page = folder / NAME
        self._random = random
        self._has_page = False

    def make(self) -> None:
        """Makes it of the sample pages. Raises RuntimeError with what the command said where it fails."""
        self._pages.mkdir()
        for file in files("assistant.sample_pages").iterdir():
            if file.name.endswith(".md"):
                (self._pages / file.name).write_bytes(file.read_bytes())
        self._page.write_text(PAGE, encoding="utf-8")
        self._run("add", str(self._pages))

    def swap(self) -> None:
        """The next change: the page comes in, or goes out, every third time by going back."""
        kind = self._random.choice(("remove", "remove", "rollback")) if self._has_page else "add"
        arguments = {"add": (str(self._page),), "remove": (NAME,), "rollback": ()}
        try:
            self._run(kind, *arguments[kind])
        except RuntimeError as error:
            self.failures[f"index {kind}: {error}"] += 1
        else:
            self.swaps[kind] += 1
            self._has_page = kind == "add"

    @contextmanager
    def changing(self, seconds: float) -> Iterator[None]:
        """Inside, it is changed every so many seconds. A change that has begun is waited for."""
        over = threading.Event()

        def change() -> None:
            while not over.wait(seconds):
                self.swap()

        thread = threading.Thread(target=change)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _run(self, kind: str, *arguments: str) -> None:
        fresh_process.run((*BERUFSLOTSE[1:], "index", kind, *arguments, "--library", self.address))
        self.generations.add(shelf_at(library_address(self.address)).manifest().number)
