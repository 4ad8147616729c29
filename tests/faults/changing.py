"""A process that makes changes, each in a child of its own that may be killed. What they need is loaded once, so a kill costs milliseconds.

A line of JSON asks for one: {"change", "library", "pages", "fitted", "dies_at", "after"}; `dies_at` is the step at which the child kills itself, 0 for
never, `after` the seconds after which it is killed, null for never. It is answered by a line: whether the child came to its end, and in how many steps.
"""

import json
import os
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import Any

from fake_encoder import FakeEncoder

from index import changes, encoder_fit

STEPS = {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.truncate", "shutil.copyfile", "sqlite3.connect"}
"""Audit events that are steps where they concern the library. Files are opened to be synced, too, so they lie between all writes."""
ENCODER = FakeEncoder()


def make(change: str, library: Path, pages: Path) -> None:
    """One change."""
    match change:
        case "first" | "add":
            changes.add(library, [pages], ENCODER)
        case "sync":
            changes.add(library, [pages], ENCODER, sync=True)
        case "remove":
            changes.remove(library, ["koch-essen.txt"], ENCODER)
        case "rollback":
            changes.roll_back(library)


def child(asked: dict[str, Any], told: int) -> None:
    """Makes the change, counts its steps, and tells how many they were."""
    library, steps = asked["library"], 0

    def step(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal steps
        if event in STEPS and library in str(arguments[0]):
            steps += 1
            if steps == asked["dies_at"]:
                os.kill(os.getpid(), signal.SIGKILL)

    encoder_fit.fit = lambda folder, *_: shutil.copytree(asked["fitted"], folder, dirs_exist_ok=True)
    sys.addaudithook(step)
    make(asked["change"], Path(library), Path(asked["pages"]))
    os.write(told, str(steps).encode())


def serve() -> None:
    """Makes one change after another."""
    for line in sys.stdin:
        asked = json.loads(line)
        reading, writing = os.pipe()
        process = os.fork()
        if not process:
            try:
                child(asked, writing)
            finally:
                os._exit(0)
        os.close(writing)
        if asked["after"] is not None:
            time.sleep(asked["after"])
            # Also where it has ended: its id is its own until it is waited for.
            os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        with os.fdopen(reading) as answer:
            steps = answer.read()
        print(json.dumps({"done": bool(steps), "steps": int(steps or 0)}), flush=True)


if __name__ == "__main__":
    serve()
