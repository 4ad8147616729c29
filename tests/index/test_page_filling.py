"""Pages that come into a library: the same whatever the step, told as they come, and nothing encoded twice after an interruption."""

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from cooking_pages import PAGES
from fake_encoder import FakeEncoder
from stale_library import make_schema_2

from index import changes, dense, generation, page_filling
from index.folder_holdings import FolderHoldings
from index.library import Library
from index.types import Filters

QUESTIONS = ("Wie lange dauert die Ausbildung?", "Was verdient ein Koch in Bochum?", "Wände streichen")


def many(folder: Path, pages: int) -> Path:
    """So many pages of a few sentences, each about another trade."""
    folder.mkdir()
    for n in range(pages):
        text = f"Beruf Tester{n % 7} in Ort{n % 5}\nAufgaben\nSeite {n} sagt, was zu prüfen ist. Werkzeug {n * n} liegt bereit.\nLohn\nSie verdienen {2000 + n} Euro im Monat.\n"
        (folder / f"page-{n:03}.txt").write_text(text, encoding="utf-8")
    return folder


def content(library: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the store and every vector, so that two libraries can be compared."""
    folder = generation.open_current(library).folder
    with closing(sqlite3.connect(folder / "library.sqlite3")) as connection:
        tables = {name: connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2, 3").fetchall() for name in ("documents", "passages", "sentences", "amounts")}
    return tables | {path.name: [(path.read_bytes(),)] for path in (folder / "vectors").iterdir()}


def found(library: Library) -> list[list[tuple[int, float]]]:
    return [[(hit.passage.id, hit.score) for hit in library.search(question, k=60)] for question in QUESTIONS]


@pytest.mark.parametrize("step", [1, 300, 2_000])
@pytest.mark.parametrize("exact", [10, 100_000])
def test_the_size_of_a_step_makes_no_difference(
    tmp_path: Path, pages: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch, step: int, exact: int
) -> None:
    monkeypatch.setattr(dense, "EXACT", exact)
    source = many(tmp_path / "many", 30)
    for name, size in (("whole", 1_000_000), ("steps", step)):
        monkeypatch.setattr(page_filling, "STEP", size)
        changes.add(tmp_path / name, [pages], encoder)
        changes.add(tmp_path / name, [source], encoder)
        changes.remove(tmp_path / name, ["koch-essen.txt", "page-003.txt"], encoder)
    assert content(tmp_path / "whole") == content(tmp_path / "steps")
    whole, steps = (Library.open(tmp_path / name, encoder) for name in ("whole", "steps"))
    assert found(whole) == found(steps)
    assert steps.faults() == []


def test_progress_is_told_over_the_whole(tmp_path: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_filling, "STEP", 300)
    told: list[tuple[int, int]] = []
    changes.add(
        tmp_path / "library",
        [many(tmp_path / "many", 20)],
        encoder,
        progress=lambda stage, done, total: told.append((done, total)) if stage == "encode" else None,
    )
    counts = Library.open(tmp_path / "library", encoder).manifest.counts
    total = counts["passages"] + counts["sentences"]
    assert told[0] == (0, total)
    assert told[-1] == (total, total)
    assert told == sorted(told)
    assert len({done for done, _ in told}) > 5


def test_what_was_encoded_before_an_interruption_is_not_encoded_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_filling, "STEP", 300)
    source, library = many(tmp_path / "many", 20), tmp_path / "library"

    class Tired(FakeEncoder):
        def encode_passages(self, texts, progress=None):  # type: ignore[no-untyped-def]
            if len(self.encoded) > 60:
                raise KeyboardInterrupt
            return super().encode_passages(texts, progress)

    tired, rested = Tired(), FakeEncoder()
    with pytest.raises(KeyboardInterrupt):
        changes.add(library, [source], tired)
    assert not (library / "CURRENT").exists()
    changes.add(library, [source], rested)
    assert len(tired.encoded) > 60
    assert not set(tired.encoded) & set(rested.encoded)
    assert Library.open(library, rested).faults() == []


def test_a_library_of_schema_2_answers_and_is_carried_over_by_the_next_change(tmp_path: Path, pages: Path, encoder: FakeEncoder) -> None:
    library = tmp_path / "library"
    changes.add(library, [pages], encoder)
    before = found(Library.open(library, encoder))
    opened = Library.open(make_schema_2(library), encoder)
    assert (opened.manifest.schema, found(opened), opened.faults()) == (2, before, [])
    changes.remove(library, ["koch-essen.txt"], encoder)
    after = Library.open(library, encoder)
    assert (after.manifest.schema, after.faults()) == (3, [])
    assert after.documents(Filters()) == tuple(sorted(set(PAGES) - {"koch-essen.txt"}))
    assert {hit.passage.document.id for hit in after.search("Koch", k=60)} == set(after.documents(Filters()))
    assert changes.roll_back(library) == 1
    assert found(Library.open(library, encoder)) == before


def test_a_vector_that_is_missing_is_told(tmp_path: Path, pages: Path, encoder: FakeEncoder) -> None:
    library = tmp_path / "library"
    changes.add(library, [pages], encoder)
    opened = generation.open_current(library)
    ids = opened.folder / "vectors" / "ids.i64"
    ids.write_bytes(ids.read_bytes()[:-8] + np.int64(999).tobytes())
    assert "vectors and library.sqlite3 hold different passages" in FolderHoldings(library, opened).faults()
