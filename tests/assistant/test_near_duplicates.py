"""Pages that say nearly the same, told apart from those that say quite the same."""

import random

from hypothesis import given
from hypothesis import strategies as st
from told_pay import entry

from assistant.near_duplicates import Likeness, NearDuplicate, fingerprint, near_duplicates
from assistant.types import PageEntry

WORDS = "Menü Herd Messer Gast Abend Dienst Lager Ware Chef Team Pause Lohn Frühstück Buffet Hotel Kantine Suppe Brot Salz Prüfung Betrieb Schule".split()


def text_of(seed: int, length: int = 300) -> str:
    """Words in an order of their own."""
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) + str(chance.randrange(40)) for _ in range(length))


def alike(*pages: tuple[PageEntry, str]) -> list[tuple[str, str, Likeness]]:
    """(page, page, how) of the pairs that are found."""
    return [(found.pages[0].title, found.pages[1].title, found.likeness) for found in compared(*pages)]


def compared(*pages: tuple[PageEntry, str]) -> tuple[NearDuplicate, ...]:
    return near_duplicates([(page, fingerprint(text, page)) for page, text in pages])


def test_the_same_page_twice() -> None:
    text = text_of(1)
    assert alike((entry("a"), text), (entry("b"), text), (entry("c"), text_of(2))) == [("a", "b", Likeness.SAME)]


def test_pages_that_differ_in_the_names_of_place_and_occupation_alone() -> None:
    pages = [
        (entry("a", "Koch", "Mülheim an der Ruhr"), f"Köchinnen und Köche in Mülheim an der Ruhr. {text_of(1)} Als Koch:in in Mülheim bleiben."),
        (entry("b", "Maler", "Essen"), f"Malerinnen und Maler in Essen. {text_of(1)} Als Maler:in in Essen bleiben."),
    ]
    (found,) = compared(*pages)
    assert (found.likeness, found.share) == (Likeness.NAMES_ONLY, 1.0)


def test_pages_that_differ_in_some_figures() -> None:
    pages = [(entry("a"), f"{text_of(1)} Am Anfang 2.400 € im Monat."), (entry("b", "Koch", "Essen"), f"{text_of(1)} Am Anfang 2.600 € im Monat.")]
    (found,) = compared(*pages)
    assert found.likeness is Likeness.NEARLY
    assert 0.95 < found.share < 1


def test_pages_of_which_half_agrees_are_not_told() -> None:
    assert alike((entry("a"), f"{text_of(1)} {text_of(2)}"), (entry("b"), f"{text_of(1)} {text_of(3)}")) == []


def test_a_hundred_pages_of_one_mould_are_all_told_but_not_every_pair_of_them() -> None:
    pages = [(entry(f"p{n:03}", "Koch", f"Ort{n}"), f"In Ort{n}. {text_of(1)}") for n in range(100)]
    found = compared(*pages)
    assert {page.title for pair in found for page in pair.pages} == {page.title for page, _ in pages}
    assert len(found) < 100 * 5


def test_pages_without_words_are_like_nothing() -> None:
    assert alike((entry("a"), ""), (entry("b"), "…"), (entry("c"), "Koch in Bochum")) == []


@given(st.lists(st.text(max_size=200), min_size=2, max_size=5))
def test_any_text_has_a_fingerprint_and_shares_are_shares(texts: list[str]) -> None:
    for found in compared(*((entry(str(n)), text) for n, text in enumerate(texts))):
        assert 0.85 < found.share <= 1
        assert found.pages[0] != found.pages[1]
