"""What pages tell: sentences by aspect, gaps, and pairs of occupation and place without a page."""

from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from told_pay import entry

from assistant.coverage import MissingPages, coverage_of, missing_pages
from assistant.page_reading import read_page
from assistant.pages import entries
from assistant.unencoded import open_unencoded
from index import changes
from index.types import Aspect


def test_a_page_has_a_gap_for_each_aspect_that_the_assistant_offers_no_question_about(tmp_path: Path, pages: Path, encoder: FakeEncoder) -> None:
    changes.add(tmp_path / "library", [pages], encoder)
    library = open_unencoded(tmp_path / "library")
    for page in entries(library):
        coverage = coverage_of(read_page(library, page))
        assert set(coverage.gaps) == set(Aspect) - library.aspects_of(page.id)


def test_sentences_are_counted_by_aspect(tmp_path: Path, pages: Path, encoder: FakeEncoder) -> None:
    changes.add(tmp_path / "library", [pages], encoder)
    library = open_unencoded(tmp_path / "library")
    by_page = {page.id: coverage_of(read_page(library, page)) for page in entries(library)}
    assert by_page["koch-bochum.txt"].sentences[Aspect.PAY] > 0
    assert by_page["maler-bochum.txt"].sentences[Aspect.PAY] == 0
    assert Aspect.PAY in by_page["maler-bochum.txt"].gaps


def test_nothing_is_encoded(tmp_path: Path, pages: Path, encoder: FakeEncoder) -> None:
    changes.add(tmp_path / "library", [pages], encoder)
    library = open_unencoded(tmp_path / "library")
    with pytest.raises(RuntimeError, match="opened without its encoder"):
        library.encode_questions(["Was verdient ein Koch?"])


def test_a_page_that_is_not_there_is_a_mistake(tmp_path: Path, pages: Path, encoder: FakeEncoder) -> None:
    changes.add(tmp_path / "library", [pages], encoder)
    with pytest.raises(KeyError):
        read_page(open_unencoded(tmp_path / "library"), entry("no such page"))


def test_a_pair_is_missing_where_occupation_and_place_have_pages_but_not_together() -> None:
    told = [entry("a", "Koch", "Bochum"), entry("b", "Koch", "Essen"), entry("c", "Maler", "Bochum"), entry("d", None, "Köln"), entry("e", "Bäcker", None)]
    assert missing_pages(told) == (
        MissingPages(occupation="Koch", places=("Köln",)),
        MissingPages(occupation="Maler", places=("Essen", "Köln")),
        MissingPages(occupation="Bäcker", places=("Bochum", "Essen", "Köln")),
    )


def test_two_spellings_of_an_occupation_are_one() -> None:
    assert missing_pages([entry("a", "IT Manager", "Bochum"), entry("b", "IT-Manager", "Essen")]) == ()
