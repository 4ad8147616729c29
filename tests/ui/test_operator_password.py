"""A password's hash: recognised, never told; and the commands that say who may sign in."""

import time
from pathlib import Path

import pytest
from argon2 import extract_parameters
from argon2.exceptions import VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY
from hypothesis import example, given
from hypothesis import strategies as st
from structlog.testing import capture_logs
from typer.testing import CliRunner

from tests.ui.corner import QUICK, kept_hash, quick_hash
from ui.command_line import build
from ui.operator_password import BadPasswordFile, PasswordHash
from ui.operator_people import People, Person
from ui.operator_people_file import PeopleFile, keep_person, kept_people, read_people

PASSWORD = "über sieben Brücken"
SALT, DIGEST = "c2FsdHNhbHRzYWx0c2FsdA", "A" * 43
BASE64 = st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
OTHER_COSTS = [
    "m=104857600,t=3,p=4",  # 100 GiB
    "m=4294967295,t=4294967295,p=16777215",
    "m=999999999999999,t=3,p=4",
    "m=65536,t=1000000,p=4",
    "m=65536,t=3,p=1000000",
    "m=65536,t=1,p=4",
    "m=19456,t=2,p=1",
    "m=8,t=1,p=1",
]
OLD = f"scrypt$32768$8$1${'0' * 32}${'0' * 64}"
"""As a version before the first release wrote it."""


def command(*arguments: str, typed: str = "") -> tuple[int, str, str]:
    """`berufslotse operator …`: exit status, standard output and standard error."""
    result = CliRunner().invoke(build("de"), ["operator", *arguments], input=typed)
    return result.exit_code, result.stdout, result.stderr


def names(file: Path) -> list[str]:
    """The names in a file."""
    return [person.name for person in kept_people(file).persons]


def test_the_password_is_recognised_and_no_other() -> None:
    kept = PasswordHash.parse(PasswordHash.of(PASSWORD).line)
    assert kept.matches(PASSWORD)
    assert kept.matches("u\u0308ber sieben Bru\u0308cken"), "as another keyboard spells it"
    assert not kept.matches(PASSWORD + " ")
    assert not kept.matches("")


def test_the_same_password_has_another_hash_each_time() -> None:
    assert PasswordHash.of(PASSWORD).line != PasswordHash.of(PASSWORD).line


def test_a_password_costs_what_the_standard_advises() -> None:
    assert extract_parameters(PasswordHash.of(PASSWORD).line) == RFC_9106_LOW_MEMORY


def test_a_hash_is_not_shown_by_accident() -> None:
    assert SALT not in repr(PasswordHash(f"$argon2id$v=19$m=65536,t=3,p=4${SALT}${DIGEST}"))


def test_a_decoy_is_no_password_and_takes_as_long() -> None:
    kept = quick_hash(PASSWORD)
    assert not kept.decoy.matches(PASSWORD)
    assert extract_parameters(kept.decoy.line) == extract_parameters(kept.line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "geheim",
        f"$argon2id$v=19$m=65536,t=3,p=4${SALT}",
        f"$argon2id$v=19$m=65536,t=3,p=4${SALT}${DIGEST}x",
        f"$argon2id$v=19$m=65536,t=3,p=4${SALT}${DIGEST[:-2]}\0A",
        f"$argon2id$v=19$m=65536,t=3,p=4${SALT}${'B' * 43}",
        f"$argon2id$v=19$m=65536,t=٣,p=4${SALT}${DIGEST}",
        f"$argon2id$v=19$m=65_536,t=3,p=4${SALT}${DIGEST}",
        f"$argon2id$v=19$m=65536,t=03,p=4${SALT}${DIGEST}",
        f"$argon2id$v=19$m=65536,t=-3,p=4${SALT}${DIGEST}",
        f"$argon2i$v=19$m=65536,t=3,p=4${SALT}${DIGEST}",
        f"$argon2id$m=65536,t=3,p=4${SALT}${DIGEST}",
    ],
)
def test_a_line_without_a_hash_is_refused(line: str) -> None:
    with pytest.raises(BadPasswordFile, match="no line of a password hash"):
        PasswordHash.parse(line)


@pytest.mark.parametrize("cost", OTHER_COSTS)
def test_a_line_that_costs_more_or_less_is_refused_unworked(cost: str) -> None:
    begun = time.process_time()
    with pytest.raises(BadPasswordFile, match="costs more or less"):
        PasswordHash.parse(f"$argon2id$v=19${cost}${SALT}${DIGEST}")
    assert time.process_time() - begun < 0.05


def test_a_line_of_an_earlier_version_is_refused_with_what_to_do() -> None:
    with pytest.raises(BadPasswordFile, match=r"earlier version \(scrypt\); set the password anew"):
        PasswordHash.parse(OLD)


@given(st.text(BASE64, min_size=22, max_size=22), st.text(BASE64, min_size=43, max_size=43))
@example("A" * 22, "A" * 43)
@example("A" * 21 + "B", "A" * 43)
@example("A" * 22, "A" * 42 + "B")
def test_a_line_is_read_where_the_library_can_decode_it(salt: str, digest: str) -> None:
    same_but_cheap = f"$argon2id$v=19$m=8,t=1,p=1${salt}${digest}"
    try:
        PasswordHash.parse(f"$argon2id$v=19$m=65536,t=3,p=4${salt}${digest}")
    except BadPasswordFile:
        with pytest.raises(VerificationError, match="Decoding failed"):
            QUICK.verify(same_but_cheap, PASSWORD)
    else:
        assert not PasswordHash(same_but_cheap).matches(PASSWORD)


def test_the_command_asks_twice_and_says_how_to_go_on(tmp_path: Path) -> None:
    file = tmp_path / "password"
    status, told, _ = command("password", str(file), typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert status == 0
    assert "serve --operator" in told
    assert PASSWORD not in told
    (nobody,) = kept_people(file).persons
    assert nobody.name == "" and nobody.password.matches(PASSWORD)


@pytest.mark.parametrize(
    ("typed", "reason"), [(f"{PASSWORD}\nanders\n", "nicht gleich"), ("kurz\nkurz\n", "mindestens 12"), (f"{'x' * 1001}\n", "höchstens 1000")]
)
def test_the_command_writes_nothing_where_the_password_will_not_do(tmp_path: Path, typed: str, reason: str) -> None:
    status, _, error = command("password", str(tmp_path / "password"), "anna", typed=typed)
    assert status == 1
    assert reason in error
    assert list(tmp_path.iterdir()) == []


def test_people_are_added_get_another_password_are_listed_and_removed(tmp_path: Path) -> None:
    file = tmp_path / "people"
    for name in ("anna", "Jürgen.W"):
        assert command("password", str(file), name, typed=f"{PASSWORD}\n{PASSWORD}\n")[0] == 0
    before = kept_people(file)
    assert command("password", str(file), "ANNA", typed=f"another {PASSWORD}\nanother {PASSWORD}\n")[0] == 0
    anna, juergen = kept_people(file).persons
    assert anna.name == "ANNA" and anna.password.matches(f"another {PASSWORD}")
    assert juergen == before.persons[1]
    assert command("list", str(file)) == (0, "ANNA\nJürgen.W\n", "")
    status, told, _ = command("remove", str(file), "anna")
    assert status == 0 and "„anna“ ist entfernt" in told and "niemand" not in told
    assert names(file) == ["Jürgen.W"]
    assert "niemand mehr" in command("remove", str(file), "Jürgen.W")[1]
    assert names(file) == []


@pytest.mark.parametrize("name", ["an na", "anna:", "x" * 41, "a\u200bb", "ㅤ"])
def test_what_is_no_name_is_refused_before_a_password_is_asked_for(tmp_path: Path, name: str) -> None:
    status, told, error = command("password", str(tmp_path / "people"), name)
    assert status == 1 and told == ""
    assert "1 bis 40 Zeichen" in error
    assert list(tmp_path.iterdir()) == []


def test_names_and_a_password_without_one_do_not_stand_together(tmp_path: Path) -> None:
    nameless, named = tmp_path / "nameless", tmp_path / "named"
    keep_person(nameless, Person("", kept_hash(b"one")))
    keep_person(named, Person("anna", kept_hash(b"one")))
    before = nameless.read_bytes(), named.read_bytes()
    status, told, error = command("password", str(nameless), "anna")
    assert (status, told) == (1, "") and f"operator remove {nameless}" in error
    status, told, error = command("password", str(named))
    assert (status, told) == (1, "") and f"operator password {named} NAME" in error
    assert (nameless.read_bytes(), named.read_bytes()) == before
    assert command("list", str(nameless)) == (0, "(ein Kennwort ohne Namen, für alle)\n", "")
    assert command("remove", str(nameless))[0] == 0
    assert command("password", str(nameless), "anna", typed=f"{PASSWORD}\n{PASSWORD}\n")[0] == 0
    assert names(nameless) == ["anna"]


@pytest.mark.parametrize(("name", "reason"), [("berta", "„berta“ steht nicht in"), ("a b", "„a b“ steht nicht in"), (None, "kein Kennwort ohne Namen")])
def test_who_is_not_there_can_not_be_removed(tmp_path: Path, name: str | None, reason: str) -> None:
    file = tmp_path / "people"
    keep_person(file, Person("anna", kept_hash(b"one")))
    status, _, error = command("remove", str(file), *filter(None, [name]))
    assert status == 1 and reason in error
    assert names(file) == ["anna"]


@pytest.mark.parametrize("arguments", [("password",), ("remove",), ("list",)])
def test_a_damaged_file_is_told_with_its_line_and_left_as_it_is(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    file = tmp_path / "people"
    text = f"{People((Person('anna', kept_hash(b'one')),)).text}\nberta:nonsense\n"
    file.write_text(text, encoding="utf-8")
    status, told, error = command(*arguments, str(file), *([] if arguments == ("list",) else ["anna"]))
    assert (status, told) == (1, "")
    assert "Zeile 3 in" in error and "nonsense" not in error
    assert file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("hashed", [OLD, *(f"$argon2id$v=19${cost}${SALT}${DIGEST}" for cost in OTHER_COSTS)])
def test_a_line_of_another_cost_is_told_with_its_file_and_the_command_that_sets_a_password(tmp_path: Path, hashed: str) -> None:
    file = tmp_path / "people"
    sound = Person("anna", kept_hash(b"one")).line
    file.write_text(f"{sound}\nberta:{hashed}\n", encoding="utf-8")
    result = CliRunner().invoke(build("en"), ["serve", "--operator", str(file), "--library", str(tmp_path / "no library")])
    assert result.exit_code == 1
    assert f"Line 2 of {file}" in result.stderr and f"berufslotse operator password {file}" in result.stderr


def test_a_running_server_shuts_its_corner_over_a_line_of_another_cost_and_says_which(tmp_path: Path) -> None:
    file = tmp_path / "people"
    keep_person(file, Person("anna", kept_hash(b"one")))
    known = PeopleFile(file)
    file.write_text(f"anna:$argon2id$v=19$m=104857600,t=3,p=4${SALT}${DIGEST}\n", encoding="ascii")
    with capture_logs() as logs:
        assert known.now() is None
    assert [(entry["event"], entry["file"], entry["reason"][:39]) for entry in logs] == [
        ("operator_file_unusable", str(file), "line 1: its hash costs more or less tha")
    ]


def test_who_takes_old_lines_out_sets_those_passwords_anew_and_the_others_stay(tmp_path: Path) -> None:
    file = tmp_path / "people"
    sound = Person("anna", kept_hash(b"one"))
    file.write_text(f"{sound.line}\nberta:{OLD}\n", encoding="utf-8")
    file.write_text(f"{sound.line}\n", encoding="utf-8")
    assert command("password", str(file), "berta", typed=f"{PASSWORD}\n{PASSWORD}\n")[0] == 0
    anna, berta = read_people(file).persons
    assert anna == sound and berta.password.matches(PASSWORD)


def test_a_folder_that_is_not_there_is_told_and_not_made(tmp_path: Path) -> None:
    status, _, error = command("password", str(tmp_path / "no" / "password"), typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert status == 1
    assert "kann nicht geschrieben werden" in error
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("text", "reason"), [(None, "can't be read"), ("", "holds no password"), (" \n", "holds no password"), ("hello", "Line 1 of")])
def test_the_server_does_not_start_without_a_password_in_the_file(tmp_path: Path, text: str | None, reason: str) -> None:
    file = tmp_path / "password"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(build("en"), ["serve", "--operator", str(file)])
    assert result.exit_code == 1
    assert reason in result.stderr
    assert "berufslotse operator password" in result.stderr


@pytest.mark.parametrize(("host", "warned"), [("127.0.0.1", False), ("0.0.0.0", True), ("192.0.2.1", True)])
def test_it_is_told_where_the_password_travels_readable(tmp_path: Path, host: str, warned: bool) -> None:
    keep_person(tmp_path / "password", Person("", kept_hash(b"one")))
    missing = ["--library", str(tmp_path / "no library")]
    result = CliRunner().invoke(build("en"), ["serve", "--operator", str(tmp_path / "password"), "--host", host, *missing])
    assert result.exit_code == 1
    assert (f"at {host} the password travels readable" in " ".join(result.stderr.split())) == warned


def test_declined_questions_are_only_kept_where_somebody_can_see_them() -> None:
    result = CliRunner().invoke(build("en"), ["serve", "--keep-declined"])
    assert result.exit_code == 2
    assert "--operator" in result.stderr
