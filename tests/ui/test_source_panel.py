"""The source panel's data: sections letter for letter, and links only where a browser may go."""

import re
import sys
from dataclasses import replace
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.plain_text import visible
from tests.ui import fakes
from ui.dates import written_date
from ui.live_link import live_url
from ui.source_panel import frame, panel_data
from ui.types import Conversation


def test_a_citation_says_where_and_when_and_leads_to_its_pages() -> None:
    begun = Conversation().begin(fakes.PAY)
    answer = fakes.FakeAssistant().ask(fakes.PAY)
    source = fakes.FakeAssistant().source(answer.citations[0])
    data = panel_data(begun.finish(replace(begun.turns[-1], answer=answer, sources=(source,))), "de")
    shown = data[1][1]
    assert shown.meta == ("Erzieherin", "Wuppertal", "Stand: 12.03.2025")
    assert str(shown.url).startswith(f"{fakes.WUPPERTAL.url}#:~:text=Zum%20Einstieg")
    assert shown.page == "/seite?id=erzieherin_wuppertal.txt"


def test_the_panel_takes_out_what_python_does() -> None:
    script = (files("ui") / "static" / "source_panel.js").read_text(encoding="utf-8")
    [spelt] = re.findall(r"const UNSEEN = new RegExp\((.+?), 'gu'\);", script, re.DOTALL)
    pattern = re.sub(r"\\\\u\{?([0-9a-f]+)\}?", lambda code: rf"\U{int(code[1], 16):08x}", re.sub(r"'\s*\+\s*'", "", spelt).strip("'"))
    letters = "".join(chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000)
    assert set(re.sub(pattern, "", letters)) ^ set(visible(letters)) == set()


def test_a_turn_without_citations_opens_nothing() -> None:
    begun = Conversation().begin(fakes.MISSING)
    assert panel_data(begun.finish(replace(begun.turns[-1], answer=fakes.FakeAssistant().ask(fakes.MISSING))), "de") == {}


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        " https://example.org",
        "data:text/html,x",
        "//example.org",
        "/pfad",
        "https://",
        "http://[",
        "file:///etc/passwd",
    ],
)
def test_only_web_addresses_become_links(url: str | None) -> None:
    assert live_url(url) is None


@given(st.text())
def test_any_address_is_a_web_address_or_none(url: str) -> None:
    assert live_url(url) is None or url.lower().startswith(("http://", "https://"))


@pytest.mark.parametrize(
    ("date", "written"),
    [("2025-03-12", "12.03.2025"), ("2025-03", "03/2025"), ("2025", "2025"), ("Frühjahr 2025", "Frühjahr 2025"), ("2025-3-1", "2025-3-1")],
)
def test_dates_are_written_as_in_german(date: str, written: str) -> None:
    assert written_date(date, "de") == written
    assert written_date(date, "en") == date


def test_the_frame_holds_no_placeholder_that_gradio_would_run() -> None:
    assert "${" not in frame("de") + frame("en")
    assert "{{" not in frame("de") + frame("en")
