"""Names that tell the asker's past or origin."""

import pytest

from assistant.background import without_background
from index.names import Names

NAMES = Names(["Koch", "Kaufmann im Einzelhandel", "Mechatroniker"], ["Köln", "Essen"])


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("Ich komme aus dem Einzelhandel, was braucht ein Koch?", ["Koch"]),
        ("hab metallbauer gelernt, was verdient ein mechatroniker", ["Mechatroniker"]),
        ("Umschulung vom Koch zum Mechatroniker", ["Mechatroniker"]),
        ("Ich bin Koch in Köln", ["Koch", "Köln"]),
        ("Ich bin aus Syrien und möchte in Köln als Koch arbeiten", ["Köln", "Koch"]),
        ("Was verdient ein Koch aus Essen?", ["Koch", "Essen"]),
        ("Was verdient ein Koch in Syrien?", ["Koch", "Syrien"]),
        ("Was verdient ein Koch in Köln und in Hamburg?", ["Koch", "Köln", "Hamburg"]),
        ("Ich habe in Polen gearbeitet, was verdient ein Koch in Köln?", ["Koch", "Köln"]),
    ],
)
def test_what_is_left(question: str, left: list[str]) -> None:
    assert [name.canonical for name in without_background(question, NAMES.find(question))] == left
