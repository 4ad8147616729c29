"""What is looked at before a request is let in: its route, its headers, its size."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from ui.request_checks import LARGEST, LARGEST_EVENT
from ui.server_settings import ServerSettings


@pytest.fixture(scope="module")
def client(app_client: Callable[..., TestClient]) -> TestClient:
    """A client of an app that goes by one more name."""
    return app_client(ServerSettings(hosts=["chat.example"]))


@pytest.mark.parametrize("root", ["", "/en"])
@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/upload",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/deep_link",
        "/gradio_api/startup-events",
        "/gradio_api/runs",
        "/gradio_api/proxy=https://evil.example/gradio_api/info",
        "/gradio_api/file=x/gradio_api/reset",
        "/monitoring",
        "/monitoring/summary",
        "/login",
        "/login/",
        "/logout",
        "/manifest.json",
        "/pwa_icon/64",
    ],
)
def test_routes_that_the_chat_does_not_need_are_closed(client: TestClient, root: str, path: str) -> None:
    assert client.get(root + path).status_code == 404
    assert client.post(root + path).status_code == 404


@pytest.mark.parametrize("path", ["/config", "/en/config", "/theme.css", "/gradio_api/info", "/en/gradio_api/info"])
def test_routes_that_the_chat_needs_are_open(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("name", ["x-gradio-server", "x-forwarded-host"])
def test_no_header_makes_the_page_name_another_server(client: TestClient, name: str) -> None:
    for path in ("/", "/config", "/en/"):
        page = client.get(path, headers={name: "https://evil.example" if name == "x-gradio-server" else "evil.example"})
        assert page.status_code == 200
        assert "evil.example" not in page.text, path


def test_a_proxy_may_tell_a_name_that_the_server_goes_by(client: TestClient) -> None:
    assert "http://chat.example:8443" in client.get("/config", headers={"x-forwarded-host": "Chat.example:8443"}).text.lower()
    assert client.get("/healthz", headers={"host": "chat.example"}).status_code == 200


@pytest.mark.parametrize(("path", "most"), [("/api/ask", LARGEST), ("/api/search", LARGEST), ("/gradio_api/queue/join", LARGEST_EVENT)])
def test_a_body_that_is_too_large_is_refused(client: TestClient, path: str, most: int) -> None:
    own_page = {"sec-fetch-site": "same-origin", "content-type": "application/json"}
    assert client.post(path, content=b" " * (most + 1), headers=own_page).status_code == 413
    # Without a length said beforehand.
    assert client.post(path, content=iter([b" " * 100_000] * (most // 100_000 + 1)), headers=own_page).status_code == 413
    assert client.post(path, content=b"{}", headers=own_page).status_code != 413


def test_the_longest_question_fits(client: TestClient) -> None:
    assert client.post("/api/ask", json={"question": "\u20ac" * 10_000}).status_code == 200
