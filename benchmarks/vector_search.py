"""How long a search among very many passages takes, and how much of what is nearest it finds, held against looking at every vector.

    python -m benchmarks.vector_search --passages 1200000
    python -m benchmarks.vector_search --vectors PATH/rows.npy

Vectors are drawn about 20,000 centres, as texts on one subject lie together, and spread over their dimensions as those of the built-in encoder are; or
read from an .npy file of rows of length 1. Questions are vectors of passages, moved. Times are of one search after the other.
"""

import argparse
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import candidates, vector_file
from index.dense import DenseIndex, DenseWriter

Vectors = NDArray[np.float32]

DIMENSION = 384
CENTRES = 20_000
COMMON = 0.9
"""The part that all vectors of the built-in encoder share: the length of their mean."""
FALLING = 0.4
"""The n-th widest of their dimensions is about n^-0.4 as wide as the widest."""
WITHIN = 0.5
"""The part of their variance that lies between passages about one centre."""
MOVED = 0.2
"""How far a question lies from its passage (cosines of about 0.98; passages of one centre have about 0.9)."""
QUESTIONS = 200
SLICES = (6, 500, 3_000)
CHANGED = 600
"""Passages of a hundred pages."""
POOL = 60
PART = 10_000


def main() -> None:
    """Makes an index, searches and changes it, and prints what that took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=int, default=1_200_000)
    parser.add_argument("--vectors", type=Path, help="rows to take instead of drawing them")
    parser.add_argument("--probed", type=float, nargs="*", default=[], help="other shares of the lists to look through, to compare")
    arguments = parser.parse_args()
    random = np.random.default_rng(20)
    rows = np.load(arguments.vectors, mmap_mode="r") if arguments.vectors else None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "vectors"
        count, dimension = (len(rows), rows.shape[1]) if rows is not None else (arguments.passages, DIMENSION)
        _build(folder, dimension, _of(rows) if rows is not None else _drawn(count, random))
        started = time.perf_counter()
        index = DenseIndex.read(folder, dimension)
        print(f"opened in {time.perf_counter() - started:.2f} s; resident memory {_resident():.0f} MB")
        questions = _unit(index.vectors(np.sort(random.integers(1, count + 1, QUESTIONS))) + MOVED * _noise(QUESTIONS, dimension, random))
        exact = _exact(folder, dimension, questions)
        for share in (candidates.PROBED, *arguments.probed):
            candidates.PROBED = share
            _report(f"no filter ({share:.3f} of the lists)", lambda question: index.search(question, POOL), questions, exact)
        for size in SLICES:
            among = [_slice(size, count, random) for _ in questions]
            chosen = iter(among)
            _report(f"slice of {size:,}", lambda question, chosen=chosen: index.search(question, POOL, next(chosen)), questions)
        print(f"resident memory {_resident():.0f} MB, largest so far {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
        _change(folder, dimension, count, questions)


def _build(folder: Path, dimension: int, parts: Iterator[Vectors]) -> None:
    started = time.perf_counter()
    writer = DenseWriter(folder, dimension)
    at = 1
    for vectors in parts:
        writer.add(range(at, at + len(vectors)), vectors)
        at += len(vectors)
    written = time.perf_counter()
    writer.close()
    print(f"{at - 1:,} vectors drawn and written in {written - started:.1f} s, lists learnt and filled in {time.perf_counter() - written:.1f} s")
    print("files:", ", ".join(f"{path.name} {path.stat().st_size / 1e6:,.0f} MB" for path in sorted(folder.iterdir())))


def _change(folder: Path, dimension: int, count: int, vectors: Vectors) -> None:
    fresh = np.resize(vectors, (CHANGED, dimension))
    for what, removed, ids in (("added", [], range(count + 1, count + 1 + CHANGED)), ("removed", range(count // 2, count // 2 + CHANGED), [])):
        started = time.perf_counter()
        writer = DenseWriter(folder, dimension, removed)
        writer.add(ids, fresh[: len(ids)])
        writer.close()
        print(f"{CHANGED} {what} in {time.perf_counter() - started:.1f} s")
    print(f"faults: {DenseIndex.read(folder, dimension).faults()}")


def _report(name: str, search: Callable[[Vectors], dict[int, float]], questions: Vectors, exact: list[set[int]] | None = None) -> None:
    times, shares = [], []
    for n, question in enumerate(questions):
        started = time.perf_counter()
        found = search(question)
        times.append(1000 * (time.perf_counter() - started))
        if exact:
            shares.append(len(exact[n] & set(list(found)[:10])) / 10)
    recall = f", recall@10 {np.mean(shares):.4f}" if shares else ""
    print(f"{name}: median {np.median(times):.1f} ms, 95th percentile {np.percentile(times, 95):.1f} ms{recall}")


def _exact(folder: Path, dimension: int, questions: Vectors) -> list[set[int]]:
    best: list[list[tuple[float, int]]] = [[] for _ in questions]
    for ids, vectors in vector_file.read(folder, dimension).parts():
        for n, cosines in enumerate(questions @ vectors.T):
            top = np.argpartition(-cosines, min(10, len(cosines) - 1))[:10]
            best[n] = sorted([*best[n], *((float(cosines[i]), int(ids[i])) for i in top)], reverse=True)[:10]
    return [{i for _, i in found} for found in best]


def _slice(size: int, count: int, random: np.random.Generator) -> NDArray[np.int64]:
    """The passages of pages here and there, six each."""
    pages = random.choice(count // 6, size=max(1, size // 6), replace=False)
    return np.sort((pages[:, None] * 6 + np.arange(1, 7)).ravel()).astype(np.int64)


def _of(rows: Vectors) -> Iterator[Vectors]:
    for at in range(0, len(rows), PART):
        yield np.asarray(rows[at : at + PART], dtype=np.float32)


def _drawn(count: int, random: np.random.Generator) -> Iterator[Vectors]:
    centres = _noise(min(CENTRES, max(1, count // 60)), DIMENSION, random)
    common = np.full(DIMENSION, COMMON / np.sqrt(DIMENSION), dtype=np.float32)
    own = np.float32(np.sqrt(1 - COMMON**2))
    for at in range(0, count, PART):
        some = min(PART, count - at)
        about = np.float32(np.sqrt(1 - WITHIN)) * centres[random.integers(0, len(centres), some)]
        yield _unit(common + own * (about + np.float32(np.sqrt(WITHIN)) * _noise(some, DIMENSION, random)))


def _noise(rows: int, dimension: int, random: np.random.Generator) -> Vectors:
    """Vectors of about length 1, wider in some dimensions than in others."""
    widths = np.arange(1, dimension + 1, dtype=np.float32) ** -FALLING
    return random.standard_normal((rows, dimension), dtype=np.float32) * (widths / np.linalg.norm(widths))


def _unit(vectors: Vectors) -> Vectors:
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def _resident() -> float:
    """Megabytes, with what of the files is mapped and has been read."""
    status = Path(f"/proc/{os.getpid()}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


if __name__ == "__main__":
    main()
