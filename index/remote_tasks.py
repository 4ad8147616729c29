"""What other processes are asked to do for a change; each keeps what it has loaded for the next task (`index.ray_workers` asks).

They may run on other machines: each task brings the mark of who asks, and is refused where berufslotse is another version.
"""

import os
import pickle
import sys
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from index.amounts import Amount
from index.encoder import Encoder, Vectors
from index.errors import UnusableWorkers
from index.parsing_process import ParsingProcess
from index.passages import Cut
from index.reading_rules import reading_rules
from index.types import Document, Failure
from index.workers import cut_page

Recipe = Callable[[], Encoder]
"""Loads an encoder; to be pickled."""


@cache
def mark() -> str:
    """Version and reading rules, which must be the same everywhere."""
    return f"{version('berufslotse')}, {reading_rules()}"


def read_bytes(asker: str, data: bytes, file: str) -> list[Document | Failure]:
    """What the file of a document id holds."""
    _require(asker, mark())
    with TemporaryDirectory(prefix="berufslotse-") as folder:
        # Its suffix and how deep it lies are all that reading takes from a path; the rest of a name need not be one on this machine.
        path = Path(folder).joinpath(*["x"] * file.count("/"), "page" + Path(file).suffix)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return list(_parser().read_file(path, file))


def cut(asker: str, pages: Sequence[Document]) -> list[tuple[tuple[Cut, ...], tuple[tuple[Amount, ...], ...]]]:
    """The passages of each page, and the amounts of each passage."""
    _require(asker, mark())
    return [(page.cuts, page.amounts) for page in map(cut_page, pages)]


def encode(asker: str, recipe: bytes, identity: str, texts: Sequence[str]) -> Vectors:
    """The vectors of texts, shape (texts, dimension), by the encoder of a recipe, calculated by one thread.

    A block's vectors are then the same wherever it is encoded, on one kind of processor.
    """
    _require(asker, mark())
    encoder = _encoder(recipe)
    _require(identity, encoder.identity)
    return encoder.encode_passages(texts)


def _require(asked: str, found: str) -> None:
    if asked != found:
        raise UnusableWorkers.by("unfit", f"{found} ≠ {asked}")


@cache
def _parser() -> ParsingProcess:
    return ParsingProcess()


@lru_cache(maxsize=1)
def _encoder(recipe: bytes) -> Encoder:
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    loads: Recipe = pickle.loads(recipe)
    encoder = loads()
    if torch := sys.modules.get("torch"):
        torch.set_num_threads(1)
    return encoder
