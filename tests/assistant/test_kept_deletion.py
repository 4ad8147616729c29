"""What visitors said can be deleted: single entries, those before a day, or all; a slip deletes nothing, and what stays is as it was."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from assistant import declined_command, declined_questions, feedback_command, kept_lines
from assistant.declined_questions import DeclinedQuestion, read_declined
from assistant.feedback import FILE_NAME, Feedback, KeptFeedback, Verdict, keep, read_feedback
from assistant.types import Outcome
from tests.ui import fakes

QUESTION = "Was verdient eine Erzieherin in Wuppertal?"
ROOT = Path(__file__).parents[2]
KILLED = """
import os, signal, sys
from assistant import declined_command, feedback_command
os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)
kept = {"feedback": feedback_command, "declined": declined_command}[sys.argv[1]]
kept.build("en")(["delete", "--before", "2026-11-02", "--library", sys.argv[2]])
"""
"""A deletion that is killed while the lines that stay are brought to the disk."""


def told(number: int) -> Feedback:
    return Feedback(
        answer_id=f"{number:032x}",
        verdict=Verdict.HELPFUL,
        question=QUESTION,
        understood_as=QUESTION,
        follows=False,
        outcome=Outcome.ANSWERED,
        generation=3,
        language="de",
    )


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """With feedback on the 1st, 2nd and 3rd of November, two declined questions, and a torn line in each file."""
    (tmp_path / "generations" / "000001").mkdir(parents=True)
    for day in (1, 2, 3):
        keep(tmp_path / FILE_NAME, told(day), datetime(2026, 11, day, 23, 59, tzinfo=UTC))
    for day in (1, 2):
        asked = DeclinedQuestion(question=f"Wer war Nummer {day}?", outcome=Outcome.OFF_TOPIC, day=date(2026, 11, day))
        kept_lines.append(tmp_path / "declined.jsonl", asked, 10_000)
    for name in (FILE_NAME, "declined.jsonl"):
        with (tmp_path / name).open("ab") as file:
            file.write(b'{"question": "Wer')
    return tmp_path


def feedback(library: Path, *arguments: str) -> Result:
    return CliRunner().invoke(feedback_command.build("en"), [*arguments, "--library", str(library)])


def declined(library: Path, *arguments: str) -> Result:
    return CliRunner().invoke(declined_command.build("en"), [*arguments, "--library", str(library)])


def killed(library: Path, kept: str) -> list[Path]:
    """What a deletion that was killed left beside the file."""
    done = subprocess.run([sys.executable, "-c", KILLED, kept, str(library)], env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False)
    assert done.returncode == -signal.SIGKILL
    return hidden(library)


def hidden(library: Path) -> list[Path]:
    return [file for file in library.iterdir() if file.name.startswith(".")]


def left(library: Path) -> list[int]:
    return [int(each.answer_id, 16) for each in read_feedback(library / FILE_NAME).kept]


def asked(library: Path) -> list[str]:
    return [each.question for each in read_declined(library / "declined.jsonl")]


def test_a_single_entry_goes_with_what_can_not_be_read_and_the_others_stay_byte_for_byte(library: Path) -> None:
    lines = (library / FILE_NAME).read_bytes().splitlines(keepends=True)
    done = feedback(library, "delete", f"{2:032x}")
    assert (done.exit_code, done.stdout) == (0, f"Deleted lines in {library / FILE_NAME}: 2.\n")
    assert (library / FILE_NAME).read_bytes() == lines[0] + lines[2]
    assert (library / FILE_NAME).stat().st_mode & 0o777 == 0o600
    assert hidden(library) == []


def test_every_verdict_on_an_answer_goes_with_it(library: Path) -> None:
    # Versions before this one left the first verdict in the file.
    again = KeptFeedback(**dict(told(2)), at=datetime(2026, 11, 4, tzinfo=UTC))
    kept_lines.append(library / FILE_NAME, again, 10_000)
    feedback(library, "delete", f"{2:032x}")
    assert f"{2:032x}" not in (library / FILE_NAME).read_text(encoding="utf-8")


def test_what_is_older_than_a_day_goes_and_that_day_stays(library: Path) -> None:
    assert feedback(library, "delete", "--before", "2026-11-02").exit_code == 0
    assert left(library) == [2, 3]
    assert declined(library, "delete", "--before", "2026-11-02").exit_code == 0
    assert asked(library) == ["Wer war Nummer 2?"]


def test_all_goes(library: Path) -> None:
    feedback(library, "delete", "--all")
    declined(library, "delete", "--all")
    assert ((library / FILE_NAME).read_bytes(), (library / "declined.jsonl").read_bytes()) == (b"", b"")


def test_a_declined_question_is_listed_and_goes_by_its_words(library: Path) -> None:
    assert declined(library, "list").stdout.splitlines() == ["2026-11-01  Wer war Nummer 1?", "2026-11-02  Wer war Nummer 2?"]
    assert declined(library, "delete", "Wer war Nummer 1?").exit_code == 0
    assert asked(library) == ["Wer war Nummer 2?"]


@pytest.mark.parametrize("arguments", [(), ("--all", "--before", "2026-11-02"), (f"{1:032x}", "--all")])
def test_where_it_is_not_clear_what_is_meant_nothing_goes(library: Path, arguments: tuple[str, ...]) -> None:
    assert feedback(library, "delete", *arguments).exit_code == 2
    assert left(library) == [1, 2, 3]


def test_without_a_file_there_is_nothing_to_delete(tmp_path: Path) -> None:
    (tmp_path / "generations" / "000001").mkdir(parents=True)
    done = feedback(tmp_path, "delete", "--all")
    assert (done.exit_code, done.stdout) == (0, f"Deleted lines in {tmp_path / FILE_NAME}: 0.\n")
    assert declined(tmp_path, "list").stdout == "There is no such question yet.\n"


@pytest.mark.parametrize("command", [("feedback", "list"), ("feedback", "delete", "--all"), ("declined", "list"), ("declined", "delete", "--all")])
def test_where_there_is_no_library_that_is_told_and_nothing_is_made(tmp_path: Path, command: tuple[str, ...]) -> None:
    """Otherwise whoever forgets --library, or slips, believes that nothing is kept of visitors."""
    run = {"feedback": feedback, "declined": declined}[command[0]]
    (tmp_path / "pages").mkdir()
    for no_library in (tmp_path / "nowhere" / "library", tmp_path / "pages"):
        done = run(no_library, *command[1:])
        assert (done.exit_code, done.stdout) == (1, "")
        told_of = " ".join(done.stderr.split())
        assert f"There is no library in {no_library}" in told_of
        assert "Name the folder that the server runs with: --library" in told_of
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")] == ["pages"]


def test_a_file_that_was_moved_away_is_thinned_out_where_it_lies(library: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("full")
    (library / FILE_NAME).rename(elsewhere / FILE_NAME)
    assert feedback(elsewhere, "delete", "--before", "2026-11-03").exit_code == 0
    assert left(elsewhere) == [3]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may look everywhere")
@pytest.mark.parametrize("command", [("feedback", "list"), ("feedback", "delete", "--all"), ("declined", "list"), ("declined", "delete", "--all")])
def test_a_library_that_may_not_be_looked_into_is_told_as_that(tmp_path: Path, command: tuple[str, ...]) -> None:
    run = {"feedback": feedback, "declined": declined}[command[0]]
    (tmp_path / "private").mkdir(mode=0)
    try:
        done = run(tmp_path / "private" / "library", *command[1:])
    finally:
        (tmp_path / "private").chmod(0o700)
    assert done.exit_code == 1
    assert "Permission denied" in " ".join(done.stderr.split())


def also_deletes(library: Path) -> None:
    assert feedback(library, "delete", "--all").exit_code == 0
    assert declined(library, "delete", "--all").exit_code == 0


def keeps_another(library: Path) -> None:
    keep(library / FILE_NAME, told(4), datetime(2026, 11, 4, tzinfo=UTC))
    declined_questions.keep(library / "declined.jsonl", fakes.FakeAssistant().ask(fakes.MISSING), date(2026, 11, 4))


def empties_the_list(library: Path) -> None:
    feedback(library, "delete", "--all")
    declined_questions.clear(library / "declined.jsonl")


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
@pytest.mark.parametrize("next_use", [also_deletes, keeps_another, empties_the_list])
def test_what_a_killed_deletion_left_goes_with_the_next_use_of_the_file(library: Path, next_use: Callable[[Path], None]) -> None:
    before = [(library / name).read_bytes() for name in (FILE_NAME, "declined.jsonl")]
    for kept in ("feedback", "declined"):
        assert f".{kept}.jsonl-" in str(killed(library, kept))
    assert [(library / name).read_bytes() for name in (FILE_NAME, "declined.jsonl")] == before
    next_use(library)
    assert hidden(library) == []


def test_a_crash_while_it_is_written_leaves_all_as_it_was(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (library / FILE_NAME).read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    done = feedback(library, "delete", "--before", "2026-11-02")
    assert done.exit_code == 1
    assert "No space left on device" in done.stderr.replace("\n", " ")
    assert (library / FILE_NAME).read_bytes() == before
    assert hidden(library) == []
