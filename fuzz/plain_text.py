"""Plain text, its normalisation and its wrapped lines: `python -m fuzz.plain_text`."""

from fuzz.harness import check_page, run
from index.line_wraps import unwrap
from index.parsed_page import ParsedPage
from index.plain_text import decode, normalise


def try_one(data: bytes) -> None:
    """Text is normalised once and for all."""
    check_page(lambda: ParsedPage(unwrap(normalise(decode(data, "a.txt")))))
    text = normalise(data.decode("utf-8", "replace"))
    assert normalise(text) == text


if __name__ == "__main__":
    run(try_one)
