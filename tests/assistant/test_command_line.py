"""The command line as a program would use it: what stands on standard output, on standard error, and the exit status."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from typer.testing import CliRunner

from assistant import command_line
from assistant.assistant import Assistant
from index import changes

RUNNER = CliRunner()


@pytest.mark.parametrize("arguments", [["ask"], ["eval"], ["nonsense"]])
def test_wrong_use_is_status_2(arguments: list[str]) -> None:
    assert RUNNER.invoke(command_line.build("de"), arguments).exit_code == 2


@pytest.mark.parametrize(("arguments", "language"), [(["ask", "x"], "de"), (["--language", "en", "ask"], "en"), (["ask", "x", "--language=en"], "en")])
def test_the_language_of_messages_may_stand_anywhere(arguments: list[str], language: str) -> None:
    assert command_line.language_of(arguments) == language


def test_a_conversation_is_one_record_a_line_and_an_empty_line_begins_anew(
    tmp_path: Path, pages: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    changes.add(tmp_path / "library", [pages], encoder)
    asked = "Gehalt, Lohn und Verdienst als Koch in Bochum\nUnd in Essen?\n\nUnd in Essen?\n"
    monkeypatch.setattr(sys, "stdin", io.StringIO(asked))
    command_line.converse(Assistant(tmp_path / "library", encoder), "de", as_json=True)
    first, second, third = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (first["slots"]["place"], first["slots"]["aspect"]) == (["Bochum"], "pay")
    assert second["slots"]["carried_over"] == ["occupation", "aspect"]
    assert {citation["document"] for citation in second["citations"]} == {"koch-essen.txt"}
    assert third["slots"]["carried_over"] == []


@pytest.mark.slow
def test_pages_in_and_a_cited_answer_out_through_the_program(tmp_path: Path, pages: Path) -> None:
    (pages / "broken.pdf").write_bytes(b"no pdf")
    library = ["--library", str(tmp_path / "library")]
    added = program("index", "add", str(pages), *library)
    assert added.returncode == 1
    assert "broken.pdf" in added.stderr
    answered = program("ask", "Was verdient ein Koch in Bochum am Anfang?", "--json", *library)
    assert (answered.returncode, answered.stderr) == (0, "")
    citation = json.loads(answered.stdout)["citations"][0]
    assert citation["document"] == "koch-bochum.txt"
    assert "2.500 Euro" in citation["quote"]
    declined = program("ask", "Was verdient ein Koch in Hamburg?", *library)
    assert (declined.returncode, declined.stdout.splitlines()[0]) == (0, "Zu Hamburg liegt keine Seite vor. Für Koch gibt es Seiten zu: Bochum, Essen.")


def program(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """Runs berufslotse."""
    return subprocess.run([str(Path(sys.executable).with_name("berufslotse")), *arguments], capture_output=True, text=True, timeout=300)
