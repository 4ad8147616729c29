"""What happens on the page: a question is asked, a conversation is begun anew, restored or taken along, the language is switched.

The server keeps nothing of a page: what was said on it, and its language, come along with each question, so any copy of the server may answer it. A browser may
send anything in their place, so they are read as what is restored is (ui/conversation_record.py).
"""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import nullcontext
from datetime import date
from typing import Any

import anyio
import anyio.to_thread
import gradio as gr
from anyio import CapacityLimiter

from assistant.assistant import LONGEST_QUESTION
from assistant.types import Slots
from assistant.wording import LANGUAGES, Language, say
from ui import take_along
from ui.answer_under_way import UnderWay
from ui.answering import Desk
from ui.asked import Exchange, exchange_in, question_in
from ui.conversation_record import characters, kept, record
from ui.language_switch import first_view, in_language, language_in
from ui.page_parts import Page, Update
from ui.rate_limits import RateLimits, too_many
from ui.transcript import messages, reading_order
from ui.types import Assistant, Conversation, Turn
from ui.unanswered import Unanswered

BETWEEN_STATEMENTS = 0.15
"""Seconds between two statements of an answer: enough to read along, too short to wait for."""

RESTORED_AT_ONCE = 2
"""Conversations that are read and shown anew at the same time, in threads: one as large as may be takes seconds, in which everybody else is answered."""

ORDINARY = 1_000_000
"""Characters of what comes along with a question: fifty long answers have no more. What is larger waits as what is restored does."""

AT_ONCE = 200
"""Visitors who are being answered or are told that they wait (Gradio's default is one); how many questions are worked on is the desk's to say."""


def wire(blocks: gr.Blocks, page: Page, assistant: Assistant, desk: Desk, paths: Mapping[Language, str], rates: RateLimits) -> None:
    """Ties the components to what happens; paths: of the page in each language. rates: how often may be asked."""

    under_way = UnderWay()
    restoring = CapacityLimiter(RESTORED_AT_ONCE)

    async def so_far(told: object) -> Conversation | None:
        """The conversation of a page; None where what its browser told is none."""
        if not isinstance(told, dict) or not told.get("turns"):
            return Conversation()
        async with restoring if await anyio.to_thread.run_sync(_is_large, told) else nullcontext():
            return await anyio.to_thread.run_sync(kept, told)

    async def ask(typed: str, told: object, tab: object, event: gr.EventData, request: gr.Request) -> AsyncIterator[Update]:
        under_way.begin(request.session_hash)
        language, conversation = _spoken(tab), await so_far(told)
        if conversation is None:
            yield {page.status: {"text": say(language, "chat.unrestored")}}
            return
        data = getattr(event, "_data", None)
        exchange = exchange_in(data, conversation)
        question = await _instead(desk, conversation, exchange, language) if exchange else question_in(typed, data)
        if not question:
            yield {page.status: {"text": say(language, "chat.empty")}}
            return
        if len(question) > LONGEST_QUESTION:
            yield {page.status: {"text": say(language, "refusal.too_long", limit=LONGEST_QUESTION)}, page.question: question}
            return
        if refusal := _refusal(desk, rates, language, request):
            yield {page.status: {"text": refusal}, page.question: question}
            return
        # What a chip asks stands alone: what was taken away must not come back from the turn before.
        with desk.giving():
            async for update in _answer(page, desk, conversation, question, None if exchange else conversation.slots, language):
                yield update

    async def begin_anew(tab: object, request: gr.Request) -> Update:
        await under_way.give_up(request.session_hash)
        return _fresh(page, _spoken(tab))

    async def forget(tab: object, request: gr.Request) -> Update:
        await under_way.give_up(request.session_hash)
        return _gone(page, _spoken(tab))

    async def restore(tab: object, event: gr.EventData, request: gr.Request) -> Update:
        data, language = getattr(event, "_data", None), _spoken(tab)
        async with restoring:
            found = await anyio.to_thread.run_sync(kept, data)
            if found is None or not found.turns:
                return {page.status: {"text": say(language, "chat.unrestored")}, page.history: {"refused": time.time_ns()}}
            await under_way.give_up(request.session_hash)
            seen = await desk.seen_again(found)
            return await anyio.to_thread.run_sync(_shown, page, seen, language)

    async def switch(told: object, event: gr.EventData) -> Update:
        wanted, conversation = language_in(getattr(event, "_data", None)), await so_far(told)
        if not wanted or conversation is None:
            return {page.words: gr.skip()}
        return await anyio.to_thread.run_sync(in_language, page, assistant, desk, conversation, wanted, paths)

    def greet(tab: object) -> Update:
        return first_view(page, assistant, desk, _spoken(tab), paths)

    async def take(told: object, tab: object) -> Update:
        conversation = await so_far(told)
        if conversation is None:
            return {page.status: {"text": say(_spoken(tab), "chat.unrestored")}}
        text = await anyio.to_thread.run_sync(take_along.markdown, conversation, _spoken(tab), date.today())
        return {page.take: {"text": text, "number": time.time_ns()}}

    changing = [page.question, page.chat, page.record, page.status, page.welcome, page.new, page.asks]
    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    asked = gr.on(
        [page.question.submit, page.asks.submit],
        ask,
        [page.question, page.record, page.language],
        changing,
        concurrency_limit=AT_ONCE,
        concurrency_id="answer",
        **quiet,
    )
    page.new.click(begin_anew, page.language, changing, queue=False, cancels=[asked], **quiet)
    page.history.forget(forget, page.language, changing, queue=False, cancels=[asked], **quiet)
    page.history.restore(restore, page.language, [*changing, page.history], queue=False, cancels=[asked], **quiet)
    page.take.take(take, [page.record, page.language], [page.take, page.status], queue=False, **quiet)
    worded = [page.language, page.words, page.header, page.welcome, page.new, page.chat, page.question, page.record]
    # A second one may be asked for while Gradio still thinks of the first as running.
    page.words.switch(switch, page.record, worded, queue=False, trigger_mode="multiple", **quiet)

    # The library may have grown since the server was started. Past the queue, so that only questions wait in it: a question that is asked
    # just as another event ends can miss its stream.
    blocks.load(greet, page.language, [page.header, page.welcome], api_visibility="private", show_progress="hidden", queue=False)


def _refusal(desk: Desk, rates: RateLimits, language: Language, request: gr.Request) -> str | None:
    """Why a question isn't taken now, before anything of it is shown: the visitor finds it in the box again."""
    seconds = rates.wait("question", request.client.host if request.client else None, request.session_hash)
    if seconds:
        return too_many(language, seconds)
    try:
        desk.check()
    except Unanswered as why:
        desk.refuse(why)
        return say(language, why.key)
    return None


async def _instead(desk: Desk, conversation: Conversation, exchange: Exchange, language: Language) -> str:
    answer = next(turn.answer for turn in conversation.turns if turn.number == exchange.turn)
    return (await desk.reworded(answer, exchange.kind, exchange.old, exchange.new, language) if answer else None) or ""


def _spoken(tab: object) -> Language:
    """The language of a page; a forged request may tell none."""
    return language_in(tab) or LANGUAGES[0]


def _is_large(told: object) -> bool:
    try:
        return characters(told) > ORDINARY
    except (ValueError, TypeError, RecursionError):
        return True


def _shown(page: Page, conversation: Conversation, language: Language) -> Update:
    """A conversation that was kept, as it was left."""
    return {
        page.chat: gr.update(value=messages(conversation, language), visible=True),
        page.record: _recorded(conversation, language),
        page.status: {"text": say(language, "chat.restored"), "done": True},
        page.asks: {},
        page.welcome: gr.update(visible=False),
        page.new: gr.update(visible=True),
    }


def _recorded(conversation: Conversation, language: Language) -> dict[str, Any]:
    return record(conversation, language).model_dump(mode="json")


def _newest(conversation: Conversation, language: Language, pieces: int | None = None) -> list[dict[str, str]]:
    """The messages of the newest turn."""
    return messages(Conversation(conversation.turns[-1:]), language, pieces)


async def _answer(page: Page, desk: Desk, conversation: Conversation, question: str, before: Slots | None, language: Language) -> AsyncIterator[Update]:
    """Show the question at once, say whether it waits for others, then the answer statement by statement, then say that it is done."""
    begun = conversation.begin(question)
    # Once, and in a thread: what a browser brought back may be long, and the answer is shown in many pieces.
    earlier = await anyio.to_thread.run_sync(messages, Conversation(begun.turns[:-1]), language)
    waits, its_turn = desk.is_full, asyncio.Event()
    yield {
        page.question: "",
        page.welcome: gr.update(visible=False),
        page.new: gr.update(visible=True),
        page.chat: gr.update(value=[*earlier, *_newest(begun, language)], visible=True),
        page.status: {"text": say(language, "chat.queued" if waits else "chat.waiting"), "busy": True},
        page.asks: {"asked": question},
    }
    answering = asyncio.ensure_future(desk.settle(begun.turns[-1], before, language, its_turn.set))
    try:
        if waits:
            await its_turn.wait()
            yield {page.status: {"text": say(language, "chat.waiting"), "busy": True}}
        turn = await answering
    finally:
        answering.cancel()
    settled = begun.finish(turn)
    pieces = len(reading_order(turn.answer)) if turn.answer else 0
    for shown in range(1, pieces):
        yield {page.chat: [*earlier, *_newest(settled, language, shown)]}
        await asyncio.sleep(BETWEEN_STATEMENTS)
    yield {
        page.chat: [*earlier, *_newest(settled, language)],
        page.record: await anyio.to_thread.run_sync(_recorded, settled, language),
        page.status: {"text": _done(turn, language), "done": True},
        page.asks: {},
    }


def _fresh(page: Page, language: Language) -> Update:
    return {
        page.question: "",
        page.chat: gr.update(value=[], visible=False),
        page.record: {},
        page.status: {"text": say(language, "chat.cleared")},
        page.asks: {},
        page.welcome: gr.update(visible=True),
        page.new: gr.update(visible=False),
    }


def _gone(page: Page, language: Language) -> Update:
    """As a conversation that begins anew, because the visitor deleted this one in another window; what is being typed in this one stays."""
    fresh = _fresh(page, language) | {page.status: {"text": say(language, "chat.deleted_elsewhere")}}
    return {part: value for part, value in fresh.items() if part is not page.question}


def _done(turn: Turn, language: Language) -> str:
    if turn.answer is None:
        return ""
    count = len(turn.answer.citations)
    return say(language, f"chat.done.{'none' if count == 0 else 'one' if count == 1 else 'many'}", count=count)
