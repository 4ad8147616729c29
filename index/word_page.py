"""Word (docx) to plain text, with headings by their style (python-docx)."""

from io import BytesIO
from zipfile import BadZipFile, ZipFile

import docx

from index.errors import UnreadableFile
from index.parsed_page import ParsedPage, from_blocks

LARGEST = 200_000_000
"""Bytes of all parts together once unpacked; more is a zip bomb or not a page."""


def parse(data: bytes, file: str) -> ParsedPage:
    """Paragraphs and tables in order. Raises UnreadableFile: broken, no_text, too_large."""
    try:
        with ZipFile(BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > LARGEST:
                raise UnreadableFile(file, "too_large", "unpacked")
        document = docx.Document(BytesIO(data))
        blocks = [block for item in document.iter_inner_content() for block in _blocks(item)]
        title = document.core_properties.title
    except UnreadableFile:
        raise
    except BadZipFile:
        raise UnreadableFile(file, "broken", "not a Word file") from None
    except Exception as error:  # python-docx and lxml raise whatever a broken file trips over
        raise UnreadableFile(file, "broken", type(error).__name__) from None
    plain, headings = from_blocks(blocks)
    if not plain:
        raise UnreadableFile(file, "no_text")
    return ParsedPage(plain, headings or None, title or None)


def _blocks(item: object) -> list[tuple[str, bool]]:
    if hasattr(item, "rows"):
        return [(" | ".join(dict.fromkeys(cell.text.strip() for cell in row.cells)), False) for row in item.rows]
    style = (getattr(item, "style", None) and item.style.name) or ""  # type: ignore[attr-defined]
    return [(str(item.text), style.startswith(("Heading", "Title", "Überschrift", "Titel")))]  # type: ignore[attr-defined]
