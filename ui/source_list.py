"""The list of sources below an answer: a line for each section that is cited, and on paper every quote with its page, date and address."""

from html import escape

from assistant.types import Answer, Citation
from assistant.wording import Language, say
from ui.dates import written_date
from ui.live_link import live_url
from ui.types import Turn


def source_list(turn: Turn, language: Language) -> str:
    """The sources of a turn's answer, and which version of the pages it came from; "" before there is an answer."""
    if turn.answer is None:
        return ""
    generation = f'<p class="generation">{escape(say(language, "chat.generation", number=turn.answer.generation))}</p>'
    if not turn.answer.citations:
        return f'<div class="sources bare">{generation}</div>'
    sections: dict[tuple[str, str, str | None], list[int]] = {}
    for citation in turn.answer.citations:
        sections.setdefault((citation.document, citation.title, citation.section), []).append(citation.number)
    items = "".join(f"<li>{_line(title, section, numbers, turn, language)}</li>" for (_, title, section), numbers in sections.items())
    return f'<div class="sources"><p>{_say(language, "list")}</p><ul>{items}</ul>{generation}{_on_paper(turn.answer, language)}</div>'


def _line(title: str, section: str | None, numbers: list[int], turn: Turn, language: Language) -> str:
    heading = f' <span class="section">{escape(section)}</span>' if section else ""
    heading += f' <span class="page-changed">{_say(language, "changed")}</span>' if turn.changed.intersection(numbers) else ""
    if len(numbers) == 1:
        return f'<a href="#q-{turn.number}-{numbers[0]}" class="source-line">[{numbers[0]}] {escape(title)}</a>{heading}'
    links = " ".join(f'<a href="#q-{turn.number}-{number}" class="source-line">[{number}]</a>' for number in numbers)
    return f"{links} {escape(title)}{heading}"


def _on_paper(answer: Answer, language: Language) -> str:
    return f'<ul class="on-paper">{"".join(_printed(citation, language) for citation in answer.citations)}</ul>'


def _printed(citation: Citation, language: Language) -> str:
    stand = say(language, "chat.source.stand", date=written_date(citation.date, language)) if citation.date else None
    facts = ", ".join(fact for fact in (citation.title, citation.section, stand, live_url(citation.url)) if fact)
    return f"<li>[{citation.number}] „{escape(' '.join(citation.quote.split()))}“ – {escape(facts)}</li>"


def _say(language: Language, key: str) -> str:
    return escape(say(language, f"chat.source.{key}"))
