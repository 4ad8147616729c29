"""Generations on disk: complete or not there, checked when opened, switched by rename."""

from pathlib import Path

import pytest
from stale_library import make_newer

from index import generation
from index.errors import DamagedLibrary, LibraryBusy, MissingLibrary, UnwritableLibrary
from index.manifest import EncoderMark

ENCODER = EncoderMark("fake", "fake-1", 8)
READING = "0123456789ab"


def build(library: Path, text: str, before: generation.Generation | None = None) -> generation.Generation:
    def fill(folder: Path) -> dict[str, int]:
        (folder / "part").mkdir(exist_ok=True)
        (folder / "part" / "data").write_text(text)
        return {"documents": len(text)}

    with generation.writing(library):
        return generation.build(library, ENCODER, READING, before, fill)


def test_a_built_generation_is_the_current_one(tmp_path: Path) -> None:
    built = build(tmp_path, "one")
    opened = generation.open_current(tmp_path)
    assert opened == built
    assert opened.manifest.counts == {"documents": 3}
    assert (opened.folder / "part" / "data").read_text() == "one"


def test_the_one_before_is_kept_and_older_ones_are_not(tmp_path: Path) -> None:
    first = build(tmp_path, "one")
    second = build(tmp_path, "two", first)
    build(tmp_path, "three", second)
    assert generation.numbers(tmp_path) == [2, 3]


def test_rollback_goes_back_and_the_next_change_builds_on_it(tmp_path: Path) -> None:
    first = build(tmp_path, "one")
    build(tmp_path, "two", first)
    with generation.writing(tmp_path):
        assert generation.roll_back(tmp_path).manifest.number == 1
    assert generation.open_current(tmp_path).manifest.number == 1
    assert build(tmp_path, "three", generation.open_current(tmp_path)).manifest.number == 3


def test_rollback_without_a_generation_before_says_what_to_do(tmp_path: Path) -> None:
    build(tmp_path, "one")
    with generation.writing(tmp_path), pytest.raises(MissingLibrary, match="no sound generation before .* index add"):
        generation.roll_back(tmp_path)


def test_a_failed_change_leaves_the_library_as_it_was(tmp_path: Path) -> None:
    first = build(tmp_path, "one")

    def fail(folder: Path) -> dict[str, int]:
        (folder / "part" / "data").write_text("half")
        raise RuntimeError("no more")

    with generation.writing(tmp_path), pytest.raises(RuntimeError, match="no more"):
        generation.build(tmp_path, ENCODER, READING, first, fail)
    assert generation.open_current(tmp_path, thorough=True) == first
    assert [path.name for path in (tmp_path / "generations").iterdir()] == ["000001"]


@pytest.mark.parametrize("name", ["part/data", "manifest.json"])
def test_a_flipped_bit_is_found_and_the_mending_command_named(tmp_path: Path, name: str) -> None:
    built = build(tmp_path, "one")
    path = built.folder / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(DamagedLibrary, match="index rollback"):
        generation.open_current(tmp_path)


def test_a_damaged_current_generation_can_be_left_by_rollback(tmp_path: Path) -> None:
    first = build(tmp_path, "one")
    second = build(tmp_path, "two", first)
    (second.folder / "part" / "data").unlink()
    with generation.writing(tmp_path):
        assert generation.roll_back(tmp_path) == first


@pytest.mark.parametrize("content", ["", "abc", "000009", "\x00"])
def test_a_current_that_names_nothing_is_refused(tmp_path: Path, content: str) -> None:
    build(tmp_path, "one")
    (tmp_path / "CURRENT").write_text(content)
    with pytest.raises(DamagedLibrary, match="CURRENT names no generation"):
        generation.open_current(tmp_path)


def test_a_generation_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    build(tmp_path, "one")
    make_newer(tmp_path)
    with pytest.raises(DamagedLibrary, match="newer version"):
        generation.open_current(tmp_path)


def test_no_library_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(MissingLibrary, match="index add"):
        generation.open_current(tmp_path / "nothing")


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(MissingLibrary, match="is a file"):
        generation.open_current(file)
    with pytest.raises(UnwritableLibrary, match="can't be written"), generation.writing(file):
        pass


def test_a_second_writer_is_told(tmp_path: Path) -> None:
    with generation.writing(tmp_path), pytest.raises(LibraryBusy, match="Another process"), generation.writing(tmp_path, patience=0.05):
        pass


def test_what_a_crash_left_is_cleared_by_the_next_change(tmp_path: Path) -> None:
    first = build(tmp_path, "one")
    (tmp_path / "generations" / ".building-x").mkdir()
    (tmp_path / ".CURRENT-99").write_text("0000")
    # Built and renamed, but never switched to.
    (tmp_path / "generations" / "000002").mkdir()
    assert generation.open_current(tmp_path) == first
    assert build(tmp_path, "two", first).manifest.number == 3
    assert generation.numbers(tmp_path) == [1, 3]
    assert not (tmp_path / "generations" / ".building-x").exists()
