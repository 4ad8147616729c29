"""A review of the library as HTML, for the operator: a heat map of what the pages tell, and lists of what should be looked at."""

from collections.abc import Iterable, Sequence
from html import escape

from assistant import pay
from assistant.coverage import PageCoverage
from assistant.library_review import Review
from assistant.near_duplicates import NearDuplicate
from assistant.page_reading import ToldPay, by_sentence
from assistant.review_wording import contradiction_text, counted, fault_text, page_name, share_percent
from assistant.types import PageEntry
from assistant.wording import Language, say
from index.types import Aspect
from ui.dates import written_date
from ui.library_paths import page_path

STYLE = "review.css"
"""The file of ui/static that the review needs."""
ROWS = 300
"""Rows of the heat map; of more pages those with the most gaps."""
ITEMS = 100
"""Items of a list."""
OLDEST = 5
STEPS = (1, 3, 6, 11, 21)
"""The least count of each of the five shades; a page has a few sentences on most aspects, seldom more than twenty on one."""


def review_html(review: Review, language: Language) -> str:
    """The body of the page without its heading, which is `review.title`. Everything from the pages is escaped."""
    sections = (
        ("coverage", _coverage(review.coverage, language)),
        ("missing_pages", _items([_missing(m.occupation, m.places) for m in review.missing_pages], language)),
        ("without_pay", _pages(review.without_pay, language)),
        ("without_date", _pages(review.without_date, language) + _oldest(review.coverage, language)),
        ("implausible_pay", _items([_finding(fault_text(language, f), f.told, language) for f in review.implausible_pay], language, "findings")),
        ("contradictions", _items([_finding(contradiction_text(language, f), f.told, language) for f in review.contradictions], language, "findings")),
        ("near_duplicates", _duplicates(review.near_duplicates, language)),
    )
    return f"<p>{_say(language, 'intro')}</p>{_facts(review, language)}{_contents(review, language)}" + "".join(
        _section(key, content, review, language) for key, content in sections
    )


def shade(count: int) -> int:
    """The class of a cell, 0 (a gap) to 5."""
    return sum(count >= least for least in STEPS)


def _facts(review: Review, language: Language) -> str:
    pages = [row.page for row in review.coverage]
    numbers = {
        "generation": review.generation,
        "pages": len(pages),
        "occupations": len({page.occupation for page in pages if page.occupation}),
        "places": len({page.place for page in pages if page.place}),
    }
    return f'<dl class="review-facts">{"".join(f"<div><dt>{_say(language, key)}</dt><dd>{n}</dd></div>" for key, n in numbers.items())}</dl>'


def _contents(review: Review, language: Language) -> str:
    """Links to the sections with how much there is in each."""
    counts = counted(review)
    names = {key: _say(language, f"section.{'gaps' if key == 'coverage' else key}") for key in counts}
    items = "".join(f'<li><a href="#{key}">{names[key]}</a> <span class="count">{count}</span></li>' for key, count in counts.items())
    return f'<nav aria-label="{_say(language, "overview")}"><ul class="review-contents">{items}</ul></nav>'


def _section(key: str, content: str, review: Review, language: Language) -> str:
    minimum = review.minimum_wage
    amount, since = pay.figure(language, minimum.amount, minimum.amount), written_date(minimum.since.isoformat(), language)
    hint = escape(say(language, f"review.hint.{key}", amount=amount, since=since, law=minimum.law))
    return f'<section><h2 id="{key}" tabindex="-1">{_say(language, f"section.{key}")}</h2><p class="quiet">{hint}</p>{content}</section>'


def _coverage(rows: Sequence[PageCoverage], language: Language) -> str:
    if not rows:
        return _nothing(language)
    worst = set(sorted(range(len(rows)), key=lambda n: -len(rows[n].gaps))[:ROWS])
    shown = [row for n, row in enumerate(rows) if n in worst]
    head = "".join(f'<th scope="col">{_say(language, f"column.{aspect}")}</th>' for aspect in Aspect)
    cut = f"<p>{escape(say(language, 'review.worst_first', shown=len(shown), total=len(rows)))}</p>" if len(shown) < len(rows) else ""
    # What is wider than a phone scrolls by itself, also by keyboard, hence a region that takes the focus.
    return (
        f'{cut}{_legend(language)}<div class="heat" role="region" aria-labelledby="coverage" tabindex="0"><table>'
        f'<thead><tr><th scope="col">{escape(say(language, "table.page"))}</th>{head}<th scope="col">{_say(language, "stand")}</th></tr></thead>'
        f"<tbody>{''.join(_row(row, language) for row in shown)}</tbody></table></div>"
    )


def _row(row: PageCoverage, language: Language) -> str:
    cells = "".join(f'<td class="shade-{shade(n)}">{n or _say(language, "missing")}</td>' for n in (row.sentences[aspect] for aspect in Aspect))
    return f'<tr><th scope="row">{_link(row.page, language)}</th>{cells}<td class="stand">{_stand(row.page, language)}</td></tr>'


def _legend(language: Language) -> str:
    ends = [*(following - 1 for following in STEPS[1:]), None]
    texts = [
        say(language, "review.steps", low=low, high=high) if high else say(language, "review.last_step", low=low) for low, high in zip(STEPS, ends, strict=True)
    ]
    steps = "".join(f'<li class="shade-{n}">{escape(text)}</li>' for n, text in enumerate([say(language, "review.missing"), *texts]))
    return f'<p class="legend-name" id="legend">{_say(language, "legend")}:</p><ul class="legend" aria-labelledby="legend">{steps}</ul>'


def _missing(occupation: str, places: Sequence[str]) -> str:
    return f"<strong>{escape(occupation)}</strong>: {escape(', '.join(places))}"


def _pages(pages: Sequence[PageEntry], language: Language) -> str:
    return _items([_link(page, language) for page in pages], language, "review-pages")


def _oldest(rows: Iterable[PageCoverage], language: Language) -> str:
    dated = sorted((row.page.date, n, row.page) for n, row in enumerate(rows) if row.page.date)[:OLDEST]
    items = "".join(f'<li>{_link(page, language)} <span class="quiet">{_stand(page, language)}</span></li>' for _, _, page in dated)
    return f'<p>{_say(language, "oldest")}</p><ul class="review-pages">{items}</ul>' if items else ""


def _finding(heading: str, told: Sequence[ToldPay], language: Language) -> str:
    quotes = (f'<blockquote><p>{_quote(group)}</p></blockquote><p class="from">{_link(group[0].page, language)}</p>' for group in by_sentence(told))
    return f"<h3>{escape(heading)}</h3>{''.join(quotes)}"


def _quote(told: Sequence[ToldPay]) -> str:
    """The sentence with its amounts marked; they are in reading order."""
    quote, parts, at = told[0].quote, "", 0
    for one in told:
        first, last = one.amount.span.start - one.start, one.amount.span.end - one.start
        parts += f"{escape(quote[at:first])}<mark>{escape(quote[first:last])}</mark>"
        at = last
    return parts + escape(quote[at:])


def _duplicates(found: Sequence[NearDuplicate], language: Language) -> str:
    if not found:
        return _nothing(language)
    keys = ("table.page", "review.other_page", "review.agreement", "review.difference")
    head = "".join(f'<th scope="col">{escape(say(language, key))}</th>' for key in keys)
    rows = "".join(_duplicate(pair, language) for pair in found[:ITEMS])
    table = f'<div class="heat" role="region" aria-labelledby="near_duplicates" tabindex="0"><table class="pairs"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    return table + _more(len(found), language)


def _duplicate(pair: NearDuplicate, language: Language) -> str:
    one, other = (_link(page, language) for page in pair.pages)
    share, likeness = _say(language, "share", share=share_percent(pair)), _say(language, f"likeness.{pair.likeness}")
    return f'<tr><th scope="row">{one}</th><td>{other}</td><td>{share}</td><td>{likeness}</td></tr>'


def _items(items: Sequence[str], language: Language, kind: str = "review-list") -> str:
    if not items:
        return _nothing(language)
    return f'<ul class="{kind}">{"".join(f"<li>{item}</li>" for item in items[:ITEMS])}</ul>{_more(len(items), language)}'


def _more(count: int, language: Language) -> str:
    return f'<p class="quiet">{_say(language, "more", count=count - ITEMS)}</p>' if count > ITEMS else ""


def _nothing(language: Language) -> str:
    return f"<p>{_say(language, 'none')}</p>"


def _link(page: PageEntry, language: Language) -> str:
    title = f' title="{escape(page.title)}"' if page.title != page_name(page) else ""
    # The dot between occupation and place never begins a line.
    name = escape(page_name(page)).replace(" · ", "&nbsp;· ")
    return f'<a href="{escape(page_path(language, page.id))}"{title}>{name}</a>'


def _stand(page: PageEntry, language: Language) -> str:
    return escape(written_date(page.date, language)) if page.date else _say(language, "undated")


def _say(language: Language, key: str, **facts: object) -> str:
    return escape(say(language, f"review.{key}", **facts))
