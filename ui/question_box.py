"""The box that questions are typed into."""

from typing import Any

import gradio as gr

from assistant.wording import Language, say
from ui.types import MAX_QUESTION


def question_box(language: Language) -> gr.Textbox:
    """The empty box."""
    return gr.Textbox(elem_id="ask", show_label=False, container=False, lines=1, max_lines=5, max_length=MAX_QUESTION, scale=0, **question_words(language))


def question_words(language: Language) -> dict[str, Any]:
    """What the box says, by the names that Gradio has for it: of a new box, or of one in which something stands already."""
    return {
        "label": say(language, "chat.question"),
        "placeholder": say(language, "chat.placeholder"),
        "submit_btn": say(language, "chat.ask"),
        "html_attributes": gr.InputHTMLAttributes(lang=language, enterkeyhint="send", autocomplete="off"),
    }
