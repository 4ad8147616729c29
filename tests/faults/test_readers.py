"""Readers beside changes: a generation that is open outlives its being cleared away, and a library that is replaced under load fails no question."""

import shutil
import threading
from pathlib import Path

import pytest
from cooking_pages import PAGES, written
from fake_encoder import FakeEncoder

from assistant.assistant import Assistant
from assistant.types import Answer, Outcome
from index import changes, generation
from index.library import Library
from tests.faults import told as telling

QUESTION = "Wie lange dauert die Ausbildung zum Koch in Essen?"
ROUNDS = 6
"""Changes that are made while questions are asked."""


def of_another_thread(opened: Library) -> telling.Told:
    """What a thread that has never asked before is told."""
    found: list[telling.Told] = []
    asking = threading.Thread(target=lambda: found.append(telling.of(opened)))
    asking.start()
    asking.join()
    return found[0]


def test_an_open_generation_answers_new_threads_after_it_was_pruned(one: Path, made: Path) -> None:
    opened = Library.open(one, FakeEncoder())
    before = telling.of(opened)
    for page in ("koch-essen.txt", "maler-bochum.txt"):
        changes.remove(one, [page], FakeEncoder())
    assert generation.numbers(one) == [2, 3]
    assert of_another_thread(opened) == telling.of(opened) == before
    assert not opened.is_current()


def test_an_open_generation_answers_after_a_rollback_and_the_next_change(two: Path) -> None:
    opened = Library.open(two, FakeEncoder())
    before = telling.of(opened)
    changes.roll_back(two)
    changes.remove(two, ["koch-bochum.txt"], FakeEncoder())
    assert generation.numbers(two) == [1, 3]
    assert of_another_thread(opened) == before


def test_a_library_of_the_same_number_in_its_place_is_another(one: Path, tmp_path: Path) -> None:
    opened = Library.open(one, FakeEncoder())
    before = telling.of(opened)
    other = tmp_path / "other"
    changes.add(other, [written({"neu.txt": "Beruf Bäcker in Köln\nTeig\nBäcker backen in Köln Brot.\n"}, tmp_path / "pages")], FakeEncoder())
    shutil.rmtree(one)
    other.rename(one)
    assert not opened.is_current()
    assert of_another_thread(opened) == before


def test_opening_is_tried_again_where_a_change_clears_the_generation_away(one: Path) -> None:
    tries = []

    def read() -> generation.Generation:
        tries.append(generation.current_number(one))
        if len(tries) == 1:
            first = generation.read_current(one)
            changes.remove(one, ["koch-essen.txt"], FakeEncoder())
            changes.remove(one, ["maler-bochum.txt"], FakeEncoder())
            return generation.open_generation(one, first.number)
        return generation.open_current(one)

    assert generation.steadily(one, read).manifest.number == 3
    assert tries == [1, 3]


@pytest.mark.slow
def test_a_library_that_is_replaced_under_load_fails_no_question(one: Path, made: Path, tmp_path: Path) -> None:
    assistant = Assistant(one, FakeEncoder())
    texts: dict[int, dict[str, str]] = {1: dict(telling.of(assistant.library)[0])}
    answers: list[Answer] = []
    failures: list[BaseException] = []
    over = threading.Event()

    def ask() -> None:
        while not over.is_set():
            try:
                answers.append(assistant.ask(QUESTION))
                assistant.examples()
                assistant.pages()
            except BaseException as error:
                failures.append(error)

    asking = [threading.Thread(target=ask) for _ in range(4)]
    for thread in asking:
        thread.start()
    for n in range(ROUNDS):
        pages = written({"koch-essen.txt": PAGES["koch-essen.txt"].replace("drei Jahre", f"{n + 4} Jahre")}, tmp_path / "pages")
        changes.add(one, [pages], FakeEncoder())
        if n % 3 == 2:
            changes.roll_back(one)
        opened = Library.open(one, FakeEncoder())
        texts[opened.number] = dict(telling.of(opened)[0])
        texts[generation.numbers(one)[-1]] = dict(telling.of(Library(one, generation.open_generation(one, generation.numbers(one)[-1]), FakeEncoder()))[0])
    over.set()
    for thread in asking:
        thread.join()
    assert failures == []
    assert answers
    for answer in answers:
        assert answer.outcome is Outcome.ANSWERED
        for citation in answer.citations:
            assert texts[answer.generation][citation.document][citation.start : citation.end] == citation.quote
