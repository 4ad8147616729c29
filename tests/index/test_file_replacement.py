"""A file is exchanged as a whole or not at all."""

import os
from pathlib import Path

import pytest

from index.file_replacement import clear_leftovers, replacing


def test_the_new_content_stands_in_its_place(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("old")
    with replacing(file, 0o600) as fresh:
        fresh.write(b"new")
        assert file.read_text() == "old"
    assert file.read_text() == "new"
    assert list(tmp_path.iterdir()) == [file]


def test_what_goes_wrong_leaves_it_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("old")
    with pytest.raises(KeyError), replacing(file, 0o600) as fresh:
        fresh.write(b"new")
        raise KeyError
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_what_killed_processes_left_is_cleared_and_nothing_else(tmp_path: Path) -> None:
    for name in (".a[1].txt-0123abcd", ".a[1].txt-4567cdef", "a[1].txt", ".a1.txt-0123abcd", ".b.txt-0123abcd", "a[1].txt-0123abcd"):
        (tmp_path / name).touch()
    clear_leftovers(tmp_path / "a[1].txt")
    assert {path.name for path in tmp_path.iterdir()} == {"a[1].txt", ".a1.txt-0123abcd", ".b.txt-0123abcd", "a[1].txt-0123abcd"}


@pytest.mark.skipif(os.name == "nt", reason="rights")
@pytest.mark.parametrize("mode", [0o600, 0o640])
def test_it_is_readable_by_those_who_are_meant(tmp_path: Path, mode: int) -> None:
    with replacing(tmp_path / "a.txt", mode) as fresh:
        fresh.write(b"new")
    umask = os.umask(0)
    os.umask(umask)
    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == mode & ~umask
