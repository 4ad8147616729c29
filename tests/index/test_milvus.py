"""A library in Milvus, by its embedded version: generations behind an alias, crashes, two writers, damage, and what is asked of the server."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from cooking_pages import PAGES, written
from fake_encoder import FakeEncoder
from grpc import RpcError

from benchmarks.milvus_server import milvus_server
from index import changes
from index.errors import BadAddress, DamagedLibrary, LibraryBusy, MissingLibrary, UnreachableLibrary
from index.library import Library
from index.library_address import MilvusAddress, library_address
from index.milvus.collections import PASSAGES, make_all, new_name, number_of, token
from index.milvus.connection import Connection, connected, expression
from index.milvus.holdings import FRESH
from index.milvus.writer import MilvusWriter
from index.shelf import shelf_at
from index.types import Filters

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


@pytest.fixture
def one(tmp_path: Path, pages: Path, encoder: FakeEncoder) -> MilvusAddress:
    """A library of one generation."""
    address = library_address(f"milvus-lite:{tmp_path / 'milvus'}")
    assert isinstance(address, MilvusAddress)
    changes.add(address, [pages], encoder)
    return address


def generations(address: MilvusAddress) -> list[int]:
    """The numbers of those that have a collection."""
    return sorted(number for name in connected(address).collections() if (number := number_of(address, name)))


def change(pages: Path, text: str) -> None:
    (pages / "koch-essen.txt").write_text(PAGES["koch-essen.txt"] + f"\nNeues\n{text}\n", encoding="utf-8")


def test_search_ranks_as_in_a_folder(one: MilvusAddress, tmp_path: Path, pages: Path, encoder: FakeEncoder) -> None:
    changes.add(tmp_path / "folder", [pages], encoder)
    folder, milvus = Library.open(tmp_path / "folder", encoder), Library.open(one, encoder)
    for question in ("Was verdient ein Koch in Essen?", "Ausbildung", "Wände streichen auf Gerüsten", "Zebra"):
        for filters in (Filters(), Filters(places=frozenset(["Bochum"]))):
            there, here = folder.search(question, filters), milvus.search(question, filters)
            assert [hit.passage for hit in here] == [hit.passage for hit in there]
            assert [hit.dense for hit in here] == pytest.approx([hit.dense for hit in there], abs=1e-6)
            # Tantivy keeps the length of a passage in one byte, Milvus exactly.
            assert [hit.words for hit in here] == pytest.approx([hit.words for hit in there], rel=0.05)
    assert milvus.manifest.counts == folder.manifest.counts
    assert milvus.subjects == folder.subjects
    assert milvus.word_weights("Koch in Essen") == folder.word_weights("Koch in Essen")
    assert milvus.occupations_with("gerüst") == folder.occupations_with("gerüst")
    for document in PAGES:
        assert milvus.document(document) == folder.document(document)
        passages = folder.passages_of(document)
        assert milvus.passages_of(document) == passages
        assert milvus.amounts(passages) == folder.amounts(passages)


def test_a_crash_while_building_leaves_the_generation_in_use(one: MilvusAddress, pages: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    change(pages, "Suppen sind gefragt.")
    for broken in ("put_file", "put_passages", "close"):
        with monkeypatch.context() as patch:
            patch.setattr(MilvusWriter, broken, _failing)
            with pytest.raises(KeyboardInterrupt):
                changes.add(one, [pages], encoder)
        assert generations(one) == [1]
        assert Library.open(one, encoder).faults() == []
    assert changes.add(one, [pages], encoder).generation == 2


def test_what_a_killed_change_left_goes_with_the_next(one: MilvusAddress, pages: Path, encoder: FakeEncoder) -> None:
    connection = connected(one)
    make_all(connection, new_name(one, 2), encoder.dimension)
    change(pages, "Suppen sind gefragt.")
    assert Library.open(one, encoder).number == 1
    assert changes.add(one, [pages], encoder).generation == 3
    assert generations(one) == [1, 3]


def test_of_two_writers_the_second_is_told(one: MilvusAddress, pages: Path, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    change(pages, "Suppen sind gefragt.")
    put = MilvusWriter.put_passages

    def overtaken(writer: MilvusWriter, passages: Any) -> None:
        monkeypatch.setattr(MilvusWriter, "put_passages", put)
        changes.remove(one, ["maler-bochum.txt"], encoder)
        put(writer, passages)

    monkeypatch.setattr(MilvusWriter, "put_passages", overtaken)
    with pytest.raises(LibraryBusy, match="start this one again"):
        changes.add(one, [pages], encoder)
    assert Library.open(one, encoder).places == ("Bochum", "Essen")
    assert set(Library.open(one, encoder).titles) == {"koch-bochum.txt", "koch-essen.txt"}
    assert changes.add(one, [pages], encoder).updated == ("koch-essen.txt",)


def test_a_changed_row_is_found_and_never_copied_and_rolled_back_over(one: MilvusAddress, pages: Path, encoder: FakeEncoder) -> None:
    change(pages, "Suppen sind gefragt.")
    changes.add(one, [pages], encoder)
    connection = connected(one)
    name = connection.aliased(one.name) + PASSAGES
    [row] = connection.rows(name, "id == 1", ["id", "document", "occupation", "place", "stands", "rows", "terms", "vector"])
    connection._client.upsert(name, [{**row, "occupation": "Bäcker"}])
    assert changes.check(one, encoder) == [f"{name} was changed after it was written"]
    with pytest.raises(DamagedLibrary, match="rollback"):
        changes.remove(one, ["maler-bochum.txt"], encoder)
    assert changes.roll_back(one) == 1
    assert changes.check(one, encoder) == []


def test_a_lost_row_is_found_on_opening(one: MilvusAddress, encoder: FakeEncoder) -> None:
    connection = connected(one)
    connection._client.delete(connection.aliased(one.name) + PASSAGES, ids=[1])
    with pytest.raises(DamagedLibrary, match="rows, the manifest says"):
        Library.open(one, encoder)


def test_what_the_server_has_let_go_of_is_loaded_again(one: MilvusAddress, encoder: FakeEncoder) -> None:
    library, connection = Library.open(one, encoder), connected(one)
    before = library.search("Was verdient ein Koch in Essen?")
    for name in connection.collections():
        connection._client.release_collection(name)
    assert library.search("Was verdient ein Koch in Essen?") == before
    for name in connection.collections():
        connection._client.release_collection(name)
    assert Library.open(one, encoder).faults() == []


def test_an_opened_generation_answers_on_after_a_change(one: MilvusAddress, pages: Path, encoder: FakeEncoder) -> None:
    opened = Library.open(one, encoder)
    change(pages, "Suppen sind gefragt.")
    changes.add(one, [pages], encoder)
    assert "Suppen" not in (opened.document("koch-essen.txt") or pytest.fail()).text
    assert opened.search("Koch", k=1)


def test_going_back_without_a_generation_before_says_what_to_do(one: MilvusAddress) -> None:
    with pytest.raises(MissingLibrary, match="another library"):
        changes.roll_back(one)


def test_the_history_tells_what_is_kept(one: MilvusAddress, encoder: FakeEncoder) -> None:
    changes.remove(one, ["maler-bochum.txt"], encoder)
    current, kept = shelf_at(one).kept()
    assert current == 2
    assert [(each.number, each.manifest.counts["documents"] if each.manifest else None) for each in kept] == [(2, 2), (1, 3)]


def test_names_of_pages_may_hold_what_expressions_are_made_of(tmp_path: Path, encoder: FakeEncoder) -> None:
    names = ['a"b', "c\\d", "e'f", "g {x} %y", "ü] or id > 0 --"]
    lines = [{"id": name, "text": PAGES["koch-essen.txt"], "occupation": f"Koch {name}", "place": "Essen"} for name in names]
    (tmp_path / "pages.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    address = library_address(f"milvus-lite:{tmp_path / 'milvus'}")
    changes.add(address, [tmp_path / "pages.jsonl"], encoder)
    library = Library.open(address, encoder)
    for name in names:
        assert (library.document(name) or pytest.fail()).id == name
        assert {hit.passage.document.id for hit in library.search("Koch", Filters(documents=frozenset([name])))} == {name}


def test_a_page_longer_than_a_field_comes_back_whole(tmp_path: Path, encoder: FakeEncoder) -> None:
    text = "Koch in Essen\n" + "\n".join(f"In Essen gibt es {n} Küchen mit „Öfen“ und ✂ Scheren." for n in range(2_000))
    pages = written({"lang.txt": text}, tmp_path / "pages")
    address = library_address(f"milvus-lite:{tmp_path / 'milvus'}")
    changes.add(address, [pages], encoder)
    changes.add(tmp_path / "folder", [pages], encoder)
    assert Library.open(address, encoder).document("lang.txt") == Library.open(tmp_path / "folder", encoder).document("lang.txt")


def test_a_server_that_isnt_there_is_told(encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.milvus.connection.SECONDS", 1.0)
    with pytest.raises(UnreachableLibrary, match="Check that Milvus runs there"):
        Connection(MilvusAddress("http://127.0.0.1:9", "portal"))


def test_a_server_that_hangs_is_told_in_its_words(one: MilvusAddress, encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    class Late(RpcError):  # type: ignore[misc]
        def details(self) -> str:
            return "Deadline Exceeded"

    def hang(*_: object, **__: object) -> None:
        raise Late

    monkeypatch.setattr(connected(one)._client, "describe_alias", hang)
    with pytest.raises(UnreachableLibrary, match="Deadline Exceeded"):
        Library.open(one, encoder)


@pytest.mark.parametrize(
    ("text", "uri", "name"),
    [("milvus://db.example.org/portal", "http://db.example.org:19530", "portal"), ("milvus://[::1]:1953/a1", "http://[::1]:1953", "a1")],
)
def test_an_address_names_server_and_library(text: str, uri: str, name: str) -> None:
    assert library_address(text) == MilvusAddress(uri, name)


@pytest.mark.parametrize(
    "text",
    [
        "milvus://",
        "milvus://host",
        "milvus://host/",
        "milvus://host/a_b",
        "milvus://a:b@host/name",
        "milvus://host/a/b",
        "milvus-lite:",
        "milvus://host:0/a",
        "milvus://..:1/a",
        "MILVUS://host/a",
        " milvus://host/a",
        "http://host:19530",
    ],
)
def test_what_names_no_library_is_told(text: str) -> None:
    with pytest.raises(BadAddress, match="milvus-lite:FOLDER"):
        library_address(text)


def test_a_password_in_an_address_is_not_repeated() -> None:
    with pytest.raises(BadAddress) as told:
        library_address("milvus://me:geheim@host/portal")
    assert "geheim" not in f"{told.value} {told.value.facts}"


def test_filters_are_written_as_one_expression() -> None:
    filters = Filters(frozenset(["Koch"]), frozenset(["Essen", "Bochum"]))
    assert expression(filters) == 'occupation in ["Koch"] and place in ["Bochum", "Essen"]'
    assert expression(Filters()) == ""


@pytest.mark.parametrize("term", ["koch", "öfen", "3.400", "c++", "Groß", "it-manager"])
def test_a_term_is_one_token(term: str) -> None:
    assert token(term) == token(term).lower()
    assert token(term).isidentifier() or token(term).isalnum()


def _failing(*_: object) -> None:
    raise KeyboardInterrupt


def test_processes_share_a_library_that_a_server_keeps(tmp_path: Path, pages: Path, encoder: FakeEncoder) -> None:
    with milvus_server(tmp_path) as address:
        changes.add(library_address(address), [pages], encoder)
        opened = Library.open(library_address(address), encoder)
        assert opened.is_current()
        other = (
            "import sys; from index import changes; from index.library_address import library_address; from fake_encoder import FakeEncoder\n"
            "changes.remove(library_address(sys.argv[1]), ['koch-essen.txt'], FakeEncoder())\n"
        )
        paths = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
        subprocess.run([sys.executable, "-c", other, address], env={**os.environ, "PYTHONPATH": paths}, check=True, timeout=120)
        time.sleep(FRESH)
        assert not opened.is_current()
        assert "koch-essen.txt" in opened.documents(Filters())
        assert "koch-essen.txt" not in Library.open(library_address(address), encoder).documents(Filters())
