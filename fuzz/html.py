"""HTML: `python -m fuzz.html`."""

from fuzz.harness import check_page, run
from index import html_page
from index.plain_text import decode

if __name__ == "__main__":
    run(lambda data: check_page(lambda: html_page.parse(decode(data, "a.html"), "a.html")))
