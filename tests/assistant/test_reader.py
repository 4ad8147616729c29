"""The reader: how a question and a passage become one sequence, and that the trained one tells answers from neighbours."""

from collections.abc import Sequence

import pytest
from fake_encoder import FakeEncoder
from hypothesis import given
from hypothesis import strategies as st

from assistant.reader import BEGIN, END, MOST_TOKENS, QUESTION_TOKENS, Reader, ReadPassage, tokens_of
from index.encoder import load_encoder


class Letters:
    """A tokenizer with a token a letter, numbered from 10."""

    def __call__(self, texts: Sequence[str], add_special_tokens: bool) -> dict[str, list[list[int]]]:
        return {"input_ids": [[10 + ord(letter) for letter in text] for text in texts]}


def test_each_sentence_knows_its_place_in_the_sequence() -> None:
    (made,) = tokens_of("ab", [ReadPassage("c: ", ("de", "f"))], Letters())  # type: ignore[arg-type]
    asked = [BEGIN, *(10 + ord(letter) for letter in "query: ab"), END, END]
    assert made.ids == (*asked, *(10 + ord(letter) for letter in "c: def"), END)
    assert [made.ids[a:b] for a, b in made.spans] == [(10 + ord("d"), 10 + ord("e")), (10 + ord("f"),)]


@given(st.text(max_size=300), st.lists(st.text(max_size=400), max_size=6))
def test_no_sequence_is_longer_than_the_model_takes_and_no_span_leaves_it(question: str, sentences: list[str]) -> None:
    (made,) = tokens_of(question, [ReadPassage("", tuple(sentences))], Letters())  # type: ignore[arg-type]
    assert len(made.ids) <= MOST_TOKENS + 1
    assert len(made.spans) == len(sentences)
    assert all(0 <= a <= b <= MOST_TOKENS for a, b in made.spans)
    assert made.ids.index(END) <= QUESTION_TOKENS + 1


def test_another_encoder_has_no_reader(encoder: FakeEncoder) -> None:
    assert Reader.load(encoder) is None


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::FutureWarning")
def test_the_trained_reader_finds_the_sentence_that_answers_in_other_words() -> None:
    reader = Reader.load(load_encoder())
    assert reader is not None
    passage = ReadPassage(
        "Gleisbauer in Hagen – Draußen: ",
        (
            "Gleisbauer arbeiten im Freien, bei jedem Wetter.",
            "Viele Baustellen liegen in der Nacht, weil dann weniger Züge fahren.",
            "Gehörschutz und Warnkleidung stellt der Betrieb.",
        ),
    )
    at_night, money = reader.read("Muss ich als Gleisbauer nachts ran?", [passage])[0], reader.read("Was verdient ein Gleisbauer in Hagen?", [passage])[0]
    assert at_night.argmax() == 1
    assert at_night.max() > 0 > money.max()
