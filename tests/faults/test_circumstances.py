"""What happens around a library: two writers, folders that may not be written, that are moved or copied, and a clock that jumps back."""

import os
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cooking_pages import ODD, written
from fake_encoder import FakeEncoder

from index import changes, generation
from index.errors import LibraryBusy, UnwritableLibrary
from index.library import Library
from tests.faults.told import leftovers, of, told

NOBODY = 65534


@contextmanager
def as_nobody() -> Iterator[None]:
    """Root may write anywhere, so it becomes somebody who may not."""
    if os.geteuid():
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def read_only(made: Path) -> Iterator[Path]:
    """A library that may be read by all and written by nobody."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        library = Path(shutil.copytree(made / "two", Path(folder) / "library"))
        for path in [library, *library.rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        yield library
        for path in [library, *library.rglob("*")]:
            path.chmod(0o755)


def test_two_writers_at_once_both_get_their_turn(one: Path, tmp_path: Path) -> None:
    before = told(one)
    folders = [written({name: text}, tmp_path / name.removesuffix(".txt")) for name, text in ODD.items()]
    writers = [threading.Thread(target=changes.add, args=(one, [folder], FakeEncoder())) for folder in folders]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    after = told(one)
    assert before
    assert after
    assert set(after[0]) == {*before[0], *ODD}
    assert leftovers(one) == []


def test_a_writer_that_waits_too_long_is_told_and_readers_never_wait(one: Path) -> None:
    with generation.writing(one):
        assert told(one)
        with pytest.raises(LibraryBusy, match="Wait until it has finished"), generation.writing(one, patience=0.05):
            pass


def test_a_read_only_library_answers_and_every_change_says_so(made: Path, read_only: Path) -> None:
    expected = told(read_only)
    with as_nobody():
        opened = Library.open(read_only, FakeEncoder())
        assert of(opened) == expected
        for change in (lambda: changes.remove(read_only, ["koch-essen.txt"], FakeEncoder()), lambda: changes.roll_back(read_only)):
            with pytest.raises(UnwritableLibrary, match=r"Permission denied\. Nothing was changed"):
                change()
    assert told(read_only) == expected


def test_sync_keeps_the_pages_of_a_folder_that_is_closed_just_then(made: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        library = Path(shutil.copytree(made / "one", Path(name) / "library"))
        shelf = Path(name) / "shelf"
        pages = Path(shutil.copytree(made / "pages", shelf / "pages"))
        below = written(ODD, pages / "mehr")
        changes.add(library, [pages], FakeEncoder(), sync=True)
        before = told(library)
        for path in [Path(name), *Path(name).rglob("*")]:
            path.chmod(0o777)
        for closed, failed in ((below, below), (pages, pages), (shelf, pages)):
            closed.chmod(0)
            with as_nobody():
                change = changes.add(library, [pages], FakeEncoder(), sync=True)
            closed.chmod(0o777)
            assert [(failure.file, failure.reason) for failure in change.failed] == [(str(failed), "unreadable")]
            assert (change.generation, change.removed) == (2, ())
        assert told(library) == before


def test_a_library_may_be_moved_and_copied_and_both_go_their_own_way(two: Path, tmp_path: Path) -> None:
    before = told(two)
    opened = Library.open(two, FakeEncoder())
    copied, moved = Path(shutil.copytree(two, tmp_path / "copied")), two.rename(tmp_path / "moved")
    assert told(copied) == told(moved) == of(opened) == before
    changes.remove(copied, ["koch-essen.txt"], FakeEncoder())
    assert told(moved) == before
    assert changes.roll_back(moved) == 1


def test_a_clock_that_jumps_back_changes_nothing(one: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    later = time.time() + 1e9
    for path in one.rglob("*"):
        os.utime(path, (later, later))
    monkeypatch.setattr(time, "time", lambda: 0.0)
    assert changes.add(one, [written(ODD, tmp_path / "more")], FakeEncoder()).generation == 2
    assert told(one)
    assert changes.roll_back(one) == 1
