"""Amounts of money: `python -m fuzz.amounts`."""

from fuzz.harness import run
from index.amounts import find_amounts
from index.plain_text import normalise


def try_one(data: bytes) -> None:
    """Every amount stands in the text, and a range has its ends in order."""
    text = normalise(data.decode("utf-8", "replace"))
    for amount in find_amounts(text):
        assert 0 <= amount.span.start < amount.span.end <= len(text)
        assert amount.low is None or amount.high is None or amount.low <= amount.high


if __name__ == "__main__":
    run(try_one)
