"""Puts the pages of a change into a generation, a step at a time, so that memory doesn't grow with their number."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Protocol

from index import amounts
from index.change_plan import Plan
from index.generation_writer import GenerationWriter, ReadyPassage
from index.passages import context_of, split_passages
from index.types import Document, Progress, Span
from index.vector_file import Vectors

STEP = 1_000_000
"""Characters of pages that are cut, encoded and written at once: some 300 pages, 10,000 vectors (15 MB)."""


class Encode(Protocol):
    """Texts to vectors, shape (texts, dimension); `progress` is told (done, all)."""

    def __call__(self, texts: Sequence[str], progress: Callable[[int, int], None]) -> Vectors: ...


def fill_pages(writer: GenerationWriter, encode: Encode, plan: Plan, progress: Progress) -> dict[str, int]:
    """Puts in what a plan brings, and returns the counts of what the generation then holds.

    encode: the vectors of texts, shape (texts, dimension), told how far that is. The outcome doesn't depend on the size of a step.
    """
    total = sum(1 + len(cut.sentences) for page in _pages(plan) for cut in split_passages(page))
    progress("encode", 0, total)
    for file, (origin, digest, pages) in plan.put.items():
        writer.put_file(file, str(origin), digest, pages)
    done = 0
    for step in _steps(_pages(plan)):
        passages = _ready(step, partial(encode, progress=partial(_tell, progress, done, total)))
        writer.put_passages(passages)
        done += sum(1 + len(each.sentences) for each in passages)
        progress("encode", done, total)
    progress("write", 0, 1)
    counts = writer.close()
    progress("write", 1, 1)
    return counts


def _tell(progress: Progress, before: int, total: int, done: int, _: int) -> None:
    progress("encode", before + done, total)


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


def _ready(pages: Iterable[Document], encode: Callable[[Sequence[str]], Vectors]) -> list[ReadyPassage]:
    cuts = [(page, cut) for page in pages for cut in split_passages(page)]
    texts = [context_of(page, cut.heading) + page.text[cut.span.start : cut.span.end] for page, cut in cuts]
    spoken = [page.text[s.start : s.end] for page, cut in cuts for s in cut.sentences]
    vectors = encode(texts + spoken)
    passages: list[ReadyPassage] = []
    at = len(texts)
    for n, ((page, cut), text) in enumerate(zip(cuts, texts, strict=True)):
        passages.append(ReadyPassage(page, cut, text, vectors[n], vectors[at : at + len(cut.sentences)], _amounts(page, cut.sentences)))
        at += len(cut.sentences)
    return passages


def _amounts(page: Document, sentences: Sequence[Span]) -> tuple[amounts.Amount, ...]:
    return tuple(amount for sentence in sentences for amount in amounts.find_amounts(page.text, sentence))
