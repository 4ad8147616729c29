"""Attack strings in a real browser, through every view of the chat, the pages to read and the operator's corner: shown as text, and nothing runs or leaves.

What pages say goes all the way in test_attacked_library.py; here an assistant says it in every place, so that none is left to chance. The window of each test notes dialogs, errors, and requests to another host or by another scheme; `quiet` looks for what a script would have left behind.
"""

import csv
import io
import json
import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, expect

from assistant import declined_questions
from assistant.declined_questions import DeclinedQuestion
from assistant.feedback import FILE_NAME, LONGEST_TOLD, MAX_COMMENT, read_feedback
from assistant.types import Outcome
from assistant.wording import say
from index.plain_text import normalise, visible
from tests.attack_strings import ATTACKS, GROUPS
from tests.attacks import pages
from tests.attacks.hostile import A_BATCH, BATCHES, HostileAssistant
from tests.attacks.shown import steering
from tests.browser.conftest import Chat, serving, until, window
from tests.browser.test_comparison import downloaded
from tests.browser.test_operator import sign_in
from tests.cooking_pages import PAGES, written
from tests.ui.corner import Visitor, visitor
from ui import chat_events, feedback_routes
from ui.library_paths import LONGEST_SEARCH, MOST_WORDS
from ui.operator_reports import NEWEST
from ui.server_settings import ServerSettings

OWN_TAGS = "p, div, span, ul, li, a, button, strong, table, thead, tbody, tr, th, td"
FOREIGN = "img, script, iframe, object, embed, svg, math, style, link, meta, base, form, video, audio, template, marquee, details, input, [style*=url], [onerror], [onload]"
"""What the chat writes none of into a transcript or a source."""
FOREIGN_TO_PAGES = "img, script, iframe, svg, math, style, link, meta, base, object, embed, video"
"""What no page to read and none of the operator's has in it; they have forms."""

UPLOADS = [
    FilePayload(name=f"{text.replace('/', '')[:40]}.{kind}", mimeType="application/octet-stream", buffer=pages.written(text, kind))
    for text, kind in zip((text for text in ATTACKS if "\x00" not in text), cycle(("txt", "md", "html", "docx")))
]
"""A file of each string, in each format in turn, that says it in every place. No browser's file has a NUL in its name."""

TRANSCRIPT = "#chat .question, #chat .reply"

OPENED = """() => {
  const panel = document.querySelector('dialog.source');
  const text = (part) => panel.querySelector(part).textContent;
  return [...[...document.querySelectorAll('#chat .reply')].pop().querySelectorAll('.statement a.cite')].map((cite) => {
    cite.click();
    return { parts: ['h2', '.source-heading', '.before', 'mark', '.after'].map(text), links: [...panel.querySelectorAll('a[href]')].map((a) => a.href) };
  });
}"""
"""Opens each marker of the statements and tells what the panel then shows, without a round trip for each."""


SEARCHED = f"""() => [
  document.querySelector('#words').value, document.querySelectorAll('main :is({FOREIGN_TO_PAGES})').length,
  [...document.querySelectorAll('main a')].filter((a) => a.origin !== location.origin).length, window.hit || {{}}.hit || 0,
]"""
SEND_FEEDBACK = """async (all) => {
  const answered = [];
  for (const told of all) {
    const sent = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(told) };
    answered.push((await fetch('api/feedback', sent)).status);
  }
  return answered;
}"""
"""As the form sends it (ui/static/feedback.js)."""


@pytest.fixture(scope="module")
def feedback(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where feedback is kept."""
    return tmp_path_factory.mktemp("attacks") / FILE_NAME


@pytest.fixture(scope="module")
def address(feedback: Path) -> Iterator[str]:
    """The address of a chat on hostile pages, whose long answers are not read along."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chat_events, "BETWEEN_STATEMENTS", 0)
        yield from serving(HostileAssistant(), ServerSettings(feedback=feedback))


@pytest.fixture
def attacked(browser: Browser, address: str) -> Iterator[Chat]:
    yield from attacked_window(browser, address)


def attacked_window(browser: Browser, address: str) -> Iterator[Chat]:
    """A window on a chat, in which nothing may go wrong and nothing have run."""
    with window(browser, address, locale="de-DE", accept_downloads=True) as chat:
        yield chat
        quiet(chat.page)


def quiet(page: Page) -> None:
    """Nothing ran, and nothing stands on the page that isn't ours."""
    assert page.evaluate("[window.hit, {}.hit, document.title.includes('49')]") == [None, None, False]


def test_every_string_in_answers_sources_charts_and_files(attacked: Chat) -> None:
    chat = attacked.open()
    page = chat.page
    expect(page.locator("#welcome .asks").first).to_have_text(visible(BATCHES[1][0]), use_inner_text=False)
    for number, batch in enumerate(BATCHES):
        reply = chat.ask(str(number))
        said = reply.locator(".statement").all_text_contents()
        assert [text.removesuffix(f" Quelle {n}: {visible(own)} [{n}]") for n, (text, own) in enumerate(zip(said, batch, strict=True), 1)] == [
            visible(text) for text in batch
        ]
        assert reply.locator("button.asks").all_text_contents() == [visible(text) for text in batch]
        assert reply.locator("tbody th").all_text_contents() == [visible(f"{text} · {text}") for text in batch]
        expect(reply.locator(FOREIGN)).to_have_count(0)
        assert reply.evaluate(f"reply => [...reply.querySelectorAll('*')].filter((part) => !part.matches('{OWN_TAGS}')).map((part) => part.outerHTML)") == []
        assert reply.evaluate("reply => [...reply.querySelectorAll('a')].every((a) => /^#q-\\d+-\\d+$/.test(a.getAttribute('href')))")
        opened = page.evaluate(OPENED)
        for text, shown in zip(batch, opened, strict=True):
            assert all(not steering(part) and without_lines(part) == without_lines(visible(text)) for part in shown["parts"])
            assert all(link.startswith((chat.base, "https://", "http://")) for link in shown["links"])
        expect(page.locator("dialog.source").locator(FOREIGN)).to_have_count(0)
        page.locator("dialog.source .source-close").click()
        assert_no_formula(downloaded(chat, page.locator(f"#csv-{number + 1}"))[1], batch)
        assert_picture(downloaded(chat, page.locator(f"#png-{number + 1}"))[1])
    page.locator("#take-along").click()
    _, content = downloaded(chat, page.locator(".take-markdown"))
    assert not steering(content.decode())


def assert_picture(content: bytes) -> None:
    """A PNG that can be decoded, as wide as every chart's, no longer than its bars and sources need, and drawn on."""
    with Image.open(io.BytesIO(content)) as picture:
        picture.load()
        assert (picture.format, picture.width) == ("PNG", 1920)
        assert A_BATCH * 68 < picture.height < 30_000
        assert len(picture.convert("L").getcolors() or ()) > 100


def without_lines(text: str) -> str:
    """Without line ends, which a few odd ones (U+2028) become on the way."""
    return "".join(text.split())


def assert_no_formula(content: bytes, batch: tuple[str, ...]) -> None:
    """No cell begins as one, even after what a spreadsheet passes over; the texts are otherwise the same."""
    _, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    assert len(rows) == len(batch)
    for row, text in zip(rows, batch, strict=True):
        assert row[0].removeprefix("'") == text or row[0] == text
        for cell in row:
            seen = visible(cell).strip()
            assert not seen.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦")), cell
            assert not cell.startswith(("\t", "\r", "\n"))


def test_what_is_asked_kept_renamed_and_sent(attacked: Chat, feedback: Path) -> None:
    chat, page = attacked.open(), attacked.page
    asked = [group[0] for group in GROUPS.values() if len(group[0]) < 1_000 and visible(group[0]).strip()]
    together = "\n".join(text for text in ATTACKS if len(text) < 40)[:950]
    for text in (*asked[:8], together):
        chat.ask(text)
        expect(page.locator("#chat .question").last).to_have_text(f"{say('de', 'chat.you')}: {normalise(text)}")
    expect(page.locator(TRANSCRIPT).locator(FOREIGN)).to_have_count(0)
    page.locator("#feedback-1-no").click()
    page.locator("#feedback-comment").fill(together)
    page.locator(".feedback-send").click()
    expect(page.locator("dialog.feedback-dialog")).to_be_hidden()
    assert read_feedback(feedback).kept[-1].comment
    page.reload()
    expect(chat.replies).to_have_count(9)
    page.locator("#open-history").click()
    expect(page.locator(".history-name").first).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("link", name="English").first.click()
    until(page, "document.documentElement.lang === 'en'")
    expect(page.locator(TRANSCRIPT).locator(FOREIGN)).to_have_count(0)


def test_a_conversation_that_was_tampered_with_shows_text(attacked: Chat) -> None:
    chat, page = attacked.open(), attacked.page
    chat.ask("0")
    # As if another script of the origin, or the visitor, had written into the browser's store.
    page.evaluate(
        """texts => {
          const all = JSON.parse(localStorage.getItem('berufslotse.conversations'));
          all[0].name = texts.join(' ').slice(0, 2000);
          all[0].turns[0].question = texts[0];
          all[0].turns[0].answer.citations.forEach((one, at) => { one.url = 'javascript:window.hit=1'; one.title = texts[at]; });
          localStorage.setItem('berufslotse.conversations', JSON.stringify(all));
        }""",
        list(ATTACKS[A_BATCH : 2 * A_BATCH]),
    )
    page.reload()
    expect(page.locator("#chat .question").first).to_contain_text(visible(ATTACKS[A_BATCH]))
    page.locator("#open-history").click()
    expect(page.locator(".history-name").first).to_contain_text(visible(ATTACKS[A_BATCH]))
    expect(page.locator("#history").locator("img, script, svg, iframe")).to_have_count(0)
    page.keyboard.press("Escape")
    assert all(link.startswith(("http://", "https://")) for shown in page.evaluate(OPENED) for link in shown["links"])
    expect(page.locator(TRANSCRIPT).locator(FOREIGN)).to_have_count(0)


def test_a_question_in_the_address_is_only_filled_in(attacked: Chat) -> None:
    alone = [text for group in GROUPS.values() for text in group[:2] if len(text) < 1_000]
    together = ["\n".join(text[:1_000] for text in group) for group in GROUPS.values()]
    assert len(alone) > 30
    for number, text in enumerate((*alone, *together)):
        attacked.page.goto(f"{attacked.base}{('', 'en/')[number % 2]}?frage={encoded(text)}")
        # As a box for text has line ends.
        expect(attacked.question).to_have_value(re.sub("\r\n?", "\n", text))
        quiet(attacked.page)
    expect(attacked.replies).to_have_count(0)


def encoded(text: str) -> str:
    """As it stands in an address."""
    return "".join(f"%{byte:02x}" for byte in text.encode())


def test_every_string_on_pages_to_read(attacked: Chat) -> None:
    page = attacked.page
    for number, batch in enumerate(BATCHES):
        page.goto(f"{attacked.base}seite?id={number}")
        assert page.locator("article h2").all_text_contents()[-len(batch) :] == [visible(text) for text in batch]
        assert page.locator("article .page-text p").all_text_contents() == [visible(text) for text in batch]
        expect(page.locator("main").locator(FOREIGN)).to_have_count(0)
        quiet(page)
    for part in range(1, 1 + len(ATTACKS) // 50):
        page.goto(f"{attacked.base}seiten?part={part}")
        assert page.locator(".page-list a").count() == 50
        expect(page.locator("main").locator(FOREIGN_TO_PAGES)).to_have_count(0)
        assert page.evaluate("[...document.querySelectorAll('main a')].every((a) => a.protocol === 'http:' && a.host === location.host)")
        quiet(page)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Visitor:
    """The real assistant on three small pages, and their operator's corner."""
    library = tmp_path_factory.mktemp("small") / "library"
    return visitor(library, written(PAGES, tmp_path_factory.mktemp("pages")), library / declined_questions.FILE_NAME)


@pytest.fixture(scope="module")
def small_address(small: Visitor) -> Iterator[str]:
    """The address of a server with it, which takes any number of verdicts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(feedback_routes, "A_MINUTE", 10_000)
        yield from serving(small.assistant, ServerSettings(operator=small.operator, feedback=small.operator.library / FILE_NAME))


def test_every_string_is_searched_for_in_both_languages(browser: Browser, small_address: str) -> None:
    with window(browser, small_address) as chat:
        for text in ATTACKS:
            asked = encoded(text[:LONGEST_SEARCH])
            for path in (f"seiten?q={asked}&occupation={asked}&place={asked}", f"en/pages?q={asked}"):
                chat.page.goto(f"{small_address}{path}", wait_until="domcontentloaded")
                assert chat.page.evaluate(SEARCHED) == [" ".join(visible(" ".join(text[:LONGEST_SEARCH].split()[:MOST_WORDS])).split()), 0, 0, 0]


def test_every_string_is_sent_as_feedback_and_read_by_the_operator(browser: Browser, small: Visitor, small_address: str) -> None:
    with window(browser, small_address) as chat, window(browser, small_address) as corner:
        chat.open().ask("Was verdient ein Koch in Bochum?")
        with chat.page.expect_request("**/api/feedback") as sending:
            chat.page.locator("#feedback-1-no").click()
            chat.page.locator("#feedback-comment").fill(ATTACKS[0])
            chat.page.locator(".feedback-send").click()
        sent = sending.value.post_data_json
        assert sent and sent["comment"] == ATTACKS[0]
        corner.page.goto(f"{small_address}betreiber")
        sign_in(corner.page)
        for at in range(0, len(ATTACKS), NEWEST):
            batch = ATTACKS[at : at + NEWEST]
            told = [{**sent, "answer_id": f"{at + n:032x}", **says(text)} for n, text in enumerate(batch)]
            assert chat.page.evaluate(SEND_FEEDBACK, told) == [204] * len(batch)
            corner.page.goto(f"{small_address}betreiber/rueckmeldungen")
            comments = corner.page.locator(".entries > li q").all_text_contents()
            assert [without_lines(shown) for shown in comments] == [without_lines(visible(text[:MAX_COMMENT])) for text in reversed(batch)]
            expect(corner.page.locator("main").locator(FOREIGN_TO_PAGES)).to_have_count(0)
            assert not steering(corner.page.locator("main").text_content() or "")
            quiet(corner.page)
        assert len(read_feedback(small.operator.library / FILE_NAME).kept) == len(ATTACKS) + 1


def says(text: str) -> dict[str, object]:
    """What the form sends of a text, wherever a visitor or a page could have brought it in."""
    return {"comment": text[:MAX_COMMENT], "question": text[:LONGEST_TOLD], "understood_as": text[:LONGEST_TOLD], "documents": [text[:1_000]]}


def test_every_string_in_the_operators_corner(browser: Browser, tmp_path: Path) -> None:
    library = tmp_path / "library"
    corner = visitor(library, written(PAGES, tmp_path / "pages"), library / declined_questions.FILE_NAME)
    with (library / declined_questions.FILE_NAME).open("w", encoding="utf-8") as lines:
        lines.writelines(
            DeclinedQuestion(question=text, outcome=Outcome.OFF_TOPIC, missing=text, day="2026-03-01").model_dump_json() + "\n" for text in ATTACKS
        )  # type: ignore[arg-type]
    with (library / FILE_NAME).open("w", encoding="utf-8") as lines:
        for number, text in enumerate(ATTACKS):
            told = {"answer_id": f"{number:032x}", "verdict": "not_helpful", "comment": text[:1000], "question": "x", "understood_as": text[:2000] or "x"}
            told |= {"follows": False, "outcome": "off_topic", "documents": [text[:1000]], "generation": 1, "language": "de", "at": "2026-03-01T00:00:00Z"}
            lines.write(json.dumps(told) + "\n")
    for base in serving(corner.assistant, ServerSettings(operator=corner.operator)):
        with window(browser, base) as chat:
            page = chat.page
            page.goto(f"{base}betreiber")
            sign_in(page)
            for files in (UPLOADS[: len(UPLOADS) // 2], UPLOADS[len(UPLOADS) // 2 :]):
                page.goto(f"{base}betreiber")
                page.get_by_role("link", name="Seiten hinzufügen").click()
                page.get_by_label("Dateien").set_input_files(files)
                page.get_by_role("button", name="Hinzufügen").click()
                over = "|".join(re.escape(say("de", f"operator.change.{end}")) for end in ("partly", "done"))
                expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(over), timeout=120_000)
                assert not steering(page.locator("main").text_content() or "")
            assert len(corner.assistant.pages()) > len(PAGES) + len(UPLOADS) - 40
            for path in ("aenderung", "seiten", "ohne-antwort", "rueckmeldungen", "pruefung"):
                page.goto(f"{base}betreiber/{path}")
                if path == "pruefung":
                    expect(page.get_by_role("heading", level=1)).to_have_text(say("de", "review.title"))
                expect(page.locator("main").locator(FOREIGN_TO_PAGES)).to_have_count(0)
                assert not steering(page.locator("main").text_content() or "")
                quiet(page)
            # What visitors see of pages on such occupations and in such places.
            page.goto(f"{base}seiten")
            expect(page.locator("main").locator(FOREIGN_TO_PAGES)).to_have_count(0)
            assert not steering(page.locator("main").text_content() or "")
            quiet(page)
            chat.open()
            expect(page.locator("#welcome").locator(FOREIGN.replace("details, ", ""))).to_have_count(0)
            quiet(page)
