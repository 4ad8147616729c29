"""Fixtures that several test modules share."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from cooking_pages import PAGES, written
from fake_encoder import FakeEncoder
from hypothesis import settings

from index import changes, encoder_fit
from index.encoder import Encoder

# No test asserts a duration, so a slow machine must not fail one either.
settings.register_profile("berufslotse", deadline=None, max_examples=60)
settings.load_profile("berufslotse")


@pytest.fixture(scope="session", autouse=True)
def fitted_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What depends on the encoder alone is fitted once for all tests, as it comes with the package for the built-in one."""
    fit = encoder_fit.fit
    kept = tmp_path_factory.mktemp("fitted")

    def fit_once(folder: Path, cache: Path, encoder: Encoder) -> None:
        made = kept / encoder_fit.key(encoder)
        if not made.exists():
            made.mkdir()
            fit(made, cache, encoder)
        shutil.copytree(made, folder, dirs_exist_ok=True)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encoder_fit, "fit", fit_once)
        yield


@pytest.fixture
def encoder() -> FakeEncoder:
    return FakeEncoder()


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder of three small pages: Koch in Bochum and Essen, Maler in Bochum (which tells no pay)."""
    return written(PAGES, tmp_path / "pages")


@pytest.fixture(scope="session")
def library_of_three_pages(tmp_path_factory: pytest.TempPathFactory, fitted_once: None) -> Path:
    """A library of `pages`, to be copied: making one takes longer than most tests."""
    folder = tmp_path_factory.mktemp("three-pages")
    changes.add(folder / "library", [written(PAGES, folder / "pages")], FakeEncoder())
    return folder / "library"


@pytest.fixture
def made(library_of_three_pages: Path, tmp_path: Path) -> Path:
    """A library of `pages`, for one test."""
    return Path(shutil.copytree(library_of_three_pages, tmp_path / "library"))
