"""The same as `product_start` for the bare baseline.

python -m benchmarks.bare_start FOLDER QUESTION
"""

import sys
from pathlib import Path
from time import perf_counter

import numpy as np

from benchmarks import bare_search
from benchmarks.bare_encoder import bare_encoder
from benchmarks.fresh_process import tell


def main() -> None:
    """Prints one line."""
    folder, question = sys.argv[1:]
    model = bare_encoder()
    started = perf_counter()
    bare = bare_search.read(Path(folder), lambda text: np.asarray(model.encode_query(text, show_progress_bar=False), dtype=np.float32))
    opened = perf_counter() - started
    bare.ask(question)
    tell(opened)


if __name__ == "__main__":
    main()
