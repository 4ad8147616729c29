"""The server under a path: every address that it gives away lies under it, whether or not the proxy takes the path away."""

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from tests.ui import fakes
from tests.ui.corner import OWN_PAGE, PASSWORD, Visitor
from ui.app import create_app
from ui.root_path import AtRoot, NotAPath, root_of, root_path, under
from ui.server_settings import ServerSettings

ROOT = "/lotse"
ADDRESS = re.compile(r'(?:href|src|action)="(/[^"]*)"')


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    yield TestClient(create_app(fakes.FakeAssistant(), ServerSettings(root_path=ROOT, hosts=["testserver"])))


@pytest.mark.parametrize("before", [ROOT, ""])
@pytest.mark.parametrize("path", ["/seiten", "/en/pages", "/api", "/en/api", "/nowhere"])
def test_a_plain_page_leads_to_addresses_under_the_path(client: TestClient, before: str, path: str) -> None:
    page = client.get(before + path, headers={"accept": "text/html"})
    assert page.status_code == (404 if path == "/nowhere" else 200)
    addresses = ADDRESS.findall(page.text)
    assert f"{ROOT}/static/style.css" in addresses
    assert all(address.startswith(f"{ROOT}/") and not address.startswith(f"{ROOT}{ROOT}") for address in addresses)
    assert int(page.headers["content-length"]) == len(page.content)


@pytest.mark.parametrize("before", [ROOT, ""])
@pytest.mark.parametrize(("home", "other"), [("/", "/lotse/en/"), ("/en/", "/lotse/")])
def test_the_chat_and_its_routes_lie_under_the_path(client: TestClient, before: str, home: str, other: str) -> None:
    page = client.get(before + home)
    assert page.status_code == 200
    assert "'nonce-" in page.headers["content-security-policy"]
    config = client.get(f"{before}{home}config")
    assert config.json()["root"] == f"http://testserver{ROOT}{home}".rstrip("/")
    assert f'class=\\"language\\" href=\\"{other}\\"' in config.text
    assert 'href=\\"/lotse/seiten' in config.text or 'href=\\"/lotse/en/pages' in config.text
    assert not re.search(r'href=\\"/(seite|en/page)', config.text)


@pytest.mark.parametrize("path", ["/static/style.css", "/healthz", "/readyz", "/api/overview", "/gradio_api/info", "/en/gradio_api/info"])
def test_files_and_routes_are_found_with_and_without_the_path(client: TestClient, path: str) -> None:
    assert client.get(ROOT + path).status_code == client.get(path).status_code == 200


def test_programs_are_answered_under_the_path_and_told_its_address(client: TestClient) -> None:
    assert client.post(f"{ROOT}/api/ask", json={"question": fakes.PAY}).status_code == 200
    assert f"http://testserver{ROOT}/api/ask" in client.get(f"{ROOT}/api").text


def test_the_closed_routes_stay_closed_under_the_path(client: TestClient) -> None:
    assert client.post(f"{ROOT}/gradio_api/upload").status_code == 404
    assert client.get(f"{ROOT}/en", follow_redirects=False).headers["location"] == "/lotse/en/"


def test_a_path_that_only_begins_alike_is_another(client: TestClient) -> None:
    assert client.get("/lotsenhaus/healthz").status_code == 404


def test_the_operators_corner_lies_under_the_path(outside: Visitor) -> None:
    client = TestClient(AtRoot(outside.client.app, ROOT), headers=OWN_PAGE)
    assert client.get(f"{ROOT}/betreiber", follow_redirects=False).headers["location"] == "/lotse/betreiber/anmelden"
    entered = client.post(f"{ROOT}/betreiber/anmelden", data={"password": PASSWORD})
    assert (entered.status_code, entered.url.path) == (200, "/lotse/betreiber")
    assert [cookie.path for cookie in client.cookies.jar] == ["/lotse/"]
    assert 'action="/lotse/betreiber/abmelden"' in entered.text


def test_only_addresses_of_ours_are_written_anew() -> None:
    html = '<a href="/seiten">x</a> <a href="//evil.example">y</a> <a href="https://portal.example/">z</a> href=&quot;/seiten&quot;'
    assert under(ROOT, html) == html.replace('"/seiten"', '"/lotse/seiten"')
    assert under("", html) == html


@pytest.mark.parametrize(("text", "path"), [("/lotse", "/lotse"), ("/lotse/", "/lotse"), ("/", ""), ("", ""), ("/a/b-c", "/a/b-c")])
def test_a_path_is_written_in_one_way(text: str, path: str) -> None:
    assert root_path(text) == path


@pytest.mark.parametrize("text", ["lotse", "https://portal.example/lotse", "/lotse?x", "/../etc", "//evil.example", "/a b", '/"'])
def test_what_is_no_path_is_refused(text: str) -> None:
    with pytest.raises(NotAPath):
        root_path(text)


def test_the_path_is_told_from_the_paths_of_the_chat() -> None:
    assert root_of({"de": "/en/", "en": "/en/en/"}) == "/en"
    assert root_of({"de": "/de/", "en": "/"}) == ""
