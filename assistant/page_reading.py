"""A page gone through sentence by sentence: what each is about, by the vectors that the library stores, and the pay it tells."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from assistant.pay import is_supplement
from assistant.types import PageEntry, Record
from index.amounts import Amount
from index.library import TOLD, Library, Vector
from index.types import Aspect, Span

COLUMNS = {aspect: column for column, aspect in enumerate(Aspect)}
"""Of what a sentence is about."""


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence of a page: where it stands, the probability of each class of `index.aspects`, and the amounts of money it tells."""

    span: Span
    about: Vector
    amounts: tuple[Amount, ...]

    def tells(self, aspect: Aspect) -> bool:
        """Whether it is surely about an aspect."""
        return bool(self.about[COLUMNS[aspect]] >= TOLD)


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page, its text, and its sentences in reading order."""

    entry: PageEntry
    text: str
    sentences: tuple[ReadSentence, ...]


class ToldPay(Record):
    """An amount of pay and the sentence that tells it: `quote == document.text[start:end]`."""

    page: PageEntry
    quote: str
    start: int
    end: int
    figure: str
    """The amount as the page writes it."""
    amount: Amount


def read_page(library: Library, entry: PageEntry) -> ReadPage:
    """Reads one page from the store; nothing is encoded. Raises KeyError for a page that isn't there."""
    document = library.document(entry.id)
    if document is None:
        raise KeyError(entry.id)
    passages = library.passages_of(entry.id)
    amounts = library.amounts(passages)
    model = library.aspect_model("page")
    read: list[ReadSentence] = []
    for passage, sentences in library.sentences(passages).items():
        if sentences:
            about = model.of_passage(np.stack([sentence.vector for sentence in sentences]))
            read += [ReadSentence(s.span, row, _within(amounts[passage], s.span)) for s, row in zip(sentences, about, strict=True)]
    return ReadPage(entry, document.text, tuple(read))


def told_pay(page: ReadPage) -> tuple[ToldPay, ...]:
    """The amounts of a page that are somebody's pay, in reading order: told by a sentence about pay, and no supplement or cost."""
    return tuple(
        ToldPay(
            page=page.entry,
            quote=page.text[sentence.span.start : sentence.span.end],
            start=sentence.span.start,
            end=sentence.span.end,
            figure=page.text[amount.span.start : amount.span.end],
            amount=amount,
        )
        for sentence in page.sentences
        if sentence.tells(Aspect.PAY)
        for amount in sentence.amounts
        if not is_supplement(page.text, sentence.span, amount)
    )


def by_sentence(told: Iterable[ToldPay]) -> tuple[tuple[ToldPay, ...], ...]:
    """The amounts of each sentence together, in the order of the first ones, so that a quote is shown once."""
    sentences: dict[tuple[str, int], list[ToldPay]] = {}
    for one in told:
        sentences.setdefault((one.page.id, one.start), []).append(one)
    return tuple(tuple(sorted(group, key=lambda one: one.amount.span)) for group in sentences.values())


def _within(amounts: tuple[Amount, ...], span: Span) -> tuple[Amount, ...]:
    return tuple(amount for amount in amounts if span.start <= amount.span.start and amount.span.end <= span.end)
