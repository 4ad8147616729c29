"""German or English."""

import pytest

from assistant.question_language import question_language


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Was verdient ein Koch in Bochum?", "de"),
        ("und was krieg ich da so als Anfängerin?", "de"),
        ("What does a nurse earn in Cologne?", "en"),
        ("How do I apply?", "en"),
        ("gehalt koch", "de"),
    ],
)
def test_function_words_tell(question: str, language: str) -> None:
    assert question_language(question) == language


def test_what_tells_nothing_is_left_to_the_default() -> None:
    assert question_language("IT Manager Essen", "en") == "en"
