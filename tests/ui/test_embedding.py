"""Which sites may show the chat in a frame, and what the headers say of it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from assistant.wording import LANGUAGES, say
from ui.command_line import build
from ui.embedding import NotAHostName, NotAnOrigin, host_name, origin
from ui.server_settings import ServerSettings

PORTAL = "https://portal.example"
SCRIPT = (Path(__file__).parents[2] / "ui/static/embed.js").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("https://portal.example", "https://portal.example"),
        (" HTTPS://Portal.Example/ ", "https://portal.example"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("https://192.0.2.7", "https://192.0.2.7"),
        ("https://jobs-köln.example", "https://xn--jobs-kln-s4a.example"),
    ],
)
def test_a_site_is_scheme_host_and_port(text: str, written: str) -> None:
    assert origin(text) == written


NO_SITE = """
portal.example  *  https://*  https://*.example  https://  ftp://portal.example  https://portal.example/jobs  https://a@portal.example  https://portal.example?x
https://portal.example; script-src *  https://a.example https://b.example  https://[::1]  https://a.example:99999  javascript:alert(1)  https://a..b
https://-a.example  'self'  https://portal.example#top
"""


@pytest.mark.parametrize("text", ["", f"https://{'a' * 64}.example", *re.split(r"\s{2,}|\n", NO_SITE.strip())])
def test_what_is_no_site_is_refused(text: str) -> None:
    with pytest.raises(NotAnOrigin):
        origin(text)


@given(st.one_of(st.text(), st.text().map(lambda text: f"https://{text}")))
def test_whatever_passes_can_stand_in_a_policy(text: str) -> None:
    try:
        written = origin(text)
    except NotAnOrigin:
        return
    assert re.fullmatch(r"https?://[a-z0-9.-]+(:\d+)?", written)
    assert origin(written) == written


def test_wrong_use_says_what_to_write() -> None:
    result = CliRunner().invoke(build("en"), ["serve", "--embed-from", "portal.example"])
    assert result.exit_code == 2
    assert "https://portal.example" in result.stderr


@pytest.mark.parametrize(("text", "written"), [("Chat.Example ", "chat.example"), ("büro.example", "xn--bro-hoa.example"), ("192.0.2.7", "192.0.2.7")])
def test_a_name_of_the_server_is_written_as_the_net_knows_it(text: str, written: str) -> None:
    assert host_name(text) == written


@pytest.mark.parametrize("text", ["", "*", "*.example", "https://chat.example", "chat.example:443", "chat.example/", "a b", f"{'a' * 64}.example"])
def test_what_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(NotAHostName):
        host_name(text)
    result = CliRunner().invoke(build("en"), ["serve", "--public-name", text])
    assert result.exit_code == 2
    assert "for example chat.example" in " ".join(result.stderr.split())


@pytest.mark.parametrize("path", ["/", "/en/"])
def test_only_the_sites_named_may_frame_the_chat(app_client: Callable[..., TestClient], path: str) -> None:
    headers = app_client(ServerSettings(embed_from=[PORTAL, "http://localhost:8080"])).get(path).headers
    assert "frame-ancestors 'self' https://portal.example http://localhost:8080;" in headers["content-security-policy"]
    assert "x-frame-options" not in headers


@pytest.mark.parametrize("path", ["/api", "/healthz", "/api/openapi.json"])
def test_nothing_else_may_be_framed(app_client: Callable[..., TestClient], path: str) -> None:
    headers = app_client(ServerSettings(embed_from=[PORTAL])).get(path).headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-frame-options"] == "SAMEORIGIN"


def test_without_a_site_nobody_else_may_frame_the_chat(client: TestClient) -> None:
    headers = client.get("/").headers
    assert "frame-ancestors 'self';" in headers["content-security-policy"]
    assert headers["x-frame-options"] == "SAMEORIGIN"


def test_the_button_is_one_small_file_that_says_what_the_catalogue_says(client: TestClient) -> None:
    assert client.get("/static/embed.js").headers["content-type"].startswith("text/javascript")
    assert len(SCRIPT.splitlines()) < 80
    for language in LANGUAGES:
        assert f"'{say(language, 'embed.label')}'" in SCRIPT
        assert f"'{say(language, 'embed.close')}'" in SCRIPT
