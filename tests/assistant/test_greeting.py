"""A greeting is told from a question that begins with one."""

import pytest

from assistant.greeting import is_greeting, is_thanks


@pytest.mark.parametrize(
    "text",
    [
        "Hallo!",
        "hallöchen",
        "Grüß Gott",
        "Guten Abend zusammen",
        "vielen lieben Dank",
        "Danke dir",
        "hi there",
        "Wer bist du?",
        "auf Wiedersehen und danke",
        "ok, merci",
        "Thank you for your help",
    ],
)
def test_greetings(text: str) -> None:
    assert is_greeting(text)


@pytest.mark.parametrize(
    "text", ["Hallo, was verdient ein Koch?", "morgen", "guten Lohn", "Was kannst du mir über Köche sagen?", "Danke. Und in Essen?", "Danke, und dann?", ""]
)
def test_questions(text: str) -> None:
    assert not is_greeting(text)


@pytest.mark.parametrize(
    ("text", "thanks"),
    [("super, danke dir!", True), ("Danke für die Auskunft", True), ("Tschüss", True), ("Guten Morgen", False), ("Danke. Und in Bonn?", False)],
)
def test_thanks_are_told_from_other_greetings(text: str, thanks: bool) -> None:
    assert is_thanks(text) is thanks
