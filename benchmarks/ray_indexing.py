"""How quick pages are added by several processes with Ray, and whether the library is the same when one of them is killed.

    python -m benchmarks.ray_indexing [--pages 200] [--workers 2] [--rounds 3]
    python -m benchmarks.ray_indexing --kill-one [--pages 5000]

The first adds synthetic pages with the built-in encoder, in turn by one process and by workers, each into a new library, and tells pages a second and their
ratio; the start of the workers is told apart. The second adds pages with vectors made of hashes on a cluster of two nodes on this machine, kills all processes of one
by SIGKILL once half is encoded, and compares with the library that one process makes.
"""

import argparse
import hashlib
import os
import shutil
import signal
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any
from unittest.mock import patch

import numpy as np

from benchmarks.machine import machine
from benchmarks.spread import spread
from benchmarks.synthetic_pages import write
from index import changes, generation
from index.encoder import Vectors, load_encoder
from index.ray_workers import ray_workers

ROOT = Path(__file__).parents[1]
TABLES = ("sources", "documents", "passages", "sentences", "amounts")


class Hashed:
    """Stands for an encoder: a text's vector is made of its hash, in microseconds."""

    name = identity = "hashed"
    dimension = 384

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        return self.encode_passages(texts)

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> Vectors:  # noqa: ARG002
        drawn = b"".join(hashlib.shake_256(text.encode("utf-8", "surrogatepass")).digest(self.dimension) for text in texts)
        vectors = np.frombuffer(drawn, dtype=np.int8).reshape(len(texts), self.dimension).astype(np.float32) + np.float32(0.5)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True).astype(np.float32)


def differences(one: Path, other: Path) -> list[str]:
    """The tables, and the files of vectors, in which two libraries of the same pages differ in a bit; where the pages lie is passed over."""
    content, compared = (_content(generation.open_current(library).folder) for library in (one, other))
    return [name for name in sorted(content | compared) if content.get(name) != compared.get(name)]


def _content(folder: Path) -> dict[str, object]:
    with closing(sqlite3.connect(folder / "library.sqlite3")) as connection:
        tables: dict[str, object] = {name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in TABLES}
    return tables | {path.name: path.read_bytes() for path in (folder / "vectors").iterdir()}


@contextmanager
def two_nodes() -> Iterator[tuple[str, Any]]:
    """A cluster of two nodes of one processor each on this machine: its address, and the node that may be killed."""
    from ray.cluster_utils import Cluster

    one = {"num_cpus": 1, "object_store_memory": 200_000_000}
    with tempfile.TemporaryDirectory(prefix="ray-", dir="/tmp", ignore_cleanup_errors=True) as folder, patch.dict(os.environ, RAY_TMPDIR=folder):
        cluster = Cluster(initialize_head=True, head_node_args={**one, "include_dashboard": False})
        try:
            yield cluster.address, cluster.add_node(**one)
        finally:
            cluster.shutdown()


def kill(node: Any) -> int:
    """Ends all processes of a node by SIGKILL and returns how many there were. Linux alone."""
    processes = _family(node.all_processes["raylet"][0].process.pid)
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    return len(processes)


def _family(process: int) -> list[int]:
    """A process and all below it."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    return [process, *(each for child in children for each in _family(int(child)))]


def measure(pages: int, workers: int, rounds: int, folder: Path) -> None:
    """Prints pages a second of both, and their ratio."""
    write(folder / "pages", pages)
    encoder = load_encoder()
    alone: list[float] = []
    many: list[float] = []
    for _ in range(rounds):
        alone.append(pages / _seconds(folder, lambda library: changes.add(library, [folder / "pages"], encoder)))
        started = perf_counter()
        with ray_workers(encoder, load_encoder, workers) as begun:
            print(f"started in {perf_counter() - started:.1f} s")
            # A worker's first block loads the encoder, as it does for whoever adds pages.
            add = partial(changes.add, paths=[folder / "pages"], encoder=encoder, workers=begun)
            many.append(pages / _seconds(folder, add))
        print(f"one process {alone[-1]:.2f} pages/s, {workers} workers {many[-1]:.2f} pages/s, ratio {many[-1] / alone[-1]:.2f}", flush=True)
    ratio = spread(m / a for m, a in zip(many, alone, strict=True))
    print(f"ratio {ratio.median:.2f} ({ratio.low:.2f} to {ratio.high:.2f}; {ratio.count})")


def _seconds(folder: Path, add: Any) -> float:
    shutil.rmtree(folder / "library", ignore_errors=True)
    started = perf_counter()
    add(folder / "library")
    return perf_counter() - started


def kill_one(pages: int, folder: Path) -> bool:
    """Prints whether a library is the same though a node was killed while it was made."""
    # Other processes look for it there, not in the program that was started.
    from benchmarks.ray_indexing import Hashed as Made

    write(folder / "pages", pages)
    started = perf_counter()
    changes.add(folder / "alone", [folder / "pages"], Made())
    print(f"one process: {perf_counter() - started:.1f} s", flush=True)
    killed: list[int] = []
    with two_nodes() as (address, node), ray_workers(Made(), Made, address=address) as workers:

        def watch(stage: str, done: int, total: int) -> None:
            if stage == "encode" and done > total / 2 and not killed:
                killed.append(kill(node))
                print(f"{killed[0]} processes of one node killed after {done:,} of {total:,} texts", flush=True)

        started = perf_counter()
        changes.add(folder / "hurt", [folder / "pages"], Made(), progress=watch, workers=workers)
        print(f"two nodes, one of them killed: {perf_counter() - started:.1f} s")
    differing = differences(folder / "alone", folder / "hurt")
    print("equal" if not differing else f"different: {', '.join(differing)}")
    return bool(killed) and not differing


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--kill-one", action="store_true")
    asked = parser.parse_args()
    # The workers need this module.
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        if not asked.kill_one:
            measure(asked.pages or 200, asked.workers, asked.rounds, Path(folder))
        elif not kill_one(asked.pages or 5_000, Path(folder)):
            raise SystemExit(1)


if __name__ == "__main__":
    main()
