"""Bytes to text, and text normalised once: what every format goes through."""

import re
import unicodedata

from charset_normalizer import from_bytes

from index.errors import UnreadableFile

INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""Soft hyphens, zero-width characters and bidi controls: they hide in words and could fake a quote."""
CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
SAMPLE = 200_000
"""Bytes that are looked at to name an unknown encoding."""


def decode(data: bytes, file: str) -> str:
    """UTF-8, or UTF-16 with a byte order mark. Raises UnreadableFile: empty, binary, encoding."""
    encoding = next((name for mark, name in BYTE_ORDER_MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        if b"\x00" in data[:SAMPLE]:
            raise UnreadableFile(file, "binary") from None
        guess = from_bytes(data[:SAMPLE]).best()
        raise UnreadableFile(file, "encoding", f"looks like {guess.encoding}" if guess else "") from None
    if CONTROL.search(text):
        raise UnreadableFile(file, "binary")
    if not text.strip():
        raise UnreadableFile(file, "empty")
    return text


def normalise(text: str) -> str:
    """NFC, `\\n` as the only line end, nothing invisible, no blanks at line ends, at most one empty line in a row. No-break spaces stay."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n")
    text = re.sub("[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", "\n", text)
    text = CONTROL.sub("", INVISIBLE.sub("", text)).replace("\t", " ")
    # No regular expression for the blanks at line ends: it would try every blank of a long run anew.
    lines = [line.rstrip() for line in text.split("\n")]
    kept = [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
    return "\n".join(kept).strip("\n ")
