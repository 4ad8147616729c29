"""All of one size at once, but for fresh processes, which need the built-in encoder."""

from dataclasses import replace
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder

from benchmarks.__main__ import write
from benchmarks.figures import Results, Size
from benchmarks.machine import machine
from benchmarks.noisy_encoder import noisy_encoder
from benchmarks.one_size import Encoders, Plan, measure
from benchmarks.users import Pace

PLAN = Plan(frozenset({"indexing", "asking", "users"}), rounds=2, starts=1, questions=3, users=(1, 2), pace=Pace(2, 0.001))


@pytest.fixture
def encoders(encoder: FakeEncoder) -> Encoders:
    return Encoders(encoder, encoder, encoder.encode_passages, lambda text: encoder.encode_questions([text])[0], "encoded")


def test_everything_is_measured_and_written(tmp_path: Path, encoders: Encoders) -> None:
    figures, notes = measure(6, PLAN, encoders, tmp_path)
    assert {one.size for one in figures} == {Size(6, 36, "encoded")}
    assert [one.what for one in figures if one.measure == "indexing"] == [
        "whole",
        "pages",
        "passages",
        "sentences",
        "texts (passages and sentences)",
        "share outside the encoder",
    ]
    assert all(0 < one.product.median < 1 for one in figures if one.what == "share outside the encoder")
    kinds = [f"question naming {what}" for what in ("occupation and place", "an occupation", "nothing")]
    assert list(dict.fromkeys(one.measure for one in figures)) == ["indexing", *kinds, "users"]
    assert len([one for one in figures if one.measure == "users"]) == 2 * 3
    assert [note.split(":")[0] for note in notes] == ["6 pages"]
    write(Results(machine(), "command", tuple(figures), tuple(notes)), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["library-6", "results.json", "results.md", "size.svg"]


def test_a_library_is_used_again_where_pages_need_not_be_added(tmp_path: Path, encoder: FakeEncoder, encoders: Encoders) -> None:
    measure(6, PLAN, encoders, tmp_path)
    encoder.encoded.clear()
    figures, notes = measure(6, replace(PLAN, measures=frozenset({"users"}), users=(1,)), encoders, tmp_path)
    assert ({one.measure for one in figures}, notes, encoder.encoded) == ({"users"}, [], [])


def test_a_noisy_library_is_asked_as_any_other_and_keeps_no_noise_in_a_cache(tmp_path: Path, encoder: FakeEncoder, encoders: Encoders) -> None:
    noisy = noisy_encoder(encoder, tmp_path / "noisy.sqlite3", number=4)
    figures, _ = measure(6, PLAN, replace(encoders, added=noisy, bare_texts=noisy.encode_passages, origin="noisy"), tmp_path)
    assert {one.size for one in figures} == {Size(6, 36, "noisy")}
    assert list((tmp_path / "library-6" / "cache").iterdir()) == []
