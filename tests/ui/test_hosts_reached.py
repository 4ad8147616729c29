"""The program as it is installed looks up no other host and sends to none: while pages are added, and while a served chat answers."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from tests.cooking_pages import PAGES, written
from tests.hosts_reached import BEGUN, noting, other_host

PROGRAM = str(Path(sys.executable).with_name("berufslotse"))


@pytest.mark.parametrize(
    ("event", "arguments", "host"),
    [
        ("socket.getaddrinfo", ("api.gradio.app", 443, 0, 0, 0), "api.gradio.app"),
        ("socket.getaddrinfo", (b"api.gradio.app", 443, 0, 0, 0), "api.gradio.app"),
        ("socket.getaddrinfo", (None, 7860, 0, 0, 0), None),
        ("socket.gethostbyname", ("localhost",), None),
        ("socket.connect", (None, ("192.0.2.1", 443)), "192.0.2.1"),
        ("socket.connect", (None, ("127.0.0.2", 443)), None),
        ("socket.connect", (None, ("::1", 443, 0, 0)), None),
        ("socket.connect", (None, "/run/a.socket"), None),
        ("socket.sendto", (None, ("2001:db8::1", 53, 0, 0)), "2001:db8::1"),
        ("socket.sendmsg", (None, None), None),
        ("socket.getnameinfo", (("192.0.2.1", 80),), "192.0.2.1"),
        ("open", ("hosts", "r", 0), None),
    ],
)
def test_another_host_is_one_that_is_not_this_machine(event: str, arguments: tuple[object, ...], host: str | None) -> None:
    assert other_host(event, arguments) == host


def test_a_process_that_looks_up_another_host_is_noticed_and_so_is_one_that_it_starts(tmp_path: Path) -> None:
    hosts, environment = noting(tmp_path)
    looks_up = "import socket, subprocess, sys\ntry: socket.getaddrinfo('nowhere.invalid', 80)\nexcept OSError: pass\n"
    starts = f"{looks_up}subprocess.run([sys.executable, '-c', {looks_up!r}], check=True)"
    subprocess.run([sys.executable, "-c", starts], env=environment, check=True)
    assert hosts.read_text(encoding="utf-8").splitlines() == [BEGUN, "nowhere.invalid"] * 2


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a user begins, with three pages beside it."""
    home = tmp_path_factory.mktemp("home")
    written(PAGES, home / "pages")
    return home


@pytest.fixture(scope="module")
def noted_while_adding(home: Path) -> list[str]:
    """What was noted while the encoder was set up and the pages were added."""
    hosts, environment = noting(home)
    subprocess.run([PROGRAM, "index", "add", str(home / "pages"), "--library", str(home / "library")], env=environment, check=True, capture_output=True)
    told = hosts.read_text(encoding="utf-8").splitlines()
    hosts.unlink()
    return told


@pytest.mark.slow
def test_setting_up_the_encoder_and_adding_pages_reach_no_other_host(noted_while_adding: list[str]) -> None:
    assert set(noted_while_adding) == {BEGUN}


@pytest.mark.slow
def test_a_served_chat_reaches_no_other_host_when_it_answers(home: Path, noted_while_adding: list[str]) -> None:
    hosts, environment = noting(home)
    with served(["--library", str(home / "library")], environment) as client:
        answered = client.post("/api/ask", json={"question": "Was verdient ein Koch in Bochum am Anfang?"}).json()
        assert [citation["document"] for citation in answered["citations"]] == ["koch-bochum.txt"]
        assert client.get("/").status_code == 200
    assert set(hosts.read_text(encoding="utf-8").splitlines()) == {BEGUN}


@contextmanager
def served(library: list[str], environment: Mapping[str, str]) -> Iterator[httpx.Client]:
    """A client of `berufslotse serve` in a process of its own."""
    port = free_port()
    server = subprocess.Popen([PROGRAM, "serve", "--port", str(port), *library], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=120, trust_env=False) as client:
            wait_for(client, server)
            yield client
    finally:
        server.terminate()
        server.wait(60)


def free_port() -> int:
    """One that nobody listens on."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def wait_for(client: httpx.Client, server: "subprocess.Popen[bytes]") -> None:
    """Until it answers; a slow machine may take long."""
    patience = time.monotonic() + 300
    while time.monotonic() < patience and server.poll() is None:
        with suppress(httpx.TransportError):
            if client.get("/readyz").status_code == 200:
                return
        time.sleep(0.1)
    raise AssertionError("it never answered")
