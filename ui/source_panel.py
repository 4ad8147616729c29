"""The panel beside the chat that shows a citation inside its section: what it is given, as plain data, and its empty frame.

The browser builds the panel's content from this data with `textContent` alone (static/source_panel.js), so that nothing in a page is
ever read as markup.
"""

import re
from html import escape
from importlib.resources import files
from urllib.parse import urlsplit

from assistant.types import Citation, Source
from assistant.wording import Language, say
from ui.types import Conversation

SCRIPT = files("ui").joinpath("static/source_panel.js").read_text(encoding="utf-8")

Panel = dict[str, dict[str, dict[str, object]]]
"""Sources by turn and by citation number, both as text because JSON has no other keys."""


def panel_data(conversation: Conversation, language: Language) -> Panel:
    """Everything that the markers of a conversation open."""
    return {
        str(turn.number): {
            str(citation.number): _shown(citation, source, language) for citation, source in zip(turn.answer.citations, turn.sources, strict=True)
        }
        for turn in conversation.turns
        if turn.answer and turn.answer.citations
    }


def frame(language: Language) -> str:
    """The empty panel. A constant: Gradio runs a template's placeholders as code, so no data may ever stand in it."""
    label, close, link, quoted = (escape(say(language, f"chat.source.{key}")) for key in ("label", "close", "link", "quoted"))
    return f"""<dialog class="source" aria-labelledby="source-title">
  <div class="source-top"><p class="source-kicker"><span>{label}</span> <span class="source-number"></span></p>
    <button type="button" class="source-close">{close}</button></div>
  <h2 id="source-title" tabindex="-1"></h2>
  <p class="source-meta"></p>
  <h3 class="source-heading"></h3>
  <p class="source-text"><span class="before"></span><span class="vh">{quoted}: </span><mark></mark><span class="after"></span></p>
  <p class="source-link"><a target="_blank" rel="noopener noreferrer">{link}</a></p>
</dialog>"""


def live_url(url: str | None) -> str | None:
    """The address of a page where a browser may follow it: http and https with a host, nothing else."""
    if url is None or re.search(r"[\s\x00-\x1f]", url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def written_date(date: str, language: Language) -> str:
    """An ISO day, month or year as it is written in the language; anything else as it is."""
    if language == "en" or not re.fullmatch(r"\d{4}(-\d{2}){0,2}", date):
        return date
    parts = date.split("-")
    return ".".join(reversed(parts)) if len(parts) == 3 else "/".join(reversed(parts))


def _shown(citation: Citation, source: Source, language: Language) -> dict[str, object]:
    stand = say(language, "chat.source.stand", date=written_date(source.date, language)) if source.date else None
    return {
        "number": citation.number,
        "title": source.title,
        "meta": [fact for fact in (source.occupation, source.place, stand) if fact],
        "heading": source.heading or "",
        "before": source.before,
        "quote": source.quote,
        "after": source.after,
        "url": live_url(source.url),
    }
