"""What pages tell and what they leave out: sentences by aspect for each page, and pairs of occupation and place without a page."""

from collections.abc import Iterable

from assistant.page_reading import ReadPage
from assistant.types import PageEntry, Record
from index.name_keys import plain_name
from index.types import Aspect


class PageCoverage(Record):
    """How many sentences of a page are surely about each of the seven aspects; 0 where it doesn't tell one."""

    page: PageEntry
    sentences: dict[Aspect, int]

    @property
    def gaps(self) -> tuple[Aspect, ...]:
        """The aspects that the page doesn't tell."""
        return tuple(aspect for aspect, count in self.sentences.items() if not count)


class MissingPages(Record):
    """An occupation and the places for which other occupations have pages, but not this one."""

    occupation: str
    places: tuple[str, ...]


def coverage_of(page: ReadPage) -> PageCoverage:
    """Counts sentences by the rule by which the assistant offers questions (`Library.aspects_of`): pay needs an amount, too."""
    counts = {aspect: sum(sentence.tells(aspect) for sentence in page.sentences) for aspect in Aspect}
    if not any(sentence.amounts for sentence in page.sentences):
        counts[Aspect.PAY] = 0
    return PageCoverage(page=page.entry, sentences=counts)


def missing_pages(pages: Iterable[PageEntry]) -> tuple[MissingPages, ...]:
    """Which pairs of an occupation and a place have no page, in the order in which `pages` name them. "IT Manager" and "IT-Manager" are one occupation."""
    occupations: dict[str, str] = {}
    places: dict[str, None] = {}
    there: set[tuple[str, str]] = set()
    for page in pages:
        if page.occupation:
            occupations.setdefault(plain_name(page.occupation), page.occupation)
        if page.place:
            places.setdefault(page.place)
        if page.occupation and page.place:
            there.add((plain_name(page.occupation), page.place))
    found = ((name, tuple(sorted(place for place in places if (key, place) not in there))) for key, name in occupations.items())
    return tuple(MissingPages(occupation=name, places=without) for name, without in found if without)
