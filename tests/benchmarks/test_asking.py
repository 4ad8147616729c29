"""Questions by stages: every stage has a figure, the stages come to the whole, and a right answer is told from a wrong one."""

from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder

from assistant.assistant import Assistant
from benchmarks.asking import Asked, answered_rightly, kinds_of, measure_asking
from benchmarks.bare_search import BareSearch
from benchmarks.figures import Size
from benchmarks.synthetic_pages import pages, question_about

SIZE = Size(8, 48, "encoded")


def test_kinds_name_ever_less() -> None:
    page = next(pages(1))
    asked = question_about(page)
    both, one, none = kinds_of([asked], [page])
    assert (both.questions, page.occupation in one.questions[0], page.place in one.questions[0]) == ((asked.text,), True, False)
    assert all(page.occupation not in text and page.place not in text for text in none.questions)


def test_the_place_can_be_taken_out_of_every_question() -> None:
    some = list(islice(pages(200), 200))
    known = [question_about(page) for page in some]
    assert all(page.place in question.text for page, question in zip(some, known, strict=True))
    assert not any(page.place in kinds_of([question], [page])[1].questions[0].split() for page, question in zip(some, known, strict=True))


def test_each_stage_has_a_figure_and_together_they_are_the_whole(library: Path, bare: BareSearch, encoder: FakeEncoder) -> None:
    assistant = Assistant(library, encoder)
    made = measure_asking(SIZE, assistant, bare, [Asked("nothing", ("Wer zahlt Weihnachtsgeld?",))])
    by_stage = {one.what: one for one in made}
    assert list(by_stage) == ["understand", "encode", "search", "read", "answer", "whole"]
    assert {one.measure for one in made} == {"question naming nothing"}
    stages = [one.product.median for name, one in by_stage.items() if name != "whole"]
    assert by_stage["whole"].product.median == pytest.approx(sum(stages))
    assert {name for name, one in by_stage.items() if one.ratio} == {"encode", "search", "whole"}
    # The fake encoder has no reader.
    assert by_stage["read"].product.median == 0.0 < by_stage["search"].product.median


def test_an_answer_is_right_that_quotes_the_phrase_from_its_page(library: Path, encoder: FakeEncoder) -> None:
    assistant = Assistant(library, encoder)
    page = next(pages(1))
    question = replace(question_about(page), text=f"Was verdient man als {page.occupation} in {page.place} am Anfang?", phrase=page.phrase("pay_start"))
    assert answered_rightly(assistant, [question]) == 1
    assert answered_rightly(assistant, [replace(question, phrase="1 Euro"), replace(question, page="another")]) == 0
