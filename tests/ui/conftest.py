"""Somebody before the operator's corner, in it, and in one that keeps declined questions."""

from pathlib import Path

import pytest

from assistant import declined_questions
from tests.ui.corner import Visitor, visitor


@pytest.fixture
def outside(tmp_path: Path, pages: Path) -> Visitor:
    """Somebody who has not signed in."""
    return visitor(tmp_path / "library", pages)


@pytest.fixture
def inside(outside: Visitor) -> Visitor:
    """The operator, signed in."""
    assert outside.sign_in().status_code == 200
    return outside


@pytest.fixture
def keeping(tmp_path: Path, pages: Path) -> Visitor:
    """The operator of a server that keeps declined questions."""
    operator = visitor(tmp_path / "library", pages, tmp_path / "library" / declined_questions.FILE_NAME)
    operator.sign_in()
    return operator
