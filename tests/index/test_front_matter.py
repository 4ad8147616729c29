"""Front matter: German and English keys, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import UnreadableFile
from index.front_matter import as_address, as_language, as_text, as_texts, known_facts, split_front_matter


def test_german_and_english_keys_mean_the_same() -> None:
    german = "---\ntitel: T\nBeruf: Koch\nort: Essen\nsprache: de\nstand: 2026\nquellen: [a, b]\nfarbe: rot\n---\nText"
    english = "---\ntitle: T\noccupation: Koch\nplace: Essen\nlanguage: de\ndate: 2026\nsources: [a, b]\n---\nText"
    facts = {"title": "T", "occupation": "Koch", "place": "Essen", "language": "de", "date": 2026, "sources": ["a", "b"]}
    assert split_front_matter(german, "a.md") == split_front_matter(english, "a.md") == (facts, "Text")


@pytest.mark.parametrize("text", ["Text", "----\nText", " ---\na: b\n---\n", "---\nohne Ende", "---\nein Satz\n---\nText", "Text\n---\na: b\n---\n"])
def test_a_page_without_front_matter_is_all_text(text: str) -> None:
    assert split_front_matter(text, "a.md") == ({}, text)


def test_empty_front_matter_is_dropped() -> None:
    assert split_front_matter("---\n---\nText", "a.md") == ({}, "Text")


@pytest.mark.parametrize(
    ("yaml", "detail"),
    [
        ("titel: T\nberuf: Koch: Essen", "front matter, line 3"),
        ("titel: [a", "front matter, line 3"),
        ("a: &x 1\nb: *x", "front matter, line 3"),
        ("stand: 2026-02-31", "front matter"),
        ("a: !!python/object/apply:os.system [ls]", "front matter, line 2"),
        ("a: !!int ''", "front matter"),
        ("a: !!timestamp x", "front matter"),
        ("a: " + "[" * 5000, "front matter"),
        ("a: " + "1" * 5000, "front matter"),
    ],
)
def test_broken_yaml_is_refused_with_its_line(yaml: str, detail: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        split_front_matter(f"---\n{yaml}\n---\nText", "a.md")
    assert refusal.value.facts == {"file": "a.md", "reason": "broken", "detail": detail}


def test_a_number_that_python_refuses_to_write_out_is_no_fact() -> None:
    huge = "0x" + "f" * 5_000
    facts, text = split_front_matter(f"---\n? {huge}\n: a\ntitel: {huge}\nort: Essen\n---\nText", "a.md")
    assert (as_text(facts["title"]), facts["place"], set(facts), text) == (None, "Essen", {"title", "place"}, "Text")
    assert as_text(-int(huge, 16)) is None


@given(st.text(max_size=200))
def test_any_front_matter_is_read_or_refused(yaml: str) -> None:
    try:
        facts, _ = split_front_matter(f"---\n{yaml}\n---\nText", "a.md")
    except UnreadableFile as refusal:
        assert refusal.facts["reason"] == "broken"
    else:
        assert isinstance(facts, dict)


def test_values_become_text() -> None:
    assert [as_text(value) for value in ("  a\n b ", 7, 1.5, True, None, [], "")] == ["a b", "7", "1.5", None, None, None, None]
    assert as_text("halb \ud83d") == "halb \ufffd"
    assert as_texts("a") == ("a",)
    assert as_texts(["a", None, {"b": 1}, 2]) == ("a", "2")
    assert known_facts({"ORT": "Essen", "beruf": None, 3: 4}) == {"place": "Essen"}


def test_languages_are_two_letters() -> None:
    assert [as_language(value) for value in ("de", "de-AT", "EN", "Englisch", "german", None, "?", 4)] == ["de", "de", "en", "en", "de", "de", "de", "de"]


def test_only_addresses_of_the_web_are_kept() -> None:
    kept = ["https://a.de", "HTTP://a.de", "http://[::1]/a", "https://a.de/@b"]
    assert [as_address(value) for value in kept] == kept
    refused = ["javascript:alert(1)", "/a", None, "https://", "https:///a", "http://[::1", "https://a.de b", "https://a.de/" + "a" * 2_000]
    assert not any(map(as_address, [*refused, "https://a.de@b.de", "https://a.de\\@b.de"]))
