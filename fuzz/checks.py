"""What must hold of whatever is read, however it came about: the harnesses ask it of each input."""

import tempfile
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

from index import html_page, markdown_page, pdf_page, word_page
from index.amounts import find_amounts
from index.documents import read_file
from index.passages import split_passages
from index.plain_text import normalise, one_line, visible
from index.quantities import find_quantities
from index.types import Document, Span

LOADED = (html_page, markdown_page, pdf_page, word_page)
"""Here, where atheris watches what is imported, rather than with the first file of each format."""


def check_file(suffix: str) -> Callable[[bytes], None]:
    """What reads a file of a format. Nothing is raised, whatever the file holds: of each page or line comes a document or a failure."""

    def try_one(data: bytes) -> None:
        with tempfile.NamedTemporaryFile(suffix=suffix) as file:
            file.write(data)
            file.flush()
            for item in read_file(Path(file.name), f"a{suffix}"):
                if isinstance(item, Document):
                    check_document(item)
                else:
                    assert item.file and item.reason

    return try_one


def check_document(document: Document) -> None:
    """Its text is normalised, each fact is a line of what people see, headings are lines of the text in order, and it can be cut."""
    check_text(document.text)
    for fact in filter(None, (document.id, document.title, document.occupation, document.place, document.url, *document.sources)):
        assert fact == one_line(fact) == visible(fact)
    assert document.url is None or document.url.lower().startswith(("http://", "https://"))
    assert len(document.language) == 2
    check_order(document.text, document.headings)
    check_passages(document)


def check_text(text: str) -> None:
    """It is normalised for good, shown as it is, and can be written down."""
    assert text == normalise(text) == visible(text)
    text.encode("utf-8")


def check_passages(document: Document) -> None:
    """Passages and headings hold every character that isn't blank, once; sentences lie in their passages, amounts in their sentences."""
    text = document.text
    cuts, headings = split_passages(document), set(document.headings)
    check_order(text, [sentence for cut in cuts for sentence in cut.sentences])
    for cut in cuts:
        assert (cut.span.start, cut.span.end) == (cut.sentences[0].start, cut.sentences[-1].end)
        assert cut.heading is None or cut.heading in headings
        for sentence in cut.sentences:
            check_amounts(text, sentence)
    held = bytearray(len(text))
    for span in (*document.headings, *(cut.span for cut in cuts)):
        held[span.start : span.end] = b"\1" * (span.end - span.start)
    assert all(held[at] or letter.isspace() for at, letter in enumerate(text))


def check_order(text: str, spans: Sequence[Span]) -> None:
    """Each holds something of one line, without blanks around it, and none reaches into the next."""
    for span in spans:
        told = text[span.start : span.end]
        assert span.end <= len(text) and told == told.strip() != "" and "\n" not in told
    assert all(before.end <= after.start for before, after in pairwise(spans))


def check_amounts(text: str, sentence: Span) -> None:
    """Each figure stands in the sentence, none in another; a range has its ends in order."""
    for found in (find_amounts(text, sentence), find_quantities(text, sentence)):
        assert all(sentence.start <= each.span.start < each.span.end <= sentence.end for each in found)
        assert all(before.span.end <= after.span.start for before, after in pairwise(found))
        for each in found:
            assert (each.low, each.high) != (None, None)
            assert each.low is None or each.high is None or 0 <= each.low <= each.high
