"""Who reads, cuts and encodes for a change: this process (`index.one_process`), or many by Ray (`index.ray_workers`). The outcome is the same."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from index.amounts import Amount, find_amounts
from index.encoder import Vectors
from index.passages import Cut, split_passages
from index.types import Document, Failure


@dataclass(frozen=True, slots=True)
class CutPage:
    """A page with its passages and, for each of them, the amounts that it tells."""

    page: Document
    cuts: tuple[Cut, ...]
    amounts: tuple[tuple[Amount, ...], ...]


class Workers(Protocol):
    """All give results in the order asked, begin when they are asked for them, and look no further ahead than keeps everybody busy."""

    def read(self, files: Iterable[tuple[Path, str]]) -> Iterator[Iterable[Document | Failure]]:
        """What files hold, each (path, document id); never raises for what is in them. To be gone through before the next is asked for."""

    def cut(self, pages: Iterable[Document]) -> Iterator[CutPage]:
        """The passages of pages."""

    def encode(self, blocks: Iterable[Sequence[str]]) -> Iterator[Vectors]:
        """The vectors of texts, a block at a time, each of shape (texts, dimension); a block may be empty."""


def cut_page(page: Document) -> CutPage:
    """What `Workers.cut` gives of one page."""
    cuts = split_passages(page)
    return CutPage(page, cuts, tuple(tuple(amount for sentence in cut.sentences for amount in find_amounts(page.text, sentence)) for cut in cuts))
