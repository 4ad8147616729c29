"""Attack strings on the command line: shown letter for letter, but for what would steer the terminal; as JSON with nothing lost."""

import json
import re

import pytest

from assistant import terminal
from assistant.feedback import KeptFeedback, Verdict
from assistant.feedback_command import shown
from assistant.plain_markers import plain_markers
from assistant.types import Outcome
from index.plain_text import visible
from index.types import Change, Failure
from tests.attack_strings import ATTACKS
from tests.attacks.hostile import BATCHES, answer
from tests.attacks.shown import steering

NUMBERED = ("Gehalt 9.000 € [2]", *(text for text in ATTACKS if re.search(r"\[\d+\]", text)))
"""What a page could say to look as if it were cited."""


@pytest.mark.parametrize("batch", BATCHES, ids=range(len(BATCHES)))
def test_an_answer_steers_no_terminal(batch: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    for text in batch:
        made = answer((text,), text).model_copy(update={"table": None})
        terminal.show_answer(made, "de", False)
        said = capsys.readouterr().out
        assert not steering(said)
        assert said.startswith(visible(f"Verstanden als: anders: {text}\n{text} {plain_markers(made).of(1)}\n"))


def test_no_words_of_a_page_pass_for_a_marker(capsys: pytest.CaptureFixture[str]) -> None:
    for text in NUMBERED:
        made = answer((text, "Gehalt 3.000 €"), "x").model_copy(update={"table": None, "suggestions": ()})
        terminal.show_answer(made, "de", False)
        said = capsys.readouterr().out.partition("\n")[2]
        assert [said.count(plain_markers(made).of(number)) for number in (1, 2)] == [2, 2]


def test_a_table_steers_none_either(capsys: pytest.CaptureFixture[str]) -> None:
    for batch in BATCHES[::2]:
        terminal.show_answer(answer(tuple(text for text in batch if len(text) < 300)), "de", False)
        assert not steering(capsys.readouterr().out)


def test_json_is_the_same_record_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    for batch in BATCHES:
        terminal.show_answer(answer(batch), "de", True)
        line = capsys.readouterr().out
        assert not steering(line)
        assert line.count("\n") == 1
        assert json.loads(line) == answer(batch).model_dump(mode="json")


def test_what_is_in_a_quote_is_no_markup_and_no_picture(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.tell("[red]x[/red] :bomb: [link=https://evil.example]y[/link]")
    assert capsys.readouterr().out == "[red]x[/red] :bomb: [link=https://evil.example]y[/link]\n"


def test_a_failed_file_is_told_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.show_change(Change(1, failed=tuple(Failure(text, "broken", text) for text in ATTACKS[-40:])), "de", False)
    said = capsys.readouterr()
    assert not steering(said.out + said.err)
    assert said.err.count("\n") == 40


def test_feedback_is_told_without_what_steers() -> None:
    for text in ATTACKS:
        told = KeptFeedback(
            answer_id="0" * 32,
            verdict=Verdict.NOT_HELPFUL,
            comment=text[:1_000],
            question=text[:2_000],
            understood_as=text[:2_000],
            follows=True,
            outcome=Outcome.OFF_TOPIC,
            generation=1,
            language="de",
            at="2026-03-01T00:00:00Z",  # type: ignore[arg-type]
        )
        assert not steering(shown(told, "de"))
        assert shown(told, "de").count("\n") <= 2
