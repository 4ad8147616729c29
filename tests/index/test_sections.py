"""Headings told by their form, and the sections between them."""

from hypothesis import given
from hypothesis import strategies as st

from index.sections import find_headings, split_sections
from index.types import Document, Span

LONG = "Köchinnen und Köche bereiten in Essen warme und kalte Speisen zu, planen Menüs und bestellen Waren. Wer hätte das gedacht?"


def headings(text: str) -> list[str]:
    return [text[h.start : h.end] for h in find_headings(text)]


def test_a_portal_page_has_a_line_for_each_heading_and_each_paragraph() -> None:
    page = f"Koch Jobs und Stellenangebote in Essen\nBeruf Koch in Essen\nWozu Köche in Essen? Zwischen Herd und Hof\n{LONG}\nGeld – und Ruhm\n{LONG}\nUnd nun?\n{LONG}"
    assert headings(page) == [
        "Koch Jobs und Stellenangebote in Essen",
        "Beruf Koch in Essen",
        "Wozu Köche in Essen? Zwischen Herd und Hof",
        "Geld – und Ruhm",
        "Und nun?",
    ]


def test_a_short_paragraph_with_a_full_stop_is_no_heading() -> None:
    assert headings(f"{LONG}\nDas ist alles.\n{LONG}") == []


def test_list_items_are_no_headings() -> None:
    assert headings(f"{LONG}\nZu tun ist:\nKochen\nPutzen\n{LONG}") == []
    assert headings(f"{LONG}\nZu tun ist:\nKochen\n{LONG}") == []
    assert headings(f"{LONG}\n- Kochen\n{LONG}") == []
    assert headings("Koch\nBäcker\nMaler\nFleischer") == []


def test_a_line_that_goes_on_in_small_letters_is_no_heading() -> None:
    assert headings(f"{LONG}\nWer in der Küche\n{LONG.lower()}") == []


def test_a_line_at_the_end_is_no_heading() -> None:
    assert headings(f"{LONG}\nIhre Redaktion") == []


def test_an_encyclopaedia_paragraph_has_none() -> None:
    assert headings(LONG * 3) == []


def test_in_wrapped_text_only_a_line_between_empty_ones_is_a_heading() -> None:
    wrapped = (
        "Koch in Essen\n\nDie Ausbildung dauert drei Jahre und findet im Betrieb und in der\nBerufsschule statt, und zwar im Wechsel, damit die\n"
        "Lehrlinge beides lernen können, was gut\nist und bleibt.\n\nWas man verdient\n\nIn Essen sind es am Anfang rund 2.600 Euro brutto im Monat und\nspäter mehr."
    )
    assert headings(wrapped) == ["Koch in Essen", "Was man verdient"]


def test_a_section_is_a_heading_and_what_follows_it() -> None:
    text = "davor\nEins\nerster\nzweiter\nZwei\nDrei\ndritter"
    document = Document("a", "a", text, headings=(Span(6, 10), Span(26, 30), Span(31, 35)))
    found = [(s.heading and text[s.heading.start : s.heading.end], text[s.body.start : s.body.end]) for s in split_sections(document)]
    assert found == [(None, "davor"), ("Eins", "erster\nzweiter"), ("Zwei", ""), ("Drei", "dritter")]


LINES = st.lists(st.sampled_from(["", "Kurz", "Wozu das?", LONG, "Ein Satz.", "- Punkt", "   ", "Liste:", "und klein"]) | st.text(max_size=20), max_size=12)


@given(LINES.map("\n".join))
def test_sections_hold_all_that_is_not_blank_once_and_in_order(text: str) -> None:
    document = Document("a", "a", text, headings=find_headings(text))
    spans = [span for section in split_sections(document) for span in (section.heading, section.body) if span and span.start < span.end]
    edges = [0, *(edge for span in spans for edge in (span.start, span.end)), len(text)]
    assert edges == sorted(edges)
    assert "".join(text[one:other] for one, other in zip(edges[::2], edges[1::2], strict=True)).strip() == ""


@given(LINES.map("\n".join))
def test_headings_are_whole_lines(text: str) -> None:
    assert {text[h.start : h.end] for h in find_headings(text)} <= {line.strip() for line in text.split("\n")}
