"""The pages themselves in HTML: the list of all of them with its search form, and one of them whole."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby

from assistant.pages import alphabetical
from assistant.pay import number
from assistant.types import PageEntry, PageSection, WholePage
from assistant.wording import Language, say
from ui.dates import stand
from ui.library_paths import LISTS, LONGEST_SEARCH, Choice, chat_path, chosen_path, page_path
from ui.live_link import live_url

PART_SIZE = 50
"""Pages of a list that are shown together."""
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


def list_page(everything: Sequence[PageEntry], found: Sequence[PageEntry], choice: Choice, language: Language) -> tuple[str, str]:
    """(title, body) of the list: `found` are the pages that have the words of the choice, `everything` are all; both in the order in which they are shown."""
    shown = _restricted(found, choice)
    total = say(language, "pages.found", found=number(language, len(shown)), total=_count(len(everything), language))
    heading = total if choice.restricts else say(language, "pages.all", total=_count(len(everything), language))
    body = (
        f'<h1>{_say(language, "title")}</h1><p class="quiet">{_say(language, "intro")}</p>{_form(found, choice, language)}'
        f'<section aria-labelledby="found"><h2 id="found">{escape(heading)}</h2>'
        f"{_results(shown, choice, language) if shown else _nothing(everything, found, choice, language)}</section>"
    )
    title = say(language, "pages.title")
    return (f"{total} – {title}" if choice.restricts else title), body


def page_body(page: WholePage, choice: Choice, language: Language, home: str) -> str:
    """A page whole: where it comes from, its text, and questions that open the chat at `home`."""
    facts = _facts((page.occupation, page.place, stand(page.date, language)))
    live = live_url(page.url)
    back = _back(choice, language)
    outside = f'<a href="{escape(live)}" target="_blank" rel="noopener noreferrer">{escape(say(language, "chat.source.link"))}</a>' if live else ""
    tongue = f' lang="{page.language}"' if LANGUAGE_TAG.fullmatch(page.language) else ""
    links = "".join(f"<li>{link}</li>" for link in (f'<a href="#ask">{_say(language, "ask")}</a>', outside, back) if link)
    return (
        f'<article><h1{tongue}>{escape(page.title)}</h1>{f"<p>{facts}</p>" if facts else ""}<ul class="page-links">{links}</ul>'
        f'<div class="page-text"{tongue}>{"".join(map(_section, page.sections))}</div></article>'
        f'{_questions(page.questions, language, home)}<p class="page-link">{back}</p>'
    )


def missing_body(choice: Choice, language: Language) -> str:
    """What is said where there is no such page."""
    return f'<h1>{_say(language, "missing")}</h1><p>{_say(language, "missing_why")}</p><p class="page-link">{_back(choice, language)}</p>'


def _form(found: Sequence[PageEntry], choice: Choice, language: Language) -> str:
    occupations = Counter(page.occupation for page in _restricted(found, replace(choice, occupation="")) if page.occupation)
    places = Counter(page.place for page in _restricted(found, replace(choice, place="")) if page.place)
    return (
        f'<form class="page-search" role="search" method="get" action="{LISTS[language]}">'
        f'<p class="wide"><label for="words">{_say(language, "words")}</label>'
        f'<input type="search" id="words" name="q" value="{escape(choice.words)}" maxlength="{LONGEST_SEARCH}" autocomplete="off" aria-describedby="hint">'
        f'<span class="quiet" id="hint">{_say(language, "words_hint")}</span></p>'
        f"{_select('occupation', occupations, choice.occupation, language)}{_select('place', places, choice.place, language)}"
        f'<p><button type="submit" class="main">{_say(language, "show")}</button></p></form>'
    )


def _select(kind: str, counts: Mapping[str, int], chosen: str, language: Language) -> str:
    """The values there are beside the rest of the choice, with how many pages each has; nothing where no page names one."""
    # What is chosen stands there even if no page has it: the form says what the list was made by.
    values = dict(counts) | ({chosen: counts.get(chosen, 0)} if chosen else {})
    if not values:
        return ""
    options = "".join(
        f'<option value="{escape(name)}"{" selected" if name == chosen else ""}>'
        f"{escape(say(language, 'pages.option', name=name, count=number(language, count)))}</option>"
        for name, count in sorted(values.items(), key=lambda value: alphabetical(value[0]))
    )
    return (
        f'<p><label for="{kind}">{_say(language, kind)}</label><select id="{kind}" name="{kind}">'
        f'<option value="">{_say(language, f"any_{kind}")}</option>{options}</select></p>'
    )


def _results(shown: Sequence[PageEntry], choice: Choice, language: Language) -> str:
    last = (len(shown) + PART_SIZE - 1) // PART_SIZE
    part = min(choice.part, last)
    first = (part - 1) * PART_SIZE
    here = replace(choice, part=part)
    groups = groupby(shown[first : first + PART_SIZE], key=lambda page: page.occupation)
    grouped = any(page.occupation for page in shown)
    lists = "".join(_group(occupation if grouped else "", list(pages), here, language) for occupation, pages in groups)
    everything = f'<p class="page-link"><a href="{LISTS[language]}">{_say(language, "show_all")}</a></p>' if choice.restricts else ""
    return everything + lists + (_turning(here, first, len(shown), language) if last > 1 else "")


def _group(occupation: str | None, pages: Sequence[PageEntry], choice: Choice, language: Language) -> str:
    """The pages of an occupation under its name; of none (None) under "no occupation given"; "" leaves the heading out."""
    heading = "" if occupation == "" else f"<h3>{escape(occupation or say(language, 'pages.no_occupation'))}</h3>"
    return f'{heading}<ul class="page-list">{"".join(_entry(page, choice, language) for page in pages)}</ul>'


def _entry(page: PageEntry, choice: Choice, language: Language) -> str:
    facts = _facts((page.place, stand(page.date, language)))
    return f'<li><a href="{escape(page_path(language, page.id, choice))}">{escape(page.title)}</a> {facts}</li>'


def _turning(choice: Choice, first: int, total: int, language: Language) -> str:
    last = min(first + PART_SIZE, total)
    links = [
        f'<a rel="{rel}" href="{escape(chosen_path(language, replace(choice, part=choice.part + step)))}">{_say(language, rel)}</a>'
        for rel, step, there in (("prev", -1, first > 0), ("next", 1, last < total))
        if there
    ]
    where = say(language, "pages.part", first=number(language, first + 1), last=number(language, last), total=number(language, total))
    return f'<nav class="page-parts" aria-label="{_say(language, "parts")}"><span>{escape(where)}</span>{"".join(links)}</nav>'


def _nothing(everything: Sequence[PageEntry], found: Sequence[PageEntry], choice: Choice, language: Language) -> str:
    if not everything:
        return f"<p>{_say(language, 'empty')}</p>"
    wanted = ", ".join(say(language, f"pages.wanted.{kind}", name=name) for kind, name in _active(choice).items())
    links = [
        f'<li><a href="{escape(chosen_path(language, wider))}">{escape(say(language, f"pages.without.{kind}", name=name, total=_count(left, language)))}</a></li>'
        for kind, name in _active(choice).items()
        if (wider := _without(kind, choice)).restricts and (left := len(_restricted(everything if kind == "words" else found, wider)))
    ]
    links.append(f'<li><a href="{LISTS[language]}">{_say(language, "show_all")}</a></li>')
    return f'<p>{escape(say(language, "pages.nothing", wanted=wanted))}</p><ul class="page-list">{"".join(links)}</ul>'


def _questions(questions: Sequence[str], language: Language, home: str) -> str:
    asked = [(question, chat_path(home, question)) for question in questions] + [(say(language, "pages.own_question"), home)]
    items = "".join(f'<li><a class="asks" href="{escape(path)}">{escape(text)}</a></li>' for text, path in asked)
    return f'<section aria-labelledby="ask"><h2 id="ask" tabindex="-1">{_say(language, "ask")}</h2><ul class="page-asks">{items}</ul></section>'


def _back(choice: Choice, language: Language) -> str:
    return f'<a href="{escape(chosen_path(language, choice))}">{_say(language, "back")}</a>'


def _section(section: PageSection) -> str:
    heading = f"<h2>{escape(section.heading)}</h2>" if section.heading else ""
    return heading + "".join(f"<p>{escape(paragraph)}</p>" for paragraph in section.paragraphs)


def _restricted(pages: Sequence[PageEntry], choice: Choice) -> Sequence[PageEntry]:
    """Those on the occupation and the place that are chosen."""
    return [page for page in pages if choice.occupation in ("", page.occupation) and choice.place in ("", page.place)]


def _active(choice: Choice) -> dict[str, str]:
    named = {"words": choice.words, "occupation": choice.occupation, "place": choice.place}
    return {kind: name for kind, name in named.items() if name}


def _without(kind: str, choice: Choice) -> Choice:
    return replace(choice, part=1, **{kind: ""})


def _facts(facts: Sequence[str | None]) -> str:
    told = " · ".join(escape(fact) for fact in facts if fact)
    return f'<span class="quiet">{told}</span>' if told else ""


def _count(count: int, language: Language) -> str:
    return say(language, f"chat.counts.page{'' if count == 1 else 's'}", count=number(language, count))


def _say(language: Language, key: str) -> str:
    return escape(say(language, f"pages.{key}"))
