"""A review as lines of text, for a terminal: short, with the quotes in full; `--json` has everything."""

from collections.abc import Iterable, Iterator, Sequence

from assistant.contradictory_pay import Contradiction
from assistant.coverage import PageCoverage
from assistant.implausible_pay import ImplausiblePay
from assistant.library_review import Review
from assistant.near_duplicates import NearDuplicate
from assistant.page_reading import ToldPay, by_sentence
from assistant.review_wording import contradiction_text, counted, fault_text, page_name, share_percent
from assistant.types import PageEntry
from assistant.wording import Language, say

SHOWN = 50
"""Lines of one section."""


def review_lines(review: Review, language: Language) -> Iterator[str]:
    """The lines, with an empty one before each section."""
    yield f"{say(language, 'review.title')} – {say(language, 'review.generation')} {review.generation}"
    sections = {
        "coverage": [_coverage_line(language, row) for row in review.coverage],
        "missing_pages": [f"{missing.occupation}: {', '.join(missing.places)}" for missing in review.missing_pages],
        "without_pay": [page_label(page) for page in review.without_pay],
        "without_date": [page_label(page) for page in review.without_date],
        "implausible_pay": [_implausible_lines(language, found) for found in review.implausible_pay],
        "contradictions": [_contradiction_lines(language, found) for found in review.contradictions],
        "near_duplicates": [_duplicate_line(language, found) for found in review.near_duplicates],
    }
    counts = counted(review)
    for key, lines in sections.items():
        count = len(lines) if key == "coverage" else counts[key]
        yield ""
        yield say(language, "review.counted", name=say(language, f"review.section.{key}"), count=count)
        yield from _shown(language, lines)


def page_label(page: PageEntry) -> str:
    """A page with its id, by which the page's file is found."""
    return f"{page_name(page)} ({page.id})"


def _shown(language: Language, lines: Sequence[str]) -> Iterator[str]:
    for line in lines[:SHOWN] or [say(language, "review.none")]:
        yield f"  {line}"
    if len(lines) > SHOWN:
        yield f"  {say(language, 'review.more_json', count=len(lines) - SHOWN)}"


def _coverage_line(language: Language, row: PageCoverage) -> str:
    told = ", ".join(say(language, "review.sentences", aspect=say(language, f"aspect.{a}"), count=n) for a, n in row.sentences.items() if n)
    gaps = ", ".join(say(language, f"aspect.{aspect}") for aspect in row.gaps)
    key = "review.told_gaps" if gaps else "review.told"
    return say(language, key, page=page_label(row.page), told=told or "–", gaps=gaps)


def _implausible_lines(language: Language, found: ImplausiblePay) -> str:
    return "\n".join([f"{fault_text(language, found)}:", *_quotes(language, found.told)])


def _contradiction_lines(language: Language, found: Contradiction) -> str:
    return "\n".join([f"{contradiction_text(language, found)}:", *_quotes(language, found.told)])


def _quotes(language: Language, told: Iterable[ToldPay]) -> Iterator[str]:
    for group in by_sentence(told):
        quote = say(language, "programs.quoted", text=" ".join(group[0].quote.split()))
        yield f"    {', '.join(one.figure for one in group)} – {quote} ({group[0].page.id})"


def _duplicate_line(language: Language, found: NearDuplicate) -> str:
    one, other = map(page_label, found.pages)
    return say(language, "review.pair", one=one, other=other, share=share_percent(found), likeness=say(language, f"review.likeness.{found.likeness}"))
