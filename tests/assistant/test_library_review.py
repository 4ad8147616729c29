"""A whole review, as the command prints it for people and for programs."""

import json
from datetime import date
from pathlib import Path

import pytest
from cooking_pages import ODD, written
from fake_encoder import FakeEncoder
from typer.testing import CliRunner

from assistant import index_commands
from assistant.implausible_pay import Fault
from assistant.library_review import Review, review_library
from assistant.unencoded import open_unencoded
from index import changes


@pytest.fixture
def library(tmp_path: Path, pages: Path, encoder: FakeEncoder) -> Path:
    """The three small pages, one that contradicts them, and one that repeats another for a different place."""
    changes.add(tmp_path / "library", [written(ODD, pages)], encoder)
    return tmp_path / "library"


def reviewed(library: Path) -> Review:
    return review_library(open_unencoded(library), date(2026, 11, 21))


def test_a_review_goes_through_every_page(library: Path) -> None:
    seen: list[tuple[int, int]] = []
    review = review_library(open_unencoded(library), date(2026, 11, 21), lambda done, total: seen.append((done, total)))
    assert [row.page.id for row in review.coverage] == ["koch-bochum-neu.txt", "koch-bochum.txt", "koch-essen.txt", "maler-bochum.txt", "maler-essen.txt"]
    assert seen == [(n, 5) for n in range(1, 6)]


def test_pages_without_pay_and_without_a_date(library: Path) -> None:
    review = reviewed(library)
    assert [page.id for page in review.without_pay] == ["maler-bochum.txt", "maler-essen.txt"]
    assert len(review.without_date) == 5


def test_what_is_wrong_with_amounts_is_told_with_quotes_letter_for_letter(library: Path) -> None:
    review = reviewed(library)
    opened = open_unencoded(library)
    (found,) = review.implausible_pay
    assert (found.fault, [one.figure for one in found.told]) == (Fault.EXPERIENCE_PAYS_LESS, ["3.900 Euro", "3.100 €"])
    (contradiction,) = review.contradictions
    assert [(one.page.id, one.figure) for one in contradiction.told] == [("koch-bochum.txt", "2.500 Euro"), ("koch-bochum-neu.txt", "3.900 Euro")]
    for one in (*found.told, *contradiction.told):
        page = opened.document(one.page.id)
        assert page is not None
        assert page.text[one.start : one.end] == one.quote


def test_a_page_that_repeats_another_for_a_different_place(library: Path) -> None:
    (found,) = reviewed(library).near_duplicates
    assert ([page.id for page in found.pages], found.likeness) == (["maler-bochum.txt", "maler-essen.txt"], "names_only")


def test_an_empty_library_has_nothing_to_tell(library: Path, encoder: FakeEncoder) -> None:
    changes.remove(library, [row.page.id for row in reviewed(library).coverage], encoder)
    review = reviewed(library)
    assert (review.coverage, review.missing_pages, review.near_duplicates) == ((), (), ())


def test_the_command_prints_a_review_for_people(library: Path) -> None:
    result = CliRunner().invoke(index_commands.build("de"), ["review", "--library", str(library)])
    assert result.exit_code == 0
    assert "Seiten ohne Gehaltsangabe (2)\n  Maler · Bochum (maler-bochum.txt)\n  Maler · Essen (maler-essen.txt)\n" in result.stdout
    assert "Koch · Bochum, am Anfang, im Monat:" in result.stdout
    assert "3.900 Euro – „Wer neu anfängt, verdient als Koch in Bochum 3.900 Euro brutto im Monat.“ (koch-bochum-neu.txt)" in result.stdout
    assert "Beruf und Ort ohne Seite (0)\n  Nichts gefunden.\n" in result.stdout


def test_the_command_prints_json_for_programs(library: Path) -> None:
    result = CliRunner().invoke(index_commands.build("de"), ["review", "--json", "--library", str(library)])
    assert result.exit_code == 0
    assert Review.model_validate_json(result.stdout) == review_library(open_unencoded(library), date.today())
    assert json.loads(result.stdout)["coverage"][0]["sentences"].keys() == {"tasks", "pay", "requirements", "training", "conditions", "market", "application"}


def test_a_library_that_is_not_there_is_refused(tmp_path: Path) -> None:
    result = CliRunner().invoke(index_commands.build("en"), ["review", "--library", str(tmp_path / "none")])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "berufslotse index add" in result.stderr
