"""Puts the pages of a change into the files of a generation, a step at a time, so that memory doesn't grow with their number."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from index import amounts, embedding_cache, german
from index.change_plan import Plan
from index.dense import DenseWriter
from index.encoder import Encoder
from index.library import STORE, VECTORS, WORDS
from index.passages import context_of, split_passages
from index.store import StoreReader, StoreWriter
from index.types import Document, Progress, Span
from index.vector_file import Vectors
from index.words import Entry, WordIndex, WordWriter

STEP = 1_000_000
"""Characters of pages that are cut, encoded and written at once: some 300 pages, 10,000 vectors (15 MB)."""


@dataclass(frozen=True, slots=True)
class Writers:
    """What a generation's files are written with."""

    store: StoreWriter
    dense: DenseWriter
    words: WordWriter

    def close(self) -> None:
        """Ends what each has begun."""
        self.store.close()
        self.dense.close()
        self.words.close()


def fill_pages(folder: Path, cache: Path, encoder: Encoder, plan: Plan, progress: Progress) -> dict[str, int]:
    """Takes out what a plan drops, puts in what it brings, and returns the counts of what the generation then holds.

    The outcome doesn't depend on the size of a step. Nothing may be read from the folder before this is done.
    """
    total = sum(1 + len(cut.sentences) for page in _pages(plan) for cut in split_passages(page))
    progress("encode", 0, total)
    writers = _begin(folder, encoder, plan)
    done = 0
    for pages in _steps(_pages(plan)):
        done += _put(pages, writers, partial(embedding_cache.encode, cache, encoder, progress=partial(_tell, progress, done, total)))
        progress("encode", done, total)
    progress("write", 0, 1)
    writers.store.drop_unused_sources(keep=plan.put)
    writers.close()
    progress("write", 1, 1)
    with closing(StoreReader(folder / STORE)) as reader:
        return reader.counts()


def _tell(progress: Progress, before: int, total: int, done: int, _: int) -> None:
    progress("encode", before + done, total)


def _begin(folder: Path, encoder: Encoder, plan: Plan) -> Writers:
    store = StoreWriter(folder / STORE)
    gone = store.remove(plan.dropped)
    for file, (origin, digest, pages) in plan.put.items():
        store.put_source(file, str(origin), digest)
        for page in pages:
            store.put_document(page, file)
    return Writers(store, DenseWriter(folder / VECTORS, encoder.dimension, gone), WordIndex.make(folder / WORDS).writer(plan.dropped))


def _pages(plan: Plan) -> Iterator[Document]:
    return (page for _, _, pages in plan.put.values() for page in pages)


def _steps(pages: Iterable[Document]) -> Iterator[list[Document]]:
    step: list[Document] = []
    size = 0
    for page in pages:
        step.append(page)
        size += len(page.text)
        if size >= STEP:
            yield step
            step, size = [], 0
    if step:
        yield step


def _put(pages: Iterable[Document], writers: Writers, encode: Callable[[Sequence[str]], Vectors]) -> int:
    """Writes the passages of pages and returns how many texts, passages and sentences, that were."""
    cuts = [(page, cut) for page in pages for cut in split_passages(page)]
    texts = [context_of(page, cut.heading) + page.text[cut.span.start : cut.span.end] for page, cut in cuts]
    spoken = [page.text[s.start : s.end] for page, cut in cuts for s in cut.sentences]
    vectors = encode(texts + spoken)
    ids: list[int] = []
    at = len(texts)
    for page, cut in cuts:
        ids.append(writers.store.put_passage(page.id, cut, vectors[at : at + len(cut.sentences)], _amounts(page, cut.sentences)))
        at += len(cut.sentences)
    writers.dense.add(ids, vectors[: len(texts)])
    writers.words.add(_entry(i, page, text) for i, (page, _), text in zip(ids, cuts, texts, strict=True))
    return len(vectors)


def _entry(passage: int, page: Document, text: str) -> Entry:
    return Entry(passage, page.id, page.occupation or "", page.place or "", german.terms(text))


def _amounts(page: Document, sentences: Sequence[Span]) -> tuple[amounts.Amount, ...]:
    return tuple(amount for sentence in sentences for amount in amounts.find_amounts(page.text, sentence))
