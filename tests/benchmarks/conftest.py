"""A library of a few synthetic pages, and the bare baseline's copy of it."""

from pathlib import Path

import pytest
from fake_encoder import FakeEncoder

from benchmarks import bare_copy, bare_search
from benchmarks.bare_search import BareSearch
from benchmarks.synthetic_pages import write
from index import changes

PAGES = 8


@pytest.fixture
def library(tmp_path: Path, encoder: FakeEncoder) -> Path:
    write(tmp_path / "pages", PAGES)
    changes.add(tmp_path / "library", [tmp_path / "pages"], encoder)
    return tmp_path / "library"


@pytest.fixture
def bare(tmp_path: Path, library: Path, encoder: FakeEncoder) -> BareSearch:
    bare_copy.write(library, tmp_path / "bare")
    return bare_search.read(tmp_path / "bare", lambda text: encoder.encode_questions([text])[0])
