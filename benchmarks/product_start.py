"""Opens a library in this process, answers one question and tells how that went (`fresh_process`).

python -m benchmarks.product_start LIBRARY QUESTION
"""

import sys
from pathlib import Path

from assistant.assistant import Assistant
from benchmarks.fresh_process import tell
from benchmarks.stage_timer import Stage, timed
from index.encoder import load_encoder
from index.library import Library


def main() -> None:
    """Prints one line."""
    library, question = sys.argv[1:]
    with timed([Stage("open", Library, "open")]) as timer:
        Assistant(Path(library), load_encoder()).ask(question)
        tell(timer.take()["open"])


if __name__ == "__main__":
    main()
