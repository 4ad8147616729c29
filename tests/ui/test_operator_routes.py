"""The corner's door and forms as a browser without scripts sees them, and the corner within the whole server."""

from collections.abc import Callable
from html import unescape

import pytest
from fastapi.testclient import TestClient

from assistant.wording import catalogue, say
from tests.ui import fakes
from tests.ui.corner import BAKER, OWN_PAGE, PASSWORD, Visitor
from ui.operator_forms import LARGEST_AT_DOOR, MOST_FIELDS
from ui.operator_library import MOST_SHOWN
from ui.operator_password import LONGEST
from ui.operator_paths import PATHS
from ui.operator_people import LONGEST_NAME
from ui.server_settings import ServerSettings


def test_whoever_is_not_signed_in_is_shown_the_door(outside: Visitor) -> None:
    for place, paths in PATHS.items():
        for language, path in paths.items():
            if place not in ("sign_in", "sign_out"):
                answer = outside.client.get(path, follow_redirects=False)
                assert (answer.status_code, answer.headers["location"]) == (303, PATHS["sign_in"][language])
    answer = outside.client.post("/betreiber/seiten", data={"page": "koch-bochum.txt"}, follow_redirects=False)
    assert answer.status_code == 303


def test_a_wrong_password_is_told_kindly_and_opens_nothing(outside: Visitor) -> None:
    answer = outside.sign_in("falsch")
    assert answer.status_code == 403
    assert say("de", "operator.sign_in.wrong") in answer.text
    assert outside.client.cookies == {}


@pytest.mark.parametrize(
    "told", [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "none"}, {"origin": "https://evil.example"}, {"origin": "null"}, {}], ids=str
)
def test_another_sites_page_can_not_try_passwords(outside: Visitor, told: dict[str, str]) -> None:
    del outside.client.headers["sec-fetch-site"]
    for _ in range(5):
        answer = outside.client.post("/betreiber/anmelden", data={"password": "falsch"}, headers=told)
        assert answer.status_code == 403
        assert say("de", "operator.refused.forged") in answer.text
    own = outside.client.post("/betreiber/anmelden", data={"password": PASSWORD}, headers={"origin": "http://testserver"}, follow_redirects=False)
    assert own.status_code == 303, "and makes nobody wait"


def test_the_door_lets_browsers_say_where_its_form_comes_from(outside: Visitor) -> None:
    assert outside.client.get("/betreiber/anmelden").headers["referrer-policy"] == "same-origin"


def test_after_several_wrong_passwords_the_page_says_how_long_to_wait(outside: Visitor) -> None:
    for _ in range(3):
        outside.sign_in("falsch")
    answer = outside.sign_in()
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) >= 1
    assert "noch einmal" in answer.text


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(outside: Visitor) -> None:
    plain = outside.client.post("/betreiber/anmelden", data={"password": PASSWORD}, follow_redirects=False).headers["set-cookie"]
    assert "HttpOnly" in plain and "SameSite=strict" in plain and "Secure" not in plain
    secure = outside.client.post("https://testserver/betreiber/anmelden", data={"password": PASSWORD}, follow_redirects=False)
    assert "Secure" in secure.headers["set-cookie"]


def test_signing_out_ends_the_session_also_for_who_kept_the_cookie(inside: Visitor) -> None:
    kept = dict(inside.client.cookies)
    assert inside.send("/abmelden").url.path == "/betreiber/anmelden"
    inside.client.cookies.update(kept)
    assert inside.client.get("/betreiber").url.path == "/betreiber/anmelden"


@pytest.mark.parametrize("path", ["/seiten", "/zurueckgehen", "/abmelden", "/ohne-antwort"])
@pytest.mark.parametrize("token", [{}, {"token": ""}, {"token": "guessed"}, {"token": "ü"}])
def test_a_form_that_no_page_of_the_session_made_changes_nothing(inside: Visitor, path: str, token: dict[str, str]) -> None:
    answer = inside.client.post(f"/betreiber{path}", data={"page": "koch-bochum.txt", "to": "1", "sure": "yes", **token})
    assert answer.status_code == 403
    assert say("de", "operator.refused.forged") in answer.text
    assert inside.get("").count("Seiten.") and inside.operator.assistant.library.number == 1


def test_files_without_the_token_are_not_taken(inside: Visitor) -> None:
    answer = inside.client.post("/betreiber/hinzufuegen", files=[("file", ("baecker.txt", BAKER.encode()))])
    assert answer.status_code == 403
    assert say("de", "operator.change.none") in inside.get("/aenderung")


def test_a_form_that_is_far_too_large_is_refused(inside: Visitor) -> None:
    assert inside.send("/seiten", page="x" * 1_000_001).status_code == 413


def test_a_form_of_half_a_million_fields_is_refused_before_they_are_read(inside: Visitor) -> None:
    answer = inside.client.post("/betreiber/seiten", content=b"a&" * 499_999)
    assert answer.status_code == 413
    assert say("de", "operator.refused.too_large") in answer.text


def test_the_form_with_all_pages_that_it_can_list_is_read(inside: Visitor) -> None:
    pages = [f"{'Straßenbauer in Mülheim' * 5}-{number}.txt" for number in range(MOST_SHOWN)]
    inside.send("/seiten", page=[*pages[1:], "koch-essen.txt"])
    assert f"1 entfernt, {MOST_SHOWN - 1} fehlerhaft" in inside.outcome()


def test_the_door_takes_the_longest_password_and_little_more(outside: Visitor) -> None:
    assert outside.sign_in("\U0001f511" * LONGEST, "\U0001f511" * LONGEST_NAME).status_code == 403
    for form in (b"password=" + b"x" * LARGEST_AT_DOOR, b"a&" * (MOST_FIELDS + 1)):
        answer = outside.client.post("/betreiber/anmelden", content=form)
        assert answer.status_code == 413
        assert say("de", "operator.refused.too_large") in answer.text and 'name="password"' in answer.text


def test_no_page_of_the_corner_is_kept_by_a_browser_or_framed(inside: Visitor) -> None:
    headers = inside.client.get("/betreiber").headers
    assert headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_without_an_operator_there_is_no_corner(client: TestClient) -> None:
    for paths in PATHS.values():
        for path in paths.values():
            assert client.get(path).status_code == 404, path
            assert client.post(path).status_code in (404, 405), path


def test_with_one_the_corner_is_there_in_both_languages_and_declined_questions_are_kept(app_client: Callable[..., TestClient], keeping: Visitor) -> None:
    client = app_client(ServerSettings(operator=keeping.operator), OWN_PAGE)
    assert client.get("/betreiber").url.path == "/betreiber/anmelden"
    assert client.get("/betreiber/anmelden").headers.get_list("referrer-policy") == ["same-origin"]
    assert client.post("/en/operator/sign-in", data={"password": PASSWORD}).url.path == "/en/operator"
    assert say("en", "operator.home.title") in unescape(client.get("/en/operator").text)
    client.post("/api/ask", json={"question": fakes.PAY})
    client.post("/api/ask", json={"question": fakes.MISSING})
    page = client.get("/en/operator/unanswered").text
    assert fakes.MISSING in page and fakes.PAY not in page


def test_both_languages_have_the_same_texts_for_the_corner() -> None:
    german, english = ({key for key in catalogue(language) if key.startswith("operator.")} for language in ("de", "en"))
    assert german == english
