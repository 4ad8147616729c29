"""The addresses of the pages themselves: the list, as somebody chose it, and one page. For links from anywhere."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from assistant.wording import Language

LISTS: dict[Language, str] = {"de": "/seiten", "en": "/en/pages"}
PAGES: dict[Language, str] = {"de": "/seite", "en": "/en/page"}
LONGEST_SEARCH = 200
"""Characters of the words that are searched for."""
MOST_WORDS = 10
"""Each is looked for on every page."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a visitor wants to see of the list: "" means any. `part` counts from 1."""

    words: str = ""
    occupation: str = ""
    place: str = ""
    part: int = 1

    @property
    def restricts(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.words or self.occupation or self.place)


def read_choice(query: Mapping[str, str]) -> Choice:
    """The choice that an address names; whatever it holds that is none is left out."""
    part = query.get("part", "")
    return Choice(
        words=" ".join(query.get("q", "")[:LONGEST_SEARCH].split()[:MOST_WORDS]),
        occupation=query.get("occupation", "").strip(),
        place=query.get("place", "").strip(),
        part=int(part) if re.fullmatch("[1-9][0-9]{0,5}", part) else 1,
    )


def list_path(language: Language, occupation: str | None = None, place: str | None = None) -> str:
    """The address of the list of pages, of all or of those on an occupation or a place: `/seiten?occupation=Koch`."""
    return chosen_path(language, Choice(occupation=occupation or "", place=place or ""))


def chosen_path(language: Language, choice: Choice) -> str:
    """The address of the list as it was chosen."""
    return _address(LISTS[language], _query(choice))


def page_path(language: Language, document: str, choice: Choice | None = None) -> str:
    """The address of a page; with the choice it was found by, which its link back to the list keeps."""
    return _address(PAGES[language], {"id": document, **_query(choice or Choice())})


def chat_path(home: str, question: str) -> str:
    """The address of the chat, `home`, with a question ready in its box."""
    return _address(home, {"frage": question})


def _query(choice: Choice) -> dict[str, str]:
    named = {"q": choice.words, "occupation": choice.occupation, "place": choice.place, "part": str(choice.part) if choice.part > 1 else ""}
    return {name: value for name, value in named.items() if value}


def _address(path: str, query: Mapping[str, str]) -> str:
    return f"{path}?{urlencode(query, quote_via=quote)}" if query else path
