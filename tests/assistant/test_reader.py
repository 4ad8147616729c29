"""The reader: how a question and a sentence become one sequence, and that the trained one tells answers from neighbours."""

from collections.abc import Sequence
from types import SimpleNamespace

import pytest
from fake_encoder import FakeEncoder
from hypothesis import given
from hypothesis import strategies as st

from assistant.reader import BEFORE_TOKENS, BEGIN, END, MOST_TOKENS, QUESTION_TOKENS, Reader, ReadSentence, sequences
from index.encoder import load_encoder


class Letters:
    """A tokenizer with a token a letter, numbered from 10."""

    def encode_batch(self, texts: Sequence[str], add_special_tokens: bool) -> list[SimpleNamespace]:
        assert not add_special_tokens
        return [SimpleNamespace(ids=spelt(text)) for text in texts]


def spelt(text: str) -> list[int]:
    return [10 + ord(letter) for letter in text]


def test_question_and_sentence_become_one_sequence() -> None:
    made = sequences("ab", [ReadSentence("c: ", "de"), ReadSentence("", "f")], Letters())  # type: ignore[arg-type]
    asked = [BEGIN, *spelt("query: ab"), END, END]
    assert [reading.ids for reading in made] == [[*asked, *spelt("c: de"), END], [*asked, *spelt("f"), END]]
    assert [reading.told for reading in made] == [len(reading.ids) for reading in made]


def test_the_sentence_before_stands_behind_and_is_not_told() -> None:
    """It says of whom a pronoun speaks; the logit is that of question and sentence alone."""
    (made,) = sequences("ab", [ReadSentence("", "Er kocht.", "Ein Koch.")], Letters())  # type: ignore[arg-type]
    alone = [BEGIN, *spelt("query: ab"), END, END, *spelt("Er kocht."), END]
    assert made.ids == [*alone, END, *spelt("Ein Koch."), END]
    assert made.told == len(alone)


@given(st.text(max_size=300), st.lists(st.tuples(st.text(max_size=400), st.text(max_size=60)), max_size=6))
def test_no_sequence_is_longer_than_was_trained(question: str, sentences: list[tuple[str, str]]) -> None:
    made = sequences(question, [ReadSentence("", text, before) for text, before in sentences], Letters())  # type: ignore[arg-type]
    assert len(made) == len(sentences)
    assert all(one.ids[0] == BEGIN and one.ids[-1] == END and one.told <= MOST_TOKENS and len(one.ids) - one.told <= BEFORE_TOKENS + 2 for one in made)
    assert all(one.ids.index(END) <= QUESTION_TOKENS + 1 for one in made)


def test_another_encoder_has_no_reader(encoder: FakeEncoder) -> None:
    assert Reader.load(encoder) is None


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::FutureWarning")
def test_the_trained_reader_finds_the_sentence_that_answers_in_other_words() -> None:
    reader = Reader.load(load_encoder())
    assert reader is not None
    page = [
        ReadSentence("Gleisbauer in Hagen – Draußen: ", text)
        for text in (
            "Gleisbauer arbeiten im Freien, bei jedem Wetter.",
            "Viele Baustellen liegen in der Nacht, weil dann weniger Züge fahren.",
            "Gehörschutz und Warnkleidung stellt der Betrieb.",
        )
    ]
    at_night = reader.read("Muss ich als Gleisbauer nachts ran?", page)
    money = reader.read("Was verdient ein Gleisbauer in Hagen?", page)
    assert at_night.argmax() == 1
    assert at_night.max() > money.max()
