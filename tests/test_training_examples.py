"""What the reader is trained on: every answer that is written down is a sentence of its text."""

from collections import Counter

from training.reader_examples import EVERYDAY, encyclopaedia, own


def test_every_answer_is_told_by_a_sentence_of_its_paragraph() -> None:
    """Reading them raises an error otherwise."""
    found = list(encyclopaedia())
    assert len(found) > 4000
    assert {example.source for example in found} == {"encyclopaedia"}
    assert not any(example.held for example in found)


def test_a_part_of_all_questions_has_no_answer() -> None:
    """A reader that never saw one would never decline."""
    for examples in (list(encyclopaedia()), list(own()), list(own(EVERYDAY, "everyday"))):
        answered = Counter(bool(example.answers) for example in examples)
        assert 0.1 < answered[False] / answered.total() < 0.6
