"""From folders to documents: what is found, what is read, what is refused and why."""

import hashlib
import json
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder
from hypothesis import given
from hypothesis import strategies as st
from ignorable_characters import ENDS
from small_files import pdf, word

from index import changes, documents
from index.amounts import find_amounts
from index.documents import content_hash, find_files, read_file
from index.types import Document, Failure, Span

TEXT = "Koch Jobs und Stellenangebote in Essen\nBeruf Koch in Essen\nLohn und Brot\nEs gibt rund 2.500 Euro brutto im Monat.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """koch.txt, unter/maler.md, and much that is no page."""
    for name in ("koch.txt", "unter/maler.md", ".versteckt.txt", ".git/a.txt", "bild.png", "ohne"):
        path = tmp_path / "seiten" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Text.", encoding="utf-8")
    return tmp_path / "seiten"


def test_a_folder_gives_its_pages_in_order_named_from_the_folder(folder: Path) -> None:
    assert list(find_files([folder])) == [(folder / "koch.txt", "koch.txt"), (folder / "unter" / "maler.md", "unter/maler.md")]


def test_a_file_that_is_named_must_be_readable(folder: Path) -> None:
    named = [folder / "unter" / "maler.md", folder / "bild.png", folder / "nichts.txt"]
    assert list(find_files(named)) == [
        (folder / "unter" / "maler.md", "maler.md"),
        Failure(str(folder / "bild.png"), "unsupported", ".png"),
        Failure(str(folder / "nichts.txt"), "missing"),
    ]


def test_links_that_leave_the_folder_are_refused_and_circles_end(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "geheim.txt").write_text("geheim", encoding="utf-8")
    (folder / "a.txt").symlink_to(tmp_path / "geheim.txt")
    (folder / "b.txt").symlink_to(folder / "koch.txt")
    (folder / "draussen").symlink_to(tmp_path)
    (folder / "kreis").symlink_to(folder)
    (folder / "selbst.txt").symlink_to(folder / "selbst.txt")
    found = {item.file if isinstance(item, Failure) else item[1]: isinstance(item, Failure) and item.reason for item in find_files([folder])}
    assert found == {"a.txt": "outside", "b.txt": False, "draussen": "outside", "koch.txt": False, "selbst.txt": False, "unter/maler.md": False}
    assert [item.reason for item in read_file(folder / "selbst.txt", "selbst.txt") if isinstance(item, Failure)] == ["unreadable"]


def test_a_link_to_something_hidden_is_refused_as_what_is_hidden_is_passed_over(folder: Path) -> None:
    (folder / "a.txt").symlink_to(folder / ".git" / "a.txt")
    (folder / "b.txt").symlink_to(folder / ".versteckt.txt")
    (folder / ".verweis.txt").symlink_to(folder / "koch.txt")
    (folder / "c.txt").symlink_to(folder / ".verweis.txt")
    refused = [item for item in find_files([folder]) if isinstance(item, Failure)]
    assert refused == [Failure("a.txt", "hidden"), Failure("b.txt", "hidden")]
    assert list(read_file(folder / "a.txt", "a.txt")) == [Failure("a.txt", "hidden")]
    assert [item.text for item in read_file(folder / "c.txt", "c.txt") if isinstance(item, Document)] == ["Text."]


def test_what_is_hidden_is_read_where_it_is_named(folder: Path) -> None:
    for path, name in [*find_files([folder / ".versteckt.txt"]), *find_files([folder / ".git"])]:
        assert [item.text for item in read_file(Path(path), name) if isinstance(item, Document)] == ["Text."]


def test_a_link_that_is_named_may_not_lead_out_of_its_folder_either(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(folder / "koch.txt")
    (folder / "b.txt").symlink_to("/etc/hostname")
    assert list(read_file(tmp_path / "a.txt", "a.txt")) == [Document("a.txt", "Text.", "Text.")]
    assert list(read_file(folder / "b.txt", "b.txt")) == [Failure("b.txt", "outside")]


def open_files() -> int:
    return len(list(Path("/dev/fd").iterdir()))


def link(path: Path, target: Path) -> None:
    """Puts a link where a file or a folder was."""
    path.rename(path.with_name(f".{path.name}"))
    path.symlink_to(target)


@pytest.mark.parametrize("suffix", [".txt", ".md", ".jsonl"])
def test_a_file_that_is_exchanged_for_a_link_after_it_was_found_is_refused(tmp_path: Path, suffix: str) -> None:
    folder, secret = tmp_path / "seiten", tmp_path / "geheim.txt"
    (folder / "unter").mkdir(parents=True)
    (tmp_path / "geheim").mkdir()
    for path in (secret, tmp_path / "geheim" / f"b{suffix}", folder / f"a{suffix}", folder / "unter" / f"b{suffix}"):
        path.write_text('{"text": "geheim"}', encoding="utf-8")
    found = [item for item in find_files([folder]) if not isinstance(item, Failure)]
    assert [name for _, name in found] == [f"a{suffix}", f"unter/b{suffix}"]
    link(folder / f"a{suffix}", secret)
    link(folder / "unter", tmp_path / "geheim")
    assert [item for path, name in found for item in read_file(path, name)] == [Failure(name, "outside") for _, name in found]


@pytest.mark.parametrize("name", ["a.txt", "unter/a.txt"])
def test_a_link_that_comes_between_looking_and_opening_is_not_followed(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "seiten"
    for path in (folder / name, tmp_path / "geheim" / "a.txt"):
        path.parent.mkdir(parents=True)
        path.write_text("geheim", encoding="utf-8")
    descend = documents._descend

    def exchanged(root: Path, parts: tuple[str, ...]) -> int:
        link(folder / parts[0], tmp_path / "geheim" / "a.txt" if len(parts) == 1 else tmp_path / "geheim")
        return descend(root, parts)

    monkeypatch.setattr(documents, "_descend", exchanged)
    before = open_files()
    [failure] = read_file(folder / name, name)
    assert isinstance(failure, Failure)
    assert (failure.file, failure.reason) == (name, "unreadable")
    assert open_files() == before


def test_a_batch_goes_on_after_a_file_that_was_exchanged_for_a_link(tmp_path: Path, encoder: FakeEncoder) -> None:
    folder = tmp_path / "seiten"
    folder.mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        (folder / name).write_text(TEXT, encoding="utf-8")

    def exchange(_stage: str, _done: int, _total: int) -> None:
        if not (folder / "b.txt").is_symlink():
            link(folder / "b.txt", Path("/etc/hostname"))

    change = changes.add(tmp_path / "library", [folder], encoder, progress=exchange)
    assert (change.added, change.failed) == (("a.txt", "c.txt"), (Failure("b.txt", "outside"),))


def in_time(work: Callable[[], object]) -> None:
    """Does something that might wait forever."""
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(10)
    assert not thread.is_alive()


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.md"])
def test_a_pipe_that_comes_in_a_files_place_is_not_waited_for(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    told: list[object] = []
    in_time(lambda: told.extend(read_file(tmp_path / name, name)))
    assert told == [Failure(name, "unreadable", "not a regular file")]

    def hashed() -> None:
        with pytest.raises(OSError, match="not a regular file"):
            content_hash(tmp_path / name)
        told.append("hashed")

    in_time(hashed)
    assert told[1:] == ["hashed"]


def test_a_folder_that_comes_in_a_files_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    (tmp_path / "b.txt").symlink_to(tmp_path)
    before = open_files()
    for name in ("a.txt", "b.txt"):
        assert list(read_file(tmp_path / name, name)) == [Failure(name, "unreadable", "not a regular file")]
    assert open_files() == before


def test_a_link_out_of_the_folder_is_told_though_its_name_is_no_utf_8(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/k\xf6che.txt")).symlink_to("/etc/hostname")
    assert list(find_files([tmp_path])) == [Failure("k?che.txt", "outside")]
    assert list(find_files([Path(os.fsdecode(b"/n\xf6"))])) == [Failure("/n?", "missing")]


def test_folders_may_be_as_deep_as_they_like(tmp_path: Path) -> None:
    made = [tmp_path / "seiten"]
    made[0].mkdir()
    try:
        for _ in range(1_200):
            made.append(made[-1] / "a")
            made[-1].mkdir()
        (made[-1] / "koch.txt").write_text("Text.", encoding="utf-8")
        [(_, name)] = [item for item in find_files([made[0]]) if not isinstance(item, Failure)]
        assert name == "a/" * 1_200 + "koch.txt"
    finally:
        # What clears temporary folders away calls itself for each level.
        (made[-1] / "koch.txt").unlink(missing_ok=True)
        for folder in reversed(made):
            folder.rmdir()


def test_a_pipe_is_no_page(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert list(find_files([tmp_path])) == []
    assert list(find_files([tmp_path / "a.txt"])) == [Failure(str(tmp_path / "a.txt"), "unsupported", ".txt")]


def test_a_file_name_that_is_no_unicode_is_refused(tmp_path: Path) -> None:
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/k\xf6che.txt"))).write_text("Text.")
    assert list(find_files([tmp_path])) == [Failure("k?che.txt", "encoding", "the file's name is not UTF-8")]


@pytest.mark.parametrize("name", ["koch\u202etxt.md", "ko\u200bch.txt", "ko\u200dch.txt", "a\nb.txt", "\x1b[2J.txt"], ids=ascii)
def test_a_file_name_that_would_be_shown_otherwise_than_it_is_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("Text.")
    assert list(find_files([tmp_path])) == [Failure(name, "name")]


def test_no_file_name_has_anything_that_nobody_sees(tmp_path: Path) -> None:
    names = {f"Ge{letter}halt.txt" for letter in ENDS} | {"❤\ufe0f\ufe0f.txt", "漢\u200c\u200d\u200c字.txt", "a \u200d漢.txt"}
    for name in names:
        (tmp_path / name).write_text("Text.", encoding="utf-8")
    found = list(find_files([tmp_path]))
    assert {item.file for item in found if isinstance(item, Failure) and item.reason == "name"} == names
    assert len(found) == len(names)


def test_file_names_in_any_script_are_read(tmp_path: Path) -> None:
    names = ["Ko\u0308che in Köln.txt", "a\u00a0b.txt", "повар.txt", "👩\u200d🍳.txt", "❤\ufe0f🍳.txt", "می\u200cخواهم.txt"]
    for name in names:
        (tmp_path / name).write_text("Text.", encoding="utf-8")
    assert {item[1] for item in find_files([tmp_path]) if not isinstance(item, Failure)} == set(names)


HIDING = ["\u00ad", "\u200b", "\u200c", "\u200d", "\u202e", "\u2066", "\u2069", "\ufeff", "\ufe0f", "\u034f", "\U000e0033"]


@given(st.lists(st.sampled_from(HIDING), min_size=1, max_size=5), st.integers(0, 60), st.sampled_from([".txt", ".md", ".html", ".docx", ".jsonl"]))
def test_what_is_invisible_moves_no_offset_and_changes_no_figure(tmp_path_factory: pytest.TempPathFactory, hiding: list[str], at: int, suffix: str) -> None:
    sentence = "Köche bekommen in Essen rund 3.700 Euro brutto im Monat."
    hidden = sentence[:at] + "".join(hiding) + sentence[at:]
    data = {
        ".html": f"<h1>Koch in Essen</h1><p>{hidden}</p>".encode(),
        ".docx": word([("Heading 1", "Koch in Essen"), ("Normal", hidden)]) if suffix == ".docx" else b"",
        ".jsonl": json.dumps({"text": f"Koch in Essen\n{hidden}"}).encode(),
        ".md": f"# Koch in Essen\n\n{hidden}".encode(),
        ".txt": f"Koch in Essen\n{hidden}".encode(),
    }[suffix]
    [page] = read(tmp_path_factory.mktemp("hidden"), f"a{suffix}", data)
    assert isinstance(page, Document)
    start = page.text.index(sentence)
    [amount] = find_amounts(page.text, Span(start, start + len(sentence)))
    assert (amount.low, page.text[amount.span.start : amount.span.end]) == (3700, "3.700 Euro")


def test_what_a_page_says_about_itself_hides_nothing(tmp_path: Path) -> None:
    facts = (
        '---\ntitel: Ko\u200bch in\u202e Essen\nberuf: Ko\u200dch\nort: Ess\u2066en\nurl: "https://a.de/\u202e"\nquellen: ["java\u200bscript:1"]\n---\nText.'
    )
    [page] = read(tmp_path, "a.md", facts.encode())
    assert isinstance(page, Document)
    assert (page.title, page.occupation, page.place, page.url, page.sources) == ("Koch in Essen", "Koch", "Essen", "https://a.de/", ("javascript:1",))


def test_the_hash_is_of_the_content(folder: Path) -> None:
    assert content_hash(folder / "koch.txt") == hashlib.sha256(b"Text.").hexdigest()


def test_of_a_file_that_is_too_large_only_the_beginning_is_hashed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "LARGEST_FILE", 1_000)
    for name in ("a.txt", "a.jsonl"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(2_000)
    assert content_hash(tmp_path / "a.txt") == hashlib.sha256(bytes(1_001)).hexdigest()
    assert content_hash(tmp_path / "a.jsonl") == hashlib.sha256(bytes(2_000)).hexdigest()


def read(tmp_path: Path, name: str, data: bytes) -> list[Document | Failure]:
    path = tmp_path / Path(name).name
    path.write_bytes(data)
    return list(read_file(path, name))


def test_a_text_file_tells_its_subject_and_headings(tmp_path: Path) -> None:
    assert read(tmp_path, "seiten/000_86.txt", TEXT.encode()) == [
        Document(
            id="seiten/000_86.txt",
            title="Koch Jobs und Stellenangebote in Essen",
            text=TEXT.strip(),
            occupation="Koch",
            place="Essen",
            headings=(Span(0, 38), Span(39, 58), Span(59, 72)),
        )
    ]


def test_markdown_tells_everything_in_its_front_matter(tmp_path: Path) -> None:
    page = "---\ntitel: Köchin oder Koch in Essen\nberuf: Koch\nort: Essen\nsprache: de\nstand: 12.10.2026\nurl: https://a.de\nquellen: [https://b.de]\n---\n# Lohn\n\nViel."
    assert read(tmp_path, "a.md", page.encode()) == [
        Document(
            id="a.md",
            title="Köchin oder Koch in Essen",
            text="Lohn\nViel.",
            occupation="Koch",
            place="Essen",
            date="2026-10-12",
            url="https://a.de",
            sources=("https://b.de",),
            headings=(Span(0, 4),),
        )
    ]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", b"<html lang='de'><title>Koch Jobs in Essen</title><h1>Koch</h1><p>Es gibt viel zu tun.</p>"),
        ("a.pdf", pdf(["Koch Jobs in Essen", "Koch", "Es gibt viel zu tun."])),
        ("a.docx", word([("Title", "Koch Jobs in Essen"), ("Heading 1", "Koch"), ("Normal", "Es gibt viel zu tun.")])),
        ("a.jsonl", b'{"title": "Koch Jobs in Essen", "text": "Koch\\nEs gibt viel zu tun."}'),
        ("A.TXT", "Koch Jobs in Essen\nKoch\nEs gibt viel zu tun.".encode("utf-16")),
    ],
)
def test_every_format_gives_the_same_page(tmp_path: Path, name: str, data: bytes) -> None:
    [page] = read(tmp_path, name, data)
    assert isinstance(page, Document)
    assert (page.occupation, page.place, page.text.split("\n")[-2:]) == ("Koch", "Essen", ["Koch", "Es gibt viel zu tun."])
    assert page.text[page.headings[-1].start : page.headings[-1].end] == "Koch"


def test_json_lines_give_many_pages_with_their_own_ids(tmp_path: Path) -> None:
    lines = b'{"text": "Eins."}\n{"text": "Zwei.", "id": "zwei", "sprache": "en", "url": "javascript:alert(1)"}\n{"text": "\\u200b"}\n'
    assert read(tmp_path, "a.jsonl", lines) == [
        Document("a.jsonl#1", "Eins.", "Eins."),
        Document("zwei", "Zwei.", "Zwei.", language="en"),
        Failure("a.jsonl#3", "no_text"),
    ]


def test_a_paragraph_of_another_subject_passes_through(tmp_path: Path) -> None:
    paragraph = "Die Normannen waren das Volk, das im 10. und 11. Jahrhundert der Normandie ihren Namen gab. " * 4
    [page] = read(tmp_path, "p.txt", paragraph.encode())
    assert isinstance(page, Document)
    assert (page.text, page.occupation, page.place, page.headings) == (paragraph.strip(), None, None, ())
    assert page.title == "Die Normannen waren das Volk, das im 10. und 11. Jahrhundert der Normandie ihren Namen gab. " * 2 + "Die Normannen…"


@pytest.mark.parametrize(
    ("name", "data", "reason", "detail"),
    [
        ("a.txt", b"", "empty", ""),
        ("a.md", b" \n", "empty", ""),
        ("a.txt", "Köche".encode("cp1252"), "encoding", "looks like cp1252"),
        ("a.md", b"a\x00", "binary", ""),
        ("a.md", b"---\nberuf: Koch\n---\n", "no_text", ""),
        ("a.md", b"---\na: b: c\n---\n", "broken", "front matter, line 2"),
        ("a.html", b"<script></script>", "no_text", ""),
        ("a.pdf", b"%PDF-1.4\n", "broken", "Stream has ended unexpectedly"),
        ("a.pdf", pdf([]), "no_text", "a scan?"),
        ("a.docx", b"kein Word", "broken", "not a Word file"),
        ("a.jsonl", b"kaputt", "bad_line", "line 1: Expecting value"),
    ],
)
def test_a_bad_file_is_told_with_its_reason(tmp_path: Path, name: str, data: bytes, reason: str, detail: str) -> None:
    [failure] = read(tmp_path, name, data)
    assert isinstance(failure, Failure)
    assert (failure.file.partition("#")[0], failure.reason, failure.detail) == (name, reason, detail)


def test_a_file_that_vanished_or_is_too_large_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(read_file(tmp_path / "weg.txt", "weg.txt")) == [Failure("weg.txt", "unreadable", "No such file or directory")]
    assert list(read_file(tmp_path / "weg.jsonl", "weg.jsonl")) == [Failure("weg.jsonl", "unreadable", "No such file or directory")]
    monkeypatch.setattr(documents, "LARGEST_FILE", 1_000_000)
    assert read(tmp_path, "a.txt", b"a" * 2_500_000) == [Failure("a.txt", "too_large", "2 MB, at most 1")]


def test_a_page_of_more_sentences_than_can_be_kept_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MOST_SENTENCES", 3)
    [page] = read(tmp_path, "a.txt", b"Eins. Zwei.\nDrei")
    assert isinstance(page, Document)
    for name, data in (("a.txt", b"Eins. Zwei.\nDrei\nVier"), ("a.jsonl", b'{"id": "a.txt", "text": "a\\nb\\nc\\nd"}')):
        assert read(tmp_path, name, data) == [Failure("a.txt", "too_large", "4 sentences or lines, at most 3")]


def test_text_that_is_marked_as_a_heading_and_too_long_for_one_is_text(tmp_path: Path) -> None:
    told = "Wort " * 100
    marked = word([("Heading 1", "Koch"), ("Heading 2", told), ("Normal", "Text.")])
    for name, data in (("a.md", f"# Koch\n\n## {told}\n\nText.".encode()), ("a.docx", marked)):
        [page] = read(tmp_path, name, data)
        assert isinstance(page, Document)
        assert page.headings == (Span(0, 4),)
        assert told.strip() in page.text


@given(st.sampled_from([".txt", ".md", ".html", ".pdf", ".docx", ".jsonl"]), st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_whatever_a_file_holds_something_comes_of_it(tmp_path_factory: pytest.TempPathFactory, suffix: str, data: bytes) -> None:
    for item in read(tmp_path_factory.mktemp("any"), f"a{suffix}", data):
        assert isinstance(item, Document | Failure)
