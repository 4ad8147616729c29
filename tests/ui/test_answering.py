"""Asking off the event loop: whatever goes wrong becomes a failed turn or a quote alone, and never reaches the visitor."""

import asyncio
from pathlib import Path

import anyio
import pytest

from assistant.types import Citation, Outcome, Source
from assistant.wording import Language
from tests.ui import fakes
from ui.answering import Desk
from ui.types import Turn


class WithoutSources(fakes.FakeAssistant):
    """Answers, but can't read the sections any more."""

    def source(self, citation: Citation) -> Source:
        """Fail."""
        raise OSError(f"{citation.document} is gone")


def settled(desk: Desk, question: str) -> Turn:
    """A first turn with this question, when it is over."""
    return asyncio.run(desk.settle(Turn(1, question), None, "de"))


def test_a_turn_gets_its_answer_and_the_sections_of_its_citations() -> None:
    turn = settled(Desk(fakes.FakeAssistant()), fakes.PAY)
    assert turn.answer == fakes.FakeAssistant().ask(fakes.PAY)
    assert [f"{source.before}{source.quote}{source.after}" for source in turn.sources] == [fakes.WUPPERTAL.text]


@pytest.mark.parametrize(("question", "page", "answered"), [(fakes.PAY, "en", "de"), ("What does a nurse earn?", "de", "en"), ("IT Manager Essen", "en", "en")])
def test_a_turn_knows_what_its_answer_is_written_in(question: str, page: Language, answered: Language) -> None:
    assert asyncio.run(Desk(fakes.FakeAssistant()).settle(Turn(1, question), None, page)).language == answered


def test_an_assistant_that_raises_makes_a_failed_turn() -> None:
    assert settled(Desk(fakes.FakeAssistant()), fakes.BROKEN) == Turn(1, fakes.BROKEN, failed=True)


def test_a_section_that_can_not_be_read_leaves_the_quote() -> None:
    (source,) = settled(Desk(WithoutSources()), fakes.PAY).sources
    assert (source.before, source.quote, source.after) == ("", fakes.PAY_WUPPERTAL, "")
    assert (source.title, source.heading) == (fakes.WUPPERTAL.title, fakes.WUPPERTAL.heading)


@pytest.mark.parametrize(("name", "kept"), [(None, []), ("declined.jsonl", ["declined.jsonl"])])
def test_nothing_is_kept_of_a_question_unless_a_file_for_it_is_named(tmp_path: Path, name: str | None, kept: list[str]) -> None:
    desk = Desk(fakes.FakeAssistant(), tmp_path / name if name else None)
    for question in (fakes.PAY, fakes.MISSING):
        anyio.run(desk.ask, question, None, "de")
    assert [path.name for path in tmp_path.glob("*.jsonl")] == kept


def test_a_question_is_answered_also_where_it_can_not_be_kept(tmp_path: Path) -> None:
    desk = Desk(fakes.FakeAssistant(), tmp_path / "no folder" / "declined.jsonl")
    assert anyio.run(desk.ask, fakes.MISSING, None, "de").outcome is Outcome.NOT_IN_DOCUMENTS
