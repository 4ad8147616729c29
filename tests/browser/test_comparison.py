"""A comparison in the browser: bars that open their sources, and files to take along, made without asking the server."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from assistant.types import Answer, Slots
from assistant.wording import Language
from tests.browser.accessibility import fits
from tests.browser.conftest import Chat
from tests.ui import fakes


def downloaded(chat: Chat, button: Locator) -> tuple[str, bytes]:
    """Name and content of the file that a click on the button saves."""
    with chat.page.expect_download() as awaited:
        button.click()
    return awaited.value.suggested_filename, Path(awaited.value.path()).read_bytes()


def test_each_amount_is_a_bar_that_opens_its_source_at_the_marked_words(chat: Chat) -> None:
    bars = chat.ask(fakes.COMPARE).locator("a.range")
    expect(bars).to_have_text(
        ["Wuppertal · am Anfang: 3.050–3.300 € (Euro im Monat) Quelle [1]", "Bochum <b> · am Anfang: rund 3.100 € (Euro im Monat) Quelle [2]"],
        use_inner_text=False,
    )
    for at, quote in enumerate((fakes.PAY_WUPPERTAL, fakes.PAY_BOCHUM)):
        bars.nth(at).locator(".range-bar").click()
        expect(chat.page.locator("dialog.source mark")).to_have_text(quote)
        expect(chat.page.locator("dialog.source mark")).to_be_in_viewport()


def test_a_bar_lies_between_the_ticks_of_its_amounts(chat: Chat) -> None:
    chart = chat.ask(fakes.COMPARE).locator(".range-chart")
    assert chart.locator(".tick").all_text_contents() == ["3.000", "3.100", "3.200", "3.300"]
    bar, track, dot = (chart.locator(part).bounding_box() for part in (".range-bar.closed", ".range-track >> nth=0", ".range-bar.dot"))
    assert bar and track and dot
    assert abs(bar["x"] - track["x"] - track["width"] / 6) < 2
    assert abs(bar["x"] + bar["width"] - track["x"] - track["width"]) < 2
    assert abs(dot["x"] + dot["width"] / 2 - track["x"] - track["width"] / 3) < 2


def test_a_bar_is_reached_and_opened_by_keyboard_and_the_way_leads_back(chat: Chat) -> None:
    bar = chat.ask(fakes.COMPARE).locator("a.range").first
    chat.page.locator("#csv-1").focus()
    chat.page.keyboard.press("Shift+Tab")
    chat.page.keyboard.press("Shift+Tab")
    expect(bar).to_be_focused()
    assert bar.evaluate("bar => getComputedStyle(bar).outlineStyle") == "solid"
    chat.page.keyboard.press("Enter")
    expect(chat.page.locator("dialog.source mark")).to_have_text(fakes.PAY_WUPPERTAL)
    chat.page.keyboard.press("Escape")
    expect(bar).to_be_focused()


def test_the_table_is_taken_along_as_csv(chat: Chat) -> None:
    chat.ask(fakes.COMPARE)
    name, content = downloaded(chat, chat.page.get_by_role("button", name="Tabelle als CSV"))
    assert name == "berufslotse-vergleich.csv"
    assert content.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")) == [
        ["Beruf", "Ort", "Am Anfang", "Mit Erfahrung", "Seite", "Zitat", "Adresse", "Stand"],
        [
            *("Erzieherin", "Wuppertal", "3.050–3.300 € im Monat [1]", "keine Angabe auf der Seite"),
            *(fakes.WUPPERTAL.title, f"[1] {fakes.PAY_WUPPERTAL}", fakes.WUPPERTAL.url, fakes.WUPPERTAL.date),
        ],
        ["Erzieherin", "Bochum <b>", "rund 3.100 € im Monat [2]", "keine Angabe auf der Seite", fakes.BOCHUM.title, f"[2] {fakes.PAY_BOCHUM}", "", ""],
    ]


def test_each_quote_of_a_row_has_the_number_of_its_cell_and_no_column_is_empty(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = fakes.FakeAssistant.ask

    def asking(self: fakes.FakeAssistant, question: str, before: Slots | None = None, language: Language = "de") -> Answer:
        answer = ask(self, question, before, language)
        assert answer.table
        told = answer.table.rows[0].cells[0]
        row = answer.table.rows[0].model_copy(update={"cells": (told, told.model_copy(update={"text": "viel", "citations": (1, 2)}))})
        citations = tuple(citation.model_copy(update={"url": None}) for citation in answer.citations)
        return answer.model_copy(update={"table": answer.table.model_copy(update={"rows": (row,)}), "citations": citations})

    monkeypatch.setattr(fakes.FakeAssistant, "ask", asking)
    chat.ask(fakes.COMPARE)
    _, content = downloaded(chat, chat.page.locator("#csv-1"))
    head, row = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    assert head == ["Beruf", "Ort", "Am Anfang", "Mit Erfahrung", "Seite", "Zitat", "Stand"]
    assert row[2:4] == ["3.050–3.300 € im Monat [1]", "viel [1] [2]"]
    assert row[5] == f"[1] {fakes.PAY_WUPPERTAL}\n[2] {fakes.PAY_BOCHUM}"


def test_on_the_english_page_a_table_has_commas_and_is_in_the_language_of_its_answer(open_chat: Callable[..., Chat]) -> None:
    chat = open_chat(path="en/")
    chat.ask(fakes.COMPARE)
    name, content = downloaded(chat, chat.page.get_by_role("button", name="Table as CSV"))
    assert name == "berufslotse-comparison.csv"
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert head == ["Beruf", "Ort", "Am Anfang", "Mit Erfahrung", "Seite", "Zitat", "Adresse", "Stand"]
    assert [len(row) for row in rows] == [8, 8]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t"])
def test_no_cell_is_a_formula(chat: Chat, monkeypatch: pytest.MonkeyPatch, begin: str) -> None:
    ask = fakes.FakeAssistant.ask

    def asking(self: fakes.FakeAssistant, question: str, before: Slots | None = None, language: Language = "de") -> Answer:
        answer = ask(self, question, before, language)
        row = answer.table.rows[0].model_copy(update={"place": f'{begin}HYPERLINK("http://x";1)'}) if answer.table else None
        return answer if answer.table is None else answer.model_copy(update={"table": answer.table.model_copy(update={"rows": (row,)})})

    monkeypatch.setattr(fakes.FakeAssistant, "ask", asking)
    chat.ask(fakes.COMPARE)
    _, content = downloaded(chat, chat.page.locator("#csv-1"))
    _, row = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    assert row[1] == f'\'{begin}HYPERLINK("http://x";1)'


def test_the_chart_is_taken_along_as_a_picture(chat: Chat) -> None:
    chat.ask(fakes.COMPARE)
    name, content = downloaded(chat, chat.page.get_by_role("button", name="Diagramm als PNG"))
    assert name == "berufslotse-vergleich.png"
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    assert width == 1920
    assert 400 < height < 1200
    assert len(content) > 20_000


def test_an_answer_without_a_comparison_has_nothing_to_take_along(chat: Chat) -> None:
    expect(chat.ask(fakes.PAY).locator(".range-chart, button.download")).to_have_count(0)


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_names_and_bars_fit_and_can_be_hit(open_chat: Callable[..., Chat], width: int) -> None:
    chat = open_chat(width)
    reply = chat.ask(fakes.COMPARE)
    assert fits(chat.page)
    for bar in reply.locator("a.range").all():
        name, track, row = (part.bounding_box() for part in (bar.locator(".range-name"), bar.locator(".range-track"), bar))
        assert name and track and row
        assert row["height"] >= 24
        assert (name["y"] + name["height"] <= track["y"] + 1) is (width < 600), "labels stand above their bars on a phone"
        assert track["width"] >= 180
    for button in reply.locator("button.download").all():
        box = button.bounding_box()
        assert box and box["height"] >= 24


@pytest.mark.parametrize("dark", [False, True])
def test_bars_stand_out_from_the_paper(chat: Chat, dark: bool) -> None:
    chat.page.emulate_media(color_scheme="dark" if dark else "light")
    chat.open()
    chat.ask(fakes.COMPARE)
    paper = luminance(chat.page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor"))
    assert (paper < 0.1) is dark
    for stage in ("apprentice", "entry", "untold", "experienced", "lead"):
        bar = chat.page.locator(".range-bar").first
        bar.evaluate("(bar, stage) => { bar.className = `range-bar ${stage}`; }", stage)
        tone = luminance(bar.evaluate("bar => getComputedStyle(bar).borderTopColor"))
        assert (max(paper, tone) + 0.05) / (min(paper, tone) + 0.05) >= 3, stage


def luminance(colour: str) -> float:
    """The relative luminance of "rgb(r, g, b)", 0 to 1, as WCAG defines it."""
    parts = [int(part) / 255 for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
