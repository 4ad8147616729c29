"""HTML to plain text: the main text without menus and footers (trafilatura), with its headings."""

import logging

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from index.errors import UnreadableFile
from index.parsed_page import ParsedPage, from_blocks

# Its remarks about poor pages are ours to make, in the user's words.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)
DEEPEST = 500
"""Nesting beyond which a page is refused: it is an attack or a mistake, and recursive parsers fall over it."""


def parse(text: str, file: str) -> ParsedPage:
    """The main text of a page. Raises UnreadableFile: no_text, broken."""
    tree = _tree(text, file)
    extracted = trafilatura.bare_extraction(tree, include_comments=False, include_tables=True, include_formatting=False, with_metadata=True)
    if extracted is None or extracted.body is None:
        raise UnreadableFile(file, "no_text")
    blocks = [(" ".join("".join(node.itertext()).split()), node.tag == "head") for node in extracted.body.iter("head", "p", "item", "row", "quote", "code", "lb")]
    plain, headings = from_blocks(_without_repeats(blocks))
    if not plain:
        raise UnreadableFile(file, "no_text")
    root = lxml_html.fromstring(text.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8"))
    facts = {"date": extracted.date, "url": _canonical(root), "language": root.get("lang")}
    return ParsedPage(plain, headings, _title(root), {key: value for key, value in facts.items() if value})


def _tree(text: str, file: str) -> "lxml_html.HtmlElement":
    try:
        tree = lxml_html.fromstring(text.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(file, "no_text", str(error)) from None
    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise UnreadableFile(file, "broken", f"nested deeper than {DEEPEST}")
    return tree


def _without_repeats(blocks: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """A paragraph within a list item is walked twice."""
    return [block for at, block in enumerate(blocks) if block[0] and (at == 0 or block[0] != blocks[at - 1][0])]


def _title(root: "lxml_html.HtmlElement") -> str | None:
    for path in ("//h1", "//title"):
        for node in root.xpath(path):
            words = " ".join(node.text_content().split())
            if words:
                return words
    return None


def _canonical(root: "lxml_html.HtmlElement") -> str | None:
    for address in root.xpath("//link[@rel='canonical']/@href"):
        if str(address).startswith(("https://", "http://")):
            return str(address)
    return None
