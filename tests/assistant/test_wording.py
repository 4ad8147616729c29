"""Both catalogues say the same things, in the manner of the house."""

import re
import string

import pytest

from assistant.wording import LANGUAGES, Language, catalogue, say


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys_and_placeholders() -> None:
    german, english = catalogue("de"), catalogue("en")
    assert set(german) == set(english)
    assert {key: placeholders(text) for key, text in german.items()} == {key: placeholders(text) for key, text in english.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_shouts(language: Language) -> None:
    assert [text for text in catalogue(language).values() if "!" in text] == []


def test_german_texts_are_polite() -> None:
    assert [text for text in catalogue("de").values() if re.search(r"\b(du|dein|deine|dich|dir)\b", text, re.IGNORECASE)] == []


def test_facts_are_filled_in() -> None:
    assert say("de", "refusal.place", place="Hamburg") == "Zu Hamburg liegt keine Seite vor."


def test_an_unknown_key_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        say("de", "no.such.key")
