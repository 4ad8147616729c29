"""The whole page in a language, in place: what stands in the question box, the conversation and an open source stay (static/language_switch.js)."""

from collections.abc import Mapping

import gradio as gr
import structlog

from assistant.types import Overview
from assistant.wording import LANGUAGES, Language, other_language, say
from ui.answering import Desk
from ui.conversation_record import record
from ui.page_parts import Page, Update
from ui.page_words import page_words
from ui.question_box import question_words
from ui.root_path import root_of, under
from ui.transcript import messages
from ui.types import Assistant, Conversation
from ui.welcome import header, welcome

log = structlog.get_logger(__name__)


def language_in(data: object) -> Language | None:
    """The language that a browser asks for, or None: it may send anything."""
    return next((each for each in LANGUAGES if isinstance(data, dict) and data.get("language") == each), None)


def in_language(page: Page, assistant: Assistant, desk: Desk, conversation: Conversation, language: Language, paths: Mapping[Language, str]) -> Update:
    """Everything that the server wrote, written anew; the browser's own words go along.

    The status line is left alone: the answer to a question that was asked at the same moment may be on its way, and says there that it is.
    """
    return {
        page.language: {"language": language},
        page.words: page_words(language, paths).model_dump(mode="json"),
        page.new: gr.update(value=say(language, "chat.new")),
        page.chat: gr.update(value=messages(conversation, language), label=say(language, "chat.log")),
        page.question: gr.update(**question_words(language)),
        page.record: record(conversation, language).model_dump(mode="json") if conversation.turns else gr.skip(),
        **first_view(page, assistant, desk, language, paths),
    }


def first_view(page: Page, assistant: Assistant, desk: Desk, language: Language, paths: Mapping[Language, str]) -> Update:
    """Header and first view, from what the library holds now; where it can't be told, they stay as they are."""
    try:
        overview, examples = assistant.overview(), assistant.examples(language)
    except Exception:
        log.exception("overview_failed")
        return {page.header: gr.skip(), page.welcome: gr.skip()}
    head, begin = opening(overview, examples, desk, language, paths)
    return {page.header: head, page.welcome: begin}


def opening(overview: Overview, examples: tuple[str, ...], desk: Desk, language: Language, paths: Mapping[Language, str]) -> tuple[str, str]:
    """Header and first view as HTML, whose addresses lie under the path of the server."""
    root, other = root_of(paths), other_language(language)
    head = header(overview, language, (other, paths[other].removeprefix(root)))
    begin = welcome(overview, examples, language, keeps_declined=desk.keeps_declined, logs_questions=desk.logs_questions)
    return under(root, head), under(root, begin)
