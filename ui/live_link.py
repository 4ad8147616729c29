"""Links to live pages, opened at the words that were cited (WICG, "URL Fragment Text Directives")."""

import re
from urllib.parse import quote, urlsplit

from index.plain_text import visible

LONGEST = 120
"""Characters of a quote that are named whole; of a longer one, or one that goes over several lines, its first and last words."""
WORDS = 4


MARKUP = re.compile(r"""[<>"'`|{}^\[\]]""")
"""What could end an address early where it is written: in Markdown, in quotation marks, between brackets."""


def live_url(url: str | None) -> str | None:
    """The address of a page where a browser may follow it: http and https with a host, nothing else.

    None, too, where it wouldn't lead to where it seems to: with a name before the host ("https://jobs.example@evil.example"), with a backslash, which
    browsers take for a slash, or with characters that nobody sees.
    """
    if url is None or "\\" in url or re.search(r"\s", url) or visible(url) != url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        return None
    # Brackets in the host are those of an IPv6 address.
    begin = url.index("//") + 2 + len(parts.netloc)
    return url[:begin] + MARKUP.sub(lambda found: quote(found[0]), url[begin:])


def with_text(url: str, cited: str) -> str:
    """The address with the cited words behind it, percent-encoded as UTF-8: a browser that can scrolls to them and marks them."""
    lines = [line.split() for line in cited.splitlines() if line.split()]
    if not lines:
        return url
    if len(lines) == 1 and len(cited) <= LONGEST:
        text = _encoded(" ".join(lines[0]))
    else:
        text = f"{_encoded(' '.join(lines[0][:WORDS]))},{_encoded(' '.join(lines[-1][-WORDS:]))}"
    page, _, fragment = url.partition("#")
    # A directive that the page brings along would come first, and other words be marked.
    return f"{page}#{fragment.partition(':~:')[0]}:~:text={text}"


def _encoded(words: str) -> str:
    # "-", "," and "&" mean something in a text directive.
    return quote(words, safe="").replace("-", "%2D")
