"""The page in another language: everything that the server says changes, what the answers say stays and is marked as what it is."""

import re
from dataclasses import fields
from html import unescape
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.wording import LANGUAGES, Language, say
from tests.ui import fakes
from tests.ui.test_conversation_record import conversation
from ui import history, source_panel, take_along
from ui.answering import Desk
from ui.language_switch import in_language, language_in
from ui.page_parts import Page
from ui.page_words import page_words
from ui.types import Conversation

PATHS: dict[Language, str] = {"de": "/", "en": "/en/"}
STATIC = Path(source_panel.__file__).parent / "static"


def page() -> Page:
    """A page whose components only have to be told apart."""
    parts: dict[str, Any] = {part.name: gr.HTML() for part in fields(Page)}
    return Page(**parts)


def switched(talk: Conversation, language: Language, assistant: fakes.FakeAssistant | None = None) -> dict[str, Any]:
    """What the page is told, by the names of its parts."""
    shown, assistant = page(), assistant or fakes.FakeAssistant()
    update = in_language(shown, assistant, Desk(assistant), talk, language, PATHS)
    return {part.name: update[getattr(shown, part.name)] for part in fields(Page) if getattr(shown, part.name) in update}


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_what_is_no_language_switches_nothing(data: object) -> None:
    assert language_in(data) is None
    assert language_in({"language": data}) == (data if data in LANGUAGES else None)


def test_everything_the_server_says_is_said_in_the_new_language() -> None:
    told = switched(conversation(fakes.PAY, fakes.FOLLOW_UP), "en")
    assert told["language"] == {"language": "en"}
    assert told["words"]["title"] == say("en", "chat.page_title")
    assert 'href="/" lang="de" hreflang="de">Deutsch</a>' in told["header"]
    assert say("en", "chat.welcome") in told["welcome"]
    assert told["new"]["value"] == "New conversation"
    assert (told["question"]["placeholder"], told["question"]["submit_btn"]) == ("Your question", "Ask")
    assert told["record"]["language"] == "en"
    assert told["record"]["shown"]["1"]["1"]["page"].startswith("/en/page?")
    assert "Show source 1" in told["chat"]["value"][1]["content"]


def test_what_was_typed_said_and_done_is_left_alone() -> None:
    told = switched(conversation(fakes.PAY), "en")
    assert "value" not in told["question"]
    assert not {"conversation", "status", "asks", "history", "take", "panel"} & told.keys()
    assert fakes.PAY_WUPPERTAL in unescape(told["chat"]["value"][1]["content"])


def test_a_page_without_a_conversation_gets_none() -> None:
    told = switched(Conversation(), "en")
    assert told["chat"]["value"] == []
    assert told["record"] == gr.skip()


def test_a_library_that_cannot_be_read_just_now_keeps_its_first_view() -> None:
    class Unreadable(fakes.FakeAssistant):
        def overview(self) -> Any:
            raise OSError("gone")

    told = switched(conversation(fakes.PAY), "en", Unreadable())
    assert told["header"] == told["welcome"] == gr.skip()
    assert told["language"] == {"language": "en"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_text_of_a_frame_can_be_said_anew(language: Language) -> None:
    words = page_words(language, PATHS).words
    frames = history.frame(language) + take_along.frame(language) + take_along.button(language) + source_panel.frame(language)
    said = re.findall(r'data-say="([^"]+)">([^<]*)<', frames)
    assert len(said) > 10
    assert {key: unescape(text) for key, text in said} == {key: words[key] for key, _ in said}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_of_a_comparison_have_their_words_in_both_languages(language: Language) -> None:
    code = (STATIC / "comparison_downloads.js").read_text(encoding="utf-8")
    asked = {*re.findall(r"words\['([^']+)'\]", code), *(f"chart.csv.{field}" for field in ("page", "quote", "url", "date"))}
    files = page_words(language, PATHS).files
    assert len(asked) == 8
    assert {each: {key: say(each, key) for key in asked} for each in LANGUAGES} == files


def test_the_scripts_ask_for_no_word_that_there_is_not() -> None:
    words, asked = page_words("de", PATHS).words, set()
    for script in STATIC.glob("*.js"):
        code = script.read_text(encoding="utf-8")
        prefix = next(iter(re.findall(r"word = \(key\) => window\.berufslotse\.word\(`([\w.]+)\$\{key\}`\)", code)), "")
        asked |= {f"{prefix}{key}" for key in re.findall(r"(?<!berufslotse\.)\bword\('([^']+)'\)", code)}
        asked |= set(re.findall(r"berufslotse\.word\('([^']+)'\)", code))
        asked |= set(re.findall(r"\btell\('([^']+)'[,)]", code))
    assert {"history.rename", "feedback.thanks", "chat.log", "chips.close", "chat.language.switched"} <= asked
    assert asked - words.keys() == set()
