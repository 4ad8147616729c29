"""`kill -9` at any moment of a change leaves a library that opens and answers as before or after it, never anything between."""

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder

from index import changes
from index.library import Library

KILLS = int(os.environ.get("KILLS", "50"))
ROOT = Path(__file__).parents[2]


def texts(library: Path) -> dict[str, str]:
    """What a reader finds: {page: its text}, after every check has passed."""
    opened = Library.open(library, FakeEncoder())
    assert opened.faults() == []
    return {page: document.text for page, *_ in opened.subjects if (document := opened.document(page))}


def start(library: Path, pages: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    script = [sys.executable, str(Path(__file__).with_name("add_once.py")), str(library), str(pages)]
    process = subprocess.Popen(script, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


def finish(process: subprocess.Popen[str]) -> bool:
    """Waits for the end; whether it got to it."""
    assert process.stdout
    done = process.stdout.read() == "done\n"
    process.wait()
    process.stdout.close()
    return done


@pytest.mark.slow
def test_kill_at_random_moments(tmp_path: Path, pages: Path) -> None:
    original = tmp_path / "original"
    changes.add(original, [pages], FakeEncoder())
    before = texts(original)
    (pages / "koch-essen.txt").unlink()
    for n in range(40):
        (pages / f"page-{n}.txt").write_text(
            f"Beruf Tester in Essen\nAufgaben\nSeite {n} sagt, was zu prüfen ist. Sie sagt es in zwei Sätzen.\n", encoding="utf-8"
        )
    undisturbed = tmp_path / "undisturbed"
    shutil.copytree(original, undisturbed)
    started = time.perf_counter()
    assert finish(start(undisturbed, pages))
    whole = time.perf_counter() - started
    after = texts(undisturbed)
    moments = random.Random(20)
    outcomes = []
    for n in range(KILLS):
        library = tmp_path / f"library-{n}"
        shutil.copytree(original, library)
        process = start(library, pages)
        time.sleep(moments.uniform(0, whole))
        process.kill()
        done = finish(process)
        found = texts(library)
        assert found in (before, after)
        assert found == after or not done
        outcomes.append(found == after)
        # The next change finds a library that it can work on.
        changes.add(library, [pages], FakeEncoder(), sync=True)
        assert texts(library) == after
        shutil.rmtree(library)
    print(f"{KILLS} kills: {outcomes.count(False)} as before, {outcomes.count(True)} as after")
