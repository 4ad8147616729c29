"""Declined questions, kept for the operator: what they hold, and that nothing else is kept."""

import json
import stat
from datetime import date
from pathlib import Path

import pytest

from assistant import declined_questions
from assistant.declined_questions import DeclinedQuestion
from assistant.types import Outcome
from tests.ui import fakes

DAY = date(2026, 11, 21)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "declined.jsonl"


def test_a_declined_question_is_kept_with_its_day_and_nothing_of_who_asked(file: Path) -> None:
    declined_questions.keep(file, fakes.FakeAssistant().ask(fakes.MISSING), DAY)
    assert json.loads(file.read_text(encoding="utf-8")) == {
        "question": fakes.MISSING,
        "outcome": "not_in_documents",
        "missing": "Hamburg",
        "day": "2026-11-21",
    }
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert declined_questions.read_declined(file) == (DeclinedQuestion(question=fakes.MISSING, outcome=Outcome.NOT_IN_DOCUMENTS, missing="Hamburg", day=DAY),)


@pytest.mark.parametrize("question", [fakes.PAY, fakes.COMPARE, fakes.CLARIFY])
def test_what_was_answered_or_asked_back_is_not_kept(file: Path, question: str) -> None:
    declined_questions.keep(file, fakes.FakeAssistant().ask(question), DAY)
    assert not file.exists()


def test_a_torn_line_costs_only_itself(file: Path) -> None:
    declined_questions.keep(file, fakes.FakeAssistant().ask(fakes.MISSING), DAY)
    with file.open("ab") as lines:
        lines.write(b'{"question": "Was verd\n\xff\xfe\n')
    declined_questions.keep(file, fakes.FakeAssistant().ask(fakes.OFF_TOPIC), DAY)
    assert [each.question for each in declined_questions.read_declined(file)] == [fakes.MISSING, fakes.OFF_TOPIC]


def test_a_line_that_a_crash_cut_off_does_not_cost_the_next_question(file: Path) -> None:
    file.write_bytes(b'{"question": "Was verd')
    declined_questions.keep(file, fakes.FakeAssistant().ask(fakes.MISSING), DAY)
    assert [each.question for each in declined_questions.read_declined(file)] == [fakes.MISSING]


def test_the_file_does_not_fill_the_disk(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(declined_questions, "LARGEST_FILE", 250)
    for _ in range(10):
        declined_questions.keep(file, fakes.FakeAssistant().ask(fakes.MISSING), DAY)
    assert 0 < file.stat().st_size <= 250


def test_the_same_question_is_counted_the_most_frequent_first() -> None:
    def asked(question: str, day: int) -> DeclinedQuestion:
        return DeclinedQuestion(question=question, outcome=Outcome.OFF_TOPIC, day=date(2026, 11, day))

    told = declined_questions.tally(
        [asked("Wie wird das Wetter?", 1), asked("Wer bist du?", 3), asked("wie wird das wetter", 2), asked("Was ist ein Igel?", 4)]
    )
    assert [(each.newest.question, each.times, each.newest.day.day) for each in told] == [
        ("wie wird das wetter", 2, 2),
        ("Was ist ein Igel?", 1, 4),
        ("Wer bist du?", 1, 3),
    ]


def test_the_list_can_be_emptied_also_when_it_is_empty(file: Path) -> None:
    declined_questions.keep(file, fakes.FakeAssistant().ask(fakes.MISSING), DAY)
    for _ in range(2):
        declined_questions.clear(file)
        assert declined_questions.read_declined(file) == ()
