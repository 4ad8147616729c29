"""Word (docx) to plain text, with headings by their style (python-docx)."""

from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import docx
from docx.opc.part import XmlPart
from docx.table import Table
from docx.text.paragraph import Paragraph

from index.errors import UnreadableFile
from index.parsed_page import ParsedPage, confirmed_title, from_blocks
from index.plain_text import one_line, said_by

LARGEST = 50_000_000
"""Bytes of all parts together once unpacked, pictures aside; more is a zip bomb or not a page."""
LARGEST_WITH_PICTURES = 200_000_000
"""They are unpacked, too, though nobody looks at them; a file has 20 MB at most, and pictures hardly shrink when they are packed."""
MOST_PARTS = 5_000
DOCUMENT_TYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
HEADINGS = ("Heading", "Title", "Überschrift", "Titel")
BETWEEN_CELLS = " | "


def parse(data: bytes, file: str) -> ParsedPage:
    """Paragraphs and tables in order. Raises UnreadableFile: broken, no_text, too_large, too_deep, defines_entities."""
    try:
        with ZipFile(BytesIO(data)) as parts:
            _check(parts, file)
        document = docx.Document(BytesIO(data))
        _check_types(document, file)
        plain, headings = from_blocks(block for item in document.iter_inner_content() for block in _blocks(item))
        title = document.core_properties.title
    except (UnreadableFile, MemoryError):
        raise
    except BadZipFile:
        raise UnreadableFile(file, "broken", "not a Word file") from None
    except Exception as error:  # python-docx and lxml raise whatever a broken file trips over
        if "depth" in str(error):
            raise UnreadableFile(file, "too_deep", said_by(error)) from None
        raise UnreadableFile(file, "broken", said_by(error)) from None
    if not plain:
        raise UnreadableFile(file, "no_text")
    return ParsedPage(plain, headings or None, confirmed_title(title, plain))


def _check(parts: ZipFile, file: str) -> None:
    """Refuses what would cost too much to unpack or to read. The sizes that a file tells are kept to when it is unpacked."""
    told = parts.infolist()
    pictures = sum(part.file_size for part in told if part.filename.startswith("word/media/"))
    unpacked = sum(part.file_size for part in told)
    if unpacked - pictures > LARGEST or unpacked > LARGEST_WITH_PICTURES:
        raise UnreadableFile(file, "too_large", f"{unpacked // 1_000_000} MB unpacked")
    if len(told) > MOST_PARTS:
        raise UnreadableFile(file, "too_large", f"{len(told)} parts")
    for part in told:
        # Word writes no document type; what defines entities there wants them to unfold.
        if part.filename.endswith((".xml", ".rels")) and any(mark in parts.read(part) for mark in DOCUMENT_TYPES):
            raise UnreadableFile(file, "defines_entities", part.filename)


def _check_types(document: "docx.document.Document", file: str) -> None:
    """The same for a part of any name and encoding, now that it is read as XML; python-docx leaves entities folded."""
    for relation in document.part.package.iter_rels():
        part = None if relation.is_external else relation.target_part
        if isinstance(part, XmlPart) and part.element.getroottree().docinfo.internalDTD is not None:
            raise UnreadableFile(file, "defines_entities", part.partname.lstrip("/"))


def _blocks(item: Paragraph | Table) -> Iterator[tuple[str, bool]]:
    if isinstance(item, Paragraph):
        yield item.text, _is_heading(item)
        return
    for row in item.rows:
        # A merged cell is listed once for each column that it spans.
        cells = {id(cell._tc): one_line(cell.text) for cell in row.cells}
        yield BETWEEN_CELLS.join(filter(None, cells.values())), False


def _is_heading(paragraph: Paragraph) -> bool:
    """By its style, or one that its style is based on."""
    style = paragraph.style
    for _ in range(5):
        if style is None:
            return False
        if (style.name or "").startswith(HEADINGS):
            return True
        style = style.base_style
    return False
