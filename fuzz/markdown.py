"""Markdown with its front matter: `python -m fuzz.markdown`."""

from fuzz.harness import check_page, run
from index import markdown_page
from index.plain_text import decode

if __name__ == "__main__":
    run(lambda data: check_page(lambda: markdown_page.parse(decode(data, "a.md"), "a.md")))
