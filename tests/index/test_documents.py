"""Files to documents, format by format, and what happens to bad ones."""

import json
import os
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import LARGEST_FILE, find_files, read_file
from index.plain_text import normalise
from index.types import Document, Failure

PAGE = "Beruf Koch in Bochum\nWas zu tun ist\nKöchinnen und Köche bereiten in Bochum warme und kalte Speisen zu. Sie planen Menüs.\n"


def read(path: Path) -> Document:
    (document,) = read_file(path, path.name)
    assert isinstance(document, Document), document
    return document


def reasons(path: Path) -> list[str]:
    return [item.reason for item in read_file(path, path.name) if isinstance(item, Failure)]


def headings(document: Document) -> list[str]:
    return [document.text[h.start : h.end] for h in document.headings]


def test_plain_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE, encoding="utf-8")
    document = read(tmp_path / "a.txt")
    assert (document.occupation, document.place, document.title) == ("Koch", "Bochum", "Beruf Koch in Bochum")
    assert headings(document) == ["Beruf Koch in Bochum", "Was zu tun ist"]


def test_markdown_loses_its_markup_and_keeps_its_words(tmp_path: Path) -> None:
    text = "---\nberuf: Koch\nort: Bochum\nstand: 2026-10-12\nquellen:\n  - https://example.org/a\n---\n\n# Arbeiten in der Küche\n\nEin **wichtiger** [Hinweis](https://example.org) hier.\n\n- eins\n- zwei\n\n<b>weg</b>\n\n## Lohn\n\n2.500 Euro\nim Monat.\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    document = read(tmp_path / "a.md")
    assert (document.occupation, document.place, document.date, document.sources) == ("Koch", "Bochum", "2026-10-12", ("https://example.org/a",))
    assert headings(document) == ["Arbeiten in der Küche", "Lohn"]
    assert document.text.splitlines()[:4] == ["Arbeiten in der Küche", "Ein wichtiger Hinweis hier.", "eins", "zwei"]
    assert "2.500 Euro im Monat." in document.text


def test_broken_front_matter_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nberuf: Koch\nort: [Bochum\n---\nText.", encoding="utf-8")
    (failure,) = read_file(tmp_path / "a.md", "a.md")
    assert isinstance(failure, Failure)
    assert (failure.reason, failure.detail.startswith("front matter, line")) == ("broken", True)


def test_html_gives_its_main_text(tmp_path: Path) -> None:
    body = "<p>Köchinnen und Köche bereiten in Bochum warme und kalte Speisen zu, planen Menüs und bestellen die Waren für die ganze Woche.</p>" * 2
    html = f"<html lang='de'><head><title>Seite</title><link rel='canonical' href='https://example.org/koch'></head><body><nav>Menü Start Impressum</nav><main><article><h1>Beruf Koch in Bochum</h1><h2>Aufgaben</h2>{body}</article></main><footer>Cookies</footer><script>alert(1)</script></body></html>"
    (tmp_path / "a.html").write_text(html, encoding="utf-8")
    document = read(tmp_path / "a.html")
    assert (document.title, document.occupation, document.place, document.url) == ("Beruf Koch in Bochum", "Koch", "Bochum", "https://example.org/koch")
    assert "Aufgaben" in headings(document)
    assert "bereiten in Bochum" in document.text
    assert "alert" not in document.text
    assert "Impressum" not in document.text


def test_word(tmp_path: Path) -> None:
    page = docx.Document()
    page.add_heading("Beruf Koch in Bochum", level=1)
    page.add_paragraph("Köche bereiten Speisen zu.")
    page.add_heading("Lohn", level=2)
    page.add_paragraph("Es gibt 2.500 Euro.")
    page.save(str(tmp_path / "a.docx"))
    document = read(tmp_path / "a.docx")
    assert headings(document) == ["Beruf Koch in Bochum", "Lohn"]
    assert (document.occupation, document.place) == ("Koch", "Bochum")


def pdf(text: str) -> bytes:
    """The smallest PDF that holds a line of text."""
    stream = f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    data, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return data + b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (table, len(data))


def test_pdf(tmp_path: Path) -> None:
    (tmp_path / "koch-bochum.pdf").write_bytes(pdf("Köche bereiten warme Speisen zu."))
    document = read(tmp_path / "koch-bochum.pdf")
    assert document.text == "Köche bereiten warme Speisen zu."
    assert (document.occupation, document.place) == ("Koch", "Bochum")


def test_jsonl_is_a_page_a_line(tmp_path: Path) -> None:
    lines = [{"id": "eins", "beruf": "Koch", "ort": "Bochum", "text": "Speisen zubereiten."}, {"text": "Ohne Namen."}, ["kein Objekt"], {"text": ""}]
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps(line) for line in lines) + "\nkein json\n", encoding="utf-8")
    items = list(read_file(tmp_path / "a.jsonl", "a.jsonl"))
    assert [item.id for item in items if isinstance(item, Document)] == ["eins", "a.jsonl#2"]
    assert [(item.file, item.reason) for item in items if isinstance(item, Failure)] == [
        ("a.jsonl#3", "bad_line"),
        ("a.jsonl#4", "bad_line"),
        ("a.jsonl#5", "bad_line"),
    ]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("leer.txt", b"", "empty"),
        ("leer.md", b"  \n ", "empty"),
        ("binaer.txt", bytes(range(256)) * 4, "binary"),
        ("latin.txt", "Köche und Küchenmädchen für Düsseldorf gesucht, größte Häuser am Ort".encode("latin-1"), "encoding"),
        ("ohne.html", b"<html><body><script>1</script></body></html>", "no_text"),
        ("tief.html", b"<div>" * 10_000 + b"Text", "broken"),
        ("kaputt.pdf", b"%PDF-1.7\nnichts", "broken"),
        ("kaputt.docx", b"PK\x03\x04nichts", "broken"),
        ("leer.jsonl", b"", "empty"),
    ],
)
def test_bad_files_are_named_with_a_reason(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert reasons(tmp_path / name) == [reason]


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "gross.txt").open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    assert reasons(tmp_path / "gross.txt") == ["too_large"]


def test_utf_16_with_its_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(PAGE.encode("utf-16"))
    assert read(tmp_path / "a.txt").place == "Bochum"


def test_a_folder_is_read_in_order_without_hidden_and_other_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", ".hidden.txt", "bild.png", "unter/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [item[1] for item in find_files([tmp_path]) if isinstance(item, tuple)] == ["a.md", "b.txt", "unter/c.txt"]


def test_what_is_named_and_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "bild.png").write_bytes(b"x")
    found = [item.reason for item in find_files([tmp_path / "bild.png", tmp_path / "nirgends"]) if isinstance(item, Failure)]
    assert found == ["unsupported", "missing"]


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("geheim", encoding="utf-8")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "link.txt").symlink_to(tmp_path / "secret.txt")
    assert list(find_files([tmp_path / "pages"])) == [Failure("link.txt", "outside")]


def test_only_web_addresses_become_links(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": "Text.", "url": "javascript:alert(1)"}), encoding="utf-8")
    assert read(tmp_path / "a.jsonl").url is None


@given(st.text(max_size=300))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert not set(once) & set("\r\t\u200b\u202e\ufeff\u00ad")


@given(st.binary(max_size=400), st.sampled_from([".txt", ".md", ".html", ".pdf", ".docx", ".jsonl"]))
def test_no_content_raises(tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str) -> None:
    path = tmp_path_factory.mktemp("any") / f"a{suffix}"
    path.write_bytes(data)
    for item in read_file(path, path.name):
        assert isinstance(item, Document | Failure)
