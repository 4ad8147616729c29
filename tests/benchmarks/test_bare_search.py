"""The baseline finds what the library's exact search finds: both have the same passages and vectors."""

from pathlib import Path

import pytest
from fake_encoder import FakeEncoder

from benchmarks.bare_search import FOUND, BareSearch
from benchmarks.synthetic_pages import pages
from index.library import Library


def test_it_holds_the_passages_of_the_library(bare: BareSearch, library: Path, encoder: FakeEncoder) -> None:
    opened = Library.open(library, encoder)
    assert len(set(bare.passages)) == bare.index.ntotal == opened.manifest.counts["passages"] == 48
    assert all(any(passage in page.text for page in pages(8)) for passage in bare.passages)


def test_it_finds_the_nearest_with_their_cosines(bare: BareSearch, library: Path, encoder: FakeEncoder) -> None:
    question = "Wie viele Tage Urlaub gibt es?"
    found = bare.ask(question)
    assert len(found) == FOUND
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    hits = {hit.passage.text: hit.dense for hit in Library.open(library, encoder).search(question, k=48)}
    assert all(hits[text] == pytest.approx(score, abs=1e-5) for text, score in found)
