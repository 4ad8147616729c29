"""What a change encodes of pages, so that a bare encoder can be given the same."""

from index.passages import context_of, split_passages
from index.types import Document


def encoded_texts(page: Document) -> list[str]:
    """The texts of a page that are encoded: passages with their context, then sentences."""
    cuts = split_passages(page)
    passages = [context_of(page, cut.heading) + page.text[cut.span.start : cut.span.end] for cut in cuts]
    return passages + [page.text[s.start : s.end] for cut in cuts for s in cut.sentences]
