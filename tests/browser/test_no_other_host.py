"""No byte goes to another host: a tour through everything that a visitor can open, with all other hosts blocked and every request to one recorded.

Every other browser test looks for such requests, too (`watched`); here the server's own are recorded as well, from before its app is made, and the browser
finds no other host at all. What the program does in a process of its own, tests/ui/test_hosts_reached.py tells.
"""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from assistant.feedback import FILE_NAME, Verdict, read_feedback
from assistant.wording import say
from tests.attacks.hostile import HostileAssistant
from tests.browser.conftest import CHROMIUM, FLAGS, PATIENCE_MS, Chat, serving, watched
from tests.browser.test_embedding import BUTTON, PORTAL, STYLE, ask, framed, portal_of
from tests.browser.test_feedback import buttons
from tests.browser.test_operator import sign_in, upload
from tests.cooking_pages import PAGES, written
from tests.hosts_reached import note
from tests.ui import fakes
from tests.ui.corner import BAKER, visitor
from ui import chat_events
from ui.server_settings import ServerSettings

REACHED: list[str] = []
"""Hosts, other than this machine, that this process, and so the server in it, looked up or sent to since it read this file. Never emptied: where Gradio asks
for others, it does so while the app is made.
"""
note(REACHED)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the chat keeps."""
    return tmp_path_factory.mktemp("chat")


@pytest.fixture(scope="module")
def portal_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a portal serves."""
    return tmp_path_factory.mktemp("portal")


@pytest.fixture(scope="module")
def portal(portal_folder: Path) -> Iterator[str]:
    """The address of a portal that may show the chat."""
    yield from portal_of(portal_folder)


@pytest.fixture(scope="module")
def address(folder: Path, portal: str) -> Iterator[str]:
    """The address of a chat with all there is, on pages that would have a browser load much from elsewhere."""
    operator = visitor(folder / "library", written(PAGES, folder / "pages")).operator
    with pytest.MonkeyPatch.context() as patch:
        # It would switch off what the program has to switch off.
        patch.delenv("GRADIO_ANALYTICS_ENABLED", raising=False)
        patch.setattr(chat_events, "BETWEEN_STATEMENTS", 0)
        yield from serving(HostileAssistant(), ServerSettings(feedback=folder / FILE_NAME, operator=operator, embed_from=[portal]))


@pytest.fixture
def alone(browser: Browser) -> Iterator[BrowserContext]:
    """A window of a Chromium that finds no host but this machine."""
    expect.set_options(timeout=PATIENCE_MS)
    another = browser.browser_type.launch(executable_path=str(CHROMIUM), args=[*FLAGS, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"])
    context = another.new_context(accept_downloads=True)
    context.set_default_timeout(PATIENCE_MS)
    yield context
    another.close()


def asked_for(context: BrowserContext, *addresses: str) -> set[str]:
    """Collects the hosts that the window asks for; those of other addresses are blocked."""
    asked: set[str] = set()
    own = {urlsplit(address).netloc for address in addresses}

    def guard(route: Route) -> None:
        parts = urlsplit(route.request.url)
        inside = parts.scheme in ("data", "blob")
        if not inside:
            asked.add(parts.netloc or parts.scheme)
        if inside or parts.netloc in own:
            route.continue_()
        else:
            route.abort()

    context.route("**/*", guard)
    return asked


def test_a_tour_through_everything_reaches_no_other_host(alone: BrowserContext, address: str, folder: Path) -> None:
    chat, asked = watched(alone, address), asked_for(alone, address)
    tour(chat)
    (told,) = read_feedback(folder / FILE_NAME).kept
    assert told.verdict is Verdict.NOT_HELPFUL
    operate(chat.page, address)
    alone.close()
    assert chat.trouble == []
    assert asked == {urlsplit(address).netloc}
    assert REACHED == []


def test_a_portal_that_shows_the_chat_reaches_no_other_host(alone: BrowserContext, address: str, portal: str, portal_folder: Path) -> None:
    home = address.rstrip("/")
    (portal_folder / "portal.css").write_text(STYLE, encoding="utf-8")
    (portal_folder / "index.html").write_text(PORTAL.format(lang="de", chat=home, embedded=BUTTON.format(chat=home, more="")), encoding="utf-8")
    asked = asked_for(alone, address, portal)
    page = alone.new_page()
    page.goto(portal)
    page.get_by_role("button", name="Fragen zu Berufen").click()
    ask(page, fakes.EVIL)
    framed(page).locator("a.cite").first.click()
    expect(framed(page).locator("dialog.source")).to_be_visible()
    alone.close()
    assert asked == {urlsplit(address).netloc, urlsplit(portal).netloc}
    assert REACHED == []


def tour(chat: Chat) -> None:
    """Ask, open sources, compare, take along, give feedback, read, switch; in both languages, light and dark, as a phone, too."""
    page = chat.open().page
    for question in ("0", fakes.COMPARE, fakes.MISSING, fakes.EVIL):
        reply = chat.ask(question)
        if reply.locator("a.cite").count():
            reply.locator("a.cite").first.click()
            expect(page.locator("dialog.source")).to_be_visible()
            page.keyboard.press("Escape")
    not_helpful(page, chat.ask(fakes.PAY))
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


def not_helpful(page: Page, reply: Locator) -> None:
    """Say so of an answer, and why."""
    buttons(reply)[1].click()
    page.get_by_role("dialog", name="Was war nicht hilfreich?").get_by_role("textbox").fill("https://evil.example/x.png")
    page.get_by_role("button", name="Senden").click()
    expect(reply.get_by_role("status")).to_have_text(say("de", "feedback.thanks"))


def operate(page: Page, address: str) -> None:
    """Sign in to the operator's corner, add a page, look at the review, sign out."""
    heading = page.get_by_role("heading", level=1)
    page.goto(f"{address}betreiber")
    sign_in(page)
    upload(page, ("baecker-bochum.txt", BAKER))
    expect(heading).to_have_text(say("de", "operator.change.done"))
    page.get_by_role("link", name="Prüfung").click()
    expect(heading).to_have_text(say("de", "review.title"))
    page.get_by_role("button", name="Abmelden").click()
    expect(heading).to_have_text("Anmeldung für Betreiber")
