"""Word: `python -m fuzz.word`. To begin with a folder of small files is worth much here: hardly any bytes are a zip."""

from fuzz.harness import check_page, run
from index import word_page

if __name__ == "__main__":
    run(lambda data: check_page(lambda: word_page.parse(data, "a.docx")))
