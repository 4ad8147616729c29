"""The whole way with nothing faked: the sample pages, the built-in encoder, a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from assistant.assistant import Assistant
from assistant.sample_pages import bring_up_to_date
from index.encoder import load_encoder
from tests.browser.conftest import Chat, serving, window

# Of the libraries that read the encoder.
pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning")


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    library = tmp_path_factory.mktemp("sample") / "library"
    encoder = load_encoder()
    bring_up_to_date(library, encoder, lambda stage, done, total: None)
    return Assistant(library, encoder)


@pytest.fixture(scope="module")
def address(real: Assistant) -> Iterator[str]:
    yield from serving(real)


@pytest.fixture
def sample_chat(browser: Browser, address: str) -> Iterator[Chat]:
    with window(browser, address, locale="de-DE") as chat:
        yield chat.open()


def test_a_follow_up_about_pay_leads_to_the_marked_sentence(sample_chat: Chat, real: Assistant) -> None:
    sample_chat.ask("Was macht eine Erzieherin in Wuppertal?")
    reply = sample_chat.ask("und was krieg ich da so als Anfängerin?")
    expect(reply.locator("li.chip")).to_contain_text(["Erzieher", "Wuppertal", "Gehalt", "Einstieg"])
    reply.locator("a.cite").first.click()
    mark = sample_chat.page.locator("dialog.source mark")
    expect(mark).to_contain_text("€")
    text = Path(__file__).parents[2].joinpath("assistant", "sample_pages", "erzieher-wuppertal.md").read_text(encoding="utf-8")
    assert (mark.text_content() or "") in text


def test_every_example_of_the_first_view_is_answered(sample_chat: Chat) -> None:
    examples = sample_chat.page.locator("#welcome button.asks").all_text_contents()
    assert len(examples) == 6
    for example in examples:
        sample_chat.page.get_by_role("button", name=example, exact=True).click()
        expect(sample_chat.answer(0).locator("a.cite").first).to_be_visible()
        sample_chat.page.get_by_role("button", name="Neues Gespräch").click()
        expect(sample_chat.replies).to_have_count(0)


def test_a_place_without_a_page_is_declined_and_what_is_offered_is_answered(sample_chat: Chat) -> None:
    refusal = sample_chat.ask("Was verdient eine Krankenschwester in Hamburg?")
    expect(refusal).to_contain_text("Zu Hamburg liegt keine Seite vor.")
    expect(refusal.locator("a.cite")).to_have_count(0)
    refusal.locator("button.asks").first.click()
    expect(sample_chat.answer(1).locator("a.cite").first).to_be_visible()
