"""Markdown to plain text: headings become lines of their own, markup goes, words stay."""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.errors import UnreadableFile
from index.front_matter import as_text, split_front_matter
from index.parsed_page import ParsedPage, from_blocks
from index.plain_text import LINE_ENDS

LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
BETWEEN_CELLS = " | "
_parser = MarkdownIt("commonmark", {"maxNesting": 20}).enable("table")


def parse(text: str, file: str) -> ParsedPage:
    """A page with optional front matter. Raises UnreadableFile: broken (front matter), too_deep."""
    facts, body = split_front_matter(LINE_ENDS.sub("\n", text), file)
    try:
        plain, headings = from_blocks(_blocks(_parser.parse(body)))
    except RecursionError:
        raise UnreadableFile(file, "too_deep") from None
    return ParsedPage(plain, headings or None, as_text(facts.get("title")), facts)


def _blocks(tokens: Sequence[Token]) -> Iterator[tuple[str, bool]]:
    """The blocks of text; a row of a table is one, so that a figure stays with what it is a figure of."""
    inside_heading = False
    cells: list[str] | None = None
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            inside_heading = token.nesting == 1
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            yield BETWEEN_CELLS.join(filter(None, cells or [])), False
            cells = None
        elif token.type == "inline" and cells is not None:
            cells.append(_words(token))
        elif token.type == "inline":
            yield _words(token), inside_heading
        elif token.type in ("fence", "code_block"):
            yield token.content, False


def _words(token: Token) -> str:
    return "".join(_word(child) for child in token.children or [])


def _word(child: Token) -> str:
    """What a reader sees of it: neither the text in place of an image nor raw HTML."""
    if child.type in ("text", "code_inline"):
        return child.content
    if child.type == "softbreak":
        return " "
    return "\n" if child.type == "hardbreak" or (child.type == "html_inline" and LINE_BREAK.fullmatch(child.content)) else ""
