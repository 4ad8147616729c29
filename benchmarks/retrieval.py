"""Questions in one language on paragraphs in another: is the right paragraph found first?

    python -m benchmarks.retrieval PATH/xquad-de-dev.json PATH/xquad-en-dev.json

Both files must hold the same questions in the same order, as XQuAD's do.
"""

import argparse
import json
import tempfile
from pathlib import Path

from assistant.evaluate import rank_measures
from assistant.question_files import read_squad
from index import changes
from index.encoder import load_encoder
from index.library import Library


def main() -> None:
    """Prints how well they are ranked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paragraphs", type=Path)
    parser.add_argument("questions", type=Path)
    arguments = parser.parse_args()
    paragraphs, original = read_squad(arguments.paragraphs)
    asked = [question for question, _, _ in read_squad(arguments.questions)[1]]
    encoder = load_encoder()
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder) / "paragraphs.jsonl"
        pages.write_text("\n".join(json.dumps({"id": f"{i}", "text": text}) for i, text in enumerate(paragraphs)), encoding="utf-8")
        changes.add(Path(folder) / "library", [pages], encoder)
        library = Library.open(Path(folder) / "library", encoder)
        figures = rank_measures(library, [(question, gold) for question, (_, gold, _) in zip(asked, original, strict=True)])
    print(f"questions {len(asked)}", *(f"{name} {value:.3f}" for name, value in figures), sep=", ")


if __name__ == "__main__":
    main()
