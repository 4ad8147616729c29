"""A review as lines of text, for a terminal: short, with the quotes in full; `--json` has everything."""

from collections.abc import Iterable, Iterator, Sequence

from assistant import pay
from assistant.contradictory_pay import Contradiction
from assistant.coverage import PageCoverage
from assistant.implausible_pay import ImplausiblePay
from assistant.library_review import Review
from assistant.near_duplicates import NearDuplicate
from assistant.page_reading import ToldPay, by_sentence
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


def counted(review: Review) -> dict[str, int]:
    """How much there is in each section that should be looked at; of coverage, the pages with gaps."""
    return {
        "coverage": sum(bool(row.gaps) for row in review.coverage),
        "missing_pages": sum(len(missing.places) for missing in review.missing_pages),
        "without_pay": len(review.without_pay),
        "without_date": len(review.without_date),
        "implausible_pay": len(review.implausible_pay),
        "contradictions": len(review.contradictions),
        "near_duplicates": len(review.near_duplicates),
    }


def page_name(page: PageEntry) -> str:
    """Occupation and place, or the title of a page that names neither: "Koch · Bochum"."""
    return " · ".join(part for part in (page.occupation, page.place) if part) or page.title


def page_label(page: PageEntry) -> str:
    """The same with the id, by which the page's file is found."""
    return f"{page_name(page)} ({page.id})"


def fault_text(language: Language, found: ImplausiblePay) -> str:
    """What is wrong: "Weniger als 500 € im Monat"."""
    period = found.told[0].amount.period
    return say(
        language,
        f"review.fault.{found.fault}",
        limit=pay.figure(language, found.limit, found.limit) if found.limit is not None else "",
        period=say(language, f"pay.period.{period}") if period else "",
    )


def contradiction_text(language: Language, found: Contradiction) -> str:
    """What pages disagree about: "Koch · Bochum, am Anfang, im Monat"."""
    stage = [say(language, f"pay.stage.{found.stage}")] if found.stage else []
    return ", ".join([f"{found.occupation} · {found.place}", *stage, say(language, f"pay.period.{found.period}")])


def share_percent(found: NearDuplicate) -> int:
    """Rounded down, so that what isn't the same is never 100."""
    return int(found.share * 100)


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
        quote = say(language, "review.quote", text=" ".join(group[0].quote.split()))
        yield f"    {', '.join(one.figure for one in group)} – {quote} ({group[0].page.id})"


def _duplicate_line(language: Language, found: NearDuplicate) -> str:
    one, other = map(page_label, found.pages)
    return say(language, "review.pair", one=one, other=other, share=share_percent(found), likeness=say(language, f"review.likeness.{found.likeness}"))
