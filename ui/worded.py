"""An element whose text is a text of the catalogue: it changes with the page's language where it stands (static/words.js)."""

from html import escape

from assistant.wording import Language, say


def worded(tag: str, key: str, language: Language, attributes: str = "") -> str:
    """`<h2 id="a" data-say="history.title">Ihre Gespräche</h2>`. The text is a constant of the catalogue, without facts to be filled in."""
    return f'<{tag}{" " if attributes else ""}{attributes} data-say="{key}">{escape(say(language, key))}</{tag}>'
