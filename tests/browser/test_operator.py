"""The operator's corner in a real browser: from signing in to a visitor's answer from the page that was added."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant import declined_questions
from assistant.wording import say
from tests.browser.accessibility import faults, fits, obstructed
from tests.browser.conftest import Chat, serving, window
from tests.cooking_pages import PAGES, written
from tests.ui.corner import BAKER, PASSWORD, Visitor, quick_hash, visitor
from ui.operator_people import LONGEST_NAME, People, Person
from ui.server_settings import ServerSettings

LONGEST = "w" * LONGEST_NAME


@pytest.fixture(scope="module")
def corner(tmp_path_factory: pytest.TempPathFactory) -> Visitor:
    """The corner behind the page, with three small pages."""
    library = tmp_path_factory.mktemp("operator") / "library"
    return visitor(library, written(PAGES, tmp_path_factory.mktemp("pages")), library / declined_questions.FILE_NAME)


@pytest.fixture(scope="module")
def address(corner: Visitor) -> Iterator[str]:
    yield from serving(corner.assistant, ServerSettings(operator=corner.operator))


@pytest.fixture(scope="module")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server whose operators have names."""
    people = People(tuple(Person(name, quick_hash(PASSWORD)) for name in ("Jürgen.W", LONGEST)))
    corner = visitor(tmp_path_factory.mktemp("staffed") / "library", written(PAGES, tmp_path_factory.mktemp("pages")), people=lambda: people)
    yield from serving(corner.assistant, ServerSettings(operator=corner.operator))


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def scripts(request: pytest.FixtureRequest) -> bool:
    """Whether the browser runs scripts."""
    return bool(request.param)


@pytest.fixture
def browsing(browser: Browser, address: str, corner: Visitor, scripts: bool) -> Iterator[Chat]:
    """A narrow window on the corner; nothing may go wrong in it."""
    with window(browser, address, 320, 700, java_script_enabled=scripts) as chat:
        chat.page.goto(f"{address}betreiber")
        yield chat
        corner.encoder.go.set()
        corner.assistant.go.set()


def sign_in(page: Page) -> None:
    page.get_by_label("Kennwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bereich für Betreiber")


def upload(page: Page, *files: tuple[str, str]) -> None:
    """Choose text files and send them."""
    page.get_by_role("link", name="Seiten hinzufügen").click()
    page.get_by_label("Dateien").set_input_files([{"name": name, "mimeType": "text/plain", "buffer": text.encode()} for name, text in files])
    page.get_by_role("button", name="Hinzufügen").click()


def test_progress_is_seen_then_the_outcome_and_the_library_goes_back(browsing: Chat, corner: Visitor, scripts: bool) -> None:
    page, heading, main = browsing.page, browsing.page.get_by_role("heading", level=1), browsing.page.locator("main")
    sign_in(page)
    corner.encoder.go.clear()
    # Other words each time: vectors that are known are not waited for.
    upload(page, ("baecker-bochum.txt", BAKER.replace("Zuschläge", "mehr" if scripts else "weniger")), ("leer.txt", ""))
    expect(heading).to_have_text(say("de", "operator.change.running.add"))
    expect(page.locator("#stage")).to_have_text(say("de", "operator.stage.encode"))
    expect(page.locator("#files li")).to_have_text(["baecker-bochum.txtgelesen", "leer.txtgelesen"])
    assert fits(page)
    corner.encoder.go.set()
    expect(heading).to_have_text(say("de", "operator.change.partly"))
    expect(main).to_contain_text("1 neu, 0 geändert, 0 unverändert, 0 entfernt, 1 fehlerhaft")
    expect(main).to_contain_text("leer.txt: ist leer")
    corner.assistant.go.clear()
    page.get_by_role("link", name="Prüfung").click()
    expect(heading).to_contain_text("wird geprüft")
    expect(main).to_contain_text("2 von 4 Seiten")
    corner.assistant.go.set()
    expect(heading).to_have_text(say("de", "review.title"))
    page.get_by_role("link", name="Übersicht", exact=True).click()
    expect(main).to_contain_text("mit 4 Seiten")
    assert fits(page)
    page.get_by_role("link", name="Auf diese Fassung zurückgehen").click()
    page.get_by_role("button", name="zurückgehen").click()
    expect(heading).to_have_text(say("de", "operator.change.done"))
    page.get_by_role("link", name="Seiten entfernen").click()
    expect(page.get_by_role("checkbox")).to_have_count(3)
    assert fits(page)
    page.get_by_role("button", name="Abmelden").click()
    expect(heading).to_have_text("Anmeldung für Betreiber")
    page.goto(f"{browsing.base}betreiber/seiten")
    expect(heading).to_have_text("Anmeldung für Betreiber")


def test_who_has_a_name_signs_in_with_it_by_keyboard(browser: Browser, staffed: str, scripts: bool) -> None:
    with window(browser, staffed, 320, 700, java_script_enabled=scripts) as chat:
        page, heading = chat.page, chat.page.get_by_role("heading", level=1)
        page.goto(f"{staffed}betreiber")
        name, password = page.get_by_label("Name", exact=True), page.get_by_label("Kennwort")
        expect(name).to_have_attribute("autocomplete", "username")
        expect(password).to_have_attribute("autocomplete", "current-password")
        name.focus()
        page.keyboard.type("jürgen.w")
        page.keyboard.press("Tab")
        expect(password).to_be_focused()
        page.keyboard.type("falsch")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_have_text(say("de", "operator.sign_in.wrong_name"))
        expect(name).to_have_value("jürgen.w")
        assert fits(page) and (not scripts or faults(page) == [])
        password.focus()
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        expect(heading).to_have_text("Bereich für Betreiber")
        expect(page.get_by_role("navigation")).to_contain_text("Angemeldet als Jürgen.W")
        assert fits(page) and (not scripts or faults(page) == [])
        # The wrong password was wanted.
        chat.trouble = [told for told in chat.trouble if "403" not in told]


def test_the_longest_name_fits_a_phone(browser: Browser, staffed: str) -> None:
    with window(browser, staffed, 320, 700) as chat:
        chat.page.goto(f"{staffed}betreiber")
        chat.page.get_by_label("Name", exact=True).fill(LONGEST)
        sign_in(chat.page)
        expect(chat.page.get_by_role("navigation")).to_contain_text(LONGEST)
        assert fits(chat.page) and obstructed(chat.page) == []


@pytest.mark.parametrize("scripts", [True], indirect=True)
def test_a_visitor_is_answered_from_the_page_that_was_added(browsing: Chat) -> None:
    page, main = browsing.page, browsing.page.locator("main")
    page.request.post(f"{browsing.base}api/ask", data={"question": "Was verdient ein Bäcker in Bochum?"})
    sign_in(page)
    page.get_by_role("link", name="Ohne Antwort").click()
    expect(main).to_contain_text("Was verdient ein Bäcker in Bochum?")
    upload(page, ("baecker-bochum.txt", BAKER))
    expect(page.get_by_role("heading", level=1)).to_have_text(say("de", "operator.change.done"))
    browsing.open()
    expect(browsing.ask("Was verdient ein Bäcker in Bochum?")).to_contain_text("2.300 Euro")


@pytest.mark.parametrize("scripts", [True], indirect=True)
def test_too_many_files_are_refused_before_they_are_sent(browsing: Chat) -> None:
    page = browsing.page
    sign_in(page)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    upload(page, *((f"{n}.txt", "x") for n in range(201)))
    expect(page.get_by_role("alert")).to_contain_text("Möglich sind 200 Dateien")
    assert "POST" not in sent
