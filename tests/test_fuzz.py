"""Fuzzing: what it begins with, what chance makes of that, and that each harness takes its seeds."""

import hashlib
import importlib
from itertools import count, islice
from pathlib import Path
from random import Random

import pytest

from fuzz import mutations
from fuzz.seeds import LONGEST, NAMES, seeds_of, write_seeds

SEEDS = [b"axb", b"abc", b"Koch in Essen"]
QUICK = ("amounts", "json_lines", "markdown", "passages", "plain_text")


def test_every_harness_has_its_seeds() -> None:
    shared = {"checks", "harness", "mutations", "seeds"}
    assert {file.stem for file in Path(mutations.__file__).parent.glob("*.py")} - shared == set(NAMES)


@pytest.mark.parametrize("name", QUICK)
def test_seeds_are_short_and_each_in_a_file_of_its_own(name: str, tmp_path: Path) -> None:
    seeds = seeds_of(name)
    assert len(set(seeds)) == len(seeds) > 30
    assert all(0 < len(seed) <= LONGEST for seed in seeds)
    assert {file.read_bytes() for file in write_seeds(name, tmp_path / "a" / "b").iterdir()} == set(seeds)


@pytest.mark.parametrize("name", QUICK)
def test_each_harness_takes_some_inputs(name: str) -> None:
    seeds = seeds_of(name)[::10]
    try_one = importlib.import_module(f"fuzz.{name}").try_one
    for data in islice(mutations.inputs(seeds, Random(1)), len(seeds) + 30):
        try_one(data)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_each_harness_takes_all_its_seeds(name: str) -> None:
    try_one = importlib.import_module(f"fuzz.{name}").try_one
    for data in seeds_of(name):
        try_one(data)


def test_the_same_number_makes_the_same_inputs() -> None:
    made = list(islice(mutations.inputs(SEEDS, Random(1)), 300))
    assert made == list(islice(mutations.inputs(SEEDS, Random(1)), 300)) != list(islice(mutations.inputs(SEEDS, Random(2)), 300))
    assert made[:3] == SEEDS
    assert len(set(made)) > 200


def test_what_crashes_is_counted_and_one_of_each_kind_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def try_one(data: bytes) -> None:
        if b"x" in data:
            raise ValueError("an x")

    crashes = mutations.fuzz(try_one, SEEDS, 0.3, 1, f"{tmp_path}/a-")
    [kept] = tmp_path.iterdir()
    assert (kept.name, kept.read_bytes()) == (f"a-{hashlib.sha1(b'axb').hexdigest()}", b"axb")
    assert capsys.readouterr().out.splitlines()[-1].endswith(f" executions, {crashes} crashes of 1 kinds")


def test_who_ends_it_is_told_how_many_there_were(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tried = count(1)

    def try_one(data: bytes) -> None:
        if next(tried) == 5:
            raise KeyboardInterrupt

    assert mutations.fuzz(try_one, SEEDS, float("inf"), 1, f"{tmp_path}/a-") == 0
    assert capsys.readouterr().out == "5 executions, 0 crashes of 0 kinds\n"
