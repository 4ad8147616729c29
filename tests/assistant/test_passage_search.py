"""Search for programs: passages as they stand on the pages, restricted by the names that people use."""

from collections.abc import Iterator

import pytest
from cooking_pages import PAGES, written
from fake_encoder import FakeEncoder

from assistant.assistant import Assistant
from assistant.types import Outcome
from index import changes
from index.types import Aspect
from ui.program_requests import Compare


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The three small pages: Koch in Bochum and Essen, Maler in Bochum."""
    folder = written(PAGES, tmp_path_factory.mktemp("search"))
    encoder = FakeEncoder()
    changes.add(folder / "library", [folder], encoder)
    yield Assistant(folder / "library", encoder)


def test_a_passage_stands_on_its_page_letter_for_letter(assistant: Assistant) -> None:
    found = assistant.search("Wände und Fassaden streichen")
    best = found.hits[0]
    assert (best.title, best.section, best.occupation, best.place) == ("Maler Jobs und Stellenangebote in Bochum", "Pinsel und Leiter", "Maler", "Bochum")
    document = assistant.library.document(best.document)
    assert document and document.text[best.start : best.end] == best.text
    assert [hit.score for hit in found.hits] == sorted((hit.score for hit in found.hits), reverse=True)


@pytest.mark.parametrize(
    ("occupations", "places", "documents"),
    [
        (("Koch",), (), {"koch-bochum.txt", "koch-essen.txt"}),
        (("Köchin",), ("Essen",), {"koch-essen.txt"}),
        ((), ("bochum",), {"koch-bochum.txt", "maler-bochum.txt"}),
        (("Koch", "Maler"), ("Bochum",), {"koch-bochum.txt", "maler-bochum.txt"}),
    ],
)
def test_it_is_restricted_to_the_names_given(assistant: Assistant, occupations: tuple[str, ...], places: tuple[str, ...], documents: set[str]) -> None:
    assert {hit.document for hit in assistant.search("Arbeit", occupations, places).hits} == documents


@pytest.mark.parametrize(
    ("occupations", "places", "missing"),
    [
        ((), ("Hamburg",), "Zu Hamburg liegt keine Seite vor."),
        (("Pilot",), ("Bochum",), "Zum Beruf Pilot liegt keine Seite vor."),
        (("Maler",), ("Essen",), "Zu Maler in Essen liegt keine Seite vor."),
    ],
)
def test_a_name_without_a_page_is_said_and_nothing_else_is_found(
    assistant: Assistant, occupations: tuple[str, ...], places: tuple[str, ...], missing: str
) -> None:
    found = assistant.search("Arbeit", occupations, places)
    assert (found.hits, found.missing) == ((), missing)


def test_no_more_is_found_than_is_asked_for(assistant: Assistant) -> None:
    assert len(assistant.search("Arbeit in der Küche", limit=2).hits) == 2


def test_a_comparison_that_a_program_asks_for_is_understood(assistant: Assistant) -> None:
    question = Compare(occupations=("Koch",), places=("Bochum", "Essen"), aspect=Aspect.PAY).question("de")
    answer = assistant.ask(question)
    assert (question, answer.outcome) == ("Was verdient man als Koch in Bochum oder Essen?", Outcome.COMPARED)
    assert answer.table and {row.document for row in answer.table.rows} == {"koch-bochum.txt", "koch-essen.txt"}
