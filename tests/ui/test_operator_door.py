"""The corner's door where people have names: what is asked for, who gets in, and what becomes of who is taken out of the file; who changed what is logged."""

import shutil
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from assistant import declined_questions
from assistant.wording import say
from tests.attack_strings import ATTACKS
from tests.attacks.shown import checked, steering
from tests.ui.corner import BAKER, PASSWORD, Visitor, visitor
from ui.operator_password import PasswordHash
from ui.operator_people import LONGEST_NAME, People, Person
from ui.operator_people_file import PeopleFile, keep_person, remove_person

DOOR = "/betreiber/anmelden"
KEPT = PasswordHash.of(PASSWORD)
"""A file takes none that costs less."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with two people, who have the same password: each counts with their own name."""
    path = tmp_path / "people.txt"
    keep_person(path, Person("anna", KEPT))
    keep_person(path, Person("Jürgen.W", KEPT))
    return path


@pytest.fixture
def staffed(made: Path, tmp_path: Path, file: Path) -> Visitor:
    """Somebody before a corner whose operators have names."""
    library = Path(shutil.copytree(made, tmp_path / "staffed"))
    return visitor(library, None, library / declined_questions.FILE_NAME, PeopleFile(file).now)


def test_a_name_is_asked_for_only_where_there_are_names(outside: Visitor, staffed: Visitor) -> None:
    (field,) = checked(staffed.client.get(DOOR).text).xpath("//input[@name='name']")
    assert dict(field.attrib) == {"id": "name", "name": "name", "value": "", "autocomplete": "username", "required": "", "maxlength": str(LONGEST_NAME)}
    (label,) = checked(staffed.client.get(DOOR).text).xpath("//label[@for='name']")
    assert label.text_content() == say("de", "operator.sign_in.name")
    (hidden,) = checked(outside.client.get(DOOR).text).xpath("//input[@name='name']")
    assert hidden.get("hidden") is not None and hidden.get("autocomplete") == "username"
    for client in (staffed.client, outside.client):
        tree = checked(client.get(DOOR).text)
        assert tree.xpath("//input[@type='password']/@autocomplete") == ["current-password"]
        assert tree.xpath("//script[not(@src)]") == []


def test_who_signed_in_stands_on_every_page(staffed: Visitor, inside: Visitor) -> None:
    assert staffed.sign_in(name="JÜRGEN.W").url.path == "/betreiber"
    for path in ("", "/hinzufuegen", "/seiten", "/rueckmeldungen"):
        assert "Angemeldet als Jürgen.W" in staffed.get(path)
    assert "Signed in as Jürgen.W" in staffed.client.get("/en/operator").text
    assert "Angemeldet als" not in inside.get(""), "nobody in particular"


def test_a_name_that_is_not_there_and_a_wrong_password_are_told_the_same(staffed: Visitor) -> None:
    unknown, wrong = staffed.sign_in(name="berta"), staffed.sign_in("falsch", "anna")
    assert (unknown.status_code, wrong.status_code) == (403, 403)
    assert say("de", "operator.sign_in.wrong_name") in unknown.text
    assert unknown.text.replace('value="berta"', "") == wrong.text.replace('value="anna"', "")
    assert staffed.client.cookies == {}


def test_the_name_that_was_typed_stays_in_its_field_as_text(staffed: Visitor) -> None:
    for text in ATTACKS:
        tree = checked(staffed.sign_in("falsch", text).text)
        (kept,) = tree.xpath("//input[@name='name']/@value")
        assert len(kept) <= LONGEST_NAME and not steering(kept)


def test_who_is_taken_out_is_signed_out_at_once_and_can_not_come_back(staffed: Visitor, file: Path) -> None:
    staffed.sign_in(name="anna")
    assert staffed.client.get("/betreiber").url.path == "/betreiber"
    remove_person(file, "anna")
    assert staffed.client.get("/betreiber").url.path == DOOR
    assert staffed.sign_in(name="anna").status_code == 403
    assert staffed.sign_in(name="Jürgen.W").url.path == "/betreiber"


def test_a_new_password_counts_at_once_and_ends_the_sessions_of_the_old_one(staffed: Visitor, file: Path) -> None:
    staffed.sign_in(name="anna")
    keep_person(file, Person("anna", PasswordHash.of("ein neues Kennwort")))
    assert staffed.client.get("/betreiber").url.path == DOOR
    assert staffed.sign_in(name="anna").status_code == 403
    assert staffed.sign_in("ein neues Kennwort", "anna").url.path == "/betreiber"


@pytest.mark.parametrize("damage", [None, "anna:nonsense\n", ""], ids=["missing", "damaged", "empty"])
def test_without_a_sound_file_the_door_is_shut_and_the_rest_goes_on(staffed: Visitor, file: Path, damage: str | None) -> None:
    staffed.sign_in(name="anna")
    sound = file.read_text(encoding="utf-8")
    if damage is None:
        file.unlink()
    else:
        file.write_text(damage, encoding="utf-8")
    with capture_logs() as logs:
        answers = [staffed.client.get("/betreiber"), staffed.client.get(DOOR), staffed.sign_in(name="anna")]
    for answer in answers:
        assert (answer.status_code, answer.url.path) == (503, DOOR)
        assert say("de", "operator.sign_in.closed") in answer.text and "<form" not in answer.text
    assert [(entry["event"], entry["file"]) for entry in logs] == [("operator_file_unusable", str(file))]
    assert staffed.assistant.ask("Was verdient ein Koch in Essen?").citations
    file.write_text(sound, encoding="utf-8")
    assert staffed.client.get("/betreiber").url.path == "/betreiber"


def test_a_file_that_gets_names_asks_for_them_without_a_restart(tmp_path: Path, pages: Path) -> None:
    file = tmp_path / "people.txt"
    keep_person(file, Person("", KEPT))
    door = visitor(tmp_path / "library", pages, people=PeopleFile(file).now)
    assert door.sign_in().url.path == "/betreiber"
    file.write_text(People((Person("anna", KEPT),)).text, encoding="utf-8")
    assert door.client.get("/betreiber").url.path == DOOR
    assert 'id="name"' in door.client.get(DOOR).text
    assert door.sign_in().status_code == 403
    assert door.sign_in(name="anna").url.path == "/betreiber"


def test_who_signed_in_and_who_made_which_change_is_logged_by_name_alone(staffed: Visitor) -> None:
    with capture_logs() as logs:
        staffed.sign_in(name="ANNA")
        staffed.upload(("baecker-bochum.txt", BAKER.encode()), ("leer.txt", b""))
        staffed.outcome()
        staffed.send("/zurueckgehen", to="1")
        staffed.outcome()
        staffed.send("/ohne-antwort", sure="yes")
        staffed.get("/rueckmeldungen")
    counts = {"added": 0, "updated": 0, "removed": 0, "unchanged": 0, "failed": 0}
    made = {"event": "change_made", "operator": "anna", "log_level": "info"}
    assert logs == [
        {"event": "operator_signed_in", "operator": "anna", "log_level": "info"},
        {**made, "kind": "add", "generation": 2, **counts, "added": 1, "failed": 1},
        {**made, "kind": "go_back", "generation": 1, **counts},
        {"event": "declined_cleared", "operator": "anna", "log_level": "info"},
    ]


def test_a_change_that_fails_is_logged_with_who_began_it(staffed: Visitor) -> None:
    staffed.sign_in(name="anna")
    current = staffed.operator.library / "CURRENT"
    current.write_text("nonsense", encoding="ascii")
    with capture_logs() as logs:
        staffed.upload(("baecker-bochum.txt", BAKER.encode()))
        staffed.outcome()
    assert [(entry["event"], entry["kind"], entry["operator"], entry["log_level"]) for entry in logs] == [("change_failed", "add", "anna", "warning")]


def test_where_nobody_has_a_name_none_is_logged(inside: Visitor) -> None:
    with capture_logs() as logs:
        inside.upload(("baecker-bochum.txt", BAKER.encode()))
        inside.outcome()
    assert [(entry["event"], entry["operator"]) for entry in logs] == [("change_made", None)]
