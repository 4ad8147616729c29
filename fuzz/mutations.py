"""Fuzzing by chance alone, where atheris can't be installed: seeds that are flipped, cut, spliced and repeated, reproducible by a number."""

import hashlib
import itertools
import random
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

LONGEST = 100_000
"""Bytes of an input."""
WORDS = tuple(
    word.encode()
    for word in (
        *("---\n", "# ", "> ", "- ", "| ", "```", "![", "](", "&amp;", "\\", "\n", "\r\n", "\u2028", "\u200d", "\u202e", "\u0301", "\ufeff", "🍳", "ß"),
        *("<!DOCTYPE", "<!--", "]]>", "<p>", "<h2>", "<table><tr><td>", "</", "<?xml", "&a;", "<w:tbl>", '<w:gridSpan w:val="9"/>', "<w:vMerge/>"),
        *(" obj", " 0 R", "<<", ">>", "/Kids", "/Count", "/Length", "/Filter /FlateDecode", "stream\n", "endstream", "xref\n", "trailer", "Do", "Tj"),
        *('{"text": "', '"id": ', "\\ud83d", "1e999", "0x", "&a [*a]", "!!", "titel: ", "stand: ", "2026-02-30", "url: https://", "Koch in Essen"),
        *("2.500 €", "3,2 bis 3,8 Tsd. €", "zwischen ", "bis zu ", "brutto", "im Monat", "EUR", "38,5 Stunden", "in der Woche", "ohne Erfahrung "),
        *("z. B. ", "1. ", "…", "„", "im ersten Lehrjahr "),
    )
)
"""What formats and figures are made of."""


def fuzz(try_one: Callable[[bytes], None], seeds: Sequence[bytes], seconds: float, seed: int, prefix: str) -> int:
    """Tries inputs until the time is over or a KeyboardInterrupt, prints how many, and returns how many crashed.

    One of each kind is kept as `prefix` and its hash.
    """
    kinds: set[str] = set()
    executions = crashes = 0
    end = time.monotonic() + seconds
    try:
        for data in itertools.takewhile(lambda _: time.monotonic() < end, inputs(seeds, random.Random(seed))):
            executions += 1
            try:
                try_one(data)
            except KeyboardInterrupt:
                raise
            except BaseException as error:
                crashes += 1
                _keep_one(error, data, kinds, prefix)
    except KeyboardInterrupt:
        pass
    print(f"{executions} executions, {crashes} crashes of {len(kinds)} kinds", flush=True)
    return crashes


def _keep_one(error: BaseException, data: bytes, kinds: set[str], prefix: str) -> None:
    where = traceback.extract_tb(error.__traceback__)[-1]
    kind = f"{type(error).__name__} {where.filename}:{where.lineno}"
    if kind not in kinds:
        kinds.add(kind)
        file = Path(f"{prefix}{hashlib.sha1(data).hexdigest()}")
        file.write_bytes(data)
        traceback.print_exception(error)
        print(f"{kind}: {file}", flush=True)


def inputs(seeds: Sequence[bytes], chance: random.Random) -> Iterator[bytes]:
    """The seeds as they are, then changed ones without end."""
    yield from seeds
    while True:
        data = bytearray(chance.choice(seeds))
        for _ in range(chance.randint(1, 6)):
            _change(data, seeds, chance)
        yield bytes(data[:LONGEST])


def _change(data: bytearray, seeds: Sequence[bytes], chance: random.Random) -> None:
    start = chance.randint(0, len(data))
    end = min(len(data), start + chance.choice((1, 2, 8, 64, 1024)))
    match chance.randrange(6):
        case 0:
            data[start:end] = chance.randbytes(end - start)
        case 1:
            data[start : start + 1] = bytes(byte ^ 1 << chance.randrange(8) for byte in data[start : start + 1])
        case 2:
            del data[start:end]
        case 3:
            data[start:start] = data[start:end] * chance.choice((1, 10, 100))
        case 4:
            other = chance.choice(seeds)
            data[start:] = other[chance.randint(0, len(other)) :]
        case _:
            data[start:start] = chance.choice(WORDS)
