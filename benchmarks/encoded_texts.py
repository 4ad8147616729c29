"""What a change encodes of pages, so that a bare encoder can be given the same."""

from collections.abc import Iterator
from pathlib import Path

from index import documents
from index.passages import context_of, split_passages
from index.types import Document


def encoded_texts(page: Document) -> list[str]:
    """The texts of a page that are encoded: passages with their context, then sentences."""
    cuts = split_passages(page)
    passages = [context_of(page, cut.heading) + page.text[cut.span.start : cut.span.end] for cut in cuts]
    return passages + [page.text[s.start : s.end] for cut in cuts for s in cut.sentences]


def texts_under(folder: Path) -> Iterator[str]:
    """The texts of all pages in a folder, file by file; what can't be read is passed over."""
    for found in documents.find_files([folder]):
        if isinstance(found, tuple):
            for page in documents.read_file(*found):
                if isinstance(page, Document):
                    yield from encoded_texts(page)
