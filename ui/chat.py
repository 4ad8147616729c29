"""The page: Gradio's components."""

from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

import gradio as gr

from assistant.assistant import LONGEST_QUESTION
from assistant.wording import Language, say
from ui import history, source_panel, take_along
from ui.answering import Desk
from ui.chat_events import AT_ONCE, wire
from ui.feedback_row import feedback_limits
from ui.language_switch import opening
from ui.page_parts import Page
from ui.page_words import page_words
from ui.question_box import question_box
from ui.rate_limits import RateLimits
from ui.types import Assistant

HIDDEN = "<span hidden></span>"
"""The frame of what carries data alone."""

SCRIPTS = (
    "question_length.js",
    "ask_buttons.js",
    "question_box.js",
    "transcript.js",
    "chips.js",
    "comparison_downloads.js",
    "feedback.js",
    "embedded.js",
    "appearance_switch.js",
)


def build_chat(assistant: Assistant, desk: Desk, language: Language, paths: Mapping[Language, str], rates: RateLimits, *, feedback: bool = False) -> gr.Blocks:
    """The chat, which begins in one language; paths: of its page in each. rates: how often may be asked. feedback: whether there is a route that takes it."""
    blocks = gr.Blocks(title=say(language, "chat.page_title"), analytics_enabled=False, fill_width=True)
    with blocks:
        page = _components(assistant, desk, language, paths, feedback)
        wire(blocks, page, assistant, desk, paths, rates)
    blocks.queue(default_concurrency_limit=AT_ONCE, max_size=256, api_open=False)
    return blocks


def _components(assistant: Assistant, desk: Desk, language: Language, paths: Mapping[Language, str], feedback: bool) -> Page:
    overview, examples = assistant.overview(), assistant.examples(language)
    # First, since the scripts of the others take their words from it.
    words = _framed("page-words", HIDDEN, "one_request.js", "words.js", "language_switch.js", value=page_words(language, paths).model_dump(mode="json"))
    head, begin = opening(overview, examples, desk, language, paths)
    top = gr.HTML(head, elem_id="top", apply_default_css=False, js_on_load=None)
    first = gr.HTML(begin, elem_id="welcome", apply_default_css=False, js_on_load=None)
    chat = _transcript(language)
    with gr.Column(elem_id="dock", scale=0):
        with gr.Row(elem_id="about", equal_height=True):
            status = _status_line()
            gr.HTML(take_along.button(language), elem_id="take-button", apply_default_css=False)
            new = gr.Button(say(language, "chat.new"), elem_id="new", size="sm", scale=0, min_width=0, visible=False)
        question = question_box(language)
    return Page(
        language=gr.HTML({"language": language}, elem_id="language", html_template=HIDDEN, apply_default_css=False, js_on_load=None),
        words=words,
        header=top,
        new=new,
        welcome=first,
        chat=chat,
        status=status,
        question=question,
        asks=_scripts(feedback),
        # First, since the others read what it hands them.
        record=_framed("record", HIDDEN, "record.js"),
        panel=_framed("source", source_panel.frame(language), "source_panel.js"),
        history=_framed("history", history.frame(language), "history.js"),
        take=_framed("take", take_along.frame(language), "take_along.js"),
    )


def _transcript(language: Language) -> gr.Chatbot:
    return gr.Chatbot(
        elem_id="chat",
        label=say(language, "chat.log"),
        show_label=False,
        container=False,
        visible=False,
        height=None,
        autoscroll=False,
        layout="bubble",
        buttons=[],
        feedback_options=None,
        render_markdown=False,
        sanitize_html=True,
        latex_delimiters=[],
        allow_tags=False,
    )


def _framed(name: str, frame: str, *scripts: str, value: dict[str, Any] | None = None) -> gr.HTML:
    """A part of the page that its scripts fill. The frame is a constant: Gradio runs a template's placeholders as code."""
    return gr.HTML(value or {}, elem_id=name, html_template=frame, apply_default_css=False, js_on_load=_together(scripts))


def _status_line() -> gr.HTML:
    return _framed("status", '<p role="status" class="status"></p>', "status_line.js")


def _scripts(feedback: bool) -> gr.HTML:
    """An invisible component that carries what belongs to no other, passes on the questions of buttons, and is told what is being answered."""
    frame = f'<span hidden data-most="{LONGEST_QUESTION}"></span>{feedback_limits() if feedback else ""}'
    return gr.HTML({}, elem_id="asks", html_template=frame, apply_default_css=False, js_on_load=_together(SCRIPTS))


def _together(names: Sequence[str]) -> str:
    return "".join(f"{{\n{_script(name)}\n}}\n" for name in names)


def _script(name: str) -> str:
    return files("ui").joinpath("static", name).read_text(encoding="utf-8")
