"""What the reader is trained on: every answer that is written down is a sentence of its text."""

from collections import Counter

from training.reader_examples import ENCYCLOPAEDIA, ENCYCLOPAEDIA_HELD, EVERYDAY, encyclopaedia, own, paragraphs


def test_every_answer_is_told_by_a_sentence_of_its_text() -> None:
    """Reading them raises an error otherwise. A part of all questions has no answer: a reader that never saw one would never decline."""
    for examples in (encyclopaedia(), own(), own(EVERYDAY, "everyday")):
        answered = Counter(bool(example.answers) for example in examples)
        assert answered.total() > 1000
        assert 0.1 < answered[False] / answered.total() < 0.6


def test_what_is_held_apart_is_not_trained_on() -> None:
    held = list(paragraphs(ENCYCLOPAEDIA_HELD))
    assert held
    assert not {one.title for one in held} & {one.title for one in paragraphs(ENCYCLOPAEDIA)}
    assert all(beginning in one.text for one in held for _, beginnings in one.questions for beginning in beginnings)
