"""Every page beside the chat, in both languages, light and dark, wide and narrow: nothing that axe finds, nothing cut off, one heading, no other host."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Browser, Page, expect
from stale_library import make_stale

from assistant import declined_questions, feedback
from assistant.feedback import Feedback, Reason, Verdict
from assistant.types import Outcome
from assistant.wording import LANGUAGES, Language, say
from tests.browser.accessibility import faults, fits, obstructed
from tests.browser.conftest import PATIENCE_MS, Chat, serving, watched
from tests.cooking_pages import ODD, PAGES, written
from tests.ui import fakes
from tests.ui.corner import BAKER, PASSWORD, Visitor, visitor
from ui import operator_upload
from ui.api_page import PATHS as API
from ui.library_paths import Choice, chosen_path, list_path, page_path
from ui.operator_paths import PATHS, Place
from ui.operator_visit import COOKIE
from ui.server_settings import ServerSettings

CORNER: dict[Place, str] = {
    "home": "operator.home.title",
    "add": "operator.menu.add",
    "go_back": "operator.go_back.title",
    "pages": "operator.menu.pages",
    "review": "review.title",
    "declined": "operator.declined.title",
    "feedback": "operator.menu.feedback",
}
LONG = "Bundesjugendsozialarbeiterinnenvertretungsversammlung"
"""A word that no phone has room for."""


@pytest.fixture(scope="module")
def corner(tmp_path_factory: pytest.TempPathFactory) -> Visitor:
    """The corner behind the page: two generations, a review that finds something, a declined question and feedback with a long word."""
    library = tmp_path_factory.mktemp("operator") / "library"
    kept = visitor(library, written(PAGES | ODD, tmp_path_factory.mktemp("pages")), library / declined_questions.FILE_NAME)
    kept.sign_in()
    kept.upload((f"{LONG}.txt", BAKER.encode()))
    kept.outcome()
    declined = fakes.FakeAssistant().ask(fakes.MISSING)
    declined_questions.keep(library / declined_questions.FILE_NAME, declined, date(2026, 11, 21))
    given = Feedback(
        answer_id="0" * 32,
        verdict=Verdict.NOT_HELPFUL,
        reasons=tuple(Reason),
        comment=LONG,
        question=fakes.PAY,
        understood_as=fakes.PAY,
        follows=False,
        outcome=Outcome.ANSWERED,
        documents=(f"{LONG}.txt",),
        generation=1,
        language="de",
    )
    feedback.keep(library / feedback.FILE_NAME, given, datetime(2026, 11, 20, tzinfo=UTC))
    return kept


@pytest.fixture(scope="module")
def address(corner: Visitor) -> Iterator[str]:
    yield from serving(corner.assistant, ServerSettings(operator=corner.operator))


@pytest.fixture(scope="module")
def window(browser: Browser, address: str, corner: Visitor) -> Iterator[Chat]:
    """One window for all pages."""
    expect.set_options(timeout=PATIENCE_MS)
    context = browser.new_context()
    yield watched(context, address)
    context.close()


@pytest.fixture(params=[(False, 1280), (False, 320), (True, 1280), (True, 320)], ids=["light, wide", "light, narrow", "dark, wide", "dark, narrow"])
def shown(request: pytest.FixtureRequest, window: Chat, corner: Visitor) -> Iterator[Chat]:
    """The window, light or dark, wide or narrow; at the end nothing may have gone wrong in it but what was wanted."""
    dark, width = request.param
    window.page.set_viewport_size({"width": width, "height": 800})
    window.page.emulate_media(color_scheme="dark" if dark else "light")
    yield window
    corner.encoder.go.set()
    corner.assistant.go.set()
    corner.assistant.torn.clear()
    trouble, window.trouble = window.trouble, []
    assert trouble == []


@pytest.fixture
def inside(shown: Chat) -> Chat:
    """The same, signed in to the corner."""
    if not any(cookie["name"] == COOKIE for cookie in shown.page.context.cookies()):
        enter(shown, "de", PASSWORD)
        expect(shown.page.get_by_role("heading", level=1)).to_have_text(say("de", "operator.home.title"))
    return shown


def look(window: Chat, path: str, wanted: int = 200) -> None:
    """Go to an address; an answer of the status that is wanted is no trouble."""
    answer = window.page.goto(window.base + path[1:])
    assert answer and answer.status == wanted, path
    overlook(window, wanted)


def overlook(window: Chat, status: int) -> None:
    """An answer of this status was wanted."""
    window.trouble = [told for told in window.trouble if not told.startswith(f"{status}: ") and f"status of {status} " not in told]


def enter(window: Chat, language: Language, password: str) -> None:
    """Fill in a password at the corner's door."""
    window.page.goto(window.base + PATHS["sign_in"][language][1:])
    window.page.get_by_label(say(language, "operator.sign_in.password")).fill(password)
    window.page.get_by_role("button", name=say(language, "operator.sign_in.enter")).click()


def assert_sound(page: Page, language: Language, title: str) -> None:
    """The page has this heading alone over it, says its language, fits the window, and axe finds nothing."""
    expect(page.get_by_role("heading", level=1)).to_have_text([title])
    assert (page.locator("html").get_attribute("lang"), fits(page), faults(page), obstructed(page)) == (language, True, [], []), page.url


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_to_read(shown: Chat, language: Language) -> None:
    for path, title in (
        (list_path(language), "pages.title"),
        (chosen_path(language, Choice(words=LONG * 2)), "pages.title"),
        (API[language], "api.title"),
    ):
        look(shown, path)
        assert_sound(shown.page, language, say(language, title))
    look(shown, page_path(language, "koch-bochum.txt"))
    assert_sound(shown.page, language, "Koch Jobs und Stellenangebote in Bochum")


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_is(shown: Chat, language: Language) -> None:
    for path, title in (
        (page_path(language, "none"), "pages.missing"),
        (PATHS["home"][language] + "/none", "missing_page.title"),
        (f"/{language}/none", "missing_page.title"),
    ):
        look(shown, path, 404)
        assert_sound(shown.page, "en" if path.startswith("/en/") else "de", say(language, title))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_operators_corner(inside: Chat, language: Language) -> None:
    for place, title in CORNER.items():
        look(inside, PATHS[place][language])
        assert_sound(inside.page, language, say(language, title))


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_that_another_version_has_read_and_the_outcome_of_reading_them_anew(inside: Chat, corner: Visitor, language: Language) -> None:
    make_stale(corner.operator.library)
    look(inside, PATHS["home"][language])
    renew = inside.page.get_by_role("button", name=say(language, "operator.home.renew"))
    expect(renew).to_be_visible()
    assert_sound(inside.page, language, say(language, "operator.home.title"))
    renew.click()
    assert_sound(inside.page, language, say(language, "operator.change.done"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_change_and_a_review_that_are_being_made_and_what_came_of_them(inside: Chat, corner: Visitor, language: Language) -> None:
    page = inside.page
    look(inside, PATHS["review"][language])
    expect(page.get_by_role("heading", level=1)).to_have_text(say(language, "review.title"))
    corner.encoder.go.clear()
    corner.assistant.go.clear()
    # Other words each time: vectors that are known are not waited for.
    text = BAKER.replace("2.300", str(2000 + corner.operator.assistant.library.number))
    look(inside, PATHS["add"][language])
    page.get_by_label(say(language, "operator.add.files")).set_input_files(
        [{"name": f"{name}.txt", "mimeType": "text/plain", "buffer": content.encode()} for name, content in ((LONG, text), ("leer", ""))]
    )
    page.get_by_role("button", name=say(language, "operator.add.send")).click()
    assert_sound(page, language, say(language, "operator.change.running.add"))
    corner.encoder.go.set()
    assert_sound(page, language, say(language, "operator.change.partly"))
    number = corner.operator.assistant.library.number
    look(inside, PATHS["review"][language])
    assert_sound(page, language, say(language, "operator.review.running", number=number))
    page.locator("a[href$='?earlier']").click()
    assert_sound(page, language, say(language, "review.title"))
    corner.assistant.torn.set()
    page.get_by_role("link", name=say(language, "operator.review.newest")).click()
    corner.assistant.go.set()
    assert_sound(page, language, say(language, "operator.review.failed_title"))
    corner.assistant.torn.clear()
    page.get_by_role("button", name=say(language, "operator.review.again")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(say(language, "review.title"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_corner_refuses(inside: Chat, language: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    page = inside.page
    monkeypatch.setattr(operator_upload, "MOST_BYTES", 0)
    look(inside, PATHS["add"][language])
    page.get_by_label(say(language, "operator.add.files")).set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"x" * 1_100_000})
    page.get_by_role("button", name=say(language, "operator.add.send")).click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert_sound(page, language, say(language, "operator.menu.add"))
    overlook(inside, 413)
    look(inside, PATHS["pages"][language])
    page.get_by_role("button", name=say(language, "operator.pages.remove")).click()
    assert_sound(page, language, say(language, "operator.menu.pages"))
    overlook(inside, 400)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_door_and_wrong_passwords(shown: Chat, language: Language) -> None:
    shown.page.context.clear_cookies()
    look(shown, PATHS["sign_in"][language])
    assert_sound(shown.page, language, say(language, "operator.sign_in.title"))
    waits = shown.page.get_by_role("alert").filter(has_text=say(language, "operator.sign_in.wait_one").split(".")[0])
    for _ in range(10):
        enter(shown, language, "falsch")
        shown.page.get_by_role("alert").wait_for()
        if waits.count():
            break
    expect(waits).to_be_visible()
    assert_sound(shown.page, language, say(language, "operator.sign_in.title"))
    overlook(shown, 403)
    overlook(shown, 429)
