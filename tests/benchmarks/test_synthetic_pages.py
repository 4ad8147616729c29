"""Synthetic pages: the same seed makes the same bytes, and what they are known to say is what they say and what the index reads."""

import json
from itertools import islice
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder

from assistant.question_files import read_dialogues
from benchmarks.synthetic_pages import MOST, pages, questions, write
from benchmarks.synthetic_sections import QUESTIONS
from index import changes
from index.library import Library
from index.types import Filters


def test_a_seed_makes_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    one, again, other = (write(tmp_path / name, 40, seed)[0].read_bytes() for name, seed in (("one", 1), ("again", 1), ("other", 2)))
    assert one == again
    assert one != other


def test_a_smaller_number_is_the_beginning_of_a_larger() -> None:
    assert list(pages(10)) == list(islice(pages(30), 10))


def test_ids_and_subjects_are_unique() -> None:
    made = list(pages(3_000))
    assert len({page.id for page in made}) == len({(page.occupation, page.place) for page in made}) == 3_000
    assert (len({page.occupation for page in made}), len({page.place for page in made})) == (55, 55)


def test_more_pages_than_can_be_made_are_refused() -> None:
    with pytest.raises(ValueError, match="1 to 200000 pages can be made, not 200001"):
        next(pages(MOST + 1))


def test_each_known_figure_stands_in_its_page() -> None:
    for page in pages(200):
        assert all(figure in page.text for figure in page.facts.values())
        assert all(page.phrase(fact) in page.text for fact in QUESTIONS)


def test_questions_name_their_page_and_its_phrase(tmp_path: Path) -> None:
    by_id = {page.id: page for page in pages(60)}
    asked = list(questions(60, 0.5))
    assert 15 < len(asked) < 45
    assert all(by_id[one.page].occupation in one.text and by_id[one.page].place in one.text and one.phrase in by_id[one.page].text for one in asked)
    assert list(questions(60, 0.0)) == []
    file = tmp_path / "questions.jsonl"
    file.write_text("".join(one.as_line() + "\n" for one in asked), encoding="utf-8")
    assert [d.turns[0].documents for d in read_dialogues(file)] == [(one.page,) for one in asked]


def test_files_hold_so_many_pages_each(tmp_path: Path) -> None:
    files = write(tmp_path / "pages", 2_001)
    assert [file.name for file in files] == ["pages-000.jsonl", "pages-001.jsonl"]
    assert [json.loads(line)["id"][:6] for line in files[1].read_text(encoding="utf-8").splitlines()] == ["002000"]


def test_a_library_of_them_has_their_subjects_and_six_passages_each(tmp_path: Path, encoder: FakeEncoder) -> None:
    write(tmp_path / "pages", 12)
    change = changes.add(tmp_path / "library", [tmp_path / "pages"], encoder)
    assert (len(change.added), change.failed) == (12, ())
    library = Library.open(tmp_path / "library", encoder)
    made = list(pages(12))
    assert [(d, o, p) for d, o, p, _ in library.subjects] == [(page.id, page.occupation, page.place) for page in made]
    assert {len(library.passages_of(page.id)) for page in made} == {6}
    asked = next(questions(12, 1.0))
    assert library.search(asked.text, Filters(), k=1)[0].passage.document.place == made[0].place
