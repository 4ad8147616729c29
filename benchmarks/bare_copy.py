"""The passages of a library and their vectors, as the bare baseline keeps them: both search the same."""

import json
from pathlib import Path

import faiss

from benchmarks import bare_search
from index import generation
from index.dense import DenseIndex
from index.folder_holdings import STORE, VECTORS
from index.store import StoreReader

STEP = 5_000
"""Passages that are read at once."""


def write(library: Path, folder: Path) -> None:
    """Copies them into a folder, which is made where there is none. Raises LibraryError where there is no library."""
    folder.mkdir(parents=True, exist_ok=True)
    opened = generation.open_current(library)
    dense = DenseIndex.read(opened.folder / VECTORS, opened.manifest.encoder.dimension)
    store = StoreReader(opened.folder / STORE)
    ids = sorted(dense.ids().tolist())
    index = faiss.IndexFlatIP(dense.dimension)
    with (folder / bare_search.PASSAGES).open("w", encoding="utf-8", newline="\n") as lines:
        for start in range(0, len(ids), STEP):
            some = ids[start : start + STEP]
            index.add(dense.vectors(some))
            passages = store.passages(some)
            lines.writelines(json.dumps(passages[i].text, ensure_ascii=False) + "\n" for i in some)
    faiss.write_index(index, str(folder / bare_search.VECTORS))
    store.close()
