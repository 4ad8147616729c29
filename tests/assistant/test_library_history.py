"""The generations that a library keeps."""

from pathlib import Path

import pytest
from fake_encoder import FakeEncoder

from assistant.library_history import Standing, history, one_before
from index import changes
from index.errors import MissingLibrary


@pytest.fixture
def library(tmp_path: Path, pages: Path, encoder: FakeEncoder) -> Path:
    """Two generations: three pages, then two."""
    changes.add(tmp_path / "library", [pages], encoder)
    changes.remove(tmp_path / "library", ["maler-bochum.txt"], encoder)
    return tmp_path / "library"


def standings(library: Path) -> list[tuple[int, int | None, Standing]]:
    return [(entry.number, entry.pages, entry.standing) for entry in history(library)]


def test_the_one_in_use_and_the_one_before(library: Path) -> None:
    assert standings(library) == [(2, 2, Standing.CURRENT), (1, 3, Standing.BEFORE)]
    before = one_before(history(library))
    assert before and before.number == 1


def test_after_going_back_the_newer_one_is_undone(library: Path) -> None:
    changes.roll_back(library)
    assert standings(library) == [(2, 2, Standing.UNDONE), (1, 3, Standing.CURRENT)]
    assert one_before(history(library)) is None


def test_a_generation_with_a_torn_manifest_is_damaged_and_none_to_go_back_to(library: Path) -> None:
    (library / "generations" / "000001" / "manifest.json").write_text("{", encoding="utf-8")
    assert standings(library) == [(2, 2, Standing.CURRENT), (1, None, Standing.DAMAGED)]
    assert one_before(history(library)) is None


def test_a_library_that_has_lost_its_current_one_still_tells_where_to_go_back(library: Path) -> None:
    (library / "CURRENT").write_text("nonsense", encoding="ascii")
    assert standings(library) == [(2, 2, Standing.BEFORE), (1, 3, Standing.BEFORE)]


def test_no_library_is_no_history(tmp_path: Path) -> None:
    with pytest.raises(MissingLibrary):
        history(tmp_path / "none")
