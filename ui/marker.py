"""The marker behind a statement: a link that opens the passage which proves it (static/source_panel.js)."""

from html import escape

from assistant.wording import Language, say


def marker(turn: int, number: int, language: Language) -> str:
    """The link to a citation of a turn, by their numbers; its name says that it is a source."""
    title = escape(say(language, "chat.source.open", number=number))
    label = escape(say(language, "chat.source.label"))
    return f'<a href="#q-{turn}-{number}" class="cite" title="{title}"><span class="vh">{label} </span>[{number}]</a>'
