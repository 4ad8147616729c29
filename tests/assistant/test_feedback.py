"""Feedback is kept letter for letter, by several writers at once, and whatever a crash leaves behind; cases are made from what is known."""

import json
import os
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from typer.testing import CliRunner

from assistant import feedback as feedback_module
from assistant import feedback_command
from assistant.errors import BadQuestionFile, CasesNotWritten, UnreadableFeedback, UnwritableFeedback
from assistant.feedback import FILE_NAME, Feedback, FeedbackFile, KeptFeedback, Reason, Verdict, keep, read_feedback
from assistant.feedback_cases import cases_of, question_of, write_cases
from assistant.question_files import read_dialogues
from assistant.types import Outcome
from assistant.wording import Language

AT = datetime(2026, 11, 21, 20, 5, tzinfo=UTC)
QUESTION = "Was verdient eine Erzieherin in Wuppertal?"


def feedback(number: int = 1, verdict: Verdict = Verdict.HELPFUL, **facts: object) -> Feedback:
    """Feedback on the answer of this number."""
    known: dict[str, object] = {
        "answer_id": f"{number:032x}",
        "verdict": verdict,
        "question": QUESTION,
        "understood_as": QUESTION,
        "follows": False,
        "outcome": Outcome.ANSWERED,
        "documents": ("erzieherin-wuppertal.md",),
        "generation": 3,
        "language": "de",
    }
    return Feedback.model_validate(known | facts)


def blamed(number: int = 1, **facts: object) -> Feedback:
    """Feedback that says that the answer didn't help."""
    return feedback(number, Verdict.NOT_HELPFUL, **facts)


def kept(*told: Feedback) -> list[KeptFeedback]:
    """The same, as it is read from a file."""
    return [KeptFeedback(**dict(each), at=AT) for each in told]


# Line separators of every kind, and what JSON and terminals treat in a way of their own.
WRITTEN = st.text(max_size=40) | st.sampled_from(["a\nb", "a\r\nb", "a\u2028b\u2029c\x85d", '"}\n{"', "\x00\x1b[31m", "{{x}} ${x}", "ä" * 20])
ANY = st.builds(
    feedback,
    number=st.integers(0, 2**128 - 1),
    verdict=st.just(Verdict.NOT_HELPFUL),
    reasons=st.lists(st.sampled_from(Reason), max_size=5).map(tuple),
    comment=WRITTEN,
    question=WRITTEN.filter(bool),
    documents=st.lists(WRITTEN, max_size=3).map(tuple),
    outcome=st.sampled_from(Outcome),
)


@given(st.lists(ANY, max_size=6, unique_by=lambda each: each.answer_id))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_kept_is_read_back_letter_for_letter(tmp_path: Path, told: list[Feedback]) -> None:
    file = tmp_path / "round-trip.jsonl"
    file.unlink(missing_ok=True)
    for each in told:
        keep(file, each, AT)
    assert read_feedback(file) == FeedbackFile(tuple(kept(*told)))


@given(told=st.lists(ANY, min_size=2, max_size=2, unique_by=lambda each: each.answer_id), cut=st.integers(1, 300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_torn_last_line_costs_no_other(tmp_path: Path, told: list[Feedback], cut: int) -> None:
    first, last = told
    assume(f"{0:032x}" not in (first.answer_id, last.answer_id))
    file = tmp_path / "torn.jsonl"
    file.unlink(missing_ok=True)
    keep(file, feedback(0), AT)
    whole = file.stat().st_size
    keep(file, first, AT)
    # At least the closing brace is gone, and something of the line is left.
    os.truncate(file, max(whole + 1, file.stat().st_size - 1 - cut))
    assert read_feedback(file) == FeedbackFile(tuple(kept(feedback(0))), torn=(2,))
    keep(file, last, AT)
    assert read_feedback(file) == FeedbackFile(tuple(kept(feedback(0), last)), torn=(2,))


def test_several_writers_lose_nothing(tmp_path: Path) -> None:
    def write(writer: int) -> None:
        for number in range(10):
            keep(tmp_path / FILE_NAME, feedback(writer * 100 + number, comment=""), AT)

    writers = [threading.Thread(target=write, args=(writer,)) for writer in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    found = read_feedback(tmp_path / FILE_NAME)
    assert {each.answer_id for each in found.kept} == {f"{writer * 100 + number:032x}" for writer in range(6) for number in range(10)}
    assert found.torn == ()


def test_the_last_verdict_on_an_answer_counts(tmp_path: Path) -> None:
    for each in (feedback(1), feedback(2), blamed(1, reasons=(Reason.MISSING,))):
        keep(tmp_path / FILE_NAME, each, AT)
    assert [(each.answer_id[-1], each.verdict) for each in read_feedback(tmp_path / FILE_NAME).kept] == [("2", Verdict.HELPFUL), ("1", Verdict.NOT_HELPFUL)]


def test_a_second_verdict_replaces_the_first_on_the_disk_too(tmp_path: Path) -> None:
    file = tmp_path / FILE_NAME
    keep(file, blamed(1, comment="Frau Muster war unfreundlich"), AT)
    keep(file, blamed(2, comment=f"Siehe {1:032x}"), AT)
    others = file.read_bytes().splitlines(keepends=True)[1]
    keep(file, feedback(1), AT)
    assert "Muster" not in file.read_text(encoding="utf-8")
    assert file.read_bytes().startswith(others)
    assert read_feedback(file) == FeedbackFile(tuple(kept(blamed(2, comment=f"Siehe {1:032x}"), feedback(1))))
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".lock"] == [FILE_NAME]


def test_a_torn_line_goes_with_the_answer_that_it_names_and_no_other_does(tmp_path: Path) -> None:
    file = tmp_path / FILE_NAME
    torn = [f'{{"answer_id":"{number:032x}","comment":"Frau Muster'.encode() for number in (1, 2)]
    file.write_bytes(b"\n".join(torn))
    keep(file, feedback(1), AT)
    assert file.read_bytes().splitlines()[0] == torn[1]
    assert read_feedback(file) == FeedbackFile(tuple(kept(feedback(1))), torn=(1,))


def test_a_first_verdict_is_appended_to_the_file_that_is_there(tmp_path: Path) -> None:
    """Writing all of it anew for each would be dear in a file of 50 MB."""
    file = tmp_path / FILE_NAME
    keep(file, feedback(1), AT)
    before = file.stat().st_ino
    keep(file, feedback(2), AT)
    assert file.stat().st_ino == before


def test_a_verdict_that_does_not_fit_leaves_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / FILE_NAME
    keep(file, feedback(1), AT)
    monkeypatch.setattr(feedback_module, "LARGEST_FILE", file.stat().st_size + 5)
    with pytest.raises(UnwritableFeedback, match="move it away"):
        keep(file, blamed(1, comment="x" * 100), AT)
    assert read_feedback(file) == FeedbackFile(tuple(kept(feedback(1))))
    keep(file, feedback(1), AT)
    assert read_feedback(file) == FeedbackFile(tuple(kept(feedback(1))))


def test_only_the_operator_can_read_it(tmp_path: Path) -> None:
    keep(tmp_path / FILE_NAME, feedback(), AT)
    assert (tmp_path / FILE_NAME).stat().st_mode & 0o777 == 0o600


def test_a_library_without_feedback_has_none(tmp_path: Path) -> None:
    assert read_feedback(tmp_path / FILE_NAME) == FeedbackFile()


def test_what_can_not_be_read_or_written_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnreadableFeedback, match="can't be read"):
        read_feedback(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(UnwritableFeedback, match="can't be written"):
        keep(tmp_path / "file" / FILE_NAME, feedback(), AT)
    keep(tmp_path / FILE_NAME, feedback(), AT)
    monkeypatch.setattr(feedback_module, "LARGEST_FILE", 500)
    with pytest.raises(UnwritableFeedback, match="move it away"):
        keep(tmp_path / FILE_NAME, feedback(2), AT)
    assert len(read_feedback(tmp_path / FILE_NAME).kept) == 1


@pytest.mark.parametrize(
    "facts",
    [
        {"reasons": ("wrong_place",)},
        {"comment": "Falsch"},
        {"verdict": "maybe"},
        {"answer_id": "1"},
        {"question": ""},
        {"question": "x" * 2_001},
        {"documents": ("x",) * 201},
        {"generation": -1},
        {"language": "fr"},
        {"address": "192.0.2.1"},
    ],
)
def test_what_is_no_feedback_is_refused(facts: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        feedback(**facts)  # type: ignore[arg-type]


def test_a_praised_answer_is_expected_again_and_a_blamed_one_is_left_to_a_person(tmp_path: Path) -> None:
    praised = feedback(1)
    follow_up = feedback(
        2, question="Und in Bochum?", understood_as="Was verdient eine Erzieherin in Bochum?", follows=True, documents=("erzieherin-bochum.md",)
    )
    declined = feedback(3, question="Wie wird das Wetter?", outcome=Outcome.OFF_TOPIC, documents=())
    wrong = blamed(
        4, question="Und in Essen?", understood_as="Was verdient ein Koch in Essen?", follows=True, reasons=("wrong_occupation",), comment="Erzieherin"
    )
    drafts = write_cases(cases_of(kept(praised, follow_up, declined, wrong)), tmp_path / "told.jsonl")
    turns = [turn for dialogue in read_dialogues(tmp_path / "told.jsonl") for turn in dialogue.turns]
    assert [(turn.question, turn.outcome, turn.documents) for turn in turns] == [
        (QUESTION, (Outcome.ANSWERED,), ("erzieherin-wuppertal.md",)),
        ("Was verdient eine Erzieherin in Bochum?", (Outcome.ANSWERED,), ("erzieherin-bochum.md",)),
        ("Wie wird das Wetter?", (Outcome.OFF_TOPIC,), ()),
    ]
    assert drafts == tmp_path / "told-drafts.jsonl"
    (draft,) = [json.loads(line) for line in drafts.read_text(encoding="utf-8").splitlines()]
    assert draft["turns"] == [{"question": "Was verdient ein Koch in Essen?", "outcome": ["?"], "documents": []}]
    assert draft["note"] == (
        "not helpful on 2026-11-21, generation 3: wrong_occupation; said: Erzieherin; typed: Und in Essen?; shown: answered from erzieherin-wuppertal.md"
    )


def test_a_draft_is_refused_until_a_person_has_completed_it(tmp_path: Path) -> None:
    drafts = write_cases(cases_of(kept(blamed())), tmp_path / "told.jsonl")
    assert drafts
    with pytest.raises(BadQuestionFile, match=r"line 1: Input should be 'answered', .*'clarify'"):
        list(read_dialogues(drafts))
    drafts.write_text(drafts.read_text(encoding="utf-8").replace('?"]', 'not_in_documents"]'), encoding="utf-8")
    (dialogue,) = read_dialogues(drafts)
    assert dialogue.turns[0].outcome == (Outcome.NOT_IN_DOCUMENTS,)


def test_what_one_praised_and_another_blamed_is_no_expectation() -> None:
    cases = cases_of(kept(feedback(1), blamed(2, question=f" {QUESTION.upper()}"), feedback(3)))
    assert (cases.ready, [draft.question.strip() for draft in cases.drafts]) == ((), [QUESTION.upper()])


def test_what_several_praised_is_one_case() -> None:
    assert len(cases_of(kept(feedback(1), feedback(2))).ready) == 1


@given(ANY)
def test_every_draft_is_one_line(told: Feedback) -> None:
    (each,) = kept(told)
    (draft,) = cases_of([each]).drafts
    assert "\n" not in draft.as_line()
    assert json.loads(draft.as_line())["turns"][0]["question"] == question_of(each)


def test_cases_overwrite_nothing(tmp_path: Path) -> None:
    cases = cases_of(kept(blamed()))
    (tmp_path / "told-drafts.jsonl").write_text("completed", encoding="utf-8")
    with pytest.raises(CasesNotWritten, match="there already"):
        write_cases(cases, tmp_path / "told.jsonl")
    with pytest.raises(CasesNotWritten, match=r"\.jsonl"):
        write_cases(cases, tmp_path / "told.txt")
    assert [file.name for file in tmp_path.iterdir()] == ["told-drafts.jsonl"]


def test_the_list_shows_what_was_said_without_steering_the_terminal(tmp_path: Path) -> None:
    keep(tmp_path / FILE_NAME, feedback(), AT)
    keep(tmp_path / FILE_NAME, blamed(2, reasons=("wrong_place", "missing"), comment="Das ist\n[red]\x1b[31mEssen"), AT)
    with (tmp_path / FILE_NAME).open("a", encoding="utf-8") as file:
        file.write('{"answer_id":"00')
    result = CliRunner().invoke(feedback_command.build("de"), ["list", "--library", str(tmp_path)])
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        [
            f"2026-11-21 20:05 UTC  Hilfreich: {QUESTION}",
            f"2026-11-21 20:05 UTC  Nicht hilfreich: {QUESTION}",
            "  Falsche Stadt, Etwas fehlt",
            "  Das ist [red] [31mEssen",
        ],
    )
    assert result.stderr.startswith("Zeile 3 von ")


def test_the_list_is_one_record_a_line_for_programs(tmp_path: Path) -> None:
    keep(tmp_path / FILE_NAME, blamed(comment="a\nb"), AT)
    result = CliRunner().invoke(feedback_command.build("en"), ["list", "--json", "--library", str(tmp_path)])
    assert [KeptFeedback.model_validate_json(line) for line in result.stdout.splitlines()] == kept(blamed(comment="a\nb"))


def test_cases_are_made_by_one_command(tmp_path: Path) -> None:
    keep(tmp_path / FILE_NAME, feedback(), AT)
    keep(tmp_path / FILE_NAME, blamed(2, question="Was fehlt?"), AT)
    arguments = ["cases", str(tmp_path / "told.jsonl"), "--library", str(tmp_path)]
    result = CliRunner().invoke(feedback_command.build("en"), arguments)
    assert result.exit_code == 0
    assert f"Cases in {tmp_path / 'told.jsonl'}: 1." in result.stdout
    assert f"Drafts in {tmp_path / 'told-drafts.jsonl'}: 1." in result.stdout
    told: dict[Language, str] = {"de": "told.jsonl gibt es schon.", "en": "told.jsonl is there already."}
    for language, said in told.items():
        again = CliRunner().invoke(feedback_command.build(language), arguments)
        assert again.exit_code == 1
        assert said in again.stderr


def test_a_file_that_can_not_be_read_is_told_in_the_users_language(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    result = CliRunner().invoke(feedback_command.build("de"), ["list", "--library", str(tmp_path)])
    assert result.exit_code == 1
    assert result.stderr.startswith("Die Rückmeldungen in ")
