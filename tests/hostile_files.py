"""Files that attack what reads them, made by code: {name: what makes its bytes}, and what is to become of each."""

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

from small_files import pdf, pdf_of, word

TEXT = "Koch in Essen"
XML = b'<?xml version="1.0"?>%s<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>'
PARAGRAPH = b"<w:p><w:r><w:t>%s</w:t></w:r></w:p>"
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"


def _word_with(parts: Mapping[str, bytes]) -> bytes:
    """A Word file, some of its parts exchanged and others added."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(word([("Normal", TEXT)]))) as whole, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as changed:
        for name in {**dict.fromkeys(whole.namelist()), **parts}:
            changed.writestr(name, parts[name] if name in parts else whole.read(name))
    return out.getvalue()


def _laughs() -> bytes:
    """Nine entities, each ten of the one before: a thousand million words."""
    entities = b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    return XML % (b'<!DOCTYPE l [<!ENTITY a "haha">' + entities + b"]>", PARAGRAPH % b"&j;")


def _outside() -> bytes:
    """An entity that is a file of the machine."""
    return XML % (b'<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/hostname">]>', PARAGRAPH % b"&a;")


def _deep_word() -> bytes:
    return XML % (b"", b"<w:sdt><w:sdtContent>" * 5_000 + PARAGRAPH % b"tief" + b"</w:sdtContent></w:sdt>" * 5_000)


def _pages(*nodes: bytes) -> bytes:
    """A PDF of a page tree; the first node is its root, object 2."""
    return pdf_of([CATALOG, *nodes, b"<< >>"])


def endless_markdown() -> bytes:
    """Takes a parser of Markdown minutes."""
    return b"[" * 1_000_000


FILES: Mapping[str, Callable[[], bytes]] = {
    "bomb.docx": lambda: _word_with({"word/document.xml": b"<a>" + b" " * 60_000_000}),
    "pictures.docx": lambda: _word_with({"word/media/a.png": b"\0" * 210_000_000}),
    "parts.docx": lambda: _word_with({f"word/{n}": b"" for n in range(6_000)}),
    "laughs.docx": lambda: _word_with({"word/document.xml": _laughs()}),
    "laughs-16.docx": lambda: _word_with({"word/document.xml": _laughs().decode().replace('"1.0"', '"1.0" encoding="utf-16"').encode("utf-16")}),
    "outside.docx": lambda: _word_with({"word/document.xml": _outside()}),
    "deep.docx": lambda: _word_with({"word/document.xml": _deep_word()}),
    "loop.pdf": lambda: _pages(b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
    "circle.pdf": lambda: _pages(
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Pages /Kids [4 0 R] /Parent 2 0 R /Count 1 >>",
        b"<< /Type /Pages /Kids [2 0 R] /Parent 3 0 R /Count 1 >>",
    ),
    "wide.pdf": lambda: _pages(b"<< /Type /Pages /Kids [" + b"3 0 R " * 600 + b"] /Count 600 >>", b"<< /Type /Page /Parent 2 0 R >>"),
    "arrays.pdf": lambda: pdf([TEXT]).replace(b"[0 0 595 842]", b"[" * 20_000 + b"]" * 20_000),
    "objects.pdf": lambda: pdf_of([CATALOG, b"<< /Type /Pages /Kids [] /Count 0 >>", *[b"<< >>"] * 20_000]),
    "count.pdf": lambda: pdf([TEXT]).replace(b"/Count 1", b"/Count 999999999"),
    "size.pdf": lambda: pdf([TEXT]).replace(b"/Size ", b"/Size 99999999"),
    "deep.html": lambda: b"<div>" * 10_000 + b"Text",
    "deep-bold.html": lambda: b"<b><i>" * 10_000 + b"Text",
    "deep-tables.html": lambda: b"<table><tr><td>" * 10_000 + b"Text",
    "nul.html": lambda: b"\0" * 10_000,
    "nul.md": lambda: b"\0" * 10_000,
    "nul.pdf": lambda: b"\0" * 10_000,
    "nul.docx": lambda: b"\0" * 10_000,
    "brackets.md": lambda: b"---\nberuf: " + b"[" * 9_000 + b"\n---\nText",
    "aliases.md": lambda: b"---\na: &a [x, x]\nb: &b [*a, *a]\nberuf: [*b, *b]\n---\nText",
    "western.txt": lambda: "Köche für Gemüse".encode("cp1252"),
    "half.txt": lambda: b"\xff\xfea",
    "utf-32.html": lambda: f"<p>{TEXT}".encode("utf-32"),
}
REFUSED = (
    ("bomb.docx", "too_large", "60 MB unpacked"),
    ("pictures.docx", "too_large", "210 MB unpacked"),
    ("parts.docx", "too_large", "parts"),
    ("laughs.docx", "defines_entities", "word/document.xml"),
    ("laughs-16.docx", "defines_entities", "word/document.xml"),
    ("outside.docx", "defines_entities", "word/document.xml"),
    ("deep.docx", "too_deep", "depth"),
    ("loop.pdf", "broken", ""),
    ("circle.pdf", "broken", ""),
    ("wide.pdf", "too_large", "600 pages, at most 500"),
    ("arrays.pdf", "broken", ""),
    ("objects.pdf", "no_text", ""),
    ("deep.html", "too_deep", "more than 200 levels"),
    ("deep-bold.html", "too_deep", "more than 200 levels"),
    ("deep-tables.html", "too_deep", "more than 200 levels"),
    ("nul.html", "binary", ""),
    ("nul.md", "binary", ""),
    ("nul.pdf", "broken", ""),
    ("nul.docx", "broken", "not a Word file"),
    ("brackets.md", "broken", "front matter"),
    ("aliases.md", "broken", "front matter"),
    ("western.txt", "encoding", "looks like cp1252"),
    ("half.txt", "encoding", "broken UTF-16"),
    ("utf-32.html", "binary", ""),
)
"""(file, reason, part of the detail)"""
READ = ("count.pdf", "size.pdf")
"""What they claim is not believed."""
