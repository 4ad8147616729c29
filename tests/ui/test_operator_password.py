"""The operator's password: recognised, never told, in a file that only its owner reads."""

import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ui.command_line import build
from ui.operator_password import BadPasswordFile, PasswordHash, read_password, write_password

PASSWORD = "über sieben Brücken"


def test_the_password_is_recognised_and_no_other(tmp_path: Path) -> None:
    write_password(tmp_path / "password", PASSWORD)
    kept = read_password(tmp_path / "password")
    assert kept.matches(PASSWORD)
    assert kept.matches("u\u0308ber sieben Bru\u0308cken"), "as another keyboard spells it"
    assert not kept.matches(PASSWORD + " ")
    assert not kept.matches("")


def test_the_same_password_has_another_hash_each_time() -> None:
    assert PasswordHash.of(PASSWORD).line != PasswordHash.of(PASSWORD).line


def test_the_file_is_one_line_without_the_password_that_only_its_owner_reads(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("an older one", encoding="utf-8")
    write_password(file, PASSWORD)
    text = file.read_text(encoding="ascii")
    assert text.startswith("scrypt$") and text.count("\n") == 1
    assert "Brücken" not in text
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("text", ["", "geheim", "scrypt$1$1$1$00$00", f"scrypt$3$8$1${'0' * 32}${'0' * 64}x", "ü"])
def test_a_file_without_a_hash_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "password").write_text(text, encoding="utf-8")
    with pytest.raises(BadPasswordFile):
        read_password(tmp_path / "password")


def test_numbers_that_scrypt_refuses_are_a_bad_file() -> None:
    with pytest.raises(BadPasswordFile, match="scrypt"):
        PasswordHash.parse(f"scrypt$3$8$1${'0' * 32}${'0' * 64}").matches("x")


def test_the_command_asks_twice_and_says_how_to_go_on(tmp_path: Path) -> None:
    file = tmp_path / "password"
    result = CliRunner().invoke(build("de"), ["operator", "password", str(file)], input=f"{PASSWORD}\n{PASSWORD}\n")
    assert result.exit_code == 0
    assert "serve --operator" in result.stdout
    assert PASSWORD not in result.output
    assert read_password(file).matches(PASSWORD)


@pytest.mark.parametrize(
    ("typed", "reason"), [(f"{PASSWORD}\nanders\n", "nicht gleich"), ("kurz\nkurz\n", "mindestens 12"), (f"{'x' * 1001}\n", "höchstens 1000")]
)
def test_the_command_writes_nothing_where_the_password_will_not_do(tmp_path: Path, typed: str, reason: str) -> None:
    result = CliRunner().invoke(build("de"), ["operator", "password", str(tmp_path / "password")], input=typed)
    assert result.exit_code == 1
    assert reason in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = CliRunner().invoke(build("en"), ["operator", "password", str(tmp_path / "no" / "password")], input=f"{PASSWORD}\n{PASSWORD}\n")
    assert result.exit_code == 1
    assert "can't be written" in result.stderr


@pytest.mark.parametrize(("text", "reason"), [(None, "can't be read"), ("hello", "holds no password")])
def test_the_server_does_not_start_without_a_password_in_the_file(tmp_path: Path, text: str | None, reason: str) -> None:
    file = tmp_path / "password"
    if text:
        file.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(build("en"), ["serve", "--operator", str(file)])
    assert result.exit_code == 1
    assert reason in result.stderr
    assert "berufslotse operator password" in result.stderr


@pytest.mark.parametrize(("host", "warned"), [("127.0.0.1", False), ("0.0.0.0", True), ("192.0.2.1", True)])
def test_it_is_told_where_the_password_travels_readable(tmp_path: Path, host: str, warned: bool) -> None:
    write_password(tmp_path / "password", PASSWORD)
    missing = ["--library", str(tmp_path / "no library")]
    result = CliRunner().invoke(build("en"), ["serve", "--operator", str(tmp_path / "password"), "--host", host, *missing])
    assert result.exit_code == 1
    assert (f"at {host} the password travels readable" in " ".join(result.stderr.split())) == warned


def test_declined_questions_are_only_kept_where_somebody_can_see_them() -> None:
    result = CliRunner().invoke(build("en"), ["serve", "--keep-declined"])
    assert result.exit_code == 2
    assert "--operator" in result.stderr
