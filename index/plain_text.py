"""Bytes to text, and text normalised once: what every format goes through."""

import re
import unicodedata

from charset_normalizer import from_bytes

from index.errors import UnreadableFile

INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")
"""Soft hyphens, zero-width characters, bidi controls and tags: they hide in words and figures and could fake a quote."""
LATIN = "\u0000-\u036f\u1e00-\u1eff\u2000-\u206f\u20a0-\u20cf"
"""Latin letters, figures, their accents, punctuation and currencies: with these no joiner and no variation selector has a use."""
JOINED = re.compile(f"(?<![^{LATIN}])[\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]+|[\u200c\u200d]+(?![^{LATIN}])")
"""Joiners and variation selectors where they only hide: "3.<joiner>700 \u20ac" reads as 3.700 and is told as 700. Emoji and other scripts are made with them."""
CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f]")
HIDDEN = re.compile(f"{INVISIBLE.pattern}|{JOINED.pattern}|[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""What a name that is shown can't hold: one would read like another, or the line would end in it."""
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a character, as JSON and YAML escapes can spell it; no file and no database takes one."""
SPACES = re.compile("[ \t\n\r\f]+")
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
WESTERN = frozenset("äöüßÄÖÜéèêáàâçñ€„“”‚‘’–—…»«§°²³½·\xa0".encode("cp1252"))
"""The bytes beyond ASCII that German text in cp1252 is made of."""
LONGEST_MESSAGE = 200
SAMPLE = 50_000
"""Bytes that are looked at to name an unknown encoding."""


def decode(data: bytes, file: str) -> str:
    """UTF-8, or UTF-16 with a byte order mark. Raises UnreadableFile: empty, binary, encoding."""
    encoding = "utf-16" if data.startswith(UTF_16_MARKS) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        if encoding == "utf-8-sig" and b"\x00" in data[:SAMPLE]:
            raise UnreadableFile(file, "binary") from None
        raise UnreadableFile(file, "encoding", guess_encoding(data)) from None
    if CONTROL.search(text):
        raise UnreadableFile(file, "binary")
    if not text.strip():
        raise UnreadableFile(file, "empty")
    return text


def guess_encoding(data: bytes) -> str:
    """What text that is not UTF-8 looks like, for the message: nothing is read by a guess. "" where nothing fits."""
    if data.startswith(UTF_16_MARKS):
        return "broken UTF-16"
    sample = data[:SAMPLE]
    beyond = [byte for byte in sample if byte >= 0x80]
    if sum(byte in WESTERN for byte in beyond) >= 0.9 * len(beyond):
        return "looks like cp1252"
    guess = from_bytes(sample).best()
    return f"looks like {guess.encoding}" if guess else ""


def normalise(text: str) -> str:
    """NFC, `\\n` as the only line end, nothing invisible, no blanks at line ends, at most one empty line in a row. No-break spaces stay."""
    text = CONTROL.sub("", INVISIBLE.sub("", LINE_ENDS.sub("\n", text)))
    # Last, since taking out a soft hyphen can bring a letter and its accent together.
    text = unicodedata.normalize("NFC", SURROGATE.sub("\ufffd", text.replace("\t", " ")))
    if JOINED.search(text):
        text = unicodedata.normalize("NFC", JOINED.sub("", text))
    # No regular expression for the blanks at line ends: it would try every blank of a long run anew.
    lines = [line.rstrip() for line in text.split("\n")]
    kept = [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
    return "\n".join(kept).strip()


def one_line(text: str) -> str:
    """Normalised text on one line, single blanks between words; no-break spaces stay."""
    return SPACES.sub(" ", normalise(text)).strip()


def said_by(error: Exception) -> str:
    """A library's message on one line, for the detail of a failure; its kind where it says nothing."""
    return one_line(str(error))[:LONGEST_MESSAGE] or type(error).__name__
