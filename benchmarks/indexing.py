"""How long `index add` takes, and how much of it isn't encoding; beside it the same texts encoded and put into a flat index."""

import shutil
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from time import perf_counter

import faiss
import numpy as np

from benchmarks.encoded_texts import texts_under
from benchmarks.figures import Figure, Origin, figure, size_of
from benchmarks.stage_timer import Stage, timed
from index import changes, generation
from index.encoder import Encoder, Vectors

BARE_TEXTS = {"encoded": 2_000, "noisy": 100_000}
"""Texts that the baseline is given at most: its rate doesn't depend on how many there are, its memory does."""
TABLES = {"pages": "documents", "passages": "passages", "sentences": "sentences"}
"""What is counted, and under which name the manifest tells how many there are."""


def measure_indexing(pages: Path, library: Path, encoder: Encoder, bare: Callable[[Sequence[str]], Vectors], origin: Origin, rounds: int) -> list[Figure]:
    """Adds a folder of pages to a new library, `rounds` times, and leaves it at `library`. bare: texts to vectors as the baseline does it."""
    texts = list(islice(texts_under(pages), BARE_TEXTS[origin]))
    whole: list[float] = []
    outside: list[float] = []
    rates: list[float] = []
    for _ in range(rounds):
        shutil.rmtree(library, ignore_errors=True)
        with timed([Stage("encode", type(encoder), "encode_passages"), Stage("outside", changes, "add")]) as timer:
            changes.add(library, [pages], encoder)
            took = timer.take()
        whole.append(sum(took.values()))
        outside.append(took["outside"] / whole[-1])
        rates.append(_bare_rate(texts, bare, library.with_suffix(".bare.faiss")))
    counts = generation.open_current(library).manifest.counts
    size = size_of(library, origin)
    encoded = counts["passages"] + counts["sentences"]
    return [
        figure("indexing", "whole", "s", size, whole),
        *(figure("indexing", what, "1/s", size, [counts[table] / took for took in whole]) for what, table in TABLES.items()),
        figure("indexing", "texts (passages and sentences)", "1/s", size, [encoded / took for took in whole], rates),
        figure("indexing", "share outside the encoder", "", size, outside),
    ]


def _bare_rate(texts: Sequence[str], encode: Callable[[Sequence[str]], Vectors], file: Path) -> float:
    """Texts a second: encoded, added to a flat index, written."""
    started = perf_counter()
    vectors = np.ascontiguousarray(encode(texts), dtype=np.float32)
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    faiss.write_index(index, str(file))
    took = perf_counter() - started
    file.unlink()
    return len(texts) / took
