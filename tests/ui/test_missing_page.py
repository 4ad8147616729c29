"""An address where nothing is: people read a page that leads on, programs get what they got."""

from collections.abc import Callable
from html import unescape

import pytest
from fastapi.testclient import TestClient

from assistant.wording import Language, say
from ui.server_settings import ServerSettings

BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.mark.parametrize(
    ("path", "language", "home"), [("/none", "de", "/"), ("/en/none", "en", "/en/"), ("/betreiber", "de", "/"), ("/en/gradio_api/upload", "en", "/en/")]
)
def test_a_browser_gets_a_page_that_leads_on(client: TestClient, path: str, language: Language, home: str) -> None:
    answer = client.get(path, headers=BROWSER)
    page = unescape(answer.text)
    assert answer.status_code == 404
    assert f'<html lang="{language}">' in page and f"<h1>{say(language, 'missing_page.title')}</h1>" in page
    assert f'<li><a href="{home}">' in page
    assert "script-src 'self';" in answer.headers["content-security-policy"]


def test_its_language_is_the_servers_where_the_address_tells_none(app_client: Callable[..., TestClient]) -> None:
    english = app_client(ServerSettings("en"), BROWSER)
    assert '<html lang="en">' in english.get("/none").text
    assert '<html lang="de">' in english.get("/de/none").text


@pytest.mark.parametrize("accept", [BROWSER["accept"], "application/json"])
def test_who_keeps_an_answer_is_told_that_others_get_another(client: TestClient, accept: str) -> None:
    told = [client.get(path, headers={"accept": accept}).headers.get("vary", "").split(", ") for path in ("/none", "/seite?id=none")]
    assert ["accept" in names for names in told] == [True, False]


@pytest.mark.parametrize("accept", ["*/*", "application/json", "image/avif,image/webp"])
def test_who_asks_for_no_page_gets_none(client: TestClient, accept: str) -> None:
    answer = client.get("/none", headers={"accept": accept})
    assert answer.status_code == 404
    assert not answer.headers.get("content-type", "").startswith("text/html")


def test_what_is_sent_is_answered_as_before(client: TestClient) -> None:
    assert client.post("/none", headers=BROWSER).headers.get("content-type") != "text/html; charset=utf-8"


def test_a_page_that_says_itself_what_is_missing_stays(client: TestClient) -> None:
    answer = client.get("/seite?id=none", headers=BROWSER)
    assert answer.status_code == 404
    assert say("de", "pages.missing") in answer.text
