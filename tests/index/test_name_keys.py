"""Words and keys: what spelling tells apart, and what it doesn't."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.name_keys import loose_key, name_key, strict_key, tokens


@pytest.mark.parametrize("written", ["Mülheim", "Muelheim", "MULHEIM", "mulheim", "Mu\u0308lheim"])
def test_all_spellings_of_an_umlaut_share_a_loose_key(written: str) -> None:
    assert loose_key(strict_key(written)) == "mulheim"


def test_a_strict_key_tells_cake_from_kitchens() -> None:
    assert strict_key("Kuchen") == "kuchen"
    assert strict_key("Küchen") == "kuechen"


def test_an_e_that_is_no_umlaut_stays() -> None:
    assert [loose_key(word) for word in ("bauer", "neue", "bequem")] == ["bauer", "neue", "bequem"]


@pytest.mark.parametrize("name", ["IT Manager", "IT-Manager", "itmanager", "It manager"])
def test_hyphens_blanks_and_case_make_no_difference(name: str) -> None:
    assert name_key(name) == "itmanager"


def test_link_words_are_left_out() -> None:
    assert name_key("Mülheim an der Ruhr") == name_key("Mülheim/Ruhr") == "muelheimruhr"


@pytest.mark.parametrize("written", ["Erzieher:in", "Erzieher*innen", "Erzieher/-in", "Erzieher(innen)", "Kaufmann/-frau", "Angestellte/r"])
def test_a_gender_sign_belongs_to_its_word(written: str) -> None:
    (token,) = tokens(written)
    assert (token.start, token.end) == (0, len(written))
    assert written.startswith(token.text)


def test_names_reach_over_hyphens_but_not_over_sentences() -> None:
    assert [token.joins for token in tokens("Sanitär-, Heizungs- und")] == [False, True, True]
    assert [token.joins for token in tokens("Koch, Köln. Essen")] == [False, False, False]
    assert [token.joins for token in tokens("St. Gallen")] == [False, True]


@given(st.text(max_size=200))
def test_tokens_are_slices_in_order(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        assert text[token.start :].startswith(token.text)
        end = token.end
