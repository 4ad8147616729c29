"""PDF: `python -m fuzz.pdf`."""

from fuzz.harness import check_page, run
from index import pdf_page

if __name__ == "__main__":
    run(lambda data: check_page(lambda: pdf_page.parse(data, "a.pdf")))
