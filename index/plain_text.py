"""Bytes to text, and text normalised once: what every format goes through."""

import json
import re
import unicodedata

from charset_normalizer import from_bytes

from index.errors import UnreadableFile

INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Soft hyphens, zero-width characters, bidi controls, fillers and tags: they hide in words, turn words round, spell what nobody sees, and could fake a quote.

With `JOINER` they are all that Unicode calls ignorable (Default_Ignorable_Code_Point), where no character stands yet too, and its marks of annotation.
They go when a page is read, before anything is counted: so every offset counts characters that are seen, quotes are letter for letter what readers see, and
no way out has to take anything from them. What comes past the reading (feedback, file names, conversations from a browser) loses them when it is shown.
"""
LATIN = "[!-\u036f\u1e00-\u1eff\u2010-\u2027\u20a0-\u20cf]"
ZERO_WIDTH_JOINERS = "\u200c\u200d"
JOINER = "[\u200c\u200d\ufe00-\ufe0f]"
# Possessive, and never begun inside a run: a page of joiners costs one look at each.
JOINERS = re.compile(f"(?<={LATIN}){JOINER}++|(?<!{JOINER}){JOINER}++(?={LATIN})")
"""Joiners and variation selectors: beside a Latin letter, figure or mark they do nothing but hide; elsewhere one of each stays, since emoji and other scripts are made with them."""
JOINED = re.compile(f"{JOINER}[^\\w\\s\\x00-\u02ff]*+")
"""From a joiner or selector to the next letter or blank: that may be a row of emoji."""
KINDS = dict.fromkeys(ZERO_WIDTH_JOINERS, "joiner") | {chr(code): "selector" for code in range(0xFE00, 0xFE10)}
"""Of what `JOINER` matches."""
MARKS = re.compile(r"[^\w\s\x00-\u02ff]{8,}")
"""Where more than `MOST_MARKS` may stand on a letter; dashes and emoji in a row match, too, and stay."""
MOST_MARKS = 30
"""On one letter, as in Unicode's stream-safe text (UAX #15). To bring marks in order takes time by the square of their number, all at once: a million of them would stop the
whole process, server and all, for minutes."""
CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]")
BINARY = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f]")
"""No text has these. The other control characters come from text that was converted once too often, which is still read."""
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
    if BINARY.search(text):
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
    text = SURROGATE.sub("\ufffd", visible(text))
    # Until nothing changes, twice as a rule: marks that change places can bring a joiner beside a Latin one.
    while (composed := _composed(text)) != text:
        text = composed
    # No regular expression for the blanks at line ends: it would try every blank of a long run anew.
    lines = [line.rstrip() for line in text.split("\n")]
    kept = [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
    return "\n".join(kept).strip()


def _composed(text: str) -> str:
    """NFC, after taking out what would come between a letter and its accent, and more accents than can be brought in order."""
    return unicodedata.normalize("NFC", MARKS.sub(_unstacked, unjoined(text)))


def unjoined(text: str) -> str:
    """A text without the joiners and selectors that nobody would miss: beside Latin letters, after a blank, and of each kind all but the first of one letter or sign."""
    return JOINED.sub(_once, JOINERS.sub("", text))


def _once(run: "re.Match[str]") -> str:
    kept: list[str] = []
    # After a blank, or at the beginning, there is nothing that could be joined.
    spent = set(KINDS.values()) if not run.start() or run.string[run.start() - 1].isspace() else set[str]()
    for sign in run[0]:
        kind = KINDS.get(sign)
        if kind is None and not unicodedata.category(sign).startswith("M"):
            spent.clear()
        if kind not in spent:
            kept.append(sign)
        if kind:
            spent.add(kind)
    return "".join(kept)


def _unstacked(run: "re.Match[str]") -> str:
    """A run of marks and signs without what is stacked beyond `MOST_MARKS`.

    Each counts as the marks that it is made of, so that what is normalised stays as it is.
    """
    kept: list[str] = []
    stacked = _parts(run.string[run.start() - 1]) - 1 if run.start() else 0
    for sign in run[0]:
        is_mark = unicodedata.category(sign).startswith("M")
        if is_mark:
            stacked += _parts(sign)
        elif sign not in ZERO_WIDTH_JOINERS:
            stacked = _parts(sign) - 1
        if not is_mark or stacked <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def _parts(letter: str) -> int:
    return len(unicodedata.normalize("NFD", letter))


def one_line(text: str) -> str:
    """Normalised text on one line, single blanks between words; no-break spaces stay."""
    return SPACES.sub(" ", normalise(text)).strip()


def visible(text: str) -> str:
    """A text as it may be shown: without what hides in it, turns it round, or steers a terminal. Nothing else changes; what is normalised stays as it is."""
    return CONTROL.sub("", INVISIBLE.sub("", LINE_ENDS.sub("\n", text))).replace("\t", " ")


def spelt_out(text: str) -> str:
    """The same for a name that must not pass for another: on one line, with what nobody sees spelt as in a program ("\\u202e")."""
    if visible(text) == text and "\n" not in text:
        return text
    return "".join(letter if visible(letter) == letter != "\n" else ascii(letter)[1:-1] for letter in text)


def with_escapes(line: str) -> str:
    """A line of JSON with what nobody sees and what would steer a terminal or end the line written as JSON writes it: the same data."""
    return line if visible(line) == line else "".join(letter if visible(letter) == letter else json.dumps(letter)[1:-1] for letter in line)


def encodable(name: str) -> str:
    """A name as it can be written down: a question mark for each byte of a file's name that is no UTF-8."""
    return SURROGATE.sub("?", name)


def said_by(error: Exception) -> str:
    """A library's message on one line, for the detail of a failure; its kind where it says nothing."""
    return one_line(str(error))[:LONGEST_MESSAGE] or type(error).__name__
