"""What is looked at before a request is let in: its route, its headers, its size."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from starlette.requests import Request
from starlette.routing import Route

from tests.ui import fakes
from ui.app import create_app
from ui.request_checks import LARGEST, LARGEST_EVENT, MOST_VALUES
from ui.server_settings import ServerSettings


@pytest.fixture(scope="module")
def client(app_client: Callable[..., TestClient]) -> TestClient:
    """A client of an app that goes by one more name."""
    return app_client(ServerSettings(hosts=["chat.example"]))


@pytest.fixture(scope="module")
def unnamed() -> TestClient:
    """A client of an app that was given no name, and in which something fails that nothing catches."""

    async def fail(_: Request) -> Response:
        raise RuntimeError("secret detail")

    app = create_app(fakes.FakeAssistant())
    app.router.routes.insert(0, Route("/fails", fail))
    return TestClient(app, base_url="http://localhost", raise_server_exceptions=False)


def keeps_to_itself(answer: Response) -> bool:
    """Whether a browser is told neither to guess what it is, nor to load or frame anything because of it."""
    policy = answer.headers.get("content-security-policy", "")
    return answer.headers.get("x-content-type-options") == "nosniff" and policy.startswith("default-src") and "frame-ancestors" in policy


@pytest.mark.parametrize("path", ["/", "/en/", "/healthz", "/nowhere"])
@pytest.mark.parametrize("host", ["evil.example", "testserver", "localhost.evil.example", ""])
def test_no_other_name_is_answered_and_the_refusal_has_its_headers_too(unnamed: TestClient, path: str, host: str) -> None:
    answer = unnamed.get(path, headers={"host": host})
    assert (answer.status_code, keeps_to_itself(answer)) == (400, True)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:7860", "[::1]"])
def test_the_machines_own_names_are_always_answered(unnamed: TestClient, host: str) -> None:
    assert unnamed.get("/healthz", headers={"host": host}).status_code == 200


def test_a_page_of_another_site_that_asks_what_it_may_send_is_refused_with_headers_too(unnamed: TestClient) -> None:
    answer = unnamed.options("/api/ask", headers={"origin": "https://evil.example", "access-control-request-method": "POST"})
    assert (answer.status_code, keeps_to_itself(answer)) == (400, True)
    assert "access-control-allow-origin" not in answer.headers


def test_a_failure_that_nothing_catches_tells_no_details_and_has_its_headers_too(unnamed: TestClient) -> None:
    answer = unnamed.get("/fails")
    assert (answer.status_code, keeps_to_itself(answer)) == (500, True)
    assert "secret" not in answer.text


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


@pytest.mark.parametrize("path", ["/gradio_api/queue/join", "/gradio_api/run/predict"])
def test_a_body_of_too_many_values_is_refused_before_it_is_read(client: TestClient, path: str) -> None:
    for many in (b"[]," * (MOST_VALUES // 2), b"1," * MOST_VALUES, b'{"":{}},' * (MOST_VALUES // 3)):
        sent = b'{"data":[' + many + b'1],"fn_index":0,"session_hash":"x"}'
        assert len(sent) < LARGEST_EVENT
        assert client.post(path, content=sent, headers={"content-type": "application/json"}).status_code == 413


def test_the_longest_question_fits(client: TestClient) -> None:
    assert client.post("/api/ask", json={"question": "\u20ac" * 10_000}).status_code == 200
