"""The first view: what the answers stand on, in one line, and examples that can be asked."""

import pytest

from assistant.types import Overview
from assistant.wording import Language, say
from ui.welcome import basis, header, welcome


def overview(pages: int, occupations: int, places: int) -> Overview:
    """A library of so many pages, occupations and places."""
    return Overview(
        pages=pages,
        occupations=tuple(f"Beruf {number}" for number in range(occupations)),
        places=tuple(f"Ort {number}" for number in range(places)),
        generation=1,
        stand=None,
    )


@pytest.mark.parametrize(
    ("counts", "language", "line"),
    [
        ((36, 12, 8), "de", "Antworten aus 36 Seiten (12 Berufe, 8 Städte) – jede Aussage mit Beleg"),
        ((1, 1, 1), "de", "Antworten aus 1 Seite (1 Beruf, 1 Stadt) – jede Aussage mit Beleg"),
        ((12345, 0, 0), "de", "Antworten aus 12.345 Seiten – jede Aussage mit Beleg"),
        ((12345, 2, 0), "en", "Answers from 12,345 pages (2 occupations) – every statement with its source"),
    ],
)
def test_the_line_counts_what_there_is(counts: tuple[int, int, int], language: Language, line: str) -> None:
    assert basis(overview(*counts), language).replace("\N{NO-BREAK SPACE}", " ") == line


def test_the_header_links_to_the_other_language() -> None:
    assert '<a class="language" href="/en/" lang="en" hreflang="en">English</a>' in header(overview(1, 1, 1), "de", ("en", "/en/"))


def test_examples_are_escaped_buttons() -> None:
    assert '<button type="button" class="asks">&lt;b&gt;?</button>' in welcome(overview(1, 1, 1), ("<b>?",), "de")


def test_a_library_on_something_else_is_not_said_to_be_on_occupations() -> None:
    assert "Beruf" not in welcome(overview(3, 0, 0), (), "de")


def test_a_visitor_is_told_that_questions_are_logged() -> None:
    assert say("de", "chat.logs_questions") in welcome(overview(1, 1, 1), (), "de", logs_questions=True)
    assert say("de", "chat.logs_questions") not in welcome(overview(1, 1, 1), (), "de")
