"""What the harnesses share: atheris, started with a function of bytes. It is not installed with the package."""

import sys
from collections.abc import Callable

from index.errors import UnreadableFile
from index.parsed_page import ParsedPage

try:
    import atheris
except ImportError:
    raise SystemExit("Fuzzing needs atheris, which comes for Linux: pip install atheris") from None


def run(try_one: Callable[[bytes], None]) -> None:
    """Tries inputs until one raises; the arguments are libFuzzer's (`-max_total_time=1800`, a folder to begin with)."""
    atheris.instrument_all()
    atheris.Setup(sys.argv, try_one)
    atheris.Fuzz()


def check_page(parse: Callable[[], ParsedPage]) -> None:
    """A parser gives a page whose headings lie in its text, or refuses with its one error."""
    try:
        page = parse()
    except UnreadableFile:
        return
    for heading in page.headings or ():
        assert heading.end <= len(page.text)
    page.text.encode("utf-8")
