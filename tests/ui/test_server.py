"""The app's routes and headers, and how the server starts."""

import re
import socket
from collections.abc import Callable, Sequence

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.types import Answer, Overview
from assistant.wording import catalogue, say
from tests.ui import fakes
from ui.server import AddressError, PortInUseError, is_this_machine, serve
from ui.server_settings import ServerSettings


def test_healthz(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


def test_readyz_names_the_generation(client: TestClient) -> None:
    assert client.get("/readyz").json() == {"status": "ready", "generation": fakes.FakeAssistant().overview().generation}


def test_readyz_tells_a_load_balancer_where_the_library_is_gone(monkeypatch: pytest.MonkeyPatch, client: TestClient) -> None:
    def gone(_: fakes.FakeAssistant) -> Overview:
        raise OSError("no disk")

    monkeypatch.setattr(fakes.FakeAssistant, "overview", gone)
    assert client.get("/readyz").status_code == 503


def test_api_answers_with_the_answer_record(client: TestClient) -> None:
    reply = client.post("/api/ask", json={"question": fakes.PAY})
    assert Answer.model_validate(reply.json()) == fakes.FakeAssistant().ask(fakes.PAY)


def test_api_takes_the_slots_of_the_answer_before(client: TestClient) -> None:
    before = client.post("/api/ask", json={"question": fakes.PAY}).json()["slots"]
    reply = client.post("/api/ask", json={"question": fakes.FOLLOW_UP, "before": before, "language": "de"})
    assert reply.json()["slots"]["carried_over"] == ["occupation", "aspect"]


@pytest.mark.parametrize("body", [{}, {"question": ""}, {"question": "x" * 10_001}, {"question": "x", "language": "fr"}, {"question": "x", "other": 1}])
def test_api_refuses_what_is_no_question(client: TestClient, body: dict[str, object]) -> None:
    assert client.post("/api/ask", json=body).status_code == 422


def test_api_tells_no_details_of_a_failure(client: TestClient) -> None:
    reply = client.post("/api/ask", json={"question": fakes.BROKEN, "language": "en"})
    assert (reply.status_code, reply.json()) == (500, {"error": say("en", "chat.failed")})


@pytest.mark.parametrize(("path", "language"), [("/", "de"), ("/en/", "en")])
def test_a_page_has_a_policy_with_its_nonce_on_every_script(client: TestClient, path: str, language: str) -> None:
    page = client.get(path)
    policy = page.headers["content-security-policy"]
    (nonce,) = re.findall(r"'nonce-([^']+)'", policy)
    assert len(re.findall("<script", page.text)) == page.text.count(f'<script nonce="{nonce}"')
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy.split("script-src")[1].split(";")[0]
    assert f'lang="{language}"' in page.text
    assert client.get(path).headers["content-security-policy"] != policy


def test_the_other_language_is_found_without_its_slash(client: TestClient) -> None:
    assert client.get("/en").url.path == "/en/"


def test_a_server_that_speaks_english_first_leads_from_every_page_to_the_chat_in_its_language(app_client: Callable[..., TestClient]) -> None:
    english = app_client(ServerSettings("en"))
    for path, home in {"/seiten": "/de/", "/en/pages": "/", "/seite?id=none": "/de/", "/en/page?id=none": "/", "/api": "/de/", "/en/api": "/"}.items():
        assert f'<a class="home" href="{home}">' in english.get(path).text, path


def test_everything_else_has_a_policy_too(client: TestClient) -> None:
    headers = client.get("/healthz").headers
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["x-content-type-options"] == "nosniff"


def test_a_foreign_host_name_is_refused(client: TestClient) -> None:
    assert client.get("/healthz", headers={"host": "evil.example"}).status_code == 400
    assert client.get("/healthz", headers={"host": "localhost:7860"}).status_code == 200


def test_a_foreign_origin_is_not_let_in(client: TestClient) -> None:
    reply = client.get("/healthz", headers={"origin": "https://evil.example"})
    assert "access-control-allow-origin" not in reply.headers


def never(names: Sequence[str]) -> FastAPI:
    raise AssertionError(names)


def test_a_port_in_use_is_told_with_what_to_do() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortInUseError, match=rf"Port {port} is in use.*--port") as refused:
            serve(never, port=port)
        assert refused.value.strerror == "Address already in use"


@pytest.mark.parametrize(("host", "port", "advice"), [("127.0.0.1", 70_000, "--port"), ("192.0.2.1", 0, "--host"), ("no.such.host.invalid", 0, "--host")])
def test_an_address_that_can_not_be_used_is_told_with_what_to_do(host: str, port: int, advice: str) -> None:
    with pytest.raises(AddressError, match=advice):
        serve(never, host=host, port=port)


@pytest.mark.parametrize(
    ("host", "only_here"), [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False), ("192.0.2.1", False), ("::", False)]
)
def test_which_addresses_only_this_machine_can_ask(host: str, only_here: bool) -> None:
    assert is_this_machine(host) == only_here


def test_both_languages_have_the_same_texts_for_the_chat() -> None:
    german, english = ({key for key in catalogue(language) if key.startswith("chat.")} for language in ("de", "en"))
    assert german == english
