"""The file of the people who may sign in: changed whole and by one at a time, readable by its owner alone, and read anew once it has changed."""

import os
import stat
import threading
from pathlib import Path

import pytest
from filelock import FileLock, Timeout
from structlog.testing import capture_logs

from tests.ui.corner import kept_hash
from ui import operator_people_file
from ui.operator_password import BadPasswordFile
from ui.operator_people import NobodySo, People, Person
from ui.operator_people_file import LARGEST, PeopleFile, keep_person, kept_people, read_people, remove_person

ANNA, BERTA = Person("anna", kept_hash(b"one")), Person("Jürgen.W", kept_hash(b"other"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with two people."""
    path = tmp_path / "people.txt"
    keep_person(path, ANNA)
    keep_person(path, BERTA)
    return path


def test_what_is_kept_is_read_and_only_its_owner_reads_it(file: Path) -> None:
    assert read_people(file) == kept_people(file) == People((ANNA, BERTA))
    assert file.read_text(encoding="utf-8") == f"anna:{ANNA.password.line}\nJürgen.W:{BERTA.password.line}\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert {path.name for path in file.parent.iterdir()} <= {"people.txt", ".people.txt.lock"}


def test_a_password_without_a_name_stays_one_line(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text(f"{ANNA.password.line}\n", encoding="ascii")
    keep_person(file, Person("", BERTA.password))
    assert file.read_text(encoding="ascii") == f"{BERTA.password.line}\n"


def test_what_others_could_read_they_can_not_afterwards(file: Path) -> None:
    file.chmod(0o644)
    remove_person(file, "anna")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("data", [b"hello", b"\xff\xfe", b"anna:" + b"x" * LARGEST])
def test_what_can_not_be_read_is_refused_and_left_as_it_is(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "people"
    file.write_bytes(data)
    for change in (lambda: keep_person(file, ANNA), lambda: remove_person(file, "anna"), lambda: read_people(file)):
        with pytest.raises(BadPasswordFile):
            change()
    assert file.read_bytes() == data


def test_nobody_is_not_enough_for_a_server(tmp_path: Path) -> None:
    file = tmp_path / "people"
    with pytest.raises(FileNotFoundError):
        read_people(file)
    assert kept_people(file) == People()
    with pytest.raises(NobodySo):
        remove_person(file, "anna")
    file.write_text("\n", encoding="ascii")
    with pytest.raises(BadPasswordFile, match="nobody"):
        PeopleFile(file)


def test_a_mark_that_an_editor_puts_first_is_no_name(tmp_path: Path) -> None:
    (tmp_path / "people").write_bytes(b"\xef\xbb\xbf" + f"anna:{ANNA.password.line}\r\n".encode())
    assert read_people(tmp_path / "people") == People((ANNA,))


def test_several_commands_at_once_lose_nobody(tmp_path: Path) -> None:
    file = tmp_path / "people"

    def add(writer: int) -> None:
        for number in range(5):
            keep_person(file, Person(f"p{writer}-{number}", ANNA.password))

    writers = [threading.Thread(target=add, args=(writer,)) for writer in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert {person.name for person in read_people(file).persons} == {f"p{writer}-{number}" for writer in range(4) for number in range(5)}


def test_who_waits_in_vain_for_another_command_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operator_people_file, "PATIENCE", 0.05)
    with FileLock(file.with_name(".people.txt.lock")), pytest.raises(Timeout):
        remove_person(file, "anna")
    assert read_people(file) == People((ANNA, BERTA))


def test_a_change_that_fails_leaves_the_file_and_nothing_beside_it(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        remove_person(file, "anna")
    monkeypatch.undo()
    assert read_people(file) == People((ANNA, BERTA))
    assert {path.name for path in file.parent.iterdir()} <= {"people.txt", ".people.txt.lock"}


def test_a_change_is_seen_by_who_has_the_file_open(file: Path) -> None:
    known = PeopleFile(file)
    with capture_logs() as logs:
        assert known.now() == known.now() == People((ANNA, BERTA))
        remove_person(file, "anna")
        assert known.now() == People((BERTA,))
        file.write_text(f"{ANNA.line}\n{BERTA.line}\n", encoding="utf-8")
        assert known.now() == People((ANNA, BERTA)), "by hand, too"
    assert logs == [{"event": "operator_file_read", "file": str(file), "people": people, "log_level": "info"} for people in (1, 2)]


def test_a_file_that_is_gone_or_damaged_lets_nobody_in_until_it_is_mended_and_says_so_once(file: Path) -> None:
    known = PeopleFile(file)
    text = file.read_bytes()
    with capture_logs() as logs:
        file.rename(file.with_name("away"))
        assert known.now() is None and known.now() is None
        file.with_name("away").rename(file)
        assert known.now() == People((ANNA, BERTA))
        file.write_bytes(text + b"berta:nonsense\n")
        assert known.now() is None and known.now() is None
        file.write_bytes(b"")
        assert known.now() is None
        file.write_bytes(text)
        assert known.now() == People((ANNA, BERTA))
    told = [(entry["log_level"], entry["event"], entry.get("reason", "")) for entry in logs]
    assert told == [
        ("error", "operator_file_unusable", "No such file or directory"),
        ("info", "operator_file_read", ""),
        ("error", "operator_file_unusable", "line 3: this is no line of a password hash"),
        ("error", "operator_file_unusable", "nobody stands in it"),
        ("info", "operator_file_read", ""),
    ]
