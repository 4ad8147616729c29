"""The marker behind a statement: a link that opens the passage which proves it (static/source_panel.js)."""

from collections.abc import Mapping
from html import escape

from assistant.types import Citation
from assistant.wording import Language, say


def by_number(citations: tuple[Citation, ...]) -> Mapping[int, Citation]:
    """The citations of an answer, as its markers look them up."""
    return {citation.number: citation for citation in citations}


def markers(turn: int, numbers: tuple[int, ...], citations: Mapping[int, Citation], language: Language) -> str:
    """The links to citations of a turn, by their numbers; `citations` are all of its answer."""
    return " ".join(_marker(turn, citations[number], language) for number in numbers)


def _marker(turn: int, citation: Citation, language: Language) -> str:
    """Named by the source's number and page, since several markers look alike."""
    number = citation.number
    title = escape(say(language, "chat.source.open", number=number))
    name = escape(say(language, "chat.source.named", number=number, title=citation.title))
    return f'<a href="#q-{turn}-{number}" class="cite" title="{title}"><span class="vh">{name} </span>[{number}]</a>'
