"""The page: Gradio's components."""

from html import escape
from importlib.resources import files

import gradio as gr

from assistant.assistant import LONGEST_QUESTION
from assistant.wording import Language, say
from ui import history, source_panel, take_along
from ui.answering import Desk
from ui.chat_events import AT_ONCE, Page, wire
from ui.chips import chip_words
from ui.comparison_downloads import download_words
from ui.feedback_row import feedback_words
from ui.types import MAX_QUESTION, Assistant, Conversation
from ui.welcome import header, welcome

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
    "language_switch.js",
)


def build_chat(assistant: Assistant, desk: Desk, language: Language, other: tuple[Language, str], *, feedback: bool = False) -> gr.Blocks:
    """The chat in one language; `other` is the other one and the path of its page. feedback: whether there is a route that takes it."""
    blocks = gr.Blocks(title=say(language, "chat.page_title"), analytics_enabled=False, fill_width=True)
    with blocks:
        page = _components(assistant, desk, language, other, feedback)
        wire(blocks, page, assistant, desk, language, other)
    blocks.queue(default_concurrency_limit=AT_ONCE, max_size=256, api_open=False)
    return blocks


def _components(assistant: Assistant, desk: Desk, language: Language, other: tuple[Language, str], feedback: bool) -> Page:
    overview, examples = assistant.overview(), assistant.examples(language)
    top = gr.HTML(header(overview, language, other), elem_id="top", apply_default_css=False, js_on_load=None)
    first = gr.HTML(welcome(overview, examples, language, keeps_declined=desk.keeps_declined), elem_id="welcome", apply_default_css=False, js_on_load=None)
    chat = _transcript(language)
    with gr.Column(elem_id="dock", scale=0):
        with gr.Row(elem_id="about", equal_height=True):
            status = _status_line()
            gr.HTML(take_along.button(language), elem_id="take-button", apply_default_css=False)
            new = gr.Button(say(language, "chat.new"), elem_id="new", size="sm", scale=0, min_width=0, visible=False)
        question = _question_box(language)
    return Page(
        header=top,
        new=new,
        welcome=first,
        chat=chat,
        status=status,
        question=question,
        asks=_scripts(language, feedback),
        # First, since the others read what it hands them.
        record=_framed("record", "<span hidden></span>", "record.js"),
        panel=_framed("source", source_panel.frame(language), "source_panel.js"),
        history=_framed("history", history.frame(language), "history.js"),
        take=_framed("take", take_along.frame(language), "take_along.js"),
        conversation=gr.State(Conversation()),
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


def _framed(name: str, frame: str, script: str) -> gr.HTML:
    """A part of the page that its script fills. The frame is a constant: Gradio runs a template's placeholders as code."""
    return gr.HTML({}, elem_id=name, html_template=frame, apply_default_css=False, js_on_load=_script(script))


def _status_line() -> gr.HTML:
    return _framed("status", '<p role="status" class="status"></p>', "status_line.js")


def _scripts(language: Language, feedback: bool) -> gr.HTML:
    """An invisible component that carries what belongs to no other, passes on the questions of buttons, and is told what is being answered."""
    code = "".join(f"{{\n{_script(name)}\n}}\n" for name in SCRIPTS)
    box = f'<span hidden data-wait="{escape(say(language, "chat.wait"))}" data-length="{escape(say(language, "chat.length"))}" data-most="{LONGEST_QUESTION}"></span>'
    frame = f'<span hidden data-log="{escape(say(language, "chat.log"))}"></span>{box}{chip_words(language)}{download_words(language)}' + (
        feedback_words(language) if feedback else ""
    )
    return gr.HTML({}, elem_id="asks", html_template=frame, apply_default_css=False, js_on_load=code)


def _question_box(language: Language) -> gr.Textbox:
    return gr.Textbox(
        elem_id="ask",
        label=say(language, "chat.question"),
        show_label=False,
        container=False,
        placeholder=say(language, "chat.placeholder"),
        lines=1,
        max_lines=5,
        max_length=MAX_QUESTION,
        submit_btn=say(language, "chat.ask"),
        scale=0,
        html_attributes=gr.InputHTMLAttributes(lang=language, enterkeyhint="send", autocomplete="off"),
    )


def _script(name: str) -> str:
    return files("ui").joinpath("static", name).read_text(encoding="utf-8")
