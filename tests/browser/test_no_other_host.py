"""No byte goes to another host: a tour through everything that a visitor can open, with all other hosts blocked and every request to one recorded.

Every other browser test looks for such requests, too (`watched`); here the server's own are recorded as well, and the browser finds no other host at all.
"""

import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.attacks.hostile import HostileAssistant
from tests.browser.conftest import CHROMIUM, FLAGS, Chat, serving, watched
from tests.ui import fakes
from ui import chat_events
from ui.server_settings import ServerSettings

LOOPBACK = {"127.0.0.1", "::1", "localhost"}
LOOKED_UP: list[str] = []
"""Hosts, other than this machine, that this process, and so the server in it, looked up or connected to."""


def _noted(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0]
    elif event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    name = host.decode() if isinstance(host, bytes) else str(host or "localhost")
    if name not in LOOPBACK:
        LOOKED_UP.append(name)


# There is no way to take a hook off again; this one only notes.
sys.addaudithook(_noted)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of a chat on pages that would have a browser load much from elsewhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chat_events, "BETWEEN_STATEMENTS", 0)
        yield from serving(HostileAssistant(), ServerSettings())


@pytest.fixture
def alone(browser: Browser) -> Iterator[Browser]:
    """A Chromium that finds no host but this machine."""
    another = browser.browser_type.launch(executable_path=str(CHROMIUM), args=[*FLAGS, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"])
    yield another
    another.close()


def test_a_tour_through_everything_reaches_no_other_host(alone: Browser, address: str) -> None:
    asked: set[str] = set()
    LOOKED_UP.clear()
    context = alone.new_context(accept_downloads=True)
    chat = watched(context, address)

    def guard(route: Route) -> None:
        parts = urlsplit(route.request.url)
        asked.add(parts.scheme if parts.scheme in ("data", "blob") else parts.netloc)
        if parts.netloc in ("", urlsplit(address).netloc):
            route.continue_()
        else:
            route.abort()

    context.route("**/*", guard)
    tour(chat)
    context.close()
    assert chat.trouble == []
    assert asked - {"data", "blob"} == {urlsplit(address).netloc}
    assert LOOKED_UP == []


def tour(chat: Chat) -> None:
    """Ask, open sources, compare, take along, read, switch; in both languages, light and dark, as a phone, too."""
    page = chat.open().page
    for question in ("0", fakes.COMPARE, fakes.MISSING, fakes.EVIL):
        reply = chat.ask(question)
        if reply.locator("a.cite").count():
            reply.locator("a.cite").first.click()
            expect(page.locator("dialog.source")).to_be_visible()
            page.keyboard.press("Escape")
    with page.expect_download():
        page.locator("#csv-1").click()
    with page.expect_download():
        page.locator("#png-1").click()
    page.locator("#take-along").click()
    with page.expect_download():
        page.locator(".take-markdown").click()
    page.locator("#appearance").click()
    page.locator("#open-history").click()
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 390, "height": 780})
    for path in ("", "en/", "seiten", "en/pages", "seite?id=1", "api", "en/api"):
        page.goto(chat.base + path)
        page.wait_for_load_state("load")
    page.reload()
