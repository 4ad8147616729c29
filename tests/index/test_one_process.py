"""What a change asks of this process is done when it is asked for, one thing after the other; a task elsewhere gives the same."""

import pickle
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from cooking_pages import PAGES
from fake_encoder import FakeEncoder
from small_files import pdf

from index import changes, documents, remote_tasks
from index.errors import UnusableWorkers
from index.one_process import OneProcess
from index.types import Document, Failure
from index.workers import cut_page


def test_a_file_is_asked_for_when_the_one_before_was_read(pages: Path, encoder: FakeEncoder) -> None:
    asked: list[str] = []

    def files() -> Iterator[tuple[Path, str]]:
        for name in PAGES:
            asked.append(name)
            yield pages / name, name

    with OneProcess(encoder) as process:
        for name, content in zip(PAGES, process.read(files()), strict=True):
            assert asked[-1] == name
            assert list(content) == list(documents.read_file(pages / name, name))


def test_lines_of_json_are_read_one_at_a_time(tmp_path: Path, encoder: FakeEncoder) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Eins."}\n{"text": "Zwei."}\n', encoding="utf-8")
    with OneProcess(encoder) as process:
        [content] = process.read([(tmp_path / "a.jsonl", "a.jsonl")])
        lines = iter(content)
        assert isinstance(next(lines), Document)
        (tmp_path / "a.jsonl").unlink()
        assert isinstance(next(lines), Document)


def test_a_file_is_hashed_again_and_read_only_where_it_changed(tmp_path: Path, pages: Path, encoder: FakeEncoder) -> None:
    read: list[str] = []

    class Noting(OneProcess):
        def read(self, files):  # type: ignore[no-untyped-def]
            return super().read((path, file) for path, file in files if read.append(file) is None)  # type: ignore[func-returns-value]

    with Noting(encoder) as process:
        changes.add(tmp_path / "library", [pages], encoder, workers=process)
        assert read == sorted(PAGES)
        read.clear()
        (pages / "koch-essen.txt").write_text("Koch in Essen\nNeu\nEs ist alles neu.\n", encoding="utf-8")
        change = changes.add(tmp_path / "library", [pages], encoder, workers=process)
    assert (read, change.updated, len(change.unchanged)) == (["koch-essen.txt"], ("koch-essen.txt",), 2)


@pytest.mark.parametrize(
    ("file", "data"),
    [
        ("unten/ganz/koch-essen.txt", PAGES["koch-essen.txt"].encode()),
        ("a.MD", b"# Koch in Essen\n\nEs gibt viel zu tun."),
        ("a.pdf", pdf(["Koch in Essen", "Es gibt viel zu tun."])),
        ("leer.txt", b""),
        ("kaputt.pdf", b"%PDF-1.7"),
    ],
)
def test_a_file_that_is_sent_is_read_as_where_it_lies(tmp_path: Path, encoder: FakeEncoder, file: str, data: bytes) -> None:
    path = tmp_path / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    with OneProcess(encoder) as process:
        [content] = process.read([(path, file)])
        found: list[Document | Failure] = list(content)
    assert remote_tasks.read_bytes(remote_tasks.mark(), data, file) == found
    # Elsewhere it is kept for the next file, and ends with its process.
    remote_tasks._parser().close()


def test_pages_are_cut_and_texts_encoded_as_here(encoder: FakeEncoder) -> None:
    page = Document("a.txt", "Koch in Essen", PAGES["koch-essen.txt"], "Koch", "Essen")
    cut = cut_page(page)
    assert [(len(amounts) > 0) for amounts in cut.amounts] == [PAGES["koch-essen.txt"][c.span.start : c.span.end].count("Euro") > 0 for c in cut.cuts]
    assert remote_tasks.cut(remote_tasks.mark(), [page]) == [(cut.cuts, cut.amounts)]
    vectors = remote_tasks.encode(remote_tasks.mark(), pickle.dumps(FakeEncoder), encoder.identity, ["Lohn", "Schicht"])
    with OneProcess(encoder) as process:
        here, none = process.encode([["Lohn", "Schicht"], []])
    assert np.array_equal(vectors, here)
    assert none.shape == (0, encoder.dimension)


def test_a_task_of_another_version_is_refused() -> None:
    with pytest.raises(UnusableWorkers, match="unfit.*0.0.1"):
        remote_tasks.cut("0.0.1", [])
