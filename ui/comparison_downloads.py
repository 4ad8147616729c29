"""The buttons under a comparison that take it along, and the words that their script needs; the browser makes the files (static/comparison_downloads.js)."""

from html import escape

from assistant.types import Answer
from assistant.wording import Language, say

WORDS = {
    "occupation": "chat.slot.occupation",
    "place": "chat.slot.place",
    "page": "chart.csv.page",
    "quote": "chart.csv.quote",
    "url": "chart.csv.url",
    "date": "chart.csv.date",
    "sources": "chat.source.list",
    "stand": "chat.source.stand",
    "file": "chart.file",
}
"""Name in the script and key in the catalogue; "{date}" in "stand" is filled in by the script."""


def download_buttons(answer: Answer, turn: int, language: Language, *, with_chart: bool) -> str:
    """A button for the table, and one for the chart where there is one; empty where nothing is compared."""
    if answer.table is None:
        return ""
    kinds = ("csv", "png") if with_chart else ("csv",)
    buttons = "".join(f'<button type="button" class="download" id="{kind}-{turn}">{escape(say(language, f"chart.download.{kind}"))}</button>' for kind in kinds)
    return f'<div class="downloads">{buttons}</div>'


def download_words(language: Language) -> str:
    """A hidden element that carries the words; constant, as Gradio runs placeholders in a template as code."""
    data = " ".join(f'data-{name}="{escape(say(language, key))}"' for name, key in WORDS.items())
    return f'<span hidden class="download-words" {data}></span>'
