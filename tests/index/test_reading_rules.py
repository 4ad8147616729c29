"""A library that another version has read: it is noticed, and its pages are read anew without their vectors being computed again."""

import ast
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder

from index import amounts, changes, reading_rules
from index.library import Library
from index.reading_rules import is_stale

INDEX = Path(reading_rules.__file__).parent


@pytest.fixture
def older(tmp_path: Path, pages: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library by a version that found no amounts."""
    with monkeypatch.context() as then:
        then.setattr(changes, "reading_rules", lambda: "older")
        then.setattr(amounts, "find_amounts", lambda text, span: ())
        changes.add(tmp_path / "library", [pages], encoder)
    return tmp_path / "library"


def amounts_in(path: Path, encoder: FakeEncoder) -> int:
    return Library.open(path, encoder).manifest.counts["amounts"]


def test_what_reads_a_page_is_all_in_the_mark() -> None:
    """Every module that the readers import, however deep, and no other."""
    seen: set[str] = set()
    waiting = ["documents", "passages", "amounts", "german"]
    while waiting:
        name = waiting.pop()
        if name in seen or not (INDEX / f"{name}.py").is_file():
            continue
        seen.add(name)
        for node in ast.walk(ast.parse((INDEX / f"{name}.py").read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "index":
                waiting += [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("index."):
                waiting.append(node.module.removeprefix("index."))
    # What errors say changes nothing on a page.
    assert {f"{name}.py" for name in seen - {"errors"}} == set(reading_rules.RULES)


def test_a_fresh_library_is_not_stale(tmp_path: Path, pages: Path, encoder: FakeEncoder) -> None:
    changes.add(tmp_path / "library", [pages], encoder)
    opened = Library.open(tmp_path / "library", encoder)
    assert not is_stale(opened.manifest)
    assert changes.renew(tmp_path / "library", encoder).generation == 1


def test_renewing_finds_what_the_older_version_missed_and_encodes_nothing_again(older: Path, encoder: FakeEncoder) -> None:
    assert is_stale(Library.open(older, encoder).manifest)
    assert amounts_in(older, encoder) == 0
    encoder.encoded.clear()
    change = changes.renew(older, encoder)
    assert (change.generation, len(change.unchanged), change.added, change.updated, change.failed) == (2, 3, (), (), ())
    assert amounts_in(older, encoder) > 0
    assert not is_stale(Library.open(older, encoder).manifest)
    assert Library.open(older, encoder).faults() == []
    assert not [text for text in encoder.encoded if "Koch in Essen" in text]


def test_renewing_needs_no_files(older: Path, pages: Path, encoder: FakeEncoder) -> None:
    texts = {page: Library.open(older, encoder).document(page) for page in ("koch-essen.txt", "maler-bochum.txt")}
    for page in pages.iterdir():
        page.unlink()
    assert len(changes.renew(older, encoder).unchanged) == 3
    assert amounts_in(older, encoder) > 0
    assert {page: Library.open(older, encoder).document(page) for page in texts} == texts


def test_renewing_leaves_changed_files_to_the_next_adding(older: Path, pages: Path, encoder: FakeEncoder) -> None:
    (pages / "koch-essen.txt").write_text("Der Beruf Koch in Essen\n\nNichts mehr.", encoding="utf-8")
    changes.renew(older, encoder)
    document = Library.open(older, encoder).document("koch-essen.txt")
    assert document is not None
    assert "Nichts mehr" not in document.text
    assert changes.add(older, [pages], encoder).updated == ("koch-essen.txt",)


def test_every_change_reads_the_rest_anew(older: Path, tmp_path: Path, encoder: FakeEncoder) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "maler-essen.txt").write_text("Der Beruf Maler in Essen\n\nMaler streichen Wände.", encoding="utf-8")
    change = changes.add(older, [tmp_path / "more"], encoder)
    assert (change.added, len(change.unchanged)) == (("maler-essen.txt",), 3)
    assert amounts_in(older, encoder) > 0


def test_removing_reads_the_rest_anew_and_nothing_comes_back(older: Path, encoder: FakeEncoder) -> None:
    change = changes.remove(older, ["koch-essen.txt"], encoder)
    assert change.removed == ("koch-essen.txt",)
    opened = Library.open(older, encoder)
    assert "koch-essen.txt" not in opened.titles
    assert len(opened.titles) == 2
    assert not is_stale(opened.manifest)


def test_a_line_that_was_taken_out_of_its_file_stays_out(tmp_path: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ('{"id": "a", "text": "Der Beruf Koch in Essen\\n\\nKöche kochen."}', '{"id": "b", "text": "Der Beruf Maler in Essen\\n\\nMaler malen."}')
    (tmp_path / "pages.jsonl").write_text("\n".join(lines), encoding="utf-8")
    library = tmp_path / "library"
    with monkeypatch.context() as then:
        then.setattr(changes, "reading_rules", lambda: "older")
        first, second = changes.add(library, [tmp_path / "pages.jsonl"], encoder).added
        # As that version would have done it: without reading the rest anew.
        then.setattr(changes, "is_stale", lambda manifest: False)
        changes.remove(library, [first], encoder)
    assert changes.renew(library, encoder).unchanged == (second,)
    assert set(Library.open(library, encoder).titles) == {second}
