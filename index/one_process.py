"""Reads, cuts and encodes in this process, one thing after the other (files from outside in one of their own, `index.parsing_process`)."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from index.encoder import Encoder, Vectors
from index.parsing_process import ParsingProcess
from index.types import Document, Failure
from index.workers import CutPage, cut_page


class OneProcess:
    """What `index.workers.Workers` asks for. To be closed; for one thread."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._parser = ParsingProcess()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._parser.close()

    def read(self, files: Iterable[tuple[Path, str]]) -> Iterator[Iterable[Document | Failure]]:
        """JSON lines one at a time."""
        return (self._parser.read_file(path, file) for path, file in files)

    def cut(self, pages: Iterable[Document]) -> Iterator[CutPage]:
        """A page at a time."""
        return map(cut_page, pages)

    def encode(self, blocks: Iterable[Sequence[str]]) -> Iterator[Vectors]:
        """With as many threads as the encoder takes."""
        return encode_here(self._encoder, blocks)


def encode_here(encoder: Encoder, blocks: Iterable[Sequence[str]]) -> Iterator[Vectors]:
    """The vectors of blocks of texts."""
    for block in blocks:
        yield encoder.encode_passages(block) if block else np.zeros((0, encoder.dimension), dtype=np.float32)
