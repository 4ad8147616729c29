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


def _renamed() -> bytes:
    """The text, with an entity, in a part that isn't called a piece of XML."""
    text = XML % (b'<!DOCTYPE l [<!ENTITY a "haha">]>', PARAGRAPH % b"&a;")
    renamed = {name: _part(name).replace(b"word/document.xml", b"word/document.bin") for name in ("[Content_Types].xml", "_rels/.rels")}
    links = {"word/_rels/document.bin.rels": _part("word/_rels/document.xml.rels")}
    return _word_with({**renamed, **links, "word/document.bin": text})


def _part(name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(word([("Normal", TEXT)]))) as whole:
        return whole.read(name)


def _deep_word() -> bytes:
    return XML % (b"", b"<w:sdt><w:sdtContent>" * 5_000 + PARAGRAPH % b"tief" + b"</w:sdtContent></w:sdt>" * 5_000)


def _pages(*nodes: bytes) -> bytes:
    """A PDF of a page tree; the first node is its root, object 2."""
    return pdf_of([CATALOG, *nodes, b"<< >>"])


def wide_cell() -> bytes:
    """A Word file with a cell over two thousand million columns, each of which is looked at."""
    cell = b'<w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr>' + PARAGRAPH % b"breit" + b"</w:tc>"
    return _word_with({"word/document.xml": XML % (b"", b"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>" + cell + b"</w:tr></w:tbl>")})


def doubling_forms() -> bytes:
    """A PDF whose page draws a drawing twice, which draws another twice, and so on: a thousand million times the text."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /X 6 0 R >> >> /Contents 4 0 R >>"
    forms = [_form(b"/XObject << /X %d 0 R >>" % number, b"/X Do /X Do") for number in range(7, 37)]
    last = _form(b"/Font << /F1 5 0 R >>", b"BT /F1 11 Tf 50 780 Td (Koch in Essen) Tj ET")
    return pdf_of([CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, _stream(b"", b"/X Do"), font, *forms, last, b"<< >>"])


def _form(resources: bytes, drawn: bytes) -> bytes:
    return _stream(b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << %s >>" % resources, drawn)


def _stream(told: bytes, drawn: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (told, len(drawn), drawn)


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
    "renamed.docx": _renamed,
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
    "lines.txt": lambda: b"a\n" * 250_000,
    "number.md": lambda: b"---\n? 0x%s\n: a\nstand: 0x%s\n---\n%s" % (b"f" * 5_000, b"f" * 5_000, TEXT.encode()),
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
    ("renamed.docx", "defines_entities", "word/document.bin"),
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
    ("lines.txt", "too_large", "250000 sentences or lines, at most 200000"),
    ("western.txt", "encoding", "looks like cp1252"),
    ("half.txt", "encoding", "broken UTF-16"),
    ("utf-32.html", "binary", ""),
)
"""(file, reason, part of the detail)"""
READ = ("count.pdf", "size.pdf", "number.md")
"""What they claim is not believed."""
