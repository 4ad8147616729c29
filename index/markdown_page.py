"""Markdown to plain text: headings become lines of their own, markup goes, words stay."""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.front_matter import split_front_matter
from index.parsed_page import ParsedPage, from_blocks

_parser = MarkdownIt("commonmark", {"maxNesting": 50}).enable("table")


def parse(text: str, file: str) -> ParsedPage:
    """A page with optional front matter. Raises UnreadableFile for front matter that is broken."""
    facts, body = split_front_matter(text.replace("\r\n", "\n"), file)
    plain, headings = from_blocks(_blocks(_parser.parse(body)))
    title = facts.get("title")
    return ParsedPage(plain, headings, str(title) if title else None, facts)


def _blocks(tokens: list[Token]) -> Iterator[tuple[str, bool]]:
    inside_heading = False
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            inside_heading = token.nesting == 1
        elif token.type == "inline":
            yield _words(token), inside_heading
        elif token.type in ("fence", "code_block"):
            yield token.content, False


def _words(token: Token) -> str:
    parts: list[str] = []
    for child in token.children or []:
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type == "softbreak":
            parts.append(" ")
        elif child.type == "hardbreak":
            parts.append("\n")
        elif child.type == "image":
            parts.append(child.content)
    return "".join(parts)
