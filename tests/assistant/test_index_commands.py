"""The commands under `index` as a program would use them: what stands on standard output, on standard error, and the exit status."""

import json
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from stale_library import make_stale
from typer.testing import CliRunner

from assistant import index_commands
from index import changes

RUNNER = CliRunner()


def test_a_library_that_is_not_there_is_refused_with_the_command_that_makes_one(tmp_path: Path) -> None:
    result = RUNNER.invoke(index_commands.build("de"), ["status", "--library", str(tmp_path / "none")])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "berufslotse index add" in result.stderr


def test_a_damaged_library_is_refused_with_the_command_that_mends_it(tmp_path: Path, pages: Path, encoder: FakeEncoder) -> None:
    changes.add(tmp_path / "library", [pages], encoder)
    (tmp_path / "library" / "generations" / "000001" / "manifest.json").write_text("{", encoding="utf-8")
    result = RUNNER.invoke(index_commands.build("de"), ["status", "--library", str(tmp_path / "library")])
    assert result.exit_code == 1
    assert "berufslotse index rollback" in result.stderr or "berufslotse index add" in result.stderr


def test_status_is_json_for_programs(tmp_path: Path, pages: Path, encoder: FakeEncoder) -> None:
    changes.add(tmp_path / "library", [pages], encoder)
    result = RUNNER.invoke(index_commands.build("de"), ["status", "--json", "--library", str(tmp_path / "library")])
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert (told["generation"], told["counts"]["documents"], told["encoder"]["name"]) == (1, 3, "fake")


def test_status_says_that_another_encoder_has_no_reader(tmp_path: Path, pages: Path, encoder: FakeEncoder) -> None:
    changes.add(tmp_path / "library", [pages], encoder)
    told = RUNNER.invoke(index_commands.build("de"), ["status", "--library", str(tmp_path / "library")]).stdout
    assert "keiner für diesen Encoder" in told
    result = RUNNER.invoke(index_commands.build("de"), ["status", "--json", "--library", str(tmp_path / "library")])
    assert json.loads(result.stdout)["reader"] is False


def test_pages_of_another_version_are_told_and_read_anew(tmp_path: Path, pages: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    changes.add(tmp_path / "library", [pages], encoder)
    make_stale(tmp_path / "library")
    monkeypatch.setattr(index_commands, "load_encoder", lambda settings: encoder)

    def run(command: str) -> str:
        result = RUNNER.invoke(index_commands.build("de"), [command, "--library", str(tmp_path / "library")])
        assert result.exit_code == 0
        return result.stdout

    assert "berufslotse index renew" in run("status")
    assert "Fassung 2: 3 Seiten" in run("renew")
    assert "index renew" not in run("status")
    assert "mit dieser Version" in run("renew")


@pytest.mark.parametrize("arguments", [["add"], ["nonsense"]])
def test_wrong_use_is_status_2(arguments: list[str]) -> None:
    assert RUNNER.invoke(index_commands.build("de"), arguments).exit_code == 2
