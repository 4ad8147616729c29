"""Bytes to text, and the one normalisation that all offsets count in."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ignorable_characters import IGNORABLE, JOINING

from index.errors import UnreadableFile
from index.plain_text import decode, normalise, one_line, said_by, spelt_out, unjoined, visible, with_escapes


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Ko\u0308che", "Köche"),
        ("a\r\nb\rc\n", "a\nb\nc"),
        ("Seite 1\x0cSeite 2", "Seite 1\nSeite 2"),
        ("a  \n\n\n\nb\t\n", "a\n\nb"),
        ("\n\n  Anfang", "Anfang"),
        ("Aus\u00adbildung", "Ausbildung"),
        ("Ge\u200bhalt\ufeff", "Gehalt"),
        ("\u202e3.700 €\u202c", "3.700 €"),
        ("3.700\u00a0€", "3.700\u00a0€"),
        ("a\tb", "a b"),
        ("a\x00b", "ab"),
        ("halb \ud83d", "halb \ufffd"),
        ("👩\u200d🍳", "👩\u200d🍳"),
        ("❤\ufe0f", "❤\ufe0f"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("3.\u200d700 €", "3.700 €"),
        ("3.\u200c7\ufe0f00 €", "3.700 €"),
        ("3.7\U000e003000\u2066\u2069 \u206a€", "3.700 €"),
        ("e\u200d\u0301\u200d🍳", "é🍳"),
        ("👩\u200d🍳 می\u200cخواهم", "👩\u200d🍳 می\u200cخواهم"),
        ("Auf\u200clage, Ge\u200d\u200dhalt, e\u200d\u0301", "Auflage, Gehalt, é"),
        ("3.\u034f7\u180e0\u31640 \U000e0041€\U000e0100", "3.700 €"),
        ("Ge\u180b\u180fhalt\ufff0 3.\U0001bca07\U000e0fff00", "Gehalt 3.700"),
        ("❤" + "\ufe0f\ufe0e" * 15, "❤\ufe0f"),
        ("漢" + "\u200c\u200d" * 20 + "字", "漢\u200c字"),
        ("漢\u200d\u05b0\u200d\u05b1\ufe00\u05b2\ufe00字", "漢\u200d\u05b0\u05b1\ufe00\u05b2字"),
        ("漢 \u200c \u200d\n\u200d字", "漢\n字"),
        ("漢\u200d\u0653\u200d\u0323", "漢\u0323\u0653"),
        ("👩🏽\u200d❤\ufe0f\u200d💋\u200d👨🏿", "👩🏽\u200d❤\ufe0f\u200d💋\u200d👨🏿"),
        ("👁\ufe0f\u200d🗨\ufe0f", "👁\ufe0f\u200d🗨\ufe0f"),
        ("क्\u200dष ක්\u200dෂ র\u200d্য", "क्\u200dष ක්\u200dෂ র\u200d্য"),
        ("\x9b31mrot\x9d", "31mrot"),
        ("kommtÃ\x9fe", "kommtÃe"),
        ("a" + "\u0301" * 100, "á" + "\u0301" * 29),
        ("—" * 100, "—" * 100),
    ],
    ids=ascii,
)
def test_text_is_normalised(raw: str, expected: str) -> None:
    assert normalise(raw) == expected


def test_nothing_that_nobody_sees_stays_between_latin_letters() -> None:
    assert [ascii(letter) for letter in IGNORABLE if normalise(f"Ge{letter}halt") != "Gehalt"] == []
    assert [ascii(letter) for letter in IGNORABLE if letter not in JOINING and visible(f"Ge{letter}halt") != "Gehalt"] == []


def test_elsewhere_what_nobody_sees_stays_once_and_only_where_it_joins() -> None:
    stays = {letter for letter in IGNORABLE if normalise(f"漢{letter}字") != "漢字"}
    assert stays == set(JOINING)
    assert {normalise(f"漢{letter * 20}字") for letter in stays} == {f"漢{letter}字" for letter in stays}


def test_a_text_of_nothing_that_anybody_sees_is_empty() -> None:
    assert normalise("".join(IGNORABLE)) == ""


def test_taking_out_a_soft_hyphen_lets_a_letter_and_its_accent_meet() -> None:
    assert normalise("o\u00ad\u0308") == "ö"


@given(
    st.text(alphabet=st.one_of(st.characters(), st.sampled_from("\n\r \t\u00ad\u0308\u200b\x0c\u200c\u200d\ufe0f\ufe00\u212b\u3000\u212a3a🍳👩漢\u0653\u0323")))
)
def test_normalised_text_stays_as_it_is(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert "\n\n\n" not in once
    assert once == visible(once) == unjoined(once)
    once.encode("utf-8")


def test_a_million_marks_out_of_order_are_read_as_quickly_as_a_text() -> None:
    # To bring them in order would take hours.
    assert len(normalise("a" + "\u0301" * 500_000 + "\u0323" * 500_000)) == 30
    assert len(normalise("\u0f40" + "\u0f73" * 300_000)) == 31


def test_a_page_of_joiners_is_read_as_quickly_as_a_text() -> None:
    assert normalise("🍳" + "\u200d" * 200_000 + "🍳") == "🍳\u200d🍳"
    assert normalise("漢" + "\u200d\u0653" * 100_000) == "漢\u200d" + "\u0653" * 30


RUNS = st.tuples(st.sampled_from("aåǖ한\u0301\u0323\u0344\u0f73\u05b0\u0345\u200d\ufe0f🍳—\n "), st.integers(1, 40)).map(lambda run: run[0] * run[1])


@given(st.lists(RUNS, max_size=8).map("".join))
def test_stacked_marks_stay_as_they_are_once_they_are_normalised(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("\n\r\t\u202e\u200b\x1b\x9b\u200d"))))
def test_what_is_shown_keeps_everything_that_is_seen(text: str) -> None:
    assert visible(normalise(text)) == normalise(text)
    seen = visible(text)
    assert visible(seen) == seen
    assert not {unicodedata.category(letter) for letter in seen.replace("\n", "")} & {"Cc", "Zl", "Zp"}
    assert [letter for letter in text if letter.isalpha() and letter in seen] == [letter for letter in seen if letter.isalpha()]


def test_a_name_that_passes_for_another_is_spelt_out() -> None:
    assert spelt_out("koch_\u202etxt.exe\n\x1b[2J\U000e0041") == r"koch_\u202etxt.exe\n\x1b[2J\U000e0041"
    assert spelt_out("Köchin 👩\u200d🍳.txt") == "Köchin 👩\u200d🍳.txt"


def test_a_line_of_json_says_the_same_with_escapes() -> None:
    assert with_escapes('{"Köche 👩\u200d🍳": "\u202ea\x9b\x7f\u2028\U000e0041"}') == '{"Köche 👩\u200d🍳": "\\u202ea\\u009b\\u007f\\u2028\\udb40\\udc41"}'


def test_a_message_is_one_short_line() -> None:
    assert said_by(ValueError("a\n b")) == "a b"
    assert said_by(ValueError("x" * 999)) == "x" * 200
    assert said_by(ValueError()) == "ValueError"


def test_one_line_keeps_no_break_spaces() -> None:
    assert one_line(" 3.700\u00a0€ \n im  Monat ") == "3.700\u00a0€ im Monat"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_with_and_without_its_mark(encoding: str) -> None:
    assert decode("Köche".encode(encoding), "a.txt") == "Köche"


@pytest.mark.parametrize(
    ("data", "reason", "detail"),
    [
        ("Die Köche für Gemüse".encode("cp1252"), "encoding", "looks like cp1252"),
        ("Gehalt: 3.700 €".encode("cp1252"), "encoding", "looks like cp1252"),
        (b"\xff\xfea", "encoding", "broken UTF-16"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\xff", "binary", ""),
        (b"a\x00b", "binary", ""),
        (b"\x1b[31mrot", "binary", ""),
        (b" \n\t", "empty", ""),
        (b"\xef\xbb\xbf\n", "empty", ""),
    ],
)
def test_what_is_no_text_is_refused_and_never_guessed(data: bytes, reason: str, detail: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        decode(data, "a.txt")
    assert refusal.value.facts == {"file": "a.txt", "reason": reason, "detail": detail}


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text = decode(data, "a.txt")
    except UnreadableFile as refusal:
        assert refusal.facts["reason"] in {"empty", "binary", "encoding"}
    else:
        assert text.strip()
