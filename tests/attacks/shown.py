"""Reads HTML as a browser does, and holds it against what our own code writes; finds the characters that steer."""

import re

from lxml import html as lxml_html

from index.plain_text import visible
from ui.live_link import live_url

TAGS = {
    *("html", "head", "meta", "title", "link", "script", "body", "header", "main", "nav", "section", "article", "div", "p", "span", "h1", "h2", "h3", "br"),
    *(
        "ul",
        "li",
        "a",
        "button",
        "strong",
        "q",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "form",
        "label",
        "input",
        "select",
        "option",
        "details",
        "summary",
    ),
    *("dl", "dt", "dd", "blockquote", "mark", "pre", "code"),
}
ATTRIBUTES = {
    *("class", "href", "title", "type", "id", "hidden", "role", "lang", "style", "scope", "value", "name", "for", "selected", "method", "action", "checked"),
    *("maxlength", "autocomplete", "charset", "content", "rel", "src", "defer", "hreflang", "target", "tabindex", "required", "data-dark", "data-light"),
}
STYLE = re.compile(r"left:\d+\.\d\d%(;width:\d+\.\d\d%)?")
TO_PAGES = re.compile(r"#|/api/openapi\.json$|/[a-z]*(/[a-z]*)?(\?|$)|/static/|/betreiber|/en/")


def checked(html: str) -> lxml_html.HtmlElement:
    """The HTML as it is parsed; nothing in it may be other than what our own code writes."""
    tree = lxml_html.document_fromstring(html)
    for node in tree.iter():
        assert isinstance(node.tag, str), f"a comment or an instruction: {node}"
        assert node.tag in TAGS, node.tag
        assert all(name in ATTRIBUTES or name.startswith("aria-") for name in node.attrib), dict(node.attrib)
        for name in ("href", "src", "action"):
            address = node.get(name)
            if address is not None:
                assert TO_PAGES.match(address) or live_url(address) == address, address
        assert STYLE.fullmatch(node.get("style", "left:0.00%"))
        assert node.tag != "script" or not node.text
        assert node.tag != "meta" or set(node.attrib) & {"charset", "name"}
    return tree


def texts(tree: lxml_html.HtmlElement, path: str) -> list[str]:
    """The texts of the elements."""
    return [node.text_content() for node in tree.xpath(path)]


def steering(text: str) -> list[str]:
    """The characters that would steer a terminal or turn a line round; a line end is none."""
    return [letter for letter in text if letter != "\n" and visible(letter) != letter]
