"""What an operator should know about their pages: what they tell and leave out, which amounts can't be right, which pages repeat each other."""

from collections.abc import Callable
from datetime import date

from assistant import pages
from assistant.contradictory_pay import Contradiction, contradictions
from assistant.coverage import MissingPages, PageCoverage, coverage_of, missing_pages
from assistant.implausible_pay import ImplausiblePay, implausible_pay
from assistant.minimum_wage import MinimumWage, minimum_wage
from assistant.near_duplicates import Fingerprint, NearDuplicate, fingerprint, near_duplicates
from assistant.page_reading import ToldPay, read_page, told_pay
from assistant.types import PageEntry, Record
from index.library import Library


class Review(Record):
    """One generation of a library, gone through page by page. Pages are in the order of the page list."""

    generation: int
    minimum_wage: MinimumWage
    coverage: tuple[PageCoverage, ...]
    missing_pages: tuple[MissingPages, ...]
    without_pay: tuple[PageEntry, ...]
    without_date: tuple[PageEntry, ...]
    implausible_pay: tuple[ImplausiblePay, ...]
    contradictions: tuple[Contradiction, ...]
    near_duplicates: tuple[NearDuplicate, ...]


def review_library(library: Library, day: date, progress: Callable[[int, int], None] = lambda _done, _total: None) -> Review:
    """Reviews a library by the law of a day. Nothing is encoded; takes some seconds for a thousand pages. `progress` is told (pages done, pages)."""
    minimum = minimum_wage(day)
    entries = pages.entries(library)
    coverage: list[PageCoverage] = []
    told: list[ToldPay] = []
    without_pay: list[PageEntry] = []
    implausible: list[ImplausiblePay] = []
    marks: list[tuple[PageEntry, Fingerprint]] = []
    for done, entry in enumerate(entries, start=1):
        page = read_page(library, entry)
        pay = told_pay(page)
        coverage.append(coverage_of(page))
        told += pay
        without_pay += [] if pay else [entry]
        implausible += implausible_pay(pay, minimum)
        marks.append((entry, fingerprint(page.text, entry)))
        progress(done, len(entries))
    return Review(
        generation=library.number,
        minimum_wage=minimum,
        coverage=tuple(coverage),
        missing_pages=missing_pages(entries),
        without_pay=tuple(without_pay),
        without_date=tuple(entry for entry in entries if not entry.date),
        implausible_pay=tuple(implausible),
        contradictions=contradictions(told),
        near_duplicates=near_duplicates(marks),
    )
