"""What stands on the page before the first question: the header's line on what the answers stand on, and questions to begin with."""

from html import escape

from assistant.pay import number
from assistant.types import Overview
from assistant.wording import Language, say
from ui.dates import written_date
from ui.library_paths import list_path
from ui.transcript import ask_buttons

LISTED = 60
"""Occupations, and places, that the first view names."""


def basis(overview: Overview, language: Language) -> str:
    """What the answers are made from, in one line: "Antworten aus 36 Seiten (12 Berufe, 8 Städte) – jede Aussage mit Beleg"."""
    details = [_count(language, kind, len(names)) for kind, names in (("occupation", overview.occupations), ("place", overview.places)) if names]
    counts = _count(language, "page", overview.pages) + (f" ({', '.join(details)})" if details else "")
    return say(language, "chat.basis", counts=counts)


def header(overview: Overview, language: Language, other: tuple[Language, str]) -> str:
    """Name, line, and the switch to the other language, which is a link to its page: `other` is that language and its path."""
    code, path = other
    dark, light = _say(language, "dark"), _say(language, "light")
    links = (
        f'<a href="{escape(list_path(language))}">{_say(language, "read")}</a>'
        f'<button type="button" id="open-history">{_say(language, "conversations")}</button>'
        f'<button type="button" id="appearance" data-dark="{dark}" data-light="{light}">{dark}</button>'
        f'<a class="language" href="{escape(path)}" lang="{code}" hreflang="{code}">{_say(language, "other_language")}</a>'
    )
    return (
        f'<div class="brand"><h1>{_say(language, "name")}</h1><p class="basis">{escape(basis(overview, language))}</p></div>'
        f'<nav class="top-links" aria-label="{_say(language, "more")}">{links}</nav>'
    )


def welcome(overview: Overview, examples: tuple[str, ...], language: Language, *, keeps_declined: bool = False, logs_questions: bool = False) -> str:
    """The first view: a heading, a promise, and examples as buttons."""
    heading = _say(language, "welcome" if overview.occupations else "welcome_plain")
    begin = f'<p class="begin">{_say(language, "examples")}</p>{ask_buttons(examples)}' if examples else ""
    said = [key for key, is_so in (("keeps_declined", keeps_declined), ("logs_questions", logs_questions)) if is_so]
    kept = "".join(f'<p class="stand">{_say(language, key)}</p>' for key in said)
    return f'<div class="welcome"><h2>{heading}</h2><p>{_say(language, "welcome_hint")}</p>{begin}{_held(overview, language)}{kept}</div>'


def _held(overview: Overview, language: Language) -> str:
    """Occupations and places with the numbers of their pages; each leads to the list of these. None where pages name neither."""
    groups = (("occupation", overview.pages_on_occupation), ("place", overview.pages_on_place))
    lists = "".join(_group(kind, counts, language) for kind, counts in groups if counts)
    stand = f'<p class="stand">{escape(say(language, "chat.newest", date=written_date(overview.stand, language)))}</p>' if overview.stand else ""
    return f'<div class="held">{lists}{stand}</div>' if lists or stand else ""


def _group(kind: str, counts: tuple[tuple[str, int], ...], language: Language) -> str:
    most = sorted(counts, key=lambda each: -each[1])[:LISTED]
    items = "".join(
        f'<li><a href="{escape(list_path(language, **{kind: name}))}">{escape(name)} <span class="count">({number(language, count)})</span></a></li>'
        for name, count in sorted(most, key=lambda each: each[0].casefold())
    )
    more = f'<li><a href="{escape(list_path(language))}">{_say(language, "all_pages")}</a></li>' if len(counts) > LISTED else ""
    return f"<details><summary>{_say(language, f'held.{kind}')}</summary><ul>{items}{more}</ul></details>"


def _count(language: Language, kind: str, count: int) -> str:
    text = say(language, f"chat.counts.{kind}{'' if count == 1 else 's'}", count=number(language, count))
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _say(language: Language, key: str) -> str:
    return escape(say(language, f"chat.{key}"))
