"""A library of hostile pages in one piece: files of four formats, read, indexed, answered from by the real assistant, cited, opened, listed and read in a browser.

Each attack string is the title, a heading, the text, the address and the name of a file, and stands in a file of each format; and each is asked. Nothing runs,
nothing leaves, all is text.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from fake_encoder import FakeEncoder
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from assistant.assistant import LONGEST_QUESTION, Assistant
from assistant.wording import say
from index import changes
from index.plain_text import BINARY, normalise, visible
from tests.attack_strings import ATTACKS
from tests.attacks.pages import CITED, TOGETHER, UNCITED, pages_about_cooks
from tests.attacks.shown import steering
from tests.browser.conftest import Chat, serving, until
from tests.browser.many_questions import ask_unseen, sent_by
from tests.browser.test_attacks import FOREIGN, FOREIGN_TO_PAGES, OWN_TAGS, TRANSCRIPT, attacked_window, quiet
from tests.browser.test_comparison import downloaded
from ui import chat_events, rate_limits
from ui.token_bucket import Rate
from ui.types import MAX_TURNS

A_VIEW = 4
"""Comparisons of two towns in one conversation."""
A_CONVERSATION = MAX_TURNS - 1
"""Questions in one: as many as a tab keeps, but for the one whose answer shows them."""

OWN = f"""() => {{
  const parts = [...document.querySelectorAll('#chat .reply *')].filter((part) => !part.matches('{OWN_TAGS}')).map((part) => part.outerHTML);
  return [...parts, ...[...document.querySelectorAll('#chat .reply a')].map((a) => a.getAttribute('href')).filter((href) => !/^#q-\\d+-\\d+$/.test(href))];
}}"""
"""What stands in the answers that the chat doesn't write, and links that open no source."""

OPENED = f"""() => {{
  const panel = document.querySelector('dialog.source');
  const text = (part) => panel.querySelector(part).textContent;
  return [...document.querySelectorAll('#chat .sources a')].map((cite) => {{
    cite.click();
    return {{
      title: text('h2'), section: text('.before') + text('mark') + text('.after'), others: text('.source-heading') + text('.source-meta'),
      page: panel.querySelector('.source-page').href, links: [...panel.querySelectorAll('a[href]')].map((a) => a.href),
      foreign: panel.querySelectorAll({FOREIGN!r}).length,
    }};
  }});
}}"""
"""Opens each source of the transcript and tells what the panel then shows, without a round trip for each."""

READ = f"""() => ({{
  text: document.querySelector('main').textContent, title: document.title, foreign: document.querySelectorAll('main :is({FOREIGN})').length,
  outside: [...document.querySelectorAll('main a')].filter((a) => a.origin !== location.origin).map((a) => [a.href, a.rel]), hit: window.hit || {{}}.hit || 0,
}})"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of the pages and of the library."""
    return tmp_path_factory.mktemp("attacked")


@pytest.fixture(scope="module")
def texts(folder: Path) -> Mapping[str, Sequence[str]]:
    """What each page says, by its name."""
    return pages_about_cooks(folder / "pages")


@pytest.fixture(scope="module")
def assistant(folder: Path, texts: Mapping[str, Sequence[str]]) -> Assistant:
    """The real one, on all of them."""
    change = changes.add(folder / "library", [folder / "pages"], FakeEncoder())
    assert not change.failed and set(change.added) == set(texts)
    return Assistant(folder / "library", FakeEncoder())


@pytest.fixture(scope="module")
def address(assistant: Assistant) -> Iterator[str]:
    """The address of a chat on it, in which one page may ask without end."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chat_events, "BETWEEN_STATEMENTS", 0)
        patch.setattr(rate_limits, "SESSION", Rate(burst=10_000, a_minute=10_000))
        yield from serving(assistant)


@pytest.fixture
def attacked(browser: Browser, address: str) -> Iterator[Chat]:
    yield from attacked_window(browser, address)


def letters(text: str) -> str:
    """What is read of it, without blanks and line ends, which a format may move."""
    return "".join(normalise(BINARY.sub("", text)).split())


def assert_text_alone(page: Page) -> None:
    """Nothing in the transcript but what the chat itself writes there."""
    expect(page.locator(TRANSCRIPT).locator(FOREIGN)).to_have_count(0)
    assert page.evaluate(OWN) == []
    quiet(page)


def begin_anew(chat: Chat) -> None:
    chat.page.locator("#new").click()
    expect(chat.page.locator("#chat .question")).to_have_count(0)


def test_hostile_pages_are_cited_compared_opened_and_taken_along(attacked: Chat, assistant: Assistant, texts: Mapping[str, Sequence[str]]) -> None:
    chat, page = attacked.open(), attacked.page
    pairs = [*zip(CITED[::2], CITED[1::2], strict=True), *zip(TOGETHER[::2], TOGETHER[1::2], strict=True)]
    comparisons = [f"Vergleiche das Gehalt als Koch in {one} und {other}" for one, other in pairs]
    sent = sent_by(chat, f"Was verdient ein Koch in {UNCITED[0]}?")
    opened: list[dict[str, Any]] = []
    for at in range(0, len(comparisons), A_VIEW):
        begin_anew(chat)
        asked = comparisons[at : at + A_VIEW]
        ask_unseen(chat, sent, asked)
        chat.ask(f"Was verdient ein Koch in {UNCITED[1]}?", unseen=len(asked))
        expect(page.locator("#chat .range-charts")).to_have_count(len(asked))
        assert_text_alone(page)
        opened += page.evaluate(OPENED)
        page.locator("dialog.source .source-close").click()
        quiet(page)
    for shown in opened:
        (document,) = parse_qs(urlsplit(shown["page"]).query)["id"]
        shown["document"], text = document, letters(texts[document][0])
        assert shown["page"] == f"{chat.base}seite?id={quote(document, safe='')}"
        assert all(link.startswith((chat.base, "https://", "http://")) for link in shown["links"])
        assert shown["foreign"] == 0 and not steering(f"{shown['title']}{shown['section']}{shown['others']}")
        assert letters(shown["title"].removesuffix("…")) in text or not text
    said = {document: "".join(letters(shown["section"]) for shown in opened if shown["document"] == document) for document in texts}
    wanted = [entry.id for entry in assistant.pages() if entry.place in (*CITED, *TOGETHER)]
    assert len([document for document in wanted if letters(texts[document][0]) not in said[document] or not said[document]]) < 5
    for kind in ("csv", "png"):
        assert downloaded(chat, page.locator(f"#{kind}-1"))[1]
    with Image.open(BytesIO(downloaded(chat, page.locator("#png-1"))[1])) as picture:
        picture.load()
        assert picture.format == "PNG" and picture.width == 1920 and 400 < picture.height < 10_000
    page.locator("#take-along").click()
    assert not steering(downloaded(chat, page.locator(".take-markdown"))[1].decode())


def test_hostile_pages_are_listed_and_read(attacked: Chat, assistant: Assistant, texts: Mapping[str, Sequence[str]]) -> None:
    page = attacked.page
    listed: dict[str, str] = {}
    for part in range(1, 2 + len(texts) // 50):
        page.goto(f"{attacked.base}seiten?part={part}")
        shown = page.evaluate(READ)
        assert shown["outside"] == [] and shown["hit"] == 0 and not steering(shown["text"])
        expect(page.locator("main").locator(FOREIGN_TO_PAGES)).to_have_count(0)
        listed |= page.evaluate(
            "Object.fromEntries([...document.querySelectorAll('.page-list a')].map((a) => [new URL(a.href).searchParams.get('id'), a.textContent]))"
        )
    assert set(listed) == set(texts)
    lost = set[str]()
    # The others are those that were cited.
    for entry in assistant.pages():
        if entry.place in CITED:
            continue
        page.goto(f"{attacked.base}seite?id={quote(entry.id, safe='')}")
        shown = page.evaluate(READ)
        assert shown["foreign"] == 0 and shown["hit"] == 0, entry.id
        assert not steering(shown["text"] + shown["title"])
        assert all(re.match("https?://", link) and rel == "noopener noreferrer" for link, rel in shown["outside"])
        assert listed[entry.id] == visible(entry.title) == page.locator("h1").text_content()
        read = letters(shown["text"])
        lost |= {text for text in texts[entry.id] if letters(text) not in read}
    # What comes out of an HTML page of odd line ends and of a table's bars.
    assert len(lost) < 4, lost


def test_every_string_is_asked(attacked: Chat) -> None:
    chat, page = attacked.open(), attacked.page
    sent = sent_by(chat, "Was verdient ein Koch in München?")
    answered = [text for text in ATTACKS if normalise(text) and len(normalise(text)) <= LONGEST_QUESTION]
    assert len(answered) > len(ATTACKS) - 20
    for at in range(0, len(answered), A_CONVERSATION):
        begin_anew(chat)
        asked = answered[at : at + A_CONVERSATION]
        ask_unseen(chat, sent, asked)
        chat.ask("Und in Bochum?", unseen=len(asked))
        shown = page.locator("#chat .question").all_text_contents()
        assert shown == [f"{say('de', 'chat.you')}: {normalise(text)}" for text in (*asked, "Und in Bochum?")]
        assert_text_alone(page)
        page.get_by_role("link", name="English").first.click()
        until(page, "document.documentElement.lang === 'en'")
        expect(page.locator("#chat .question").first).to_contain_text(say("en", "chat.you"))
        assert_text_alone(page)
        page.get_by_role("link", name="Deutsch").first.click()
        until(page, "document.documentElement.lang === 'de'")
    begin_anew(chat)
    # The others are refused before they are asked, and change nothing.
    ask_unseen(chat, sent, [text for text in ATTACKS if text not in answered])
    chat.ask("Hallo")
    expect(chat.replies).to_have_count(1)
