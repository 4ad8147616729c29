"""Word: `python -m fuzz.word`. What is no packed file becomes the text of one, since hardly any change of a packed file can be unpacked."""

import zipfile
from functools import cache
from io import BytesIO

from fuzz.harness import instrumented, run

with instrumented():
    import docx

    from fuzz.checks import check_file

read = check_file(".docx")


def try_one(data: bytes) -> None:
    """Reads a file, or one with this as its text."""
    read(data if data.startswith(b"PK") else with_text(data))


def with_text(xml: bytes) -> bytes:
    """A Word file whose text is this XML."""
    file = BytesIO(empty())
    with zipfile.ZipFile(file, "a") as parts:
        parts.writestr("word/document.xml", xml)
    return file.getvalue()


@cache
def empty() -> bytes:
    """A Word file without its text."""
    whole, rest = BytesIO(), BytesIO()
    docx.Document().save(whole)
    with zipfile.ZipFile(whole) as parts, zipfile.ZipFile(rest, "w") as kept:
        for name in parts.namelist():
            if name != "word/document.xml":
                kept.writestr(name, parts.read(name))
    return rest.getvalue()


if __name__ == "__main__":
    run("word", try_one, is_apart=True)
