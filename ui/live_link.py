"""Links to live pages, opened at the words that were cited (WICG, "URL Fragment Text Directives")."""

import re
from urllib.parse import quote, urlsplit

LONGEST = 120
"""Characters of a quote that are named whole; of a longer one, or one that goes over several lines, its first and last words."""
WORDS = 4


def live_url(url: str | None) -> str | None:
    """The address of a page where a browser may follow it: http and https with a host, nothing else."""
    if url is None or re.search(r"[\s\x00-\x1f]", url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def with_text(url: str, cited: str) -> str:
    """The address with the cited words behind it, percent-encoded as UTF-8: a browser that can scrolls to them and marks them."""
    lines = [line.split() for line in cited.splitlines() if line.split()]
    if not lines:
        return url
    if len(lines) == 1 and len(cited) <= LONGEST:
        text = _encoded(" ".join(lines[0]))
    else:
        text = f"{_encoded(' '.join(lines[0][:WORDS]))},{_encoded(' '.join(lines[-1][-WORDS:]))}"
    return f"{url}{'' if '#' in url else '#'}:~:text={text}"


def _encoded(words: str) -> str:
    # "-", "," and "&" mean something in a text directive.
    return quote(words, safe="").replace("-", "%2D")
