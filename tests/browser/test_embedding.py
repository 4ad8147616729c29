"""The chat in the page of a portal: a button that opens it where the portal may, and nothing where it may not."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from tests.browser.accessibility import fits
from tests.browser.conftest import PATIENCE_MS, HeldAssistant, serving
from tests.ui import fakes
from ui.server_settings import ServerSettings

PORTAL = """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Portal</title>
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'self'; script-src {chat}; frame-src {chat}">
<link rel="stylesheet" href="portal.css"></head>
<body><h1>Jobs im Revier</h1><p><a href="#">Zu den Stellen</a></p>{embedded}</body></html>"""
STYLE = "button, dialog, iframe { color: red !important; border: 9px solid red !important; opacity: 0.1 !important } h1 { color: rgb(0, 0, 255) }"
BUTTON = '<script src="{chat}/static/embed.js" defer {more}></script>'
FRAME = '<iframe src="{chat}/" title="Fragen zu Berufen" width="100%" height="700"></iframe>'


class Quiet(SimpleHTTPRequestHandler):
    """Files of a folder, without a line for each on standard error."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the portal serves."""
    made = tmp_path_factory.mktemp("portal")
    (made / "portal.css").write_text(STYLE, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def portal(folder: Path) -> Iterator[str]:
    yield from portal_of(folder)


def portal_of(folder: Path) -> Iterator[str]:
    """The address of a portal that serves a folder, as long as it does: another port, so another origin."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def allowing(portal: str) -> Iterator[str]:
    """A chat that this portal may frame."""
    yield from serving(HeldAssistant(), ServerSettings(embed_from=[portal]))


@pytest.fixture
def visit(browser: Browser, portal: str, folder: Path) -> Iterator[Callable[..., Page]]:
    """Opens a page of the portal with this in it; `trouble` on the page is what its console told as errors."""
    expect.set_options(timeout=PATIENCE_MS)
    contexts = []

    def visiting(embedded: str, chat: str, *, lang: str = "de", width: int = 1280, more: str = "", dark: bool = False) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 780}, color_scheme="dark" if dark else "light")
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        home = chat.rstrip("/")
        (folder / "index.html").write_text(PORTAL.format(lang=lang, chat=home, embedded=embedded.format(chat=home, more=more)), encoding="utf-8")
        page = context.new_page()
        page.goto(portal)
        return page

    yield visiting
    for context in contexts:
        context.close()


def framed(page: Page) -> FrameLocator:
    """The chat inside the portal's page."""
    return page.frame_locator("iframe")


def ask(page: Page, question: str) -> None:
    """Ask in the framed chat and wait for the whole answer."""
    box = framed(page).locator("#ask textarea")
    expect(box).to_be_visible()
    box.fill(question)
    box.press("Enter")
    expect(framed(page).locator("#chat .reply:not(.writing)")).to_have_count(1)


def test_the_button_opens_the_chat_and_it_answers(visit: Callable[..., Page], allowing: str) -> None:
    page = visit(BUTTON, allowing)
    button = page.get_by_role("button", name="Fragen zu Berufen")
    expect(page.locator("iframe")).not_to_be_visible()
    assert [frame.url for frame in page.frames[1:]] == ["about:blank"]
    button.click()
    expect(page.get_by_role("dialog", name="Fragen zu Berufen")).to_be_visible()
    assert page.locator("iframe").get_attribute("title") == "Fragen zu Berufen"
    ask(page, fakes.PAY)
    framed(page).locator("a.cite").click()
    expect(framed(page).locator("dialog.source mark")).to_have_text(fakes.PAY_WUPPERTAL)


def test_a_conversation_outlives_the_dialog(visit: Callable[..., Page], allowing: str) -> None:
    page = visit(BUTTON, allowing)
    button = page.get_by_role("button", name="Fragen zu Berufen")
    button.click()
    ask(page, fakes.PAY)
    page.get_by_role("button", name="Schließen", exact=True).click()
    expect(page.locator("iframe")).not_to_be_visible()
    button.click()
    expect(framed(page).locator("#chat .reply")).to_contain_text(fakes.PAY_WUPPERTAL)


@pytest.mark.parametrize("inside", [False, True], ids=["from the portal's side", "from inside the chat"])
def test_esc_closes_and_the_focus_goes_back(visit: Callable[..., Page], allowing: str, inside: bool) -> None:
    page = visit(BUTTON, allowing)
    button = page.get_by_role("button", name="Fragen zu Berufen")
    button.focus()
    page.keyboard.press("Enter")
    box = framed(page).locator("#ask textarea")
    expect(box).to_be_visible()
    if inside:
        box.focus()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(button).to_be_focused()


def test_the_first_esc_closes_the_source_the_second_the_chat(visit: Callable[..., Page], allowing: str) -> None:
    page = visit(BUTTON, allowing)
    page.get_by_role("button", name="Fragen zu Berufen").click()
    ask(page, fakes.PAY)
    framed(page).locator("a.cite").click()
    expect(framed(page).locator("dialog.source")).to_be_visible()
    page.keyboard.press("Escape")
    expect(framed(page).locator("dialog.source")).not_to_be_visible()
    expect(page.locator("iframe")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("iframe")).not_to_be_visible()


def test_no_style_leaks_either_way(visit: Callable[..., Page], allowing: str) -> None:
    page = visit(BUTTON, allowing)
    button = page.get_by_role("button", name="Fragen zu Berufen")
    assert button.evaluate("element => getComputedStyle(element).opacity + getComputedStyle(element).borderTopWidth") == "11px"
    assert page.locator("h1").evaluate("element => getComputedStyle(element).color") == "rgb(0, 0, 255)"


@pytest.mark.parametrize(("lang", "more", "label"), [("en-GB", "", "Questions about occupations"), ("de", 'data-label="Frag den Lotsen"', "Frag den Lotsen")])
def test_the_button_says_what_the_portal_wants(visit: Callable[..., Page], allowing: str, lang: str, more: str, label: str) -> None:
    page = visit(BUTTON, allowing, lang=lang, more=more)
    page.get_by_role("button", name=label).click()
    expect(page.get_by_role("dialog", name=label)).to_be_visible()
    expect(page.get_by_role("button", name="Close" if lang != "de" else "Schließen", exact=True)).to_be_visible()


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (360, False), (360, True), (320, False)])
def test_it_fits_the_window(visit: Callable[..., Page], allowing: str, width: int, dark: bool) -> None:
    page = visit(BUTTON, allowing, width=width, dark=dark)
    page.get_by_role("button", name="Fragen zu Berufen").click()
    expect(framed(page).locator("#ask textarea")).to_be_visible()
    box = page.locator("iframe").bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= width
    assert fits(page)
    assert framed(page).locator("html").evaluate("element => element.scrollWidth <= element.clientWidth")


def test_the_other_language_stays_in_the_frame(visit: Callable[..., Page], allowing: str) -> None:
    page = visit(BUTTON, allowing)
    page.get_by_role("button", name="Fragen zu Berufen").click()
    switch = framed(page).locator("a.language")
    switch.click()
    expect(framed(page).locator("html")).to_have_attribute("lang", "en")


def test_a_link_to_another_page_opens_a_window(visit: Callable[..., Page], allowing: str) -> None:
    page = visit(BUTTON, allowing)
    page.get_by_role("button", name="Fragen zu Berufen").click()
    expect(framed(page).locator("#ask textarea")).to_be_visible()
    framed(page).locator("body").evaluate("body => body.insertAdjacentHTML('afterbegin', '<a href=\"/api\">Für Programme</a>')")
    with page.context.expect_page() as opened:
        framed(page).get_by_role("link", name="Für Programme").click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Für Programme")


def test_a_plain_frame_will_do(visit: Callable[..., Page], allowing: str) -> None:
    page = visit(FRAME, allowing)
    ask(page, fakes.PAY)
    expect(framed(page).locator("#chat .reply")).to_contain_text(fakes.PAY_WUPPERTAL)


def test_a_chat_that_was_not_told_of_the_portal_is_not_shown_there(visit: Callable[..., Page], base: str) -> None:
    page = visit(BUTTON, base)
    with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
        page.get_by_role("button", name="Fragen zu Berufen").click()
    expect(framed(page).locator("#ask")).to_have_count(0)
    page.get_by_role("button", name="Schließen", exact=True).click()
    expect(page.locator("iframe")).not_to_be_visible()
