"""What the scripts of the page say, in one language, with the page's title and the addresses of both languages. Constants alone, as plain data."""

import time
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict

from assistant.wording import LANGUAGES, Language, catalogue, say

SAID = (
    "aspect.",
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

IN_FILES = ("chart.csv.", "chat.slot.occupation", "chat.slot.place", "chat.source.list", "chat.source.stand")
"""Those that stand in the files of a comparison, which are in the language of its answer, whatever the page's is."""


class PageWords(BaseModel):
    """words: by key of the catalogue. files: those in the files of a comparison, in each language. paths: of the chat in each language. given: when, in ns, so that the page notices them though they are the same."""

    model_config = ConfigDict(frozen=True)

    language: Language
    title: str
    words: dict[str, str]
    files: dict[Language, dict[str, str]]
    paths: dict[Language, str]
    given: str


def page_words(language: Language, paths: Mapping[Language, str]) -> PageWords:
    """The words of the page in a language."""
    return PageWords(
        language=language,
        title=say(language, "chat.page_title"),
        words=_that_begin(SAID, language),
        files={each: _that_begin(IN_FILES, each) for each in LANGUAGES},
        paths=dict(paths),
        given=str(time.time_ns()),
    )


def _that_begin(keys: tuple[str, ...], language: Language) -> dict[str, str]:
    return {key: text for key, text in catalogue(language).items() if key.startswith(keys)}
