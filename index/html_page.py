"""HTML to plain text: the main text without menus and footers (trafilatura), with its headings."""

import logging
from collections.abc import Iterator

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from index.errors import UnreadableFile
from index.page_date import iso_date
from index.parsed_page import ParsedPage, from_blocks
from index.plain_text import one_line, said_by

# Its remarks about poor pages are ours to make, in the user's words.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
DEEPEST = 200
"""Nesting beyond which a page is refused: it is an attack or a mistake, and recursive parsers fall over it."""
BLOCKS = frozenset({"head", "p", "item", "row", "quote", "code", "list", "table", "div"})
BETWEEN_CELLS = " | "
TITLES = ("//h1", "//title")
DATES = (
    "//meta[@property='article:modified_time']/@content",
    "//meta[@property='article:published_time']/@content",
    "//meta[@name='date' or @name='last-modified' or @name='DC.date' or @name='dcterms.modified']/@content",
    "//time/@datetime",
)
"""Only what is declared: a date somewhere in the text may be anything's."""


def parse(text: str, file: str) -> ParsedPage:
    """The main text of a page. Raises UnreadableFile: no_text, broken, too_deep."""
    tree = _tree(text, file)
    titles = [words for path in TITLES for node in tree.xpath(path)[:1] if (words := one_line(node.text_content()))]
    dates = filter(None, (iso_date(str(told)) for path in DATES for told in tree.xpath(path)))
    facts = {"date": next(dates, None), "url": next(map(str, tree.xpath("//link[@rel='canonical']/@href")), None), "language": tree.get("lang")}
    plain, headings = from_blocks(_blocks(_main_part(tree, file)))
    if not plain:
        raise UnreadableFile(file, "no_text")
    return ParsedPage(
        plain, headings or None, titles[0] if titles else None, {key: value for key, value in facts.items() if value}, titles[-1] if titles else None
    )


def _tree(text: str, file: str) -> "lxml_html.HtmlElement":
    try:
        tree = lxml_html.document_fromstring(text.encode("utf-8"), parser=lxml_html.HTMLParser(encoding="utf-8"))
    except etree.ParserError as error:
        raise UnreadableFile(file, "no_text", said_by(error)) from None
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise UnreadableFile(file, "broken", said_by(error)) from None
    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise UnreadableFile(file, "too_deep", f"more than {DEEPEST} levels")
    return tree


def _main_part(tree: "lxml_html.HtmlElement", file: str) -> "etree._Element":
    try:
        extracted = trafilatura.bare_extraction(tree, include_comments=False, include_tables=True, favor_recall=True, with_metadata=False)
    except MemoryError:
        raise
    except Exception as error:  # trafilatura raises whatever a broken page trips over
        raise UnreadableFile(file, "broken", said_by(error)) from None
    if extracted is None or extracted.body is None:
        raise UnreadableFile(file, "no_text")
    return extracted.body


def _blocks(body: "etree._Element") -> Iterator[tuple[str, bool]]:
    """The blocks in reading order, each text once however they are nested; a row of a table is one."""
    parts: list[str] = []
    for event, node in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            if node.tag in BLOCKS:
                yield "".join(parts), False
                parts = []
            parts.append("\n" if node.tag == "lb" else node.text or "")
            continue
        if node.tag in BLOCKS:
            yield "".join(parts).strip().removesuffix(BETWEEN_CELLS.rstrip()), node.tag == "head"
            parts = []
        elif node.tag == "cell":
            parts.append(BETWEEN_CELLS)
        parts.append(node.tail or "")
    yield "".join(parts), False
