"""What the scripts of the page say, in one language, with the page's title and the addresses of both languages. Constants alone, as plain data."""

import time
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict

from assistant.wording import Language, catalogue, say

SAID = (
    "aspect.",
    "chart.csv.",
    "chart.file",
    "chat.language.",
    "chat.length",
    "chat.log",
    "chat.slot.",
    "chat.source.",
    "chat.take",
    "chat.wait",
    "chips.",
    "feedback.",
    "history.",
    "programs.quoted",
    "take.",
)
"""How the keys of those texts begin."""


class PageWords(BaseModel):
    """words: by key of the catalogue. paths: of the chat in each language. given: when, in ns, so that the page notices them though they are the same."""

    model_config = ConfigDict(frozen=True)

    language: Language
    title: str
    words: dict[str, str]
    paths: dict[Language, str]
    given: str


def page_words(language: Language, paths: Mapping[Language, str]) -> PageWords:
    """The words of the page in a language."""
    words = {key: text for key, text in catalogue(language).items() if key.startswith(SAID)}
    return PageWords(language=language, title=say(language, "chat.page_title"), words=words, paths=dict(paths), given=str(time.time_ns()))
