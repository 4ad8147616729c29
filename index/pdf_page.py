"""PDF to plain text, page by page (pypdf)."""

import logging
import re
from io import BytesIO

from pypdf import PdfReader

from index.errors import UnreadableFile
from index.parsed_page import ParsedPage
from index.plain_text import normalise

logging.getLogger("pypdf").setLevel(logging.CRITICAL)
MOST_PAGES = 500
HYPHENATED = re.compile(r"(?<=[a-zäöüß])-\n(?=[a-zäöüß])")
WRAPPED = re.compile(r"(?<=[^\s.!?:…])\n(?=[a-zäöüß(„])")
"""A line end in the middle of a sentence."""


def parse(data: bytes, file: str) -> ParsedPage:
    """The text of a PDF, its lines joined to paragraphs. Raises UnreadableFile: broken, no_text, too_large."""
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableFile(file, "broken", "protected by a password")
        if len(reader.pages) > MOST_PAGES:
            raise UnreadableFile(file, "too_large", f"{len(reader.pages)} pages, at most {MOST_PAGES}")
        text = "\n".join(page.extract_text() for page in reader.pages)
        title = reader.metadata.title if reader.metadata else None
    except UnreadableFile:
        raise
    except Exception as error:  # pypdf raises whatever a broken file trips over
        raise UnreadableFile(file, "broken", type(error).__name__) from None
    plain = normalise(WRAPPED.sub(" ", HYPHENATED.sub("", normalise(text))))
    if not any(character.isalpha() for character in plain):
        raise UnreadableFile(file, "no_text")
    return ParsedPage(plain, None, str(title).strip() if title else None)
