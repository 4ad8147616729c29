"""A library that another version has read: it is noticed, and its pages are read anew without their vectors being computed again."""

import ast
import json
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from stale_library import make_stale

from index import changes, reading_rules
from index.library import Library
from index.reading_rules import is_stale

INDEX = Path(reading_rules.__file__).parent
NO_RULES = {
    "candidates",
    "change_plan",
    "current",
    "dense",
    "embedding_cache",
    "encoder",
    "encoder_fit",
    "encoder_identity",
    "encoder_mark",
    "fitted_files",
    "folder_holdings",
    "folder_shelf",
    "folder_writer",
    "generation_writer",
    "holdings",
    "library_address",
    "manifest",
    "one_process",
    "shelf",
    "workers",
    "bm25",
    "bert",
    "bert_encoder",
    "builtin_encoder",
    "errors",
    "file_replacement",
    "generation",
    "half_precision",
    "lasting_store",
    "library",
    "page_filling",
    "parsing_limits",
    "parsing_process",
    "fusion",
    "reading_rules",
    "store",
    "types",
    "vector_file",
    "words",
}
"""What a change imports that has no say in what is found on a page: vocabulary, and what encodes, searches or writes down."""


@pytest.fixture
def older(tmp_path: Path, pages: Path, encoder: FakeEncoder) -> Path:
    """A library by a version that found no amounts."""
    changes.add(tmp_path / "library", [pages], encoder)
    return make_stale(tmp_path / "library")


def jsonl(file: Path, **texts: str) -> Path:
    """A file with a page a line."""
    file.write_text("\n".join(json.dumps({"id": name, "text": text}) for name, text in texts.items()), encoding="utf-8")
    return file


def amounts_in(path: Path, encoder: FakeEncoder) -> int:
    return Library.open(path, encoder).manifest.counts["amounts"]


def test_what_a_change_reads_pages_with_is_all_in_the_mark() -> None:
    """Every module that a change imports, however deep, is a rule or known to be none."""
    seen: set[str] = set()
    waiting = ["changes"]
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
    assert {f"{name}.py" for name in seen - NO_RULES - {"changes"}} == set(reading_rules.RULES)


def test_a_fresh_library_is_not_stale(tmp_path: Path, pages: Path, encoder: FakeEncoder) -> None:
    changes.add(tmp_path / "library", [pages], encoder)
    assert not is_stale(Library.open(tmp_path / "library", encoder).manifest)
    assert changes.renew(tmp_path / "library", encoder).generation == 1


def test_a_library_without_pages_is_not_stale(older: Path, encoder: FakeEncoder) -> None:
    changes.remove(older, ["koch-essen.txt", "koch-bochum.txt", "maler-bochum.txt"], encoder)
    assert not is_stale(Library.open(make_stale(older), encoder).manifest)


def test_renewing_finds_what_the_older_version_missed_and_encodes_nothing_again(older: Path, encoder: FakeEncoder) -> None:
    assert is_stale(Library.open(older, encoder).manifest)
    assert amounts_in(older, encoder) == 0
    encoder.encoded.clear()
    change = changes.renew(older, encoder)
    assert (change.generation, len(change.unchanged), change.added, change.updated, change.removed, change.failed) == (2, 3, (), (), (), ())
    assert amounts_in(older, encoder) > 0
    assert not is_stale(Library.open(older, encoder).manifest)
    assert Library.open(older, encoder).faults() == []
    assert not [text for text in encoder.encoded if "Koch in Essen" in text]


def test_renewing_needs_no_files(older: Path, pages: Path, encoder: FakeEncoder) -> None:
    for page in pages.iterdir():
        page.unlink()
    assert len(changes.renew(older, encoder).unchanged) == 3
    assert amounts_in(older, encoder) > 0


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
    assert changes.remove(older, ["koch-essen.txt"], encoder).removed == ("koch-essen.txt",)
    opened = Library.open(older, encoder)
    assert set(opened.titles) == {"koch-bochum.txt", "maler-bochum.txt"}
    assert not is_stale(opened.manifest)


def test_a_line_that_was_taken_out_of_its_file_stays_out(tmp_path: Path, encoder: FakeEncoder) -> None:
    library, file = (
        tmp_path / "library",
        jsonl(tmp_path / "pages.jsonl", a="Der Beruf Koch in Essen\n\nKöche kochen.", b="Der Beruf Maler in Essen\n\nMaler malen."),
    )
    first, second = changes.add(library, [file], encoder).added
    changes.remove(library, [first], encoder)
    assert changes.renew(make_stale(library), encoder).unchanged == (second,)
    assert set(Library.open(library, encoder).titles) == {second}


def test_a_line_that_is_refused_now_is_kept_as_it_was(tmp_path: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    library, file = (
        tmp_path / "library",
        jsonl(tmp_path / "pages.jsonl", a="Der Beruf Koch in Essen\n\nKöche kochen.", b="Der Beruf Maler in Essen\n\nMaler malen."),
    )
    both = changes.add(library, [file], encoder).added
    monkeypatch.setattr("index.json_lines.LARGEST_LINE", 60)
    assert changes.renew(make_stale(library), encoder).unchanged == both
    assert set(Library.open(library, encoder).titles) == set(both)


def test_the_same_file_elsewhere_does_not_move_a_page(tmp_path: Path, pages: Path, encoder: FakeEncoder) -> None:
    library, copy = tmp_path / "library", tmp_path / "copy"
    changes.add(library, [pages], encoder)
    copy.mkdir()
    (copy / "koch-essen.txt").write_bytes((pages / "koch-essen.txt").read_bytes())
    changes.add(make_stale(library), [copy], encoder)
    (pages / "koch-essen.txt").unlink()
    assert changes.add(library, [pages], encoder, sync=True).removed == ("koch-essen.txt",)
