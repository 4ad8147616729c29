"""Vectors and their search, held against numpy."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import faiss
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import dense
from index.candidates import LISTS
from index.dense import DenseIndex, DenseWriter

RANDOM = np.random.default_rng(7)
DIMENSION = 8


def unit(rows: int, dimension: int = DIMENSION) -> np.ndarray:
    vectors = RANDOM.standard_normal((rows, dimension)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def clustered(rows: int, dimension: int = 32) -> np.ndarray:
    """Vectors as texts have them: many near to each other."""
    centres = RANDOM.standard_normal((rows // 20, dimension))
    vectors = centres[RANDOM.integers(0, len(centres), rows)] + 0.5 * RANDOM.standard_normal((rows, dimension))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def changed(folder: Path, removed: list[int], ids: list[int], vectors: np.ndarray, parts: int = 1) -> DenseIndex:
    """An index after a change that puts vectors in part by part."""
    writer = DenseWriter(folder, vectors.shape[1], removed)
    for some in np.array_split(np.arange(len(ids)), parts):
        writer.add([ids[i] for i in some], vectors[some])
    writer.close()
    return DenseIndex.read(folder, vectors.shape[1])


def filled(folder: Path, vectors: np.ndarray) -> DenseIndex:
    return changed(folder, [], list(range(1, len(vectors) + 1)), vectors)


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="session")
def a_new_folder(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    """Makes one for each example of a property."""
    return lambda: tmp_path_factory.mktemp("dense") / "vectors"


@given(rows=st.integers(1, 60), k=st.integers(1, 20))
def test_search_finds_what_numpy_finds(a_new_folder, rows: int, k: int) -> None:  # type: ignore[no-untyped-def]
    vectors, question = unit(rows), unit(1)[0]
    cosines = vectors @ question
    best = np.argsort(-cosines)[:k]
    found = filled(a_new_folder(), vectors).search(question, k)
    assert list(found) == [int(i) + 1 for i in best]
    assert list(found.values()) == pytest.approx(cosines[best], abs=1e-5)


def test_a_small_library_ranks_to_the_bit_as_a_flat_index_does(tmp_path: Path) -> None:
    vectors, question = unit(300, 256), unit(1, 256)
    flat = faiss.IndexFlatIP(256)
    flat.add(vectors)
    scores, best = flat.search(question, 60)
    found = filled(tmp_path / "vectors", vectors).search(question[0], 60)
    assert list(found.items()) == [(int(i) + 1, float(score)) for i, score in zip(best[0], scores[0], strict=True)]


@given(data=st.data(), most=st.sampled_from([0, 12, 1000]))
def test_after_any_changes_there_is_what_was_put_in_and_not_taken_out(a_new_folder, data: st.DataObject, most: int) -> None:  # type: ignore[no-untyped-def]
    folder, held, last = a_new_folder(), {}, 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dense, "EXACT", most)
        for _ in range(data.draw(st.integers(1, 4))):
            removed = data.draw(st.lists(st.sampled_from(sorted(held)), unique=True)) if held else []
            fresh = unit(data.draw(st.integers(0, 30)))
            ids = [last + 1 + i for i in range(len(fresh))]
            last += len(fresh) + data.draw(st.integers(0, 3))
            index = changed(folder, removed, ids, fresh, data.draw(st.integers(1, 3)))
            held = {i: vector for i, vector in held.items() if i not in removed} | dict(zip(ids, fresh, strict=True))
        assert index.ids().tolist() == sorted(held)
        assert index.faults() == []
        assert len(index) == len(held)
        if held:
            question, there = unit(1)[0], sorted(held)
            assert index.vectors(there) == pytest.approx(np.stack([held[i] for i in there]), abs=1e-3)
            found = index.search(question, len(held))
            assert found == pytest.approx({i: float(held[i] @ question) for i in there}, abs=2e-3)
            assert list(found.values()) == sorted(found.values(), reverse=True)


def test_a_slice_is_searched_inside_not_afterwards(tmp_path: Path) -> None:
    vectors, question = unit(500), unit(1)[0]
    among = np.asarray([3, 77, 410], dtype=np.int64)
    found = filled(tmp_path / "vectors", vectors).search(question, 10, among)
    assert set(found) == {3, 77, 410}


def test_removed_vectors_are_gone_and_others_stay(tmp_path: Path) -> None:
    vectors = unit(10)
    filled(tmp_path / "vectors", vectors)
    again = changed(tmp_path / "vectors", [2, 9], [50], unit(1))
    assert again.ids().tolist() == [1, 3, 4, 5, 6, 7, 8, 10, 50]
    assert again.vectors([3, 10]) == pytest.approx(vectors[[2, 9]], abs=1e-6)
    with pytest.raises(KeyError, match="without a vector"):
        again.vectors([9])


def test_an_empty_index_or_slice_finds_nothing(tmp_path: Path) -> None:
    assert filled(tmp_path / "none", unit(0)).search(unit(1)[0], 5) == {}
    assert filled(tmp_path / "some", unit(4)).search(unit(1)[0], 5, np.asarray([], dtype=np.int64)) == {}


def test_many_vectors_are_searched_by_lists_and_nearly_all_that_is_nearest_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dense, "EXACT", 1000)
    vectors = clustered(8000)
    questions = vectors[::400] + 0.1 * unit(20, 32)
    index = filled(tmp_path / "vectors", vectors)
    assert (tmp_path / "vectors" / LISTS).is_file()
    hit = 0
    for question in questions:
        cosines = vectors @ question
        found = index.search(question, 10)
        hit += len(set(found) & {int(i) + 1 for i in np.argsort(-cosines)[:10]})
        assert found == pytest.approx({i: float(cosines[i - 1]) for i in found}, abs=2e-3)
    assert hit / (10 * len(questions)) >= 0.97


def test_questions_at_the_same_time_find_what_each_finds_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dense, "EXACT", 1000)
    vectors = clustered(4000)
    index = filled(tmp_path / "vectors", vectors)
    questions = [vectors[i] for i in range(0, 4000, 40)]
    among = np.arange(1, 4001, 2)
    alone = [(index.search(question, 10), index.search(question, 10, among)) for question in questions]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda question: (index.search(question, 10), index.search(question, 10, among)), questions)) == alone


@pytest.mark.parametrize("size", [6, 900, 3000])
def test_slices_of_many_vectors_are_searched_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(dense, "EXACT", 1000)
    vectors = clustered(4000)
    index = filled(tmp_path / "vectors", vectors)
    among = np.sort(RANDOM.permutation(4000)[:size]) + 1
    cosines = vectors[among - 1] @ vectors[0]
    found = index.search(vectors[0], 10, among)
    assert set(found) <= set(among.tolist())
    assert len(set(found) & set(among[np.argsort(-cosines)[:10]].tolist())) >= min(9, size)


def test_it_makes_no_difference_in_how_many_parts_vectors_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dense, "EXACT", 500)
    first, second = clustered(1500), clustered(300)
    written = []
    for parts in (1, 2, 7):
        folder = tmp_path / str(parts)
        changed(folder, [], list(range(1500)), first, parts)
        changed(folder, [4, 800, 1499], list(range(1500, 1800)), second, parts)
        written.append(bytes_in(folder))
    assert written[0] == written[1] == written[2]


def test_the_centres_stay_until_the_library_has_grown_fourfold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dense, "EXACT", 100)
    folder, vectors = tmp_path / "vectors", clustered(6000)
    filled(folder, vectors[:400])

    def lists() -> int:
        return int(faiss.read_index(str(folder / LISTS)).nlist)

    assert lists() == 80
    changed(folder, [1], list(range(401, 1401)), vectors[400:1400])
    assert lists() == 80
    changed(folder, [2], list(range(1401, 6001)), vectors[1400:])
    assert lists() == 310
    index = changed(folder, list(range(1000, 6001)), [], vectors[:0])
    assert lists() == 126
    assert index.ids().tolist() == list(range(3, 1000))
    changed(folder, list(range(50, 1000)), [], vectors[:0])
    assert not (folder / LISTS).exists()


def test_lists_that_lack_a_passage_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dense, "EXACT", 100)
    filled(tmp_path / "vectors", clustered(400))
    lists = faiss.read_index(str(tmp_path / "vectors" / LISTS))
    lists.remove_ids(np.asarray([17], dtype=np.int64))
    faiss.write_index(lists, str(tmp_path / "vectors" / LISTS))
    assert DenseIndex.read(tmp_path / "vectors", 32).faults() == ["lists.faiss and ids.i64 hold different passages"]


@pytest.mark.parametrize("name", ["ids.i64", "rows.f32"])
def test_files_that_are_cut_off_are_refused(tmp_path: Path, name: str) -> None:
    filled(tmp_path / "vectors", unit(10))
    file = tmp_path / "vectors" / name
    file.write_bytes(file.read_bytes()[:-8])
    with pytest.raises(ValueError, match="doesn't hold"):
        DenseIndex.read(tmp_path / "vectors", DIMENSION)


def older(path: Path, ids: list[int], vectors: np.ndarray) -> None:
    """The file of schema 2."""
    index = faiss.IndexIDMap2(faiss.IndexFlatIP(vectors.shape[1]))
    index.add_with_ids(vectors, np.asarray(ids, dtype=np.int64))
    faiss.write_index(index, str(path))


def test_the_file_of_schema_2_is_read_and_carried_over_by_the_next_change(tmp_path: Path) -> None:
    vectors, question = unit(20), unit(1)[0]
    older(tmp_path / dense.SCHEMA_2, list(range(1, 21)), vectors)
    before = DenseIndex.read(tmp_path / "vectors", DIMENSION)
    after = changed(tmp_path / "vectors", [5], [], vectors[:0])
    assert before.ids().tolist() == list(range(1, 21))
    found = before.search(question, 20)
    assert {i: cosine for i, cosine in found.items() if i != 5} == after.search(question, 20)
    assert not (tmp_path / dense.SCHEMA_2).exists()


def test_lists_that_found_no_room_on_the_disk_are_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """FAISS says nothing where only the last of a file finds no room."""
    monkeypatch.setattr(dense, "EXACT", 500)
    write = faiss.write_index

    def cut_off(index: object, path: str) -> None:
        write(index, path)
        with Path(path).open("rb+") as file:
            file.truncate(Path(path).stat().st_size - 1)

    monkeypatch.setattr(faiss, "write_index", cut_off)
    with pytest.raises(OSError, match="."):
        filled(tmp_path / "vectors", clustered(600))
