"""The buttons under a comparison that take it along; the browser makes the files (static/comparison_downloads.js)."""

from html import escape

from assistant.types import Answer
from assistant.wording import Language, say


def download_buttons(answer: Answer, turn: int, language: Language, *, with_chart: bool) -> str:
    """A button for the table, and one for the chart where there is one; empty where nothing is compared."""
    if answer.table is None:
        return ""
    kinds = ("csv", "png") if with_chart else ("csv",)
    buttons = "".join(f'<button type="button" class="download" id="{kind}-{turn}">{escape(say(language, f"chart.download.{kind}"))}</button>' for kind in kinds)
    return f'<div class="downloads">{buttons}</div>'
