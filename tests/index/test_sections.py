"""Headings and sections, told by their form where the format doesn't mark them."""

from hypothesis import given
from hypothesis import strategies as st

from index.sections import find_headings, split_sections
from index.types import Document, Span

PORTAL = """Koch Jobs und Stellenangebote in Bochum
Beruf Koch in Bochum
Was in der Küche zu tun ist
Köchinnen und Köche bereiten Speisen zu. Sie planen Menüs.
Und am Monatsende?
Der Einstieg liegt bei 2.500 Euro. Mehr gibt es später.
Ein zweiter Absatz desselben Abschnitts, der mit einem Punkt endet."""

WRAPPED = """Arbeiten in der Küche

Köchinnen und Köche bereiten Speisen zu und planen die Menüs der
ganzen Woche, wobei sie auf Vorräte und Jahreszeiten achten und den
Einkauf übernehmen.

Bezahlung

Der Einstieg liegt bei 2.500 Euro, in großen Häusern auch darüber,
und steigt mit den Jahren auf mehr als 3.000 Euro im Monat, sofern
der Betrieb nach Tarif bezahlt."""


def headings(text: str) -> list[str]:
    return [text[h.start : h.end] for h in find_headings(text)]


def test_short_lines_between_paragraphs_are_headings() -> None:
    assert headings(PORTAL) == ["Koch Jobs und Stellenangebote in Bochum", "Beruf Koch in Bochum", "Was in der Küche zu tun ist", "Und am Monatsende?"]


def test_lines_of_wrapped_text_are_not() -> None:
    assert headings(WRAPPED) == ["Arbeiten in der Küche", "Bezahlung"]


def test_list_items_and_last_lines_are_not() -> None:
    assert headings("Titel der Seite\nEin Absatz mit Punkt.\n- ein Punkt der Liste\n- noch einer\nSchluss") == ["Titel der Seite"]


def test_a_section_is_a_heading_and_what_follows() -> None:
    document = Document("d", "t", PORTAL, headings=find_headings(PORTAL))
    last = split_sections(document)[-1]
    assert last.heading is not None
    assert PORTAL[last.heading.start : last.heading.end] == "Und am Monatsende?"
    assert PORTAL[last.body.start : last.body.end].startswith("Der Einstieg")
    assert PORTAL[last.body.start : last.body.end].endswith("endet.")


@given(st.text(alphabet="abC. \n?-:", max_size=300))
def test_sections_hold_everything_once_and_in_order(text: str) -> None:
    document = Document("d", "t", text, headings=find_headings(text))
    at = 0
    for section in split_sections(document):
        for part in (section.heading, section.body):
            if part is not None and part.start < part.end:
                assert not text[at : part.start].strip()
                at = part.end
    assert not text[at:].strip()


def test_text_without_headings_is_one_section() -> None:
    (section,) = split_sections(Document("d", "t", "Nur ein Satz."))
    assert (section.heading, section.body) == (None, Span(0, 13))
