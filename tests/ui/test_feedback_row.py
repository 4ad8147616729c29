"""The two buttons below an answer: on every finished answer, hidden until their script is there, and no data in what Gradio runs as code."""

import html
import json
import re
from dataclasses import replace

import pytest

from assistant.feedback import Reason
from assistant.wording import LANGUAGES, Language, say
from tests.ui import fakes
from ui.feedback_row import feedback_limits, feedback_row
from ui.page_words import page_words
from ui.transcript import messages
from ui.types import Conversation


def replies(question: str, pieces: int | None = None, failed: bool = False) -> str:
    """What the transcript says to a question."""
    begun = Conversation().begin(question)
    if failed:
        return messages(begun.finish(replace(begun.turns[-1], failed=True)), "de")[1]["content"]
    answer = fakes.FakeAssistant().ask(question)
    sources = tuple(fakes.FakeAssistant().source(citation) for citation in answer.citations)
    return messages(begun.finish(replace(begun.turns[-1], answer=answer, sources=sources)), "de", pieces)[1]["content"]


@pytest.mark.parametrize("question", [fakes.PAY, fakes.COMPARE, fakes.MISSING, fakes.OFF_TOPIC, fakes.CLARIFY])
def test_every_finished_answer_ends_with_it(question: str) -> None:
    assert replies(question).endswith(f"{feedback_row(1, 'de')}</div>")


def test_an_answer_that_is_being_written_has_none_yet() -> None:
    assert "feedback" not in replies(fakes.TASKS, pieces=1)


def test_a_failed_turn_has_none() -> None:
    assert "feedback" not in replies(fakes.BROKEN, failed=True)


def test_it_is_hidden_until_its_script_shows_it() -> None:
    assert re.match(r'<div class="feedback" id="feedback-7" hidden>', feedback_row(7, "de"))
    assert re.findall(r'id="(feedback-7-\w+)"', feedback_row(7, "de")) == ["feedback-7-yes", "feedback-7-no"]


def test_the_limits_of_the_script_are_no_code() -> None:
    frame = feedback_limits()
    assert re.findall(r"\{\{|\}\}|\$\{|`|\\\\", html.unescape(frame)) == []
    (told,) = re.findall(r'data-feedback="([^"]+)"', frame)
    limits = json.loads(html.unescape(told))
    assert limits == {"reasons": list(Reason), "longest_comment": 1_000, "longest_question": 2_000, "most_documents": 200}


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_script_has_a_word_for_every_reason(language: Language) -> None:
    words = page_words(language, {}).words
    assert [words[f"feedback.reason.{reason}"] for reason in Reason] == [say(language, f"feedback.reason.{reason}") for reason in Reason]
