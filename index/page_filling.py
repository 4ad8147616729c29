"""Puts the pages of a change into a generation, a step at a time, so that memory doesn't grow with their number."""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from typing import Protocol

from index.change_plan import Plan
from index.generation_writer import GenerationWriter, ReadyPassage
from index.passages import context_of, split_passages
from index.types import Document, Progress
from index.vector_file import Vectors
from index.workers import CutPage

STEP = 1_000_000
"""Characters of pages that are encoded and written at once: some 300 pages, 10,000 vectors (15 MB)."""

CutPages = Callable[[Iterable[Document]], Iterator[CutPage]]
"""As `index.workers.Workers.cut`."""


class Encode(Protocol):
    """The vectors of the texts of each step, shape (texts, dimension); `told` hears how many more of them are there."""

    def __call__(self, parts: Iterable[Sequence[str]], *, told: Callable[[int], None]) -> Generator[Vectors]: ...


def fill_pages(writer: GenerationWriter, cut: CutPages, encode: Encode, plan: Plan, progress: Progress) -> dict[str, int]:
    """Puts in what a plan brings, and returns the counts of what the generation then holds. The outcome doesn't depend on the size of a step."""
    total = sum(1 + len(cut.sentences) for page in _pages(plan) for cut in split_passages(page))
    done = 0

    def tell(more: int) -> None:
        nonlocal done
        done += more
        progress("encode", done, total)

    tell(0)
    for file, (origin, digest, pages) in plan.put.items():
        writer.put_file(file, str(origin), digest, pages)
    begun: deque[list[CutPage]] = deque()
    with closing(encode(_begin(cut(_pages(plan)), begun), told=tell)) as encoded:
        for vectors in encoded:
            writer.put_passages(_ready(begun.popleft(), vectors))
    progress("write", 0, 1)
    counts = writer.close()
    progress("write", 1, 1)
    return counts


def _pages(plan: Plan) -> Iterator[Document]:
    return (page for _, _, pages in plan.put.values() for page in pages)


def _begin(pages: Iterable[CutPage], begun: deque[list[CutPage]]) -> Iterator[list[str]]:
    """The texts of each step, whose pages wait in `begun` for their vectors."""
    for step in _steps(pages):
        begun.append(step)
        yield [*_passages(step), *(page.page.text[s.start : s.end] for page in step for cut in page.cuts for s in cut.sentences)]


def _steps(pages: Iterable[CutPage]) -> Iterator[list[CutPage]]:
    step: list[CutPage] = []
    size = 0
    for page in pages:
        step.append(page)
        size += len(page.page.text)
        if size >= STEP:
            yield step
            step, size = [], 0
    if step:
        yield step


def _passages(pages: Iterable[CutPage]) -> list[str]:
    return [context_of(page.page, cut.heading) + page.page.text[cut.span.start : cut.span.end] for page in pages for cut in page.cuts]


def _ready(pages: Sequence[CutPage], vectors: Vectors) -> list[ReadyPassage]:
    """Passages with their vectors, which stand first, and those of their sentences."""
    texts = _passages(pages)
    passages: list[ReadyPassage] = []
    at = len(texts)
    cuts = ((page.page, cut, amounts) for page in pages for cut, amounts in zip(page.cuts, page.amounts, strict=True))
    for n, ((page, cut, amounts), text) in enumerate(zip(cuts, texts, strict=True)):
        passages.append(ReadyPassage(page, cut, text, vectors[n], vectors[at : at + len(cut.sentences)], amounts))
        at += len(cut.sentences)
    return passages
