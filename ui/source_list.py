"""The list of sources below an answer: a line for each section that is cited with its page's date, and on paper every quote with its address, too."""

from html import escape

from assistant.types import Citation
from assistant.wording import Language, say
from ui.dates import stand
from ui.live_link import live_url
from ui.types import Turn


def source_list(turn: Turn, language: Language) -> str:
    """The sources of a turn's answer; "" before there is one. The version of the pages that it came from is for paper, and where one of them has changed."""
    if turn.answer is None:
        return ""
    kind = "generation" if turn.changed else "generation on-paper"
    generation = f'<p class="{kind}">{escape(say(language, "chat.generation", number=turn.answer.generation))}</p>'
    if not turn.answer.citations:
        return f'<div class="sources bare on-paper">{generation}</div>'
    sections: dict[tuple[str, str, str | None], list[Citation]] = {}
    for citation in turn.answer.citations:
        sections.setdefault((citation.document, citation.title, citation.section), []).append(citation)
    items = "".join(f"<li>{_line(cited, turn, language)}</li>" for cited in sections.values())
    return f'<div class="sources"><p>{_say(language, "list")}</p><ul>{items}</ul>{_on_paper(turn, turn.answer.citations, language)}{generation}</div>'


def _line(cited: list[Citation], turn: Turn, language: Language) -> str:
    """`cited` are the citations of one section of one page."""
    title, section, day = cited[0].title, cited[0].section, stand(cited[0].date, language)
    numbers = [citation.number for citation in cited]
    heading = f' <span class="section">{escape(section)}</span>' if section else ""
    heading += f' <span class="source-date">{escape(day)}</span>' if day else ""
    heading += f' <span class="page-changed">{_say(language, "changed")}</span>' if turn.changed.intersection(numbers) else ""
    if len(numbers) == 1:
        return f'<a href="#q-{turn.number}-{numbers[0]}" class="source-line">[{numbers[0]}] {escape(title)}</a>{heading}'
    links = " ".join(f'<a href="#q-{turn.number}-{number}" class="source-line">[{number}]</a>' for number in numbers)
    return f"{links} {escape(title)}{heading}"


def _on_paper(turn: Turn, citations: tuple[Citation, ...], language: Language) -> str:
    items = (_printed(citation, citation.number in turn.changed, language) for citation in citations)
    return f'<ul class="on-paper">{"".join(items)}</ul>'


def _printed(citation: Citation, changed: bool, language: Language) -> str:
    quoted = say(language, "programs.quoted", text=" ".join(citation.quote.split()))
    facts = ", ".join(fact for fact in (citation.title, citation.section, stand(citation.date, language), live_url(citation.url)) if fact)
    note = f" {_say(language, 'changed')}" if changed else ""
    return f"<li>[{citation.number}] {escape(quoted)} – {escape(facts)}{note}</li>"


def _say(language: Language, key: str) -> str:
    return escape(say(language, f"chat.source.{key}"))
