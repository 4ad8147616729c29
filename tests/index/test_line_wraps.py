"""Wrapped text becomes paragraphs; other text stays as it is."""

from hypothesis import given
from hypothesis import strategies as st

from index.line_wraps import unwrap, wrap_width
from index.plain_text import normalise

MAIL = """Koch in Essen

Die Ausbildung dauert drei Jahre und findet im Betrieb und in der
Berufsschule statt. Danach ist der Küchenmeister möglich, den viele
neben der Arbeit machen.

Was man verdient

In Essen sind es am Anfang rund 2.600 Euro brutto im Monat, z. B.
Köche in Kantinen bekommen oft mehr. Wer Früh-
und Spätdienst mag, findet leicht eine Stelle in der Aus-
bildung von jungen Menschen. Fragen Sie den IT-
Manager, der die Kasse eingerichtet hat.
"""


def test_wrapped_lines_become_paragraphs_and_headings_stay_alone() -> None:
    assert unwrap(MAIL.strip()).split("\n") == [
        "Koch in Essen",
        "",
        "Die Ausbildung dauert drei Jahre und findet im Betrieb und in der Berufsschule statt. Danach ist der Küchenmeister möglich, den viele "
        "neben der Arbeit machen.",
        "",
        "Was man verdient",
        "",
        "In Essen sind es am Anfang rund 2.600 Euro brutto im Monat, z. B. Köche in Kantinen bekommen oft mehr. Wer Früh- und Spätdienst mag, "
        "findet leicht eine Stelle in der Ausbildung von jungen Menschen. Fragen Sie den IT-Manager, der die Kasse eingerichtet hat.",
    ]


def test_list_items_are_not_joined() -> None:
    text = "Die Aufgaben eines Kochs in einer großen Küche sind nicht wenige, denn\nes gibt dort viel zu tun, und zwar\n- Kochen\n- Putzen"
    assert unwrap(text).split("\n")[1:] == ["- Kochen", "- Putzen"]


def test_lines_that_are_paragraphs_are_left_alone() -> None:
    page = "Koch in Essen\n" + "Köche kochen in Essen warme und kalte Speisen, planen Menüs und bestellen Waren bei den Händlern. " * 3 + "\nLohn und Brot"
    assert wrap_width(page.split("\n")) == 0
    assert unwrap(page) == page


def test_what_is_joined_is_still_normalised() -> None:
    line = "Köche kochen in Essen warme und kalte Speisen und planen Menüs für α-"
    following = ["\u0345und so weiter, wie es in einer Küche eben ist und immer war, denn", "auch das gehört dazu, und zwar jeden", "tag."]
    joined = unwrap("\n".join([line, *following]))
    assert normalise(joined) == joined


def test_a_list_of_short_lines_is_no_wrapped_text() -> None:
    items = "kochen\nputzen\nspülen\nbestellen\nplanen"
    assert unwrap(items) == items


@given(st.lists(st.text(alphabet="abc DEF.-,\u00a0ü12", max_size=90).map(str.strip)).map("\n".join))
def test_no_letter_is_lost_or_added(text: str) -> None:
    def letters(value: str) -> str:
        return "".join(c for c in value if not c.isspace() and c != "-")

    assert letters(unwrap(text)) == letters(text)
