"""The panel beside the chat that shows a citation inside its section: what it is given, as plain data, and its empty frame.

The browser builds the panel's content from this data with `textContent` alone (static/source_panel.js), so that nothing in a page is
ever read as markup.
"""

from html import escape
from importlib.resources import files

from assistant.types import Citation, Source
from assistant.wording import Language, say
from ui.dates import written_date
from ui.library_paths import page_path
from ui.live_link import live_url, with_text
from ui.types import Conversation

SCRIPT = files("ui").joinpath("static/source_panel.js").read_text(encoding="utf-8")

Panel = dict[str, dict[str, dict[str, object]]]
"""What is said of sources beside their text, by turn and by citation number, both as text because JSON has no other keys."""


def panel_data(conversation: Conversation, language: Language) -> Panel:
    """What the panel says of each citation, beside the section itself."""
    return {
        str(turn.number): {
            str(citation.number): _shown(citation, source, language) for citation, source in zip(turn.answer.citations, turn.sources, strict=True)
        }
        for turn in conversation.turns
        if turn.answer and turn.answer.citations
    }


def frame(language: Language) -> str:
    """The empty panel. A constant: Gradio runs a template's placeholders as code, so no data may ever stand in it."""
    label, close, link, quoted, page, copy, copied = (
        escape(say(language, f"chat.source.{key}")) for key in ("label", "close", "link", "quoted", "page", "copy", "copied")
    )
    return f"""<dialog class="source" aria-labelledby="source-title">
  <div class="source-top"><p class="source-kicker"><span>{label}</span> <span class="source-number"></span></p>
    <button type="button" class="source-close">{close}</button></div>
  <h2 id="source-title" tabindex="-1"></h2>
  <p class="source-meta"></p>
  <h3 class="source-heading"></h3>
  <p class="source-text"><span class="before"></span><span class="vh">{quoted}: </span><mark></mark><span class="after"></span></p>
  <p class="source-actions"><button type="button" class="source-copy">{copy}</button> <span role="status" class="source-copied" data-said="{copied}"></span></p>
  <ul class="source-links"><li><a class="source-page">{page}</a></li>
    <li class="source-live"><a target="_blank" rel="noopener noreferrer">{link}</a></li></ul>
</dialog>"""


def _shown(citation: Citation, source: Source, language: Language) -> dict[str, object]:
    stand = say(language, "chat.source.stand", date=written_date(source.date, language)) if source.date else None
    live = live_url(source.url)
    return {
        "meta": [fact for fact in (source.occupation, source.place, stand) if fact],
        "url": with_text(live, source.quote) if live else None,
        "page": page_path(language, citation.document),
    }
