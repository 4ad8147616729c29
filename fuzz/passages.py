"""Headings, sentences and passages: `python -m fuzz.passages`."""

from fuzz.harness import instrumented, run

with instrumented():
    from fuzz.checks import check_order, check_passages
    from index.plain_text import normalise
    from index.sections import find_headings
    from index.sentences import count_ends, split_sentences
    from index.types import Document, Span


def try_one(data: bytes) -> None:
    """Any text is cut without loss, and into no more sentences than were counted beforehand."""
    text = normalise(data.decode("utf-8", "replace"))
    page = Document("a", "a", text, headings=find_headings(text))
    check_order(text, page.headings)
    check_passages(page)
    assert len(split_sentences(text, Span(0, len(text)))) <= count_ends(text)


if __name__ == "__main__":
    run("passages", try_one, is_apart=False)
