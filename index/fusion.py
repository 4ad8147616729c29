"""Three scores to one: how near the passage is, how near its best sentence is, and how much of the question's words it holds.

Standardised or rank-based fusion makes a weak word index as loud as a good encoder. Here every part lies on a scale of its own that means the
same in every search: two cosines, and BM25 as a share of what no passage could exceed.
"""

from collections.abc import Mapping

DENSE = 0.5
SENTENCE = 0.5
WORDS = 4.0
"""Weights, chosen on XQuAD German dev (docs/evaluation.md). WORDS is in spreads of the encoder's cosines; recall@1 is flat from 2 to 6."""


def fuse(dense: Mapping[int, float], sentence: Mapping[int, float], words: Mapping[int, float], ceiling: float, spread: float) -> dict[int, float]:
    """{passage: fused score} for every passage of `dense`, best first; ties by passage id, so that a search always ends alike.

    `words` may lack passages (they share no term with the question); `ceiling` is the largest BM25 score possible for the question, `spread` that of
    the encoder's cosines (`index.scale`).
    """
    share = WORDS * spread / ceiling if ceiling > 0 else 0.0
    scores = {i: DENSE * cosine + SENTENCE * sentence.get(i, cosine) + share * words.get(i, 0.0) for i, cosine in dense.items()}
    return dict(sorted(scores.items(), key=lambda item: (-item[1], item[0])))
