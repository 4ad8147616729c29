"""Headings, sentences and passages: `python -m fuzz.passages`."""

from itertools import pairwise

from fuzz.harness import run
from index.passages import split_passages
from index.plain_text import normalise
from index.sections import find_headings
from index.types import Document


def try_one(data: bytes) -> None:
    """Passages and headings hold every character that is not blank, once."""
    text = normalise(data.decode("utf-8", "replace"))
    page = Document("a", "a", text, headings=find_headings(text))
    cuts = split_passages(page)
    spans = [cut.span for cut in cuts]
    assert all(before.end <= after.start for before, after in pairwise(spans))
    held = {at for span in (*spans, *page.headings) for at in range(span.start, span.end)}
    assert all(at in held or letter.isspace() for at, letter in enumerate(text))


if __name__ == "__main__":
    run(try_one)
