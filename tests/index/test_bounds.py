"""What makes a number the least or the most, in German and English, turned round by a "not"."""

import pytest

from index.bounds import Bound, bound_before


@pytest.mark.parametrize(
    ("text", "words", "least"),
    [
        ("Gezahlt werden ab ", "ab", True),
        ("Sie bekommen mindestens rund ", "mindestens", True),
        ("Es sind nicht weniger als ", "nicht weniger als", True),
        ("Das Gehalt liegt nicht unter ", "nicht unter", True),
        ("It is more than ", "more than", True),
        ("It is no less than about ", "no less than", True),
        ("von 2.000 bis zu ", "bis zu", False),
        ("Höchstens ", "Höchstens", False),
        ("Es sind nicht mehr als ", "nicht mehr als", False),
        ("Das Gehalt liegt nicht über ca. ", "nicht über", False),
        ("It is not more than ", "not more than", False),
        ("less than ", "less than", False),
        ("Hier verdient man nie unter ", "nie unter", True),
        ("Es werden niemals mehr als ", "niemals mehr als", False),
        ("Gezahlt wird auf keinen Fall weniger als etwa ", "auf keinen Fall weniger als", True),
        ("Auf gar keinen Fall unter ", "Auf gar keinen Fall unter", True),
        ("Mitnichten mehr als ", "Mitnichten mehr als", False),
        ("Gezahlt werden selten mehr als ", "selten mehr als", False),
        ("It is hardly more than ", "hardly more than", False),
        ("It is never less than ", "never less than", True),
    ],
)
def test_a_bound(text: str, words: str, least: bool) -> None:
    assert bound_before(text) == Bound(words, least)


@pytest.mark.parametrize("text", ["", "rund ", "Das Lab ", "ab dem zweiten Jahr ", "mehr als", "darüber "])
def test_no_bound(text: str) -> None:
    assert bound_before(text) is None
