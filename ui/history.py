"""The visitor's conversations, kept in their browser alone: the frame of the list, which static/history.js fills."""

from html import escape

from assistant.wording import Language, say

WORDS = ("rename", "save", "delete", "really", "delete_all", "really_all")


def frame(language: Language) -> str:
    """The dialog. A constant: Gradio runs a template's placeholders as code, so no data may ever stand in it."""
    title, close, note, opened = (escape(say(language, f"history.{key}")) for key in ("title", "close", "note", "opened"))
    words = "".join(f' data-{key.replace("_", "-")}="{escape(say(language, f"history.{key}"))}"' for key in WORDS)
    return f"""<dialog class="history" aria-labelledby="history-title" style="--opened: &quot;{opened}&quot;"{words}>
  <div class="dialog-top"><h2 id="history-title" tabindex="-1">{title}</h2><button type="button" class="history-close">{close}</button></div>
  <p class="dialog-note">{note}</p>
  <ul class="history-list"></ul>
  <p role="status" class="history-said vh"></p>
  <button type="button" class="history-clear"></button>
</dialog>"""
