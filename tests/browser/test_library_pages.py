"""The library's pages in a browser: searched, narrowed, opened and left again, at every width and without a script."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import fits
from tests.browser.conftest import window
from tests.ui import fakes


@contextmanager
def opened(browser: Browser, base: str, path: str, width: int = 1280, *, script: bool = True, dark: bool = False) -> Iterator[Page]:
    """A page of the server in a window of its own; nothing may go wrong in it."""
    with window(browser, base, width, java_script_enabled=script, color_scheme="dark" if dark else "light") as chat:
        chat.page.goto(base + path)
        yield chat.page


@pytest.mark.parametrize("script", [True, False])
def test_search_open_and_back(browser: Browser, base: str, script: bool) -> None:
    with opened(browser, base, "seiten", script=script) as page:
        page.get_by_role("searchbox", name="Suchwörter").fill("Elternabend Kinder")
        page.get_by_role("button", name="Anzeigen").click()
        expect(page.get_by_text("Dazu gibt es keine Seite: Suchwörter „Elternabend Kinder“.")).to_be_visible()
        page.get_by_role("searchbox").fill("Kinder")
        page.get_by_role("searchbox").press("Enter")
        expect(page.get_by_role("heading", name="1 von 3 Seiten")).to_be_visible()
        page.get_by_role("link", name=fakes.WUPPERTAL.title).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(fakes.WUPPERTAL.title)
        expect(page.get_by_role("heading", name=fakes.WUPPERTAL.heading)).to_be_visible()
        page.get_by_role("link", name="Zur Liste der Seiten").first.click()
        expect(page.get_by_role("searchbox")).to_have_value("Kinder")
        page.get_by_role("link", name="Alle Seiten anzeigen").click()
        expect(page.get_by_role("heading", name="3 Seiten insgesamt")).to_be_visible()


def test_a_place_is_chosen_by_its_select(browser: Browser, base: str) -> None:
    with opened(browser, base, "seiten") as page:
        page.get_by_role("combobox", name="Ort").select_option(label="Bochum (1)")
        page.get_by_role("button", name="Anzeigen").click()
        expect(page.locator(".page-list a")).to_have_text([fakes.BOCHUM.title])
        page.get_by_role("link", name="English").click()
        expect(page.get_by_role("heading", name="1 of 3 pages")).to_be_visible()
        expect(page.get_by_role("combobox", name="Place")).to_have_value("Bochum")


def test_by_keyboard_alone(browser: Browser, base: str) -> None:
    with opened(browser, base, "seiten") as page:
        reached = []
        for _ in range(6):
            page.keyboard.press("Tab")
            reached.append(page.evaluate("() => document.activeElement.id || document.activeElement.textContent"))
        assert reached == ["Berufslotse", "English", "words", "occupation", "place", "Anzeigen"]


def test_a_question_leads_to_the_chat(browser: Browser, base: str) -> None:
    with opened(browser, base, f"seite?id={fakes.WUPPERTAL.name}") as page:
        page.get_by_role("link", name="Dazu fragen").click()
        page.get_by_role("link", name=fakes.PAY).click()
        expect(page.locator("#ask textarea")).to_have_value(fakes.PAY)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", ["seiten", "en/pages?q=Zebra&occupation=Koch", f"seite?id={fakes.WUPPERTAL.name}", f"seite?id={fakes.BAD.name}"])
def test_nothing_is_wider_than_the_window_and_every_target_is_large_enough(browser: Browser, base: str, path: str, width: int, dark: bool) -> None:
    with opened(browser, base, path, width, dark=dark) as page:
        assert fits(page)
        small = """() => [...document.querySelectorAll('a, button, input, select')]
            .filter(element => { const box = element.getBoundingClientRect(); return box.height < 24 || box.width < 24; }).map(element => element.outerHTML)"""
        assert page.evaluate(small) == []
        unnamed = """() => [...document.querySelectorAll('input, select')].filter(element => !element.labels.length).map(element => element.outerHTML)"""
        assert page.evaluate(unnamed) == []
        levels = page.evaluate("() => [...document.querySelectorAll('h1, h2, h3')].map(heading => Number(heading.tagName[1]))")
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        assert levels.count(1) == 1


def test_hostile_text_is_shown_and_never_runs(browser: Browser, base: str) -> None:
    with opened(browser, base, f"seite?id={fakes.BAD.name}") as page:
        assert page.get_by_role("heading", level=1).text_content() == fakes.BAD.title
        expect(page.locator("main img, main script")).to_have_count(0)
        assert page.title().startswith(f"Seite {fakes.HOSTILE[:9]}")


def test_it_shows_the_letters_of_the_chat(browser: Browser, base: str) -> None:
    with opened(browser, base, "seiten") as page:
        assert page.evaluate("document.fonts.ready.then(() => [...document.fonts].filter(one => one.status === 'loaded').map(one => one.weight).sort())") == [
            "400",
            "700",
        ]
