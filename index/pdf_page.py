"""PDF to plain text, page by page (pypdf)."""

import logging
import re
from collections.abc import Iterator
from io import BytesIO

from pypdf import PdfReader

from index.errors import UnreadableFile
from index.line_wraps import unwrap
from index.parsed_page import ParsedPage, confirmed_title
from index.plain_text import normalise, said_by

# What it says of broken files is ours to say, in the user's words.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)
MOST_PAGES = 500
LONGEST_TEXT = 20_000_000
"""Characters; a few packed lines can unfold to any number of them."""
PAGE_NUMBER = re.compile(r"(?:(?:Seite|Page|S\.) ?)?[-–]? ?\d{1,3} ?[-–]?(?: ?(?:von|of|/) ?\d{1,3})?")


def parse(data: bytes, file: str) -> ParsedPage:
    """The text of a PDF, its lines joined to paragraphs. Raises UnreadableFile: broken, no_text, too_large."""
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableFile(file, "broken", "protected by a password")
        if len(reader.pages) > MOST_PAGES:
            raise UnreadableFile(file, "too_large", f"{len(reader.pages)} pages, at most {MOST_PAGES}")
        pages = list(_texts(reader, file))
        title = reader.metadata.title if reader.metadata else None
    except (UnreadableFile, MemoryError):
        raise
    except Exception as error:  # pypdf raises whatever a broken file trips over
        raise UnreadableFile(file, "broken", said_by(error)) from None
    text = normalise("\n".join(pages))
    if not any(character.isalpha() for character in text):
        raise UnreadableFile(file, "no_text", "a scan?")
    return ParsedPage(unwrap(text), None, confirmed_title(title, text))


def _texts(reader: PdfReader, file: str) -> Iterator[str]:
    length = 0
    for page in reader.pages:
        text = page.extract_text()
        length += len(text)
        if length > LONGEST_TEXT:
            raise UnreadableFile(file, "too_large", f"more than {LONGEST_TEXT // 1_000_000} million characters")
        yield _without_number(normalise(text))


def _without_number(page: str) -> str:
    """A page's text without its number at the top or bottom, which would stand in the middle of a sentence."""
    lines = page.split("\n")
    if lines and PAGE_NUMBER.fullmatch(lines[-1].strip()):
        lines.pop()
    if lines and PAGE_NUMBER.fullmatch(lines[0].strip()):
        lines.pop(0)
    return "\n".join(lines)
