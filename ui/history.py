"""The visitor's conversations, kept in their browser alone: the frame of the list, which static/history.js fills."""

from assistant.wording import Language
from ui.worded import worded


def frame(language: Language) -> str:
    """The dialog. A constant: Gradio runs a template's placeholders as code, so no data may ever stand in it."""
    title = worded("h2", "history.title", language, 'id="history-title" tabindex="-1"')
    close = worded("button", "history.close", language, 'type="button" class="history-close"')
    note = worded("p", "history.note", language, 'class="dialog-note"')
    return f"""<dialog class="history" aria-labelledby="history-title">
  <div class="dialog-top">{title}{close}</div>
  {note}
  <ul class="history-list"></ul>
  <p role="status" class="history-said"></p>
  <button type="button" class="history-clear"></button>
</dialog>"""
