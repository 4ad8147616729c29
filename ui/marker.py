"""The marker behind a statement: a link that opens the passage which proves it (static/source_panel.js)."""

from html import escape

from assistant.types import Citation
from assistant.wording import Language, say


def markers(turn: int, numbers: tuple[int, ...], citations: tuple[Citation, ...], language: Language) -> str:
    """The links to citations of a turn, by their numbers; `citations` are those of its answer."""
    return " ".join(_marker(turn, citation, language) for number in numbers for citation in citations if citation.number == number)


def _marker(turn: int, citation: Citation, language: Language) -> str:
    """Named by the source's number and page, since several markers look alike."""
    number = citation.number
    title = escape(say(language, "chat.source.open", number=number))
    name = escape(say(language, "chat.source.named", number=number, title=citation.title))
    return f'<a href="#q-{turn}-{number}" class="cite" title="{title}"><span class="vh">{name} </span>[{number}]</a>'
