"""Attack strings on their way in: pages of every format, their titles, headings, addresses and names, file names, and questions on a library of such pages."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder

from assistant import terminal
from assistant.assistant import Assistant
from assistant.library_review import review_library
from assistant.review_lines import review_lines
from index import changes
from index.documents import find_files, read_file
from index.plain_text import JOINERS, normalise, one_line, spelt_out, visible
from index.sections import split_sections
from index.types import Document, Failure
from tests.attack_strings import ATTACKS, GROUPS, PATHS
from tests.attacks.pages import SENTENCE, written
from tests.attacks.shown import steering

FORMATS = ("txt", "md", "html", "docx", "pdf", "jsonl")
SOME = tuple(group[0] for group in GROUPS.values())
SOME_OR_ALL = pytest.mark.parametrize("texts", [SOME, pytest.param(ATTACKS, marks=pytest.mark.slow)], ids=["some", "all"])
"""What asks the real assistant takes a tenth of a second a string: one of each kind, and all of them with the slow tests."""


@pytest.mark.slow
@pytest.mark.parametrize("kind", FORMATS)
def test_what_is_read_of_a_page_is_seen_whole_and_leads_to_the_web_only(kind: str, tmp_path: Path) -> None:
    read = 0
    for number, text in enumerate(ATTACKS):
        file = tmp_path / f"{number}.{kind}"
        file.write_bytes(written(text, kind))
        (page,) = read_file(file, file.name)
        if isinstance(page, Failure):
            assert not steering(terminal.failure_text(page, "de"))
            continue
        read += 1
        assert_harmless(page)
    assert read > 200


def assert_harmless(page: Document) -> None:
    """Normalised, each fact on one line, the address http(s) and leading to where it seems to, headings inside the text."""
    assert normalise(page.text) == page.text
    for fact in filter(None, (page.id, page.title, page.occupation, page.place, page.url, *page.sources)):
        assert fact == one_line(fact)
        assert not steering(fact) and "\n" not in fact
    assert page.url is None or re.match(r"https?://[^@\\/?#]+([/?#]|\Z)", page.url, re.IGNORECASE)
    assert page.date is None or re.fullmatch(r"\d{4}(-\d\d){0,2}", page.date)
    assert re.fullmatch("[a-z]{2}", page.language)
    assert "".join(page.text[s.body.start : s.body.end] for s in split_sections(page)) in page.text or page.headings


def test_a_file_name_is_what_people_see_or_refused_by_name(tmp_path: Path) -> None:
    folder, taken = tmp_path / "pages", set[str]()
    folder.mkdir()
    for text in ATTACKS:
        name = text.replace("/", "").replace("\x00", "").strip()[:60]
        if name and name not in (".", ".."):
            (folder / f"{name}.txt").write_text(SENTENCE, encoding="utf-8")
            taken.add(f"{name}.txt")
    found = list(find_files([folder]))
    ids = {each[1] for each in found if not isinstance(each, Failure)}
    refused = {each.file for each in found if isinstance(each, Failure) and each.reason == "name"}
    hiding = {name for name in taken if spelt_out(name) != name or JOINERS.search(name)}
    assert ids == {name for name in taken - hiding if not name.startswith(".")}
    assert refused == {name for name in hiding if not name.startswith(".")}
    assert len(refused) > 20
    told = [terminal.failure_text(Failure(name, "name"), "de") for name in refused]
    assert not any(steering(line) or "\n" in line for line in told)
    assert any("\\u202e" in line for line in told)


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The real assistant on a library of such pages, each about a cook in Bochum."""
    folder, encoder = tmp_path_factory.mktemp("pages"), FakeEncoder()
    for number, text in enumerate(ATTACKS):
        page = f"Koch Jobs in Bochum\n{text}\n{text} {SENTENCE}\n{text}\n"
        (folder / f"koch-bochum-{number}.txt").write_text(page, encoding="utf-8", errors="replace")
    library = tmp_path_factory.mktemp("library") / "library"
    changes.add(library, [folder], encoder)
    yield Assistant(library, encoder)


@SOME_OR_ALL
def test_every_question_is_answered_or_declined_with_quotes_letter_for_letter(attacked: Assistant, texts: Sequence[str]) -> None:
    documents: dict[str, str] = {}
    for number, text in enumerate(texts):
        for question in (text[:1_500], f"Was verdient ein Koch in Bochum? {text[:300]}")[: 1 if number % 3 else 2]:
            answer = attacked.ask(question)
            assert not steering(f"{answer.question}{answer.understood_as}{answer.text}")
            assert type(answer).model_validate_json(answer.model_dump_json()) == answer
            for citation in answer.citations:
                if citation.document not in documents:
                    page = attacked.library.document(citation.document)
                    assert page
                    documents[citation.document] = page.text
                assert documents[citation.document][citation.start : citation.end] == citation.quote


@SOME_OR_ALL
def test_every_search_comes_to_an_end(attacked: Assistant, texts: Sequence[str]) -> None:
    for text in texts:
        attacked.pages(" ".join(text[:200].split()[:10]))
        found = attacked.search(text[:1_000], occupations=(text[:200],), places=(text[:200],))
        assert found.missing or not found.hits
        attacked.search(text[:1_000])
        assert attacked.page(text) is None


def test_the_review_for_a_terminal_steers_nothing(attacked: Assistant) -> None:
    lines = list(review_lines(review_library(attacked.library, date(2026, 3, 1)), "de"))
    assert lines and not any(steering(line) for line in lines)


def test_no_name_in_front_matter_is_a_path(tmp_path: Path) -> None:
    """An id is a name in the library and never opened as a file."""
    for number, text in enumerate(PATHS):
        file = tmp_path / f"{number}.jsonl"
        file.write_bytes(written(text, "jsonl"))
        (page,) = read_file(file, file.name)
        assert isinstance(page, Document)
        assert page.id == one_line(text)


def test_what_is_normalised_stays_as_it_is() -> None:
    for text in ATTACKS:
        once = normalise(text)
        assert normalise(once) == once == visible(once)
