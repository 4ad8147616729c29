"""A changed bit, a cut or a missing file, anywhere in a library, is found on opening and mended by the command that is named; nothing wrong is ever answered."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from fake_encoder import FakeEncoder
from stale_library import make_newer

from index import changes, embedding_cache, generation
from index.errors import DamagedLibrary, MissingLibrary
from index.library import Library
from tests.faults.told import told

CACHE = Path("cache") / "embeddings.sqlite3"


def files(library: Path) -> list[Path]:
    """The files of the current generation that have something in them, and `CURRENT`."""
    folder = generation.folder_of(library, generation.current_number(library))
    return [library / "CURRENT", *sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size)]


def flipped(data: bytes, at: int, bit: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]


def places(data: bytes) -> list[int]:
    """Start, middle and end."""
    return sorted({0, len(data) // 2, len(data) - 1})


def refused_or_the_same(library: Path, before: object) -> bool:
    """Whether opening refuses, naming the command that mends; else it must tell what it told before."""
    try:
        Library.open(library, FakeEncoder())
    except DamagedLibrary as error:
        assert f"berufslotse index rollback --library {library}" in str(error)
        return True
    assert told(library) == before
    return False


def test_a_flipped_bit_in_any_file_is_refused(two: Path) -> None:
    before = told(two)
    for path in files(two):
        sound = path.read_bytes()
        for at in places(sound):
            for bit in (0, 4, 7):
                path.write_bytes(flipped(sound, at, bit))
                # The line end of CURRENT may become another blank, which changes nothing.
                assert refused_or_the_same(two, before) or (path.name == "CURRENT" and at == len(sound) - 1)
        path.write_bytes(sound)
    assert told(two) == before


def test_every_flipped_bit_of_current_is_refused_or_changes_nothing(two: Path) -> None:
    before, path = told(two), two / "CURRENT"
    sound = path.read_bytes()
    for at in range(len(sound)):
        path.write_bytes(flipped(sound, at, at % 8))
        refused_or_the_same(two, before)


def test_files_that_are_cut_off_or_missing_are_refused(two: Path) -> None:
    before = told(two)
    for path in files(two):
        sound = path.read_bytes()
        for length in (0, len(sound) // 2, len(sound) - 1):
            path.write_bytes(sound[:length])
            assert refused_or_the_same(two, before) or path.name == "CURRENT"
        path.unlink()
        assert refused_or_the_same(two, before)
        path.write_bytes(sound)


@pytest.mark.parametrize("name", ["CURRENT", "manifest.json", "library.sqlite3"])
def test_the_command_that_is_named_mends_it(made: Path, two: Path, name: str) -> None:
    path = next(path for path in files(two) if path.name == name)
    path.write_bytes(flipped(path.read_bytes(), 5, 0))
    with pytest.raises(DamagedLibrary, match="index rollback"):
        changes.add(two, [made / "pages"], FakeEncoder())
    # A damaged CURRENT costs no generation: the newest sound one is the one it named.
    assert changes.roll_back(two) == (2 if name == "CURRENT" else 1)
    assert told(two) == told(made / ("two" if name == "CURRENT" else "one"))
    assert changes.add(two, [made / "pages"], FakeEncoder()).failed == ()


def test_without_a_sound_generation_the_library_is_built_anew_and_keeps_its_cache(made: Path, one: Path) -> None:
    (one / "generations" / "000001" / "library.sqlite3").unlink()
    with pytest.raises(DamagedLibrary, match="index rollback"):
        Library.open(one, FakeEncoder())
    with pytest.raises(MissingLibrary, match=r"remove the folder .*generations, then berufslotse index add"):
        changes.roll_back(one)
    shutil.rmtree(one / "generations")
    encoder = FakeEncoder()
    changes.add(one, [made / "pages"], encoder)
    assert encoder.encoded == []
    assert told(one) == told(made / "one")


def test_damage_in_a_large_library_is_not_copied_into_the_next_generation(made: Path, two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generation, "HASHED_AT_OPEN", 0)
    path = two / "generations" / "000002" / "vectors" / "rows.f32"
    path.write_bytes(flipped(path.read_bytes(), 9, 3))
    with pytest.raises(DamagedLibrary, match=r"rows\.f32 was changed"):
        changes.add(two, [made / "pages"], FakeEncoder())
    assert generation.numbers(two) == [1, 2]


def test_a_flipped_bit_in_the_cache_changes_no_vector(tmp_path: Path) -> None:
    path, texts = tmp_path / "cache", ["Lohn", "Schicht", "Urlaub", "Ausbildung"]
    vectors = embedding_cache.encode(path, FakeEncoder(), texts)
    sound = path.read_bytes()
    # Every field of the head and of the pages' heads, and a raster over the rest.
    for at in sorted({*range(110), *range(0, len(sound), 127), *places(sound)}):
        path.write_bytes(flipped(sound, at, at % 8))
        found = embedding_cache.encode(path, FakeEncoder(), texts)
        assert np.array_equal(found, vectors)


@pytest.mark.parametrize("length", [0, 1, 100, 4096, 9000])
def test_a_cache_that_is_cut_off_changes_no_vector(tmp_path: Path, length: int) -> None:
    path, texts = tmp_path / "cache", ["Lohn", "Schicht", "Urlaub", "Ausbildung"]
    vectors = embedding_cache.encode(path, FakeEncoder(), texts)
    path.write_bytes(path.read_bytes()[:length])
    assert np.array_equal(embedding_cache.encode(path, FakeEncoder(), texts), vectors)


def test_a_newer_version_s_generation_is_refused_by_every_change_and_stays(made: Path, two: Path) -> None:
    make_newer(two)
    for change in (
        lambda: changes.add(two, [made / "pages"], FakeEncoder()),
        lambda: changes.remove(two, ["koch-essen.txt"], FakeEncoder()),
        lambda: changes.check(two, FakeEncoder()),
    ):
        with pytest.raises(DamagedLibrary, match=r"newer version .* Update berufslotse"):
            change()
    assert generation.numbers(two) == [1, 2]


def test_a_changed_digit_of_the_schema_is_no_newer_version(two: Path) -> None:
    manifest = two / "generations" / "000002" / "manifest.json"
    text = manifest.read_text(encoding="utf-8")
    assert f'"schema": {generation.SCHEMA}' in text
    manifest.write_text(text.replace(f'"schema": {generation.SCHEMA}', '"schema": 7'), encoding="utf-8")
    with pytest.raises(DamagedLibrary, match="index rollback"):
        generation.open_current(two)
