"""The pages for those who would rather read: the list is searched and narrowed by its address alone, and a page stands there whole."""

import asyncio
import re
import threading
from html import unescape

import anyio
import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from assistant.types import PageEntry, PageSection, WholePage
from assistant.wording import Language, catalogue, say
from tests.ui import fakes
from ui.library_pages import list_page, page_body
from ui.library_paths import Choice, chat_path, list_path, page_path, read_choice
from ui.library_routes import AGAIN, AT_ONCE, Turns, library_routes
from ui.types import Assistant

MANY = tuple(
    PageEntry(f"{occupation}-{place}.txt", f"{occupation} in {place}", occupation, place, None)
    for occupation in ("Koch", "Maler", "Ärztin")
    for place in [f"Ort {number:02}" for number in range(40)]
)
SOME = (
    PageEntry("a", "Koch in Bochum", "Koch", "Bochum", "2025-03"),
    PageEntry("b", "Koch in Essen", "Koch", "Essen", None),
    PageEntry("c", "Maler in Bochum", "Maler", "Bochum", None),
    PageEntry("d", "Über uns", None, None, None),
)


class Failing(fakes.FakeAssistant):
    """An assistant whose library can't be read."""

    def pages(self, words: str = "") -> tuple[PageEntry, ...]:
        raise RuntimeError("secret detail")


class Held(fakes.FakeAssistant):
    """An assistant that lists its pages once it is let go."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.begun = 0

    def pages(self, words: str = "") -> tuple[PageEntry, ...]:
        self.begun += 1
        self.go.wait(60)
        return super().pages(words)


def app_of(assistant: Assistant, turns: Turns | None = None) -> FastAPI:
    """The routes alone."""
    app = FastAPI()
    app.include_router(library_routes(assistant, {"de": "/", "en": "/en/"}, turns))
    return app


def client_of(assistant: Assistant) -> TestClient:
    """A client of the routes alone."""
    return TestClient(app_of(assistant))


@pytest.fixture(scope="module")
def client() -> TestClient:
    """A client of the routes with the fake assistant."""
    return client_of(fakes.FakeAssistant())


def body(entries: tuple[PageEntry, ...], choice: Choice, found: tuple[PageEntry, ...] | None = None, language: Language = "de") -> str:
    """The list's HTML; `found` are the pages that have the words, if not all."""
    return list_page(entries, entries if found is None else found, choice, language)[1]


def links(html: str) -> dict[str, str]:
    """{text: address} of all links."""
    return {unescape(text): unescape(href) for href, text in re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>([^<]*)</a>', html)}


def options(html: str, kind: str) -> list[str]:
    """What a select offers; the chosen one with a star before it."""
    (select,) = re.findall(rf'<select id="{kind}".*?</select>', html)
    return [("*" if " selected" in mark else "") + unescape(text) for mark, text in re.findall(r"<option([^>]*)>([^<]*)", select)]


def heading(html: str) -> str:
    """The heading above the results: how many there are."""
    (text,) = re.findall(r'<h2 id="found">([^<]*)</h2>', html)
    return unescape(text)


def test_all_pages_stand_under_their_occupations_with_place_and_stand() -> None:
    html = body(SOME, Choice())
    assert heading(html) == "4 Seiten insgesamt"
    assert re.findall("<h3>(.*?)</h3>", html) == ["Koch", "Maler", "Ohne Angabe eines Berufs"]
    assert '<a href="/seite?id=a">Koch in Bochum</a> <span class="quiet">Bochum · Stand: 03/2025</span>' in html


def test_a_library_without_occupations_has_neither_headings_for_them_nor_filters() -> None:
    html = body(SOME[3:], Choice())
    assert "<h3>" not in html
    assert "<select" not in html
    assert heading(html) == "1 Seite insgesamt"


def test_the_filters_count_what_the_other_one_leaves() -> None:
    html = body(SOME, Choice(occupation="Koch"))
    assert options(html, "occupation") == ["Alle Berufe", "*Koch (2)", "Maler (1)"]
    assert options(html, "place") == ["Alle Orte", "Bochum (1)", "Essen (1)"]
    assert heading(html) == "2 von 4 Seiten"
    assert links(html)["Alle Seiten anzeigen"] == "/seiten"
    assert options(body(SOME, Choice(place="Bochum", occupation="Koch")), "occupation") == ["Alle Berufe", "*Koch (1)", "Maler (1)"]


def test_places_are_offered_as_a_dictionary_has_them() -> None:
    pages = tuple(PageEntry(place, place, "Koch", place, None) for place in ("Zeitz", "Ölbronn", "Olpe"))
    assert options(body(pages, Choice()), "place") == ["Alle Orte", "Ölbronn (1)", "Olpe (1)", "Zeitz (1)"]


def test_long_lists_come_in_parts_that_keep_what_was_chosen() -> None:
    html = body(MANY, Choice(words="ort", part=2))
    assert "51 bis 100 von 120" in html
    assert html.count("<li>") == 50
    assert links(html)["Zurückblättern"] == "/seiten?q=ort"
    assert links(html)["Weiterblättern"] == "/seiten?q=ort&part=3"
    assert links(html)["Ärztin in Ort 00"] == "/seite?id=%C3%84rztin-Ort%2000.txt&q=ort&part=2"
    last = body(MANY, Choice(part=99))
    assert "101 bis 120 von 120" in last
    assert "Weiterblättern" not in links(last)


def test_where_nothing_is_found_it_says_for_what_and_which_part_to_take_away() -> None:
    html = body(SOME, Choice(words="Zebra", occupation="Koch", place="Köln"), found=())
    assert "Dazu gibt es keine Seite: Suchwörter „Zebra“, Beruf Koch, Ort Köln." in html
    assert heading(html) == "0 von 4 Seiten"
    assert options(html, "place") == ["Alle Orte", "*Köln (0)"]
    assert links(html) == {"Alle Seiten anzeigen": "/seiten"}
    one_too_many = body(SOME, Choice(words="Zebra", occupation="Koch"), found=())
    assert links(one_too_many) == {"Ohne die Suchwörter „Zebra“: 2 Seiten": "/seiten?occupation=Koch", "Alle Seiten anzeigen": "/seiten"}
    wrong_pair = body(SOME, Choice(occupation="Maler", place="Essen"), language="en")
    assert links(wrong_pair) == {
        "Not only on the occupation Maler: 1 page": "/en/pages?place=Essen",
        "Not only on the place Essen: 1 page": "/en/pages?occupation=Maler",
        "Show all pages": "/en/pages",
    }


def test_an_empty_library_says_so() -> None:
    assert "Die Bibliothek enthält noch keine Seiten." in body((), Choice())


def test_addresses_for_links_from_elsewhere() -> None:
    assert list_path("de") == "/seiten"
    assert list_path("de", "Koch", "Mülheim an der Ruhr") == "/seiten?occupation=Koch&place=M%C3%BClheim%20an%20der%20Ruhr"
    assert list_path("en", place="Essen") == "/en/pages?place=Essen"
    assert page_path("en", "a/b&c.txt") == "/en/page?id=a%2Fb%26c.txt"
    assert chat_path("/en/", "Was verdient man? & mehr") == "/en/?frage=Was%20verdient%20man%3F%20%26%20mehr"


def test_no_more_than_ten_words_are_searched_for() -> None:
    assert read_choice({"q": "  a b c d e f g h i j k l "}).words == "a b c d e f g h i j"


@pytest.mark.parametrize("part", ["", "0", "-1", "x", "1.5", "٣", "9" * 40])
def test_a_part_that_is_none_is_the_first(part: str) -> None:
    assert read_choice({"part": part}).part == 1


@given(st.text(), st.text(), st.text())
def test_any_address_gives_a_list(words: str, occupation: str, place: str) -> None:
    choice = read_choice({"q": words, "occupation": occupation, "place": place})
    html = body(SOME, choice)
    assert set(re.findall(r"<(/?\w+)", html)) <= set(
        re.findall(r"\w+|/\w+", "h1 /h1 h2 /h2 h3 /h3 p /p ul /ul li /li a /a span /span form /form label /label input")
        + "select /select option /option button /button section /section".split()
    )


@pytest.mark.parametrize(("path", "language", "other"), [("/seiten", "de", "/en/pages"), ("/en/pages", "en", "/seiten")])
def test_the_switch_of_language_keeps_the_choice(client: TestClient, path: str, language: str, other: str) -> None:
    page = client.get(f"{path}?q=Kinder&place=Wuppertal")
    assert page.status_code == 200
    assert f'<html lang="{language}">' in page.text
    assert f'href="{other}?q=Kinder&amp;place=Wuppertal"' in page.text
    assert page.headers["content-security-policy"].startswith("default-src 'none'")


def test_the_title_of_a_narrowed_list_says_how_many_there_are(client: TestClient) -> None:
    assert "<title>1 von 3 Seiten – Seiten lesen – Berufslotse</title>" in client.get("/seiten?q=Kinder").text


def test_a_page_stands_there_whole(client: TestClient) -> None:
    page = client.get(f"/seite?id={fakes.WUPPERTAL.name}&q=Kinder")
    assert f'<h1 lang="de">{fakes.WUPPERTAL.title}</h1><p><span class="quiet">Erzieherin · Wuppertal · Stand: 12.03.2025</span></p>' in page.text
    assert f"<h2>{fakes.WUPPERTAL.heading}</h2>" in page.text
    assert [text for text in fakes.WUPPERTAL.text.split("\n") if f"<p>{text}</p>" not in page.text] == []
    found = links(page.text)
    assert found["Seite im Netz öffnen"] == fakes.WUPPERTAL.url
    assert found["Zur Liste der Seiten"] == "/seiten?q=Kinder"
    assert found["English"] == f"/en/page?id={fakes.WUPPERTAL.name}&q=Kinder"
    assert found[fakes.PAY] == "/?frage=Was%20verdient%20eine%20Erzieherin%20in%20Wuppertal%3F"
    assert found["Eine eigene Frage stellen"] == "/"


def test_in_english_its_questions_lead_to_the_english_chat_and_its_text_stays_german(client: TestClient) -> None:
    page = client.get(f"/en/page?id={fakes.BOCHUM.name}")
    assert links(page.text)[fakes.PAY].startswith("/en/?frage=")
    assert '<html lang="en">' in page.text
    assert '<div class="page-text" lang="de">' in page.text
    assert "Open the live page" not in page.text


def test_nothing_on_a_page_is_ever_markup(client: TestClient) -> None:
    page = client.get(f"/seite?id={fakes.BAD.name}")
    assert "<img" not in page.text
    assert 'href="javascript:' not in page.text
    assert re.findall("<script[^>]*>", page.text) == ['<script src="/static/appearance.js">']
    assert "&lt;img src=x onerror=" in page.text
    listed = client.get("/seiten", params={"q": fakes.HOSTILE, "occupation": fakes.HOSTILE, "place": fakes.HOSTILE})
    assert "<img" not in listed.text


def test_what_is_no_language_is_not_given_as_one() -> None:
    page = WholePage(
        id="a", title="A", occupation=None, place=None, date=None, language='de" onclick="x', url=None, sections=(PageSection(heading=None, paragraphs=("b",)),)
    )
    assert "onclick" not in page_body(page, Choice(), "de", "/")


@pytest.mark.parametrize("query", ["", "?id=", "?id=nichts.txt", "?id=%00%ff&part=x"])
def test_an_unknown_page_is_told_kindly(client: TestClient, query: str) -> None:
    page = client.get(f"/seite{query}")
    assert page.status_code == 404
    assert "<h1>Diese Seite gibt es hier nicht</h1>" in page.text
    assert links(page.text)["Zur Liste der Seiten"] == "/seiten"


def test_a_failure_tells_no_details() -> None:
    reply = client_of(Failing()).get("/en/pages")
    assert reply.status_code == 500
    assert "secret" not in reply.text
    assert "Please load the page again in a moment." in reply.text


def refused_and_answered(turns: Turns, more: int) -> tuple[httpx.Response, list[int]]:
    """What whoever comes last reads, while as many pages are made as may be and `more` wait; and the statuses of those once they are made."""

    async def read() -> tuple[httpx.Response, list[int]]:
        assistant = Held()
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app_of(assistant, turns)), base_url="http://localhost") as reader:
            readers = [asyncio.ensure_future(reader.get("/seiten")) for _ in range(AT_ONCE + more)]
            with anyio.fail_after(60):
                while assistant.begun < AT_ONCE:
                    await anyio.sleep(0.001)
                refused = await reader.get("/en/pages")
            assistant.go.set()
            return refused, [answer.status_code for answer in await asyncio.gather(*readers)]

    return asyncio.run(read())


@pytest.mark.parametrize(("turns", "more"), [(Turns(most_waiting=3), 3), (Turns(most_waiting=3, longest_wait=0.05), 0)], ids=["too many wait", "too long"])
def test_who_would_wait_too_long_is_told_so_and_every_page_that_was_begun_comes(turns: Turns, more: int) -> None:
    refused, answered = refused_and_answered(turns, more)
    assert (refused.status_code, refused.headers["retry-after"], refused.headers["cache-control"]) == (503, str(AGAIN), "no-store")
    assert say("en", "pages.busy") in refused.text and say("en", "pages.busy_advice") in refused.text
    assert answered == [200] * (AT_ONCE + more)


def test_both_languages_have_the_same_texts() -> None:
    german, english = ({key for key in catalogue(language) if key.startswith("pages.")} for language in ("de", "en"))
    assert german == english
