"""Three scores become one."""

from hypothesis import given
from hypothesis import strategies as st

from index.fusion import DENSE, SENTENCE, WORDS, fuse

scores = st.dictionaries(st.integers(1, 30), st.floats(-1, 1), max_size=20)


def test_a_passage_with_the_best_words_gets_their_whole_weight() -> None:
    assert fuse({1: 0.8}, {1: 0.9}, {1: 4.0}, ceiling=4.0, spread=0.5) == {1: DENSE * 0.8 + SENTENCE * 0.9 + WORDS * 0.5}


def test_a_passage_without_the_words_is_still_ranked() -> None:
    assert list(fuse({1: 0.8, 2: 0.9}, {1: 0.8, 2: 0.9}, {}, ceiling=0.0, spread=0.5)) == [2, 1]


def test_ties_end_alike_each_time() -> None:
    assert list(fuse({9: 0.5, 2: 0.5, 5: 0.5}, {}, {}, 1.0, 1.0)) == [2, 5, 9]


@given(scores, scores, st.dictionaries(st.integers(1, 30), st.floats(0, 10), max_size=20))
def test_fusion_invents_and_loses_nothing(dense: dict[int, float], sentence: dict[int, float], words: dict[int, float]) -> None:
    fused = fuse(dense, sentence, words, ceiling=10.0, spread=0.5)
    assert set(fused) == set(dense)
    assert list(fused.values()) == sorted(fused.values(), reverse=True)
