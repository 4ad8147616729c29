"""How a review is worded, on the page and in a terminal alike."""

from assistant import pay
from assistant.contradictory_pay import Contradiction
from assistant.implausible_pay import ImplausiblePay
from assistant.library_review import Review
from assistant.near_duplicates import NearDuplicate
from assistant.types import PageEntry
from assistant.wording import Language, say


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
