"""`kill -9` at any moment of any change leaves a library that opens and answers as before or as after it, never anything between."""

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from cooking_pages import PAGES, written
from fake_encoder import FakeEncoder

from index import changes
from tests.faults.told import Told, leftovers, told

KILLS = int(os.environ.get("KILLS", "25"))
ROOT = Path(__file__).parents[2]
STARTS = {"first": None, "add": "one", "sync": "vanishing", "remove": "one", "rollback": "two"}
"""{change: the library that it starts from}"""
QUICK = 4
"""Steps of a change at which it is killed in the quick test."""

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@dataclass(frozen=True)
class Ending:
    """How a change ended."""

    done: bool
    steps: int


class Workshop:
    """Where changes are made and killed."""

    def __init__(self, made: Path, folder: Path) -> None:
        self.made = made
        self.folder = folder
        # More pages, a changed one and a vanished one, so that a change takes a while and does a bit of everything.
        more = {f"page-{n}.txt": f"Beruf Tester in Essen\nAufgaben\nSeite {n} sagt, was zu prüfen ist. Sie sagt es in zwei Sätzen.\n" for n in range(20)}
        changed = PAGES["koch-bochum.txt"] + "Neu\nEin Koch in Bochum braucht gute Messer.\n"
        self.pages = written(PAGES, folder / "pages")
        changes.add(folder / "vanishing", [self.pages], FakeEncoder())
        written({**more, "koch-bochum.txt": changed}, self.pages)
        (self.pages / "koch-essen.txt").unlink()
        # Compiled modules that one change writes and the next finds would be steps of the first alone.
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")]), "PYTHONDONTWRITEBYTECODE": "1"}
        script = [sys.executable, str(Path(__file__).with_name("changing.py"))]
        self._process = subprocess.Popen(script, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)

    def close(self) -> None:
        self._process.communicate()

    def library(self, change: str) -> Path:
        """A copy of the library that a change starts from."""
        library = self.folder / "library"
        shutil.rmtree(library, ignore_errors=True)
        start = STARTS[change]
        if start:
            shutil.copytree((self.folder if start == "vanishing" else self.made) / start, library)
        return library

    def change(self, change: str, library: Path, dies_at: int = 0, after: float | None = None) -> Ending:
        """Makes a change, killed at a step or after some seconds, or not at all."""
        assert self._process.stdin
        assert self._process.stdout
        asked = {"change": change, "library": str(library), "pages": str(self.pages), "fitted": str(self.made / "fitted"), "dies_at": dies_at, "after": after}
        print(json.dumps(asked), file=self._process.stdin, flush=True)
        return Ending(**json.loads(self._process.stdout.readline()))

    def survived(self, change: str, library: Path, ending: Ending, before: Told | None, after: Told | None) -> bool:
        """Checks that the library is as before or as after, which is returned, and that the next change works and clears up."""
        found = told(library)
        assert found in (before, after)
        assert found == after or not ending.done
        changes.add(library, [written({"neu.txt": "Beruf Bäcker in Köln\nTeig\nBäcker backen in Köln Brot.\n"}, self.folder / "more")], FakeEncoder())
        next_one = told(library)
        assert next_one
        assert set(next_one[0]) == {*(found[0] if found else ()), "neu.txt"}
        assert leftovers(library) == []
        return found == after


@pytest.fixture(scope="module")
def workshop(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    workshop = Workshop(made, tmp_path_factory.mktemp("workshop"))
    yield workshop
    workshop.close()


def undisturbed(workshop: Workshop, change: str) -> tuple[Told | None, Told | None, Ending, float]:
    """What the library tells before and after a change, how that ended, and how many seconds it took."""
    library = workshop.library(change)
    before = told(library)
    started = time.perf_counter()
    ending = workshop.change(change, library)
    seconds = time.perf_counter() - started
    after = told(library)
    assert ending.done
    assert before != after
    return before, after, ending, seconds


def kill_at(workshop: Workshop, change: str, steps: list[int], before: Told | None, after: Told | None) -> list[bool]:
    outcomes = []
    for step in steps:
        library = workshop.library(change)
        ending = workshop.change(change, library, dies_at=step)
        assert not ending.done
        outcomes.append(workshop.survived(change, library, ending, before, after))
    return outcomes


@pytest.mark.slow
@pytest.mark.parametrize("change", STARTS)
def test_killed_at_some_steps(workshop: Workshop, change: str) -> None:
    before, after, whole, _ = undisturbed(workshop, change)
    steps = sorted({1 + n * (whole.steps - 1) // (QUICK - 1) for n in range(QUICK)})
    outcomes = kill_at(workshop, change, steps, before, after)
    # Nothing has been done before the first step.
    assert outcomes[0] is False


@pytest.mark.slow
@pytest.mark.parametrize("change", STARTS)
def test_killed_at_steps_from_first_to_last(workshop: Workshop, change: str) -> None:
    """At every step with KILLS=100000."""
    before, after, whole, _ = undisturbed(workshop, change)
    apart = max(1, whole.steps * len(STARTS) // KILLS)
    outcomes = kill_at(workshop, change, list(range(1, whole.steps + 1, apart)), before, after)
    print(f"{change}: {len(outcomes)} kills, {outcomes.count(False)} as before, {outcomes.count(True)} as after")
    # There is one moment at which it becomes another.
    assert outcomes == sorted(outcomes)


@pytest.mark.slow
@pytest.mark.parametrize("change", STARTS)
def test_killed_at_random_moments(workshop: Workshop, change: str) -> None:
    before, after, _, seconds = undisturbed(workshop, change)
    moments = random.Random(20)
    outcomes = []
    for _ in range(KILLS // len(STARTS)):
        library = workshop.library(change)
        ending = workshop.change(change, library, after=moments.uniform(0, seconds))
        outcomes.append(workshop.survived(change, library, ending, before, after))
    print(f"{change}: {len(outcomes)} kills, {outcomes.count(False)} as before, {outcomes.count(True)} as after")
