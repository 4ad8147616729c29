"""JSON lines: `python -m fuzz.json_lines`."""

import tempfile
from pathlib import Path

from fuzz.harness import run
from index.documents import read_file


def try_one(data: bytes) -> None:
    """Each line is a page or a failure."""
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
        file.write(data)
        file.flush()
        list(read_file(Path(file.name), "a.jsonl"))


if __name__ == "__main__":
    run(try_one)
