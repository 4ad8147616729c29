"""Writes the files of a generation that nobody reads yet."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from index import german
from index.dense import DenseWriter
from index.folder_holdings import STORE, VECTORS, WORDS
from index.generation_writer import ReadyPassage
from index.store import StoreReader, StoreWriter, create
from index.types import Document
from index.words import Entry, WordIndex


class FolderWriter:
    """What `index.generation_writer.GenerationWriter` asks for, into files. Nothing may be read from the folder before `close`."""

    def __init__(self, folder: Path, dimension: int, dropped: Sequence[str]) -> None:
        """Takes `dropped` documents out of the files of a copied generation, or makes files where there are none."""
        if not (folder / STORE).exists():
            create(folder / STORE)
        self._folder = folder
        self._files: list[str] = []
        self._store = StoreWriter(folder / STORE)
        self._dense = DenseWriter(folder / VECTORS, dimension, self._store.remove(dropped))
        self._words = WordIndex.make(folder / WORDS).writer(dropped)

    def put_file(self, file: str, origin: str, sha256: str, documents: Iterable[Document]) -> None:
        """Notes a file that was read, and its documents."""
        self._files.append(file)
        self._store.put_source(file, origin, sha256)
        for document in documents:
            self._store.put_document(document, file)

    def put_passages(self, passages: Sequence[ReadyPassage]) -> None:
        """Puts passages into all three."""
        ids = [self._store.put_passage(each.document.id, each.cut, each.sentences, each.amounts) for each in passages]
        if ids:
            self._dense.add(ids, np.stack([each.vector for each in passages]))
        self._words.add(_entry(i, each) for i, each in zip(ids, passages, strict=True))

    def close(self) -> dict[str, int]:
        """Forgets files that no document comes from any more, and ends what each has begun."""
        self._store.drop_unused_sources(keep=self._files)
        self._store.close()
        self._dense.close()
        self._words.close()
        with closing(StoreReader(self._folder / STORE)) as reader:
            return reader.counts()


def _entry(passage: int, ready: ReadyPassage) -> Entry:
    page = ready.document
    return Entry(passage, page.id, page.occupation or "", page.place or "", german.terms(ready.text))
