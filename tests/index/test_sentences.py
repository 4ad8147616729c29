"""Where German sentences end, and where a full stop is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import count_ends, is_abbreviation, split_sentences
from index.types import Span


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    "text",
    [
        "Man braucht z. B. Geduld und z.B. Kraft.",
        "Das heißt, d. h. Schichten u. a. Nachtdienste.",
        "Es sind ca. 3.700 € brutto.",
        "Gearbeitet wird 38,5 Std. in der Woche.",
        "Die Ausbildung beginnt am 1. August.",
        "Der Vertrag gilt ab dem 1. 8. 2026 für alle.",
        "Der Vertrag gilt ab 1.8. 2026 für alle.",
        "Gefragt ist Dr. med. Müller.",
        "Siehe Nr. 5, S. 12 und Abs. 2.",
        "Nach § 43 Abs. 1 Nr. 2 IfSG ist das nötig.",
        "Ein Meister bzw. Techniker wird i. d. R. besser bezahlt.",
        "Im 3. Lehrjahr sind es 1.400 Euro.",
        "Das war im 19. Jahrhundert und im 2. Jahrhundert v. Chr. anders.",
        "Im 18./19. Jahrhundert war das anders.",
        "Ludwig XIV. war König.",
        "Sie leben in St. Petersburg.",
        "Der Roman von J. A. Hobson erschien bei E. I. du Pont.",
        "Mehr steht auf https://www.arbeitsagentur.de/beruf.html zu lesen.",
        "Er zahlt 30 Mio. Euro und 4,5 Tsd. Euro.",
        "„Wozu?“ fragt man sich.",
        "Wer fragt schon: Was nun? und geht?",
        "Die Adresse ist Hauptstr. 5 in Essen.",
        "Die Müller GmbH & Co. KG sucht Köche.",
        "Siehe Art. 3 und Tab. 4.",
        "Um . . . fröhlich zu sein.",
        "Gezahlt werden max. Zuschläge gem. Tarif.",
        "Mr. Smith works e.g. at night.",
        "He lives in the U.S. with Mrs. Jones.",
    ],
)
def test_these_are_one_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Es gibt Zulagen usw.| Die Schicht endet um acht.",
        "Der Tarif endet 2025.| Danach wird verhandelt.",
        "Das kostet 3.700 €.| Wer zahlt das?",
        "Er sagt: „Das ist genug.“| Sie nickt.",
        "Was nun?| Weiter!| So geht es.",
        "„Wozu?“| Niemand weiß es.",
        "Und dann …| Es ging weiter.",
        "Sie verläuft als Interstate 9.| Derzeit wird gebaut.",
        "Die Schicht endet um 6.| Mitarbeiter gehen heim.",
        "Nötig ist ein Führerschein der Klasse B.| Der Betrieb bezahlt ihn.",
        "Die Woche hat 38,5 Std.| Wer mehr arbeitet, bekommt mehr.",
        "Das gilt für Arbeit jeder Art.| Schichtarbeit ist selten.",
        "Es ist vorbei (seit 2024).| Nun beginnt Neues.",
        "Das war im Jahr 2025.| Jahre später kam mehr.",
        "Erste Zeile ohne Punkt|\nZweite Zeile",
        "Kochen|\nPutzen|\nPlanen",
        "The answer is no.| They left at 5 p.m.| He stayed.",
    ],
)
def test_sentences_end_where_the_bar_stands(text: str) -> None:
    assert sentences(text.replace("|", "")) == [part.strip() for part in text.split("|")]


def test_a_number_at_the_beginning_numbers_a_list() -> None:
    assert sentences("1. Schritt: bewerben. 2. Danach warten.") == ["1. Schritt: bewerben.", "2. Danach warten."]


def test_only_the_span_is_split() -> None:
    text = "Davor. Eins. Zwei. Danach."
    assert [text[s.start : s.end] for s in split_sentences(text, Span(7, 18))] == ["Eins.", "Zwei."]


def test_what_can_stand_at_a_line_end_before_more() -> None:
    assert [is_abbreviation(word) for word in ("B.", "ca.", "1.", "usw.", "Haus.", "ca")] == [True, True, True, False, False, False]


PIECES = st.sampled_from(
    ["Die ", "z. B. ", "1. ", "2025. ", "usw. ", "…", ".", "?", "! ", '"', "“", "„", "\n", " ", "\u00a0", "der ", "XIV. ", "a", "8.", "(", ")"]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join)), st.data())
def test_sentences_hold_all_that_is_not_blank_once_and_in_order(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    spans = split_sentences(text, Span(start, end))
    edges = [start, *(edge for span in spans for edge in (span.start, span.end)), end]
    assert edges == sorted(edges)
    assert all(text[s.start : s.end] == text[s.start : s.end].strip() != "" for s in spans)
    gaps = [text[one:other] for one, other in zip(edges[::2], edges[1::2], strict=True)]
    assert "".join(gaps).strip() == ""
    assert len(spans) <= count_ends(text[start:end])


def test_as_many_ends_are_counted_as_there_are() -> None:
    assert count_ends("Eins. Zwei!\nDrei\n\nVier …") == 5


@pytest.mark.parametrize("piece", [".", "a ", '"', "1. ", '."', "…“", ". "])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    """Half a megabyte; quadratic time would run for minutes here."""
    text = piece * (500_000 // len(piece)) + "a"
    assert sentences(text)[-1].endswith("a")
