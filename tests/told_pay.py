"""Small values for the tests of the review: pages, and pay as a page tells it."""

from assistant.page_reading import ToldPay
from assistant.types import PageEntry
from index.amounts import find_amounts


def entry(name: str, occupation: str | None = "Koch", place: str | None = "Bochum", date: str | None = None) -> PageEntry:
    """A page in the list of pages; its title is its name."""
    return PageEntry(id=f"{name}.txt", title=name, occupation=occupation, place=place, date=date)


def pay(sentence: str, page: PageEntry | None = None, start: int = 0) -> tuple[ToldPay, ...]:
    """The amounts of a sentence that stands at `start` of a page."""
    text = " " * start + sentence
    return tuple(
        ToldPay(page=page or entry("koch"), quote=sentence, start=start, end=len(text), figure=text[a.span.start : a.span.end], amount=a)
        for a in find_amounts(text)
    )
