"""HTML to its main text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import UnreadableFile
from index.html_page import parse

PAGE = """<!DOCTYPE html><html lang="de-DE"><head><title>Koch Jobs in Essen | Jobbörse</title>
<link rel="canonical" href="https://example.org/koch-essen"><meta property="article:published_time" content="2026-03-04T10:00:00+01:00"></head>
<body><nav><ul><li><a href="/">Start</a></li><li><a href="/berufe">Berufe</a></li></ul></nav>
<main><article><h1>Koch in Essen</h1>
<p>Köchinnen und Köche bereiten in Essen warme und kalte Speisen zu. Sie planen <b>Menüs</b> und bestellen Waren.</p>
<h2>Was am Monatsende bleibt</h2>
<p>Wer neu anfängt, bekommt rund 2.500&nbsp;€ brutto im Monat.<br>Mit Erfahrung sind es 3.300&nbsp;€. Das gilt seit dem 1. Mai 2020.</p>
<h3>Aufgaben</h3><ul><li>Kochen<ul><li>warm</li><li>kalt</li></ul></li><li>Putzen und <a href="/p">Pflegen</a></li></ul>
<table><tr><th>Stufe</th><th>Lohn</th></tr><tr><td>Einstieg</td><td>2.500 €</td></tr></table>
<script>alert(1)</script></article></main><footer><p>Impressum, Datenschutz, © 2026</p></footer></body></html>"""


def test_a_page_becomes_its_main_text_and_what_its_head_declares() -> None:
    page = parse(PAGE, "a.html")
    assert page.text.split("\n") == [
        "Koch in Essen",
        "Köchinnen und Köche bereiten in Essen warme und kalte Speisen zu. Sie planen Menüs und bestellen Waren.",
        "Was am Monatsende bleibt",
        "Wer neu anfängt, bekommt rund 2.500\u00a0€ brutto im Monat.",
        "Mit Erfahrung sind es 3.300\u00a0€. Das gilt seit dem 1. Mai 2020.",
        "Aufgaben",
        "Kochen",
        "warm",
        "kalt",
        "Putzen und Pflegen",
        "Stufe | Lohn",
        "Einstieg | 2.500 €",
    ]
    assert [page.text[h.start : h.end] for h in page.headings or ()] == ["Koch in Essen", "Was am Monatsende bleibt", "Aufgaben"]
    assert (page.title, page.other_title) == ("Koch in Essen", "Koch Jobs in Essen | Jobbörse")
    assert page.facts == {"date": "2026-03-04", "url": "https://example.org/koch-essen", "language": "de-DE"}


def test_a_short_page_is_a_page() -> None:
    page = parse("<h1>Koch</h1><p>Kurz und gut.</p>", "a.html")
    assert (page.text, page.title, page.facts) == ("Koch\nKurz und gut.", "Koch", {})


@pytest.mark.parametrize("text", ["<html></html>", "<script>var a = 1</script>", "<!-- nichts -->", "<p> </p>"])
def test_a_page_without_text_is_refused(text: str) -> None:
    with pytest.raises(UnreadableFile, match="no_text"):
        parse(text, "a.html")


def test_a_page_that_is_nested_like_an_attack_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="too_deep .more than 200 levels"):
        parse("<div>" * 300 + "Text", "a.html")


@given(
    st.one_of(
        st.text(),
        st.lists(st.sampled_from(["<p>", "</p>", "<h2>", "<ul><li>", "<td>", "Wort ", "&", "<", '"', "<br>", "<a href=", "\x00"]), max_size=40).map("".join),
    )
)
def test_any_text_is_a_page_or_refused(text: str) -> None:
    try:
        page = parse(text, "a.html")
    except UnreadableFile as refusal:
        assert refusal.facts["reason"] in {"no_text", "broken"}
    else:
        assert page.text.strip() == page.text != ""
