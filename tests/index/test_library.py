"""A library: what goes in comes out, filters hold, changes are incremental, bad files are listed and the rest goes on."""

import errno
import itertools
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from cooking_pages import PAGES, written
from fake_encoder import FakeEncoder
from stale_library import make_stale

from index import changes
from index.change_plan import MOST_FAILURES
from index.errors import DamagedLibrary, EncoderMismatch, MissingLibrary
from index.library import Library
from index.library_address import LibraryAddress, library_address
from index.passages import context_of
from index.types import Aspect, Change, Failure, Filters

IN_A_FOLDER = pytest.mark.parametrize("address", ["folder"], indirect=True)
"""What is about files."""


@pytest.fixture(params=["folder", pytest.param("milvus", marks=pytest.mark.slow)])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> LibraryAddress:
    """Where the library is: all of this holds in a folder and in Milvus."""
    if request.param == "folder":
        return tmp_path / "library"
    return library_address(f"milvus-lite:{tmp_path / 'milvus'}")


@pytest.fixture
def library(address: LibraryAddress, pages: Path, encoder: FakeEncoder) -> Library:
    changes.add(address, [pages], encoder)
    return Library.open(address, encoder)


def test_occupations_and_places_come_from_the_title_lines(library: Library) -> None:
    assert library.occupations == ("Koch", "Maler")
    assert library.places == ("Bochum", "Essen")
    assert library.documents(Filters(occupations=frozenset(["Koch"]))) == ("koch-bochum.txt", "koch-essen.txt")


def test_filters_let_through_what_is_on_one_of_each_kind(library: Library) -> None:
    occupations, places, documents = (["Koch", "Maler", "Bäcker"], ["Bochum", "Essen", "Köln"], [*PAGES, "nie.txt"])
    some = [frozenset(chosen) for n in range(3) for chosen in itertools.combinations(range(3), n)]
    for o, p, d in itertools.product(some, some, some):
        filters = Filters(frozenset(occupations[i] for i in o), frozenset(places[i] for i in p), frozenset(documents[i + 1] for i in d))
        let_through = [
            subject
            for subject in library.subjects
            if (not o or subject[1] in filters.occupations) and (not p or subject[2] in filters.places) and (not d or subject[0] in filters.documents)
        ]
        assert library.subjects_of(filters) == tuple(let_through)
        assert {hit.passage.document.id for hit in library.search("Koch Maler", filters, k=60)} == {subject[0] for subject in let_through}


@IN_A_FOLDER
def test_a_slice_may_name_more_pages_than_a_statement_takes_parameters(library: Library) -> None:
    named = frozenset([*(f"nie-{n}.txt" for n in range(300_000)), "koch-essen.txt"])
    assert {hit.passage.document.id for hit in library.search("Koch", Filters(documents=named))} == {"koch-essen.txt"}


def test_pages_are_found_by_words_in_any_form_without_the_encoder(library: Library, encoder: FakeEncoder) -> None:
    before = len(encoder.encoded)
    assert library.documents_with("Ausbildungen Berufsschulen") == {"koch-essen.txt"}
    assert library.documents_with("Küchenmeister") == {"koch-essen.txt"}
    assert library.documents_with("Küche") == {"koch-bochum.txt", "koch-essen.txt"}
    assert library.documents_with("Bochum Maler") == {"maler-bochum.txt"}
    assert library.documents_with("in der") == library.documents_with("Zebra") == frozenset()
    assert len(encoder.encoded) == before


def test_a_hit_quotes_its_document_and_shows_its_scores(library: Library) -> None:
    best = library.search("Wie lange dauert die Ausbildung?", k=1)[0]
    passage = best.passage
    assert passage.document.id == "koch-essen.txt"
    assert passage.text == passage.document.text[passage.span.start : passage.span.end]
    assert "drei Jahre" in passage.text
    assert passage.section == "So wird man es"
    assert best.words > 0
    assert -1 <= best.dense <= 1
    assert -1 <= best.sentence <= 1


def test_filters_are_never_left(library: Library) -> None:
    for filters in (Filters(places=frozenset(["Essen"])), Filters(documents=frozenset(["koch-essen.txt"]))):
        hits = library.search("Was verdient ein Koch in Bochum?", filters, k=20)
        assert {hit.passage.document.id for hit in hits} == {"koch-essen.txt"}
    assert library.search("Koch", Filters(places=frozenset(["Hamburg"]))) == ()


def test_every_sentence_has_a_vector_of_length_one(library: Library) -> None:
    hit = library.search("Koch", k=1)[0]
    for sentence in library.sentences([hit.passage.id])[hit.passage.id]:
        assert np.linalg.norm(sentence.vector) == pytest.approx(1, abs=1e-2)


def test_amounts_stand_where_they_say(library: Library) -> None:
    hits = library.search("Gehalt", Filters(documents=frozenset(["koch-bochum.txt"])), k=9)
    texts = {
        hit.passage.document.text[amount.span.start : amount.span.end]: (amount.low, amount.high)
        for hit in hits
        for amount in library.amounts([hit.passage.id])[hit.passage.id]
    }
    assert (2500.0, 2500.0) in texts.values()
    assert (2900.0, 3400.0) in texts.values()


def test_a_page_without_amounts_tells_no_pay(library: Library) -> None:
    assert Aspect.PAY not in library.aspects_of("maler-bochum.txt")


def test_the_page_stands_before_the_passage_but_not_in_the_quote(library: Library) -> None:
    passage = library.search("Wände streichen", k=1)[0].passage
    assert context_of(passage.document, passage.heading) == "Maler in Bochum – Pinsel und Leiter: "
    assert not passage.text.startswith("Maler in Bochum –")


def test_adding_again_changes_nothing(address: LibraryAddress, pages: Path, library: Library, encoder: FakeEncoder) -> None:
    encoder.encoded.clear()
    change = changes.add(address, [pages], encoder)
    assert change.generation == 1
    assert change.unchanged == tuple(sorted(PAGES))
    assert encoder.encoded == []


def test_a_changed_page_costs_only_what_changed(address: LibraryAddress, pages: Path, library: Library, encoder: FakeEncoder) -> None:
    page = pages / "maler-bochum.txt"
    page.write_text(page.read_text(encoding="utf-8") + "Neu\nMaler brauchen in Bochum Schwindelfreiheit und ein Auge für Farben.\n", encoding="utf-8")
    encoder.encoded.clear()
    change = changes.add(address, [pages], encoder)
    assert (change.generation, change.updated) == (2, ("maler-bochum.txt",))
    assert encoder.encoded
    assert all("Schwindelfreiheit" in text for text in encoder.encoded)
    assert library.is_current() is False
    assert Library.open(address, encoder).faults() == []


def test_sync_drops_vanished_pages_and_plain_adding_keeps_them(address: LibraryAddress, pages: Path, library: Library, encoder: FakeEncoder) -> None:
    (pages / "koch-essen.txt").unlink()
    assert changes.add(address, [pages], encoder).removed == ()
    assert changes.add(address, [pages], encoder, sync=True).removed == ("koch-essen.txt",)
    assert Library.open(address, encoder).places == ("Bochum",)


def renamed(pages: Path) -> Path:
    return pages.rename(pages.with_name("seiten"))


def renamed_behind_a_link(pages: Path) -> Path:
    moved = renamed(pages)
    pages.symlink_to(moved)
    return pages


def copied_elsewhere(pages: Path) -> Path:
    """As after an upload, whose folder is deleted once it is read."""
    copied = Path(shutil.copytree(pages, pages.with_name("seiten")))
    shutil.rmtree(pages)
    return copied


@pytest.mark.parametrize("read_by", ["these rules", "other rules"])
@pytest.mark.parametrize("move", [renamed, renamed_behind_a_link, copied_elsewhere])
def test_sync_follows_a_folder_that_was_moved(
    address: LibraryAddress, pages: Path, library: Library, encoder: FakeEncoder, move: Callable[[Path], Path], read_by: str
) -> None:
    if read_by == "other rules":
        if not isinstance(address, Path):
            pytest.skip("only a folder's manifest is rewritten so simply")
        make_stale(address)
    moved = move(pages)
    encoder.encoded.clear()
    assert changes.add(address, [moved], encoder, sync=True) == Change(2, unchanged=tuple(sorted(PAGES)))
    assert encoder.encoded == []
    assert changes.add(address, [moved], encoder, sync=True).generation == 2
    (moved / "koch-essen.txt").unlink()
    assert changes.add(address, [moved], encoder, sync=True).removed == ("koch-essen.txt",)
    assert Library.open(address, encoder).faults() == []


def test_plain_adding_makes_no_generation_for_a_folder_that_was_moved(address: LibraryAddress, pages: Path, library: Library, encoder: FakeEncoder) -> None:
    moved = renamed(pages)
    assert changes.add(address, [moved], encoder) == Change(1, unchanged=tuple(sorted(PAGES)))
    (moved / "neu.txt").write_text("Beruf Bäcker in Köln\nTeig\nBäcker backen in Köln Brot und Brötchen.\n", encoding="utf-8")
    assert changes.add(address, [moved], encoder).added == ("neu.txt",)
    (moved / "koch-essen.txt").unlink()
    assert changes.add(address, [moved], encoder, sync=True).removed == ("koch-essen.txt",)


def test_a_page_that_lies_in_two_folders_belongs_to_the_first(address: LibraryAddress, pages: Path, library: Library, encoder: FakeEncoder) -> None:
    other = Path(shutil.copytree(pages, pages.with_name("other")))
    assert changes.add(address, [other], encoder, sync=True).generation == 1
    (other / "koch-essen.txt").unlink()
    assert changes.add(address, [other], encoder, sync=True).removed == ()


def test_sync_keeps_what_can_not_be_looked_at(address: LibraryAddress, pages: Path, encoder: FakeEncoder) -> None:
    below = written({name: PAGES[name] for name in ("koch-essen.txt", "maler-bochum.txt")}, pages / "mehr")
    changes.add(address, [pages], encoder)
    shutil.rmtree(below)
    below.symlink_to("mehr")
    change = changes.add(address, [pages], encoder, sync=True)
    assert (change.generation, change.removed) == (1, ())
    below.unlink()
    below.write_text("Kein Ordner mehr.", encoding="utf-8")
    assert changes.add(address, [pages], encoder, sync=True).removed == ("mehr/koch-essen.txt", "mehr/maler-bochum.txt")


def test_sync_keeps_what_lies_below_a_folder_that_can_not_be_listed(
    address: LibraryAddress, pages: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    below = written({"koch-essen.txt": PAGES["koch-essen.txt"]}, pages / "mehr")
    changes.add(address, [pages], encoder)
    (below / "koch-essen.txt").unlink()
    (pages / "koch-essen.txt").unlink()
    listed = os.scandir

    def disturbed(folder: str) -> object:
        if folder == str(below):
            raise OSError(errno.EIO, os.strerror(errno.EIO), folder)
        return listed(folder)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", disturbed)
        change = changes.add(address, [pages], encoder, sync=True)
    assert change.failed == (Failure(str(below), "unreadable", "Input/output error"),)
    assert change.removed == ("koch-essen.txt",)
    assert changes.add(address, [pages], encoder, sync=True).removed == ("mehr/koch-essen.txt",)


def test_sync_leaves_pages_of_other_folders_alone(address: LibraryAddress, tmp_path: Path, pages: Path, library: Library, encoder: FakeEncoder) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "neu.txt").write_text("Beruf Bäcker in Köln\nTeig\nBäcker backen in Köln Brot und Brötchen.\n", encoding="utf-8")
    change = changes.add(address, [other], encoder, sync=True)
    assert (change.added, change.removed) == (("neu.txt",), ())


def test_removed_pages_are_gone_and_unknown_names_are_listed(address: LibraryAddress, library: Library, encoder: FakeEncoder) -> None:
    change = changes.remove(address, ["koch-essen.txt", "nie.txt"], encoder)
    assert change.removed == ("koch-essen.txt",)
    assert [(failure.file, failure.reason) for failure in change.failed] == [("nie.txt", "not_in_library")]
    opened = Library.open(address, encoder)
    assert {hit.passage.document.id for hit in opened.search("Koch", k=20)} == {"koch-bochum.txt", "maler-bochum.txt"}
    assert opened.faults() == []


def test_rollback_brings_removed_pages_back(address: LibraryAddress, library: Library, encoder: FakeEncoder) -> None:
    changes.remove(address, ["koch-essen.txt"], encoder)
    assert changes.roll_back(address) == 1
    assert Library.open(address, encoder).documents(Filters()) == tuple(sorted(PAGES))


def test_an_opened_library_outlives_later_changes(address: LibraryAddress, library: Library, encoder: FakeEncoder) -> None:
    changes.remove(address, ["koch-essen.txt"], encoder)
    assert library.search("Ausbildung", k=1)[0].passage.document.id == "koch-essen.txt"


def test_bad_files_are_listed_and_the_rest_goes_on(address: LibraryAddress, tmp_path: Path, pages: Path, encoder: FakeEncoder) -> None:
    (pages / "leer.txt").write_bytes(b"")
    (pages / "binaer.txt").write_bytes(bytes(range(256)))
    (pages / "latin.txt").write_bytes("Köche für Bochum gesucht, größer als gedacht".encode("latin-1"))
    (pages / "kaputt.pdf").write_bytes(b"%PDF-1.4 nothing")
    change = changes.add(address, [pages, tmp_path / "nirgends"], encoder)
    assert change.added == tuple(sorted(PAGES))
    assert {(Path(failure.file).name, failure.reason) for failure in change.failed} == {
        ("leer.txt", "empty"),
        ("binaer.txt", "binary"),
        ("latin.txt", "encoding"),
        ("kaputt.pdf", "broken"),
        ("nirgends", "missing"),
    }


def test_a_page_that_breaks_stays_as_it_was(address: LibraryAddress, pages: Path, library: Library, encoder: FakeEncoder) -> None:
    (pages / "koch-essen.txt").write_bytes(b"\x00\x01")
    change = changes.add(address, [pages], encoder, sync=True)
    assert [failure.reason for failure in change.failed] == ["binary"]
    assert Library.open(address, encoder).document("koch-essen.txt") is not None


def test_nothing_readable_makes_no_library(tmp_path: Path, encoder: FakeEncoder) -> None:
    change = changes.add(tmp_path / "library", [tmp_path / "nirgends"], encoder)
    assert (change.generation, change.failed[0].reason) == (0, "missing")
    with pytest.raises(MissingLibrary):
        Library.open(tmp_path / "library", encoder)


def test_two_pages_of_one_name_are_not_mixed_up(address: LibraryAddress, tmp_path: Path, pages: Path, encoder: FakeEncoder) -> None:
    other = tmp_path / "other"
    other.mkdir()
    shutil.copy(pages / "koch-essen.txt", other)
    change = changes.add(address, [pages, other], encoder)
    assert [(failure.reason, failure.detail) for failure in change.failed] == [("duplicate", str(pages / "koch-essen.txt"))]


def test_jsonl_holds_a_page_a_line(address: LibraryAddress, tmp_path: Path, encoder: FakeEncoder) -> None:
    file = tmp_path / "pages.jsonl"
    file.write_text(
        '{"id": "a", "text": "Ein Text über Brücken. Er ist kurz."}\n{"kein": "text"}\n{"id": "b", "title": "Türme", "text": "Türme stehen hoch."}\n',
        encoding="utf-8",
    )
    change = changes.add(address, [file], encoder)
    assert change.added == ("a", "b")
    assert [failure.reason for failure in change.failed] == ["bad_line"]


def test_of_very_many_lines_that_are_no_pages_the_first_are_told(address: LibraryAddress, tmp_path: Path, encoder: FakeEncoder) -> None:
    file = tmp_path / "pages.jsonl"
    file.write_text("kaputt\n" * (MOST_FAILURES + 2) + '{"id": "a", "text": "Ein Text über Brücken."}\n' * 3, encoding="utf-8")
    change = changes.add(address, [file], encoder)
    assert change.added == ("a",)
    assert change.failed[MOST_FAILURES - 1 :] == (
        Failure(f"pages.jsonl#{MOST_FAILURES}", "bad_line", f"line {MOST_FAILURES}: Expecting value"),
        Failure("pages.jsonl", "bad_lines", "4"),
    )


def test_a_link_to_a_page_higher_up_is_a_page_of_its_folder(address: LibraryAddress, pages: Path, encoder: FakeEncoder) -> None:
    deep = pages / "a/b/c/d/e/f/g/h/i/j/k/l"
    deep.mkdir(parents=True)
    (deep / "koch.txt").symlink_to(pages / "koch-essen.txt")
    assert "a/b/c/d/e/f/g/h/i/j/k/l/koch.txt" in changes.add(address, [pages], encoder).added
    (deep / "koch.txt").unlink()
    assert changes.add(address, [pages], encoder, sync=True).removed == ("a/b/c/d/e/f/g/h/i/j/k/l/koch.txt",)


def test_another_encoder_is_refused_with_what_to_do(address: LibraryAddress, tmp_path: Path, library: Library) -> None:
    class Other(FakeEncoder):
        name = "other"
        identity = "other-1"

    with pytest.raises(EncoderMismatch, match="built with the encoder 'fake', not with 'other'. Use --encoder fake"):
        Library.open(address, Other())
    with pytest.raises(EncoderMismatch):
        changes.add(address, [tmp_path], Other())


@IN_A_FOLDER
def test_a_mistake_of_the_encoder_is_not_taken_for_a_full_disk(address: LibraryAddress, pages: Path) -> None:
    class Broken(FakeEncoder):
        def encode_passages(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> np.ndarray:
            raise RuntimeError("vectors of another shape")

    with pytest.raises(RuntimeError, match="another shape"):
        changes.add(address, [pages], Broken())
    with pytest.raises(MissingLibrary):
        Library.open(address, FakeEncoder())


@IN_A_FOLDER
def test_a_flipped_bit_in_any_file_is_found_and_rollback_mends_it(tmp_path: Path, library: Library, encoder: FakeEncoder) -> None:
    folder = tmp_path / "library"
    changes.remove(folder, ["koch-essen.txt"], encoder)
    files = sorted(path for path in (folder / "generations" / "000002").rglob("*") if path.is_file() and path.stat().st_size)
    for path in files:
        if path.suffix == ".lock":
            continue
        sound = path.read_bytes()
        path.write_bytes(sound[: len(sound) // 2] + bytes([sound[len(sound) // 2] ^ 4]) + sound[len(sound) // 2 + 1 :])
        with pytest.raises(DamagedLibrary, match="index rollback"):
            Library.open(folder, encoder)
        path.write_bytes(sound)
    assert Library.open(folder, encoder).faults() == []


@IN_A_FOLDER
def test_a_lost_current_is_not_taken_for_an_empty_library(tmp_path: Path, pages: Path, library: Library, encoder: FakeEncoder) -> None:
    changes.remove(tmp_path / "library", ["koch-essen.txt"], encoder)
    (tmp_path / "library" / "CURRENT").unlink()
    with pytest.raises(DamagedLibrary, match="CURRENT is missing"):
        changes.add(tmp_path / "library", [pages], encoder)
    assert changes.roll_back(tmp_path / "library") == 2


@IN_A_FOLDER
def test_where_there_is_a_single_generation_a_lost_current_named_it(tmp_path: Path, pages: Path, library: Library, encoder: FakeEncoder) -> None:
    (tmp_path / "library" / "CURRENT").unlink()
    assert changes.check(tmp_path / "library", encoder) == []
    assert changes.add(tmp_path / "library", [pages], encoder).generation == 1
    assert (tmp_path / "library" / "CURRENT").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
@IN_A_FOLDER
def test_a_read_only_library_answers(tmp_path: Path, library: Library, encoder: FakeEncoder) -> None:
    for path in (tmp_path / "library").rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    assert Library.open(tmp_path / "library", encoder).search("Koch")


@IN_A_FOLDER
def test_a_moved_library_answers(tmp_path: Path, library: Library, encoder: FakeEncoder) -> None:
    (tmp_path / "library").rename(tmp_path / "elsewhere")
    assert Library.open(tmp_path / "elsewhere", encoder).faults() == []


def test_an_occupation_or_place_has_one_spelling_in_a_library(address: LibraryAddress, tmp_path: Path, encoder: FakeEncoder) -> None:
    subjects = {"a": ("IT Manager", "Essen"), "b": ("IT-Manager", "Essen"), "c": ("IT-Manager", "Bad Ems"), "d": ("It-Manager", "Bad-Ems")}
    for name, (occupation, place) in subjects.items():
        text = f"---\nberuf: {occupation}\nort: {place}\n---\n# {occupation} in {place}\n\nHier steht etwas."
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    changes.add(address, [tmp_path / f"{name}.md" for name in "abc"], encoder)
    opened = Library.open(address, encoder)
    assert (opened.occupations, opened.places) == (("IT-Manager",), ("Bad Ems", "Essen"))
    changes.add(address, [tmp_path / "d.md"], encoder)
    opened = Library.open(address, encoder)
    assert (opened.occupations, opened.places) == (("IT-Manager",), ("Bad Ems", "Essen"))
    assert len(opened.documents(Filters(occupations=frozenset(["IT-Manager"])))) == 4
    title = opened.titles["a.md"]
    assert title == "IT Manager in Essen"


def test_names_that_differ_in_signs_alone_stay_apart(address: LibraryAddress, tmp_path: Path, encoder: FakeEncoder) -> None:
    occupations = ("C-Entwickler", "C#-Entwickler", "C++-Entwickler", ".NET-Entwickler", "NET Entwickler")
    for n, occupation in enumerate(occupations):
        (tmp_path / f"{n}.md").write_text(f"---\nberuf: {occupation}\nort: Essen\n---\n# Beruf\n\nHier steht etwas.", encoding="utf-8")
    changes.add(address, [tmp_path / f"{n}.md" for n in range(len(occupations))], encoder)
    assert set(Library.open(address, encoder).occupations) == set(occupations)
