"""Amounts of money, lengths of time and percentages: `python -m fuzz.amounts`."""

from fuzz.harness import instrumented, run

with instrumented():
    from fuzz.checks import check_amounts
    from index.plain_text import normalise
    from index.types import Span


def try_one(data: bytes) -> None:
    """Every figure stands in the text, whole or in part."""
    text = normalise(data.decode("utf-8", "replace"))
    check_amounts(text, Span(0, len(text)))
    check_amounts(text, Span(len(text) // 3, len(text) - len(text) // 3))


if __name__ == "__main__":
    run("amounts", try_one, is_apart=False)
