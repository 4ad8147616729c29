"""The pages themselves, for those who would rather read than ask: all of them in order, those that have certain words, and one of them whole."""

import re
import unicodedata
from collections.abc import Sequence

from assistant import suggestions
from assistant.types import PageEntry, PageSection, WholePage
from assistant.wording import Language
from index import german
from index.library import Library
from index.sections import split_sections
from index.types import Document


def entries(library: Library) -> tuple[PageEntry, ...]:
    """Every page, by occupation, then place, then title, as a German dictionary has them; what names no occupation or no place comes last."""
    titles = library.titles
    found = (PageEntry(id=d, title=titles.get(d) or d, occupation=o or None, place=p or None, date=date) for d, o, p, date in library.subjects)
    return tuple(sorted(found, key=_order))


def with_words(listed: Sequence[PageEntry], library: Library, words: str) -> tuple[PageEntry, ...]:
    """Those that have each of the words: at the beginning of a word of title, occupation or place, or in some form anywhere in the text.

    Words like "in" count only where there is no other.
    """
    typed = words.split()
    for word in [word for word in typed if any(german.words(word))] or typed:
        begins = re.compile(rf"(?<!\w){re.escape(word)}", re.IGNORECASE)
        telling = library.documents_with(word)
        listed = [page for page in listed if page.id in telling or any(begins.search(name) for name in (page.title, page.occupation, page.place) if name)]
    return tuple(listed)


def whole_page(document: Document, questions: Sequence[str]) -> WholePage:
    """A document as it is read: its sections, each line of their bodies a paragraph. A heading that only says the title again is left out."""
    sections = split_sections(document)
    text = document.text
    parted = [(text[s.heading.start : s.heading.end] if s.heading else None, text[s.body.start : s.body.end].splitlines()) for s in sections]
    return WholePage(
        id=document.id,
        title=document.title or document.id,
        occupation=document.occupation,
        place=document.place,
        date=document.date,
        language=document.language,
        url=document.url,
        sections=tuple(
            PageSection(heading=None if heading == document.title else heading, paragraphs=tuple(line.strip() for line in lines if line.strip()))
            for heading, lines in parted
        ),
        questions=tuple(questions),
    )


def questions_about(document: Document, library: Library, language: Language) -> tuple[str, ...]:
    """A question for each aspect that the page tells, in the order in which job seekers ask; () for a page that names neither occupation nor place."""
    if not document.occupation and not document.place:
        return ()
    told = library.aspects_of(document.id)
    return tuple(suggestions.question_about(language, aspect, document.occupation, document.place) for aspect in suggestions.ASPECTS if aspect in told)


def _order(page: PageEntry) -> tuple[bool, str, bool, str, str, str]:
    return (page.occupation is None, alphabetical(page.occupation), page.place is None, alphabetical(page.place), alphabetical(page.title), page.id)


def alphabetical(name: str | None) -> str:
    """A name as it is sorted (DIN 5007): capitals and the dots of umlauts make no difference."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", (name or "").casefold()) if not unicodedata.combining(letter))
