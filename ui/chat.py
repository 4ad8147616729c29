"""The page: Gradio's components, and what happens when a question is asked.

What was said lives in `gr.State` alone. No component that shows it is ever an input: a visitor could send anything in its place.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from html import escape
from importlib.resources import files
from typing import Any

import gradio as gr
import structlog

from assistant.types import Slots
from assistant.wording import Language, say
from ui import history, source_panel, take_along
from ui.answering import Desk
from ui.asked import Exchange, exchange_in, question_in
from ui.chips import chip_words
from ui.comparison_downloads import download_words
from ui.conversation_record import kept, record
from ui.feedback_row import feedback_words
from ui.transcript import messages, reading_order
from ui.types import MAX_QUESTION, Assistant, Conversation, Turn
from ui.welcome import header, welcome

BETWEEN_STATEMENTS = 0.15
"""Seconds between two statements of an answer: enough to read along, too short to wait for."""

AT_ONCE = 32
"""Visitors whose answers are being written at the same time; Gradio's default is one."""

SCRIPTS = ("ask_buttons.js", "transcript.js", "chips.js", "comparison_downloads.js", "feedback.js", "embedded.js", "appearance_switch.js", "language_switch.js")

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
    record: gr.HTML
    panel: gr.HTML
    history: gr.HTML
    take: gr.HTML
    conversation: gr.State


def build_chat(assistant: Assistant, desk: Desk, language: Language, other: tuple[Language, str], *, feedback: bool = False) -> gr.Blocks:
    """The chat in one language; `other` is the other one and the path of its page. feedback: whether there is a route that takes it."""
    blocks = gr.Blocks(title=say(language, "chat.page_title"), analytics_enabled=False, fill_width=True)
    with blocks:
        page = _components(assistant, desk, language, other, feedback)
        _wire(blocks, page, assistant, desk, language, other)
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
            gr.HTML(f'<button type="button" id="take-along">{escape(say(language, "chat.take"))}</button>', elem_id="take-button", apply_default_css=False)
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
    """An invisible component that carries what belongs to no other, and passes on the questions of buttons."""
    code = "".join(f"{{\n{_script(name)}\n}}\n" for name in SCRIPTS)
    frame = f'<span hidden data-log="{escape(say(language, "chat.log"))}"></span>{chip_words(language)}{download_words(language)}' + (
        feedback_words(language) if feedback else ""
    )
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
        data = getattr(event, "_data", None)
        exchange = exchange_in(data, conversation)
        question = await _instead(desk, conversation, exchange, language) if exchange else question_in(typed, data)
        if not question:
            yield {page.status: {"text": say(language, "chat.empty")}}
            return
        # What a chip asks stands alone: what was taken away must not come back from the turn before.
        async for update in _answer(page, desk, conversation, question, None if exchange else conversation.slots, language):
            yield update

    async def restore(event: gr.EventData) -> Update:
        found = kept(getattr(event, "_data", None))
        if found is None or not found.turns:
            return {page.status: {"text": say(language, "chat.unrestored")}}
        return _shown(page, await desk.seen_again(found), language)

    def take(conversation: Conversation) -> Update:
        return {page.take: {"text": take_along.markdown(conversation, language, date.today()), "number": time.time_ns()}}

    changing = [page.question, page.conversation, page.chat, page.record, page.status, page.welcome, page.new]
    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    asked = gr.on(
        [page.question.submit, page.asks.submit],
        ask,
        [page.question, page.conversation],
        changing,
        concurrency_limit=AT_ONCE,
        concurrency_id="answer",
        **quiet,
    )
    page.new.click(partial(_fresh, page, language), None, changing, queue=False, cancels=[asked], **quiet)
    page.history.restore(restore, None, changing, queue=False, **quiet)
    page.take.take(take, page.conversation, page.take, queue=False, **quiet)

    # The library may have grown since the server was started. Past the queue, so that only questions wait in it: a question that is asked
    # just as another event ends can miss its stream.
    greet = partial(_greet, page, assistant, desk, language, other)
    blocks.load(greet, None, [page.header, page.welcome], api_visibility="private", show_progress="hidden", queue=False)


def _greet(page: Page, assistant: Assistant, desk: Desk, language: Language, other: tuple[Language, str]) -> Update:
    try:
        overview, examples = assistant.overview(), assistant.examples(language)
    except Exception:
        log.exception("overview_failed")
        return {page.header: gr.skip(), page.welcome: gr.skip()}
    return {page.header: header(overview, language, other), page.welcome: welcome(overview, examples, language, keeps_declined=desk.keeps_declined)}


async def _instead(desk: Desk, conversation: Conversation, exchange: Exchange, language: Language) -> str:
    answer = next(turn.answer for turn in conversation.turns if turn.number == exchange.turn)
    return (await desk.reworded(answer, exchange.kind, exchange.old, exchange.new, language) if answer else None) or ""


def _shown(page: Page, conversation: Conversation, language: Language) -> Update:
    """A conversation that was kept, as it was left."""
    return {
        page.conversation: conversation,
        page.chat: gr.update(value=messages(conversation, language), visible=True),
        page.record: record(conversation, language),
        page.status: {"text": say(language, "chat.restored")},
        page.welcome: gr.update(visible=False),
        page.new: gr.update(visible=True),
    }


async def _answer(page: Page, desk: Desk, conversation: Conversation, question: str, before: Slots | None, language: Language) -> AsyncIterator[Update]:
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
    turn = await desk.settle(begun.turns[-1], before, language)
    settled = begun.finish(turn)
    pieces = len(reading_order(turn.answer)) if turn.answer else 0
    for shown in range(1, pieces):
        yield {page.chat: messages(settled, language, shown)}
        await asyncio.sleep(BETWEEN_STATEMENTS)
    yield {
        page.chat: messages(settled, language),
        page.record: record(settled, language),
        page.conversation: settled,
        page.status: {"text": _done(turn, language)},
    }


def _fresh(page: Page, language: Language) -> Update:
    return {
        page.question: "",
        page.conversation: Conversation(),
        page.chat: gr.update(value=[], visible=False),
        page.record: {},
        page.status: {"text": say(language, "chat.cleared")},
        page.welcome: gr.update(visible=True),
        page.new: gr.update(visible=False),
    }


def _done(turn: Turn, language: Language) -> str:
    if turn.answer is None:
        return ""
    count = len(turn.answer.citations)
    return say(language, f"chat.done.{'none' if count == 0 else 'one' if count == 1 else 'many'}", count=count)


def _script(name: str) -> str:
    return files("ui").joinpath("static", name).read_text(encoding="utf-8")
