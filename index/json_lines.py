"""JSON lines: one page a line, an object with `text` and what is known about it, keys as in front matter."""

import json
from collections.abc import Iterator
from typing import BinaryIO

from index.front_matter import as_text, known_facts
from index.line_wraps import unwrap
from index.parsed_page import ParsedPage
from index.plain_text import UTF_16_MARKS, guess_encoding, normalise
from index.types import Failure

LARGEST_LINE = 2_000_000
"""Bytes."""
MOST_PAGES = 200_000
"""Of one file: twice the largest library that has been measured. 20 MB can hold a million and a half, each of which would be encoded."""
LONGEST_ID = 500
"""Characters: an id stands in every citation and in addresses."""


def parse_lines(lines: BinaryIO, file: str) -> Iterator[tuple[str, ParsedPage] | Failure]:
    """(id, page) of each line; the id is the line's own or `file.jsonl#17`. A file of any size is read line by line, to its `MOST_PAGES`th page. Raises OSError."""
    pages = 0
    for item in _each_line(lines, file):
        if not isinstance(item, Failure):
            pages += 1
            if pages > MOST_PAGES:
                yield Failure(file, "too_many_pages", f"{pages + _lines_left(lines)}, at most {MOST_PAGES}")
                return
        yield item


def _lines_left(lines: BinaryIO) -> int:
    """How many lines are left that aren't empty; of one that is too long, each part."""
    return sum(1 for line in iter(lambda: lines.readline(LARGEST_LINE), b"") if line.strip())


def _each_line(lines: BinaryIO, file: str) -> Iterator[tuple[str, ParsedPage] | Failure]:
    number, empty = 0, True
    looks: str | None = None
    # A limit on the read keeps a file without line ends from being taken in whole.
    while line := lines.readline(LARGEST_LINE + 1):
        number += 1
        if number == 1 and line.startswith(UTF_16_MARKS):
            yield Failure(file, "encoding", "UTF-16; JSON lines are UTF-8")
            return
        if len(line) > LARGEST_LINE:
            yield Failure(f"{file}#{number}", "too_large", f"line {number}")
            while line and not line.endswith(b"\n"):
                line = lines.readline(LARGEST_LINE)
            empty = False
        elif line.strip():
            empty = False
            try:
                text = line.decode("utf-8-sig")
            except UnicodeDecodeError:
                # Guessed once: that takes some milliseconds, and a file has one encoding.
                looks = guess_encoding(line) if looks is None else looks
                yield Failure(f"{file}#{number}", "encoding", f"line {number} {looks}".rstrip())
            else:
                yield _parse_line(text, number, f"{file}#{number}")
    if empty:
        yield Failure(file, "empty")


def _parse_line(line: str, number: int, name: str) -> tuple[str, ParsedPage] | Failure:
    try:
        tree = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Failure(name, "bad_line", f"line {number}: {str(error).partition(':')[0]}")
    text = tree.get("text") if isinstance(tree, dict) else None
    if not isinstance(text, str) or not text.strip():
        return Failure(name, "bad_line", f"line {number}: no object with text")
    facts = known_facts(tree)
    own = as_text(facts.get("id")) or name
    if len(own) > LONGEST_ID:
        return Failure(name, "bad_line", f"line {number}: an id of more than {LONGEST_ID} characters")
    return own, ParsedPage(unwrap(normalise(text)), None, as_text(facts.get("title")), facts)
