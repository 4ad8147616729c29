"""Whether a library in Milvus answers as one in a folder does: the same pages in both, the same questions of both, what differs.

    python -m benchmarks.milvus_answers evaluation/turns.jsonl DATA/xquad-de-dev.json [--pages FOLDER] [--library milvus://HOST:PORT/NAME]

Dialogues (`.jsonl`) are asked on the sample pages, and those of `--pages` with them; of a SQuAD file the paragraphs are the pages. Without `--library` Milvus is
its embedded version. An outcome differs where one is answered, compared or declined and the other isn't; a citation where document or place in it differ.
"""

import argparse
import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from assistant.assistant import Assistant
from assistant.question_files import read_dialogues, read_squad
from assistant.types import Answer
from benchmarks.spread import Spread, spread
from index import changes
from index.encoder import Encoder, load_encoder
from index.library_address import LibraryAddress, library_address
from index.shelf import shelf_at

SAMPLE = Path(__file__).parents[1] / "assistant" / "sample_pages"


@dataclass(slots=True)
class Compared:
    """What was asked of both. milliseconds: of each whole question, in the folder and in Milvus."""

    questions: int = 0
    outcomes: list[str] = field(default_factory=list)
    cited: int = 0
    citations: list[str] = field(default_factory=list)
    milliseconds: tuple[list[float], list[float]] = field(default_factory=lambda: ([], []))

    def lines(self) -> Iterator[str]:
        """For people."""
        yield f"{self.questions} questions: {len(self.outcomes)} outcomes differ; of {self.cited} with citations {len(self.citations)} differ in them"
        for name, took in zip(("folder", "Milvus"), self.milliseconds, strict=True):
            yield f"  {name}: {_told(spread(took))}"
        yield from (f"  outcome: {line}" for line in self.outcomes)
        yield from (f"  citations: {line}" for line in self.citations)


def main() -> int:
    """Compares file by file; 1 where an outcome differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--pages", type=Path, nargs="*", default=[])
    parser.add_argument("--library", type=library_address)
    arguments = parser.parse_args()
    encoder = load_encoder()
    differing = 0
    for file in arguments.files:
        with tempfile.TemporaryDirectory() as folder:
            pages, dialogues = _asked(file, Path(folder), arguments.pages)
            folder_library, milvus = Path(folder) / "library", arguments.library or library_address(f"milvus-lite:{Path(folder) / 'milvus'}")
            _build(folder_library, milvus, pages, encoder)
            found = compare(Assistant(folder_library, encoder), Assistant(milvus, encoder), dialogues)
        print(f"{file.name}:", *found.lines(), sep="\n", flush=True)
        differing += len(found.outcomes)
    return 1 if differing else 0


def compare(one: Assistant, other: Assistant, dialogues: Sequence[Sequence[str]]) -> Compared:
    """Asks both, in turn."""
    found = Compared()
    for questions in dialogues:
        slots = None
        for question in questions:
            answers: list[Answer] = []
            for assistant, took in zip((one, other), found.milliseconds, strict=True):
                began = perf_counter()
                answers.append(assistant.ask(question, slots))
                took.append(1000 * (perf_counter() - began))
            _note(found, *answers)
            slots = answers[0].slots
    return found


def _note(found: Compared, one: Answer, other: Answer) -> None:
    found.questions += 1
    if one.outcome != other.outcome:
        found.outcomes.append(f"{one.question!r}: {one.outcome}, {other.outcome}")
    if one.citations or other.citations:
        found.cited += 1
        if _places(one) != _places(other):
            found.citations.append(f"{one.question!r}: {_places(one)}, {_places(other)}")


def _places(answer: Answer) -> list[tuple[str, int, int]]:
    return [(citation.document, citation.start, citation.end) for citation in answer.citations]


def _asked(file: Path, folder: Path, more: Sequence[Path]) -> tuple[list[Path], list[list[str]]]:
    """The pages, and the questions of each dialogue."""
    if file.suffix == ".jsonl":
        return [SAMPLE, *more], [[turn.question for turn in dialogue.turns] for dialogue in read_dialogues(file)]
    paragraphs, questions = read_squad(file)
    pages = folder / "paragraphs.jsonl"
    pages.write_text("\n".join(json.dumps({"id": f"{i}", "text": text}) for i, text in enumerate(paragraphs)), encoding="utf-8")
    return [pages], [[question] for question, _, _ in questions]


def _build(folder: Path, milvus: LibraryAddress, pages: Sequence[Path], encoder: Encoder) -> None:
    changes.add(folder, pages, encoder)
    # So that texts are encoded once.
    cache = shelf_at(milvus).cache
    cache.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(shelf_at(folder).cache, cache)
    changes.add(milvus, pages, encoder, sync=True)


def _told(found: Spread) -> str:
    return f"{found.median:.0f} ms (95th percentile {found.high:.0f})"


if __name__ == "__main__":
    raise SystemExit(main())
