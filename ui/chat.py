"""The page: Gradio's components, and what happens when a question is asked.

What was said lives in `gr.State` alone. No component that shows it is ever an input: a visitor could send anything in its place.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial
from html import escape
from importlib.resources import files
from typing import Any

import gradio as gr
import structlog

from assistant.wording import Language, say
from ui.answering import Desk
from ui.source_panel import SCRIPT as PANEL_SCRIPT
from ui.source_panel import frame, panel_data
from ui.transcript import messages, reading_order
from ui.types import MAX_QUESTION, Assistant, Conversation, Turn
from ui.welcome import header, welcome

BETWEEN_STATEMENTS = 0.15
"""Seconds between two statements of an answer: enough to read along, too short to wait for."""

AT_ONCE = 32
"""Visitors whose answers are being written at the same time; Gradio's default is one."""

log = structlog.get_logger(__name__)

Update = dict[gr.blocks.Block, Any]
"""New values by component; those that are not named stay as they are."""


@dataclass(frozen=True, slots=True)
class Page:
    """The components that change, by what they are for."""

    header: gr.HTML
    new: gr.Button
    welcome: gr.HTML
    chat: gr.Chatbot
    status: gr.HTML
    question: gr.Textbox
    asks: gr.HTML
    panel: gr.HTML
    conversation: gr.State


def build_chat(assistant: Assistant, desk: Desk, language: Language, other: tuple[Language, str]) -> gr.Blocks:
    """The chat in one language; `other` is the other one and the path of its page."""
    blocks = gr.Blocks(title=say(language, "chat.page_title"), analytics_enabled=False, fill_width=True)
    with blocks:
        page = _components(assistant, language, other)
        _wire(blocks, page, assistant, desk, language, other)
    blocks.queue(default_concurrency_limit=AT_ONCE, max_size=256, api_open=False)
    return blocks


def _components(assistant: Assistant, language: Language, other: tuple[Language, str]) -> Page:
    overview, examples = assistant.overview(), assistant.examples(language)
    top = gr.HTML(header(overview, language, other), elem_id="top", apply_default_css=False, js_on_load=None)
    first = gr.HTML(welcome(overview, examples, language), elem_id="welcome", apply_default_css=False, js_on_load=None)
    chat = _transcript(language)
    with gr.Column(elem_id="dock", scale=0):
        with gr.Row(elem_id="about", equal_height=True):
            status = _status_line()
            new = gr.Button(say(language, "chat.new"), elem_id="new", size="sm", scale=0, min_width=0, visible=False)
        question = _question_box(language)
    return Page(
        header=top,
        new=new,
        welcome=first,
        chat=chat,
        status=status,
        question=question,
        asks=_scripts(language),
        panel=gr.HTML({}, elem_id="source", html_template=frame(language), apply_default_css=False, js_on_load=PANEL_SCRIPT),
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


def _status_line() -> gr.HTML:
    line = '<p role="status" class="status"></p>'
    return gr.HTML({}, elem_id="status", html_template=line, apply_default_css=False, js_on_load=_script("status_line.js"))


def _scripts(language: Language) -> gr.HTML:
    """An invisible component that carries what belongs to no other, and passes on the questions of buttons."""
    code = "".join(f"{{\n{_script(name)}\n}}\n" for name in ("ask_buttons.js", "transcript.js"))
    frame = f'<span hidden data-log="{escape(say(language, "chat.log"))}"></span>'
    return gr.HTML(elem_id="asks", html_template=frame, apply_default_css=False, js_on_load=code)


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


def _wire(blocks: gr.Blocks, page: Page, assistant: Assistant, desk: Desk, language: Language, other: tuple[Language, str]) -> None:
    async def ask(typed: str, conversation: Conversation, event: gr.EventData) -> AsyncIterator[Update]:
        question = _asked(typed, event)
        if not question:
            yield {page.status: {"text": say(language, "chat.empty")}}
            return
        async for update in _answer(page, desk, conversation, question, language):
            yield update

    changing = [page.question, page.conversation, page.chat, page.panel, page.status, page.welcome, page.new]
    asked = gr.on(
        [page.question.submit, page.asks.submit],
        ask,
        [page.question, page.conversation],
        changing,
        api_visibility="private",
        show_progress="hidden",
        concurrency_limit=AT_ONCE,
        concurrency_id="answer",
    )
    page.new.click(
        partial(_fresh, page, language),
        None,
        changing,
        api_visibility="private",
        show_progress="hidden",
        queue=False,
        cancels=[asked],
    )

    # The library may have grown since the server was started. Past the queue, so that only questions wait in it: a question that is asked
    # just as another event ends can miss its stream.
    greet = partial(_greet, page, assistant, language, other)
    blocks.load(greet, None, [page.header, page.welcome], api_visibility="private", show_progress="hidden", queue=False)


def _greet(page: Page, assistant: Assistant, language: Language, other: tuple[Language, str]) -> Update:
    try:
        overview, examples = assistant.overview(), assistant.examples(language)
    except Exception:
        log.exception("overview_failed")
        return {page.header: gr.skip(), page.welcome: gr.skip()}
    return {page.header: header(overview, language, other), page.welcome: welcome(overview, examples, language)}


async def _answer(page: Page, desk: Desk, conversation: Conversation, question: str, language: Language) -> AsyncIterator[Update]:
    """Show the question at once, then the answer statement by statement, then say that it is done."""
    begun = conversation.begin(question)
    yield {
        page.question: "",
        page.welcome: gr.update(visible=False),
        page.new: gr.update(visible=True),
        page.chat: gr.update(value=messages(begun, language), visible=True),
        page.status: {"text": say(language, "chat.waiting"), "busy": True},
        page.conversation: begun,
    }
    turn = await desk.settle(begun.turns[-1], conversation.slots, language)
    settled = begun.finish(turn)
    pieces = len(reading_order(turn.answer)) if turn.answer else 0
    for shown in range(1, pieces):
        yield {page.chat: messages(settled, language, shown)}
        await asyncio.sleep(BETWEEN_STATEMENTS)
    yield {
        page.chat: messages(settled, language),
        page.panel: panel_data(settled, language),
        page.conversation: settled,
        page.status: {"text": _done(turn, language)},
    }


def _fresh(page: Page, language: Language) -> Update:
    return {
        page.question: "",
        page.conversation: Conversation(),
        page.chat: gr.update(value=[], visible=False),
        page.panel: {},
        page.status: {"text": say(language, "chat.cleared")},
        page.welcome: gr.update(visible=True),
        page.new: gr.update(visible=False),
    }


def _asked(typed: str | None, event: gr.EventData) -> str:
    """The question on a button that was clicked, otherwise what was typed; both come from the browser and may be anything."""
    data = getattr(event, "_data", None)
    question = data.get("question") if isinstance(data, dict) else typed
    return question.strip()[:MAX_QUESTION] if isinstance(question, str) else ""


def _done(turn: Turn, language: Language) -> str:
    if turn.answer is None:
        return ""
    count = len(turn.answer.citations)
    return say(language, f"chat.done.{'none' if count == 0 else 'one' if count == 1 else 'many'}", count=count)


def _script(name: str) -> str:
    return files("ui").joinpath("static", name).read_text(encoding="utf-8")
