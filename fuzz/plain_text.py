"""Plain text, its normalisation and its wrapped lines: `python -m fuzz.plain_text`."""

from fuzz.harness import instrumented, run

with instrumented():
    from fuzz.checks import check_file, check_text
    from index.plain_text import normalise, one_line

read = check_file(".txt")


def try_one(data: bytes) -> None:
    """Text is normalised once and for all, on one line as on many, half characters and all."""
    read(data)
    text = data.decode("utf-8", "surrogateescape")
    check_text(normalise(text))
    assert one_line(one_line(text)) == one_line(text)


if __name__ == "__main__":
    run("plain_text", try_one, is_apart=False)
