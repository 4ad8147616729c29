"""The panel beside the chat that shows a citation inside its section: what it is given, as plain data, and its empty frame.

The browser builds the panel's content from this data with `textContent` alone (static/source_panel.js), so that nothing in a page is
ever read as markup.
"""

from pydantic import BaseModel, ConfigDict

from assistant.types import Citation, Source
from assistant.wording import Language
from ui.dates import stand
from ui.library_paths import page_path
from ui.live_link import live_url, with_text
from ui.types import Conversation
from ui.worded import worded


class ShownSource(BaseModel):
    """What is said of a citation beside its text: facts of its page, the live page at the quote where there is one, and the page here."""

    model_config = ConfigDict(frozen=True)

    meta: tuple[str, ...]
    url: str | None
    page: str


def panel_data(conversation: Conversation, language: Language) -> dict[int, dict[int, ShownSource]]:
    """What the panel says of each citation, beside the section itself, by turn and by citation number."""
    return {
        turn.number: {citation.number: _shown(citation, source, language) for citation, source in zip(turn.answer.citations, turn.sources, strict=True)}
        for turn in conversation.turns
        if turn.answer and turn.answer.citations
    }


def frame(language: Language) -> str:
    """The empty panel. A constant: Gradio runs a template's placeholders as code, so no data may ever stand in it."""
    label, quoted = (worded("span", f"chat.source.{key}", language) for key in ("label", "quoted"))
    close, copy = (worded("button", f"chat.source.{key}", language, f'type="button" class="source-{key}"') for key in ("close", "copy"))
    page = worded("a", "chat.source.page", language, 'class="source-page"')
    link = worded("a", "chat.source.link", language, 'target="_blank" rel="noopener noreferrer"')
    return f"""<dialog class="source" aria-labelledby="source-title">
  <h2 id="source-title" tabindex="-1"></h2>
  <div class="source-top"><p class="source-kicker">{label} <span class="source-number"></span></p>
    {close}</div>
  <p class="source-meta"></p>
  <h3 class="source-heading"></h3>
  <p class="source-text"><span class="before"></span><span class="vh">{quoted}: </span><mark></mark><span class="after"></span></p>
  <p class="source-actions">{copy} <span role="status" class="source-copied"></span></p>
  <ul class="source-links"><li>{page}</li>
    <li class="source-live">{link}</li></ul>
</dialog>"""


def _shown(citation: Citation, source: Source, language: Language) -> ShownSource:
    live = live_url(source.url)
    return ShownSource(
        meta=tuple(fact for fact in (source.occupation, source.place, stand(source.date, language)) if fact),
        url=with_text(live, source.quote) if live else None,
        page=page_path(language, citation.document),
    )
