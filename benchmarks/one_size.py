"""Everything that is measured of a library of one size."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from assistant.assistant import Assistant
from benchmarks import bare_copy, bare_search
from benchmarks.asking import answered_rightly, kinds_of, measure_asking
from benchmarks.bare_search import Vector
from benchmarks.figures import Figure, Origin, Size, size_of
from benchmarks.indexing import measure_indexing
from benchmarks.starting import measure_starting
from benchmarks.synthetic_pages import pages, question_about, write
from benchmarks.users import Pace, measure_users
from index import changes
from index.current import CURRENT
from index.encoder import Encoder, Vectors
from index.folder_shelf import CACHE

MEASURES = ("indexing", "starting", "asking", "users")


@dataclass(frozen=True, slots=True)
class Encoders:
    """asked: opens libraries and encodes questions. added: encodes pages. bare_texts, bare_question: the baseline's, of a question shape (dimension,)."""

    asked: Encoder
    added: Encoder
    bare_texts: Callable[[Sequence[str]], Vectors]
    bare_question: Callable[[str], Vector]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured and how often. measures: of MEASURES. rounds: libraries that are built, and runs of users without a pause. starts: fresh processes.
    questions: with known answers, and as many without the place. users: how many at once, one run each.
    """

    measures: frozenset[str]
    rounds: int
    starts: int
    questions: int
    users: tuple[int, ...]
    pace: Pace


def measure(number: int, plan: Plan, encoders: Encoders, work: Path) -> tuple[list[Figure], list[str]]:
    """(figures, notes) of a library of `number` synthetic pages, which is left in the folder `work`, and used again where pages needn't be added for a figure."""
    library = work / f"library-{number}"
    size, made = _library(number, plan, encoders, work, library)
    bare_folder = work / f"bare-{number}"
    bare_copy.write(library, bare_folder)
    some = list(islice(pages(number), 0, None, max(1, number // plan.questions)))[: plan.questions]
    known = [question_about(page) for page in some]
    if "starting" in plan.measures:
        made += measure_starting(size, library, bare_folder, known[0].text, plan.starts)
    notes: list[str] = []
    if plan.measures & {"asking", "users"}:
        assistant = Assistant(library, encoders.asked)
        bare = bare_search.read(bare_folder, encoders.bare_question)
        if "asking" in plan.measures:
            made += measure_asking(size, assistant, bare, kinds_of(known, some))
            notes.append(
                f"{number:,} pages: {answered_rightly(assistant, known)} of {len(known)} questions with a known answer were answered with it, from its page."
            )
        if "users" in plan.measures:
            for users in plan.users:
                made += measure_users(size, assistant, bare, [question.text for question in known], users, plan.pace, plan.rounds)
    shutil.rmtree(bare_folder)
    return made, notes


def _library(number: int, plan: Plan, encoders: Encoders, work: Path, library: Path) -> tuple[Size, list[Figure]]:
    if "indexing" not in plan.measures and (library / CURRENT).exists():
        return size_of(library, encoders.origin), []
    folder = work / f"pages-{number}"
    write(folder, number)
    figures: list[Figure] = []
    if "indexing" in plan.measures:
        figures = measure_indexing(folder, library, encoders.added, encoders.bare_texts, encoders.origin, plan.rounds)
    else:
        changes.add(library, [folder], encoders.added)
    shutil.rmtree(folder)
    if encoders.origin == "noisy":
        # Larger than the library, and no vector in it is that of its text.
        (library / CACHE).unlink()
    return size_of(library, encoders.origin), figures
