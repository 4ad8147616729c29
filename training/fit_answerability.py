"""Fits the weights of `assistant.answerability` on what the reader never saw: XQuAD's held articles, and the question files that are tuned to.

    python -m training.fit_answerability DATA

DATA holds xquad-de-dev.json and xquad-en-dev.json. Each question of XQuAD is asked with its paragraph in the library, and without it; the turns of the files are
asked of the sample pages. Prints the weights to copy, figures cross-validated by paragraph and dialogue, and how well probabilities hold; plots the latter.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

import assistant.sample_pages
from assistant import evidence
from assistant.answerability import SIGNALS, signals
from assistant.assistant import Assistant
from assistant.evaluate import plain
from assistant.inquiry import understand
from assistant.question_files import read_dialogues, read_squad
from assistant.reader import Reader
from assistant.telling import is_told_plainly, tells
from assistant.types import DECLINED, Outcome, Slots
from index import changes
from index.encoder import Encoder, load_encoder
from index.library import Library
from index.names import Names
from index.types import Filters
from training.calibration_plot import Point, plot
from training.reader_examples import HELD_ARTICLES

SAMPLE_PAGES = Path(assistant.sample_pages.__file__).parent
EVALUATION = Path(__file__).parents[1] / "evaluation"
TUNED = ("everyday.jsonl", "turns.jsonl", "development.jsonl", "sample.jsonl")
PLOT = Path(__file__).parents[1] / "docs" / "images" / "calibration.svg"
ANSWERED = 0.95
"""The share of answerable questions at which refusals are counted."""


@dataclass(frozen=True, slots=True)
class Observation:
    """Signals of the best sentence; whether it answers; whether any could have; what it is grouped and counted by."""

    row: tuple[float, ...]
    right: bool
    answerable: bool
    group: str
    source: str


def xquad(german: Path, asked: Path, encoder: Encoder, reader: Reader | None, source: str) -> Iterator[Observation]:
    """Questions on the held articles, asked of all paragraphs and of all but the right one."""
    paragraphs, questions = read_squad(german)
    others = [question for question, _, _ in read_squad(asked)[1]]
    held = set(_held_paragraphs(german))
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder) / "paragraphs.jsonl"
        pages.write_text("\n".join(json.dumps({"id": f"{i}", "text": text}) for i, text in enumerate(paragraphs)), encoding="utf-8")
        changes.add(Path(folder) / "library", [pages], encoder)
        library, names = Library.open(Path(folder) / "library", encoder), Names((), ())
        every = frozenset(library.documents(Filters()))
        for (_, gold, answers), text in zip(questions, others, strict=True):
            if int(gold) not in held:
                continue
            inquiry = understand(text, None, library, names)
            for documents in (every, every - {gold}):
                hits = library.search(text, Filters(documents=documents), evidence.READ, inquiry.vector)
                ranked = evidence.candidates(inquiry, hits, library, reader)
                observed = signals(ranked, library.scale, inquiry.aspect)
                right = gold in documents and any(answer in ranked[0].text for answer in answers)
                yield Observation(tuple(getattr(observed, name) for name in SIGNALS), right, gold in documents, gold, source)


def _held_paragraphs(file: Path) -> Iterator[int]:
    number = 0
    for a, article in enumerate(json.loads(file.read_text(encoding="utf-8"))["data"]):
        for _ in article["paragraphs"]:
            if a % HELD_ARTICLES == 0:
                yield number
            number += 1


def asked(encoder: Encoder, reader: Reader | None) -> Iterator[Observation]:
    """The turns of the question files that are tuned to, each whose page is known by its names and that isn't plainly told."""
    with tempfile.TemporaryDirectory() as folder:
        changes.add(Path(folder) / "library", [SAMPLE_PAGES], encoder)
        answering = Assistant(Path(folder) / "library", encoder)
        library = answering.library
        names = Names(library.occupations, library.places)
        for file in TUNED:
            for number, dialogue in enumerate(read_dialogues(EVALUATION / file)):
                before: Slots | None = None
                for turn in dialogue.turns:
                    inquiry = understand(turn.question, before, library, names)
                    before = answering.ask(turn.question, before).slots
                    documents = library.documents(inquiry.filters)
                    if inquiry.unknown or not inquiry.occupations or not documents:
                        continue
                    hits = library.search(inquiry.standing_alone, inquiry.filters, evidence.READ, inquiry.vector)
                    telling = [c for c in evidence.candidates(inquiry, hits, library, reader) if tells(inquiry, c)]
                    if not telling or is_told_plainly(telling):
                        continue
                    observed = signals(telling, library.scale, inquiry.aspect, inquiry.follows)
                    answerable = not set(turn.outcome) <= {*DECLINED, Outcome.CLARIFY}
                    quoted = plain(" ".join(piece.quote for piece in evidence.choose(inquiry, telling)))
                    right = answerable and all(plain(part) in quoted for part in turn.contains)
                    yield Observation(tuple(getattr(observed, name) for name in SIGNALS), right, answerable, f"{file} {number}", "asked")


def main() -> None:
    """Fits and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--without-reader", action="store_true")
    arguments = parser.parse_args()
    encoder = load_encoder()
    reader = None if arguments.without_reader else Reader.load(encoder)
    german, english = arguments.data / "xquad-de-dev.json", arguments.data / "xquad-en-dev.json"
    kind = "UNREAD" if arguments.without_reader else "READ"
    curves = {
        "page known by its names": report(f"{kind}_OF_PAGE", list(asked(encoder, reader))),
        "every page comes into question": report(kind, list(xquad(german, german, encoder, reader, "xquad"))),
        "the same, question in English": report(f"{kind}_FOREIGN", list(xquad(german, english, encoder, reader, "xquad-en"))),
    }
    if reader:
        PLOT.write_text(plot(curves), encoding="utf-8")


def report(name: str, found: list[Observation]) -> list[Point]:
    """Fits one set of weights and prints it with its figures: what is declined at several likelihoods, and how well they hold, which it returns."""
    rows = np.array([o.row for o in found])
    if name.endswith("FOREIGN"):
        rows[:, SIGNALS.index("share")] = 0
    right = np.array([o.right for o in found])
    model = LogisticRegression(C=1.0, max_iter=1000)
    fold = cross_val_predict(model, rows, right, groups=[o.group for o in found], cv=GroupKFold(5), method="predict_proba")[:, 1]
    model.fit(rows, right)
    weights = ", ".join(f"{n}={w:.2f}" for n, w in zip(SIGNALS, model.coef_[0], strict=True))
    print(f"{name} = Weights({model.intercept_[0]:.2f}, Signals({weights}))")
    there = np.array([o.answerable for o in found])
    print(f"{name}: {len(found)}, best sentence right {right[there].mean():.3f}")
    for share in (ANSWERED, 0.9, 0.85, 0.8):
        edge = float(np.quantile(fold[there], 1 - share))
        print(f"  {share:.0%} answered at {edge:.3f}, unanswerable declined there {np.mean(fold[~there] < edge):.3f}")
    bins = np.clip((fold * 10).astype(int), 0, 9)
    held = [(np.mean(bins == b), fold[bins == b].mean(), right[bins == b].mean(), int(np.sum(bins == b))) for b in range(10) if np.any(bins == b)]
    print("expected calibration error", round(float(sum(w * abs(p - r) for w, p, r, _ in held)), 3))
    print("told / true / number:", "  ".join(f"{p:.2f}/{r:.2f}/{n}" for _, p, r, n in held))
    return [(float(p), float(r), n) for _, p, r, n in held]


if __name__ == "__main__":
    main()
