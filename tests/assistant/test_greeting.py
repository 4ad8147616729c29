"""A greeting is told from a question that begins with one."""

import pytest

from assistant.greeting import is_greeting


@pytest.mark.parametrize(
    "text",
    ["Hallo!", "hallöchen", "Grüß Gott", "Guten Abend zusammen", "vielen lieben Dank", "Danke dir", "hi there", "Wer bist du?", "auf Wiedersehen und danke"],
)
def test_greetings(text: str) -> None:
    assert is_greeting(text)


@pytest.mark.parametrize("text", ["Hallo, was verdient ein Koch?", "morgen", "guten Lohn", "Was kannst du mir über Köche sagen?", "Danke. Und in Essen?", ""])
def test_questions(text: str) -> None:
    assert not is_greeting(text)
