"""Libraries to be hurt: small ones, made once and copied for each test."""

import shutil
from pathlib import Path

import pytest
from cooking_pages import PAGES, written
from fake_encoder import FakeEncoder

from index import changes

GONE = "maler-bochum.txt"
"""The page that the second generation has no more."""


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, fitted_once: None) -> Path:
    """`pages`, `one` with one generation, `two` with two, and `fitted`, which a process of its own takes instead of fitting."""
    folder = tmp_path_factory.mktemp("made")
    pages = written(PAGES, folder / "pages")
    # The first library of a run is fitted on examples, whose vectors would stand in its cache.
    changes.add(folder / "fitting", [pages], FakeEncoder())
    changes.add(folder / "one", [pages], FakeEncoder())
    shutil.copytree(folder / "one", folder / "two")
    changes.remove(folder / "two", [GONE], FakeEncoder())
    (folder / "fitted").mkdir()
    for file in ("aspects-page.npz", "aspects-question.npz", "scale.json"):
        shutil.copy(folder / "one" / "generations" / "000001" / file, folder / "fitted")
    return folder


@pytest.fixture
def one(made: Path, tmp_path: Path) -> Path:
    """A library with a single generation of three pages."""
    return Path(shutil.copytree(made / "one", tmp_path / "library"))


@pytest.fixture
def two(made: Path, tmp_path: Path) -> Path:
    """A library whose second generation lacks a page of the first."""
    return Path(shutil.copytree(made / "two", tmp_path / "library"))
