"""Fits the weights of `assistant.answerability` on what the reader never saw: XQuAD's held articles, and the question files that are tuned to.

    python -m training.fit_answerability DATA

DATA holds xquad-de-dev.json and xquad-en-dev.json. Each question on XQuAD's held articles, and on paragraphs that were written for this, is asked
with its paragraph in the library, and without it; the turns of the files are asked of the sample pages. Prints the weights to copy, figures cross-validated by paragraph and dialogue, and how well probabilities hold; plots the latter.
"""

import argparse
import tempfile
from collections.abc import Iterable, Iterator
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
from assistant.question_files import read_dialogues
from assistant.reader import Reader
from assistant.telling import is_told_plainly, tells
from assistant.types import DECLINED, Outcome, Slots
from index import changes
from index.bert_encoder import BertEncoder
from index.builtin_encoder import directory
from index.names import Names
from index.types import Filters
from training.calibration_plot import Point, plot
from training.held_questions import ENGLISH, GERMAN, HeldQuestion, held_questions, written_questions

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


def asked_of_paragraphs(questions: Iterable[HeldQuestion], source: str) -> Iterator[Observation]:
    """Each question asked of all paragraphs, and of all but the right one where that tells."""
    for question in questions:
        every = frozenset(question.library.documents(Filters()))
        for documents in (every, every - {question.gold}) if question.answers else (every,):
            ranked = question.candidates(documents)
            observed = signals(ranked, question.library.scale, question.inquiry.aspect)
            there = bool(question.answers) and question.gold in documents
            yield Observation(
                tuple(getattr(observed, name) for name in SIGNALS), there and question.holds(ranked[0].text), there, f"{source} {question.gold}", source
            )


def asked(encoder: BertEncoder, reader: Reader | None) -> Iterator[Observation]:
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
    encoder = BertEncoder(directory())
    reader = None if arguments.without_reader else Reader.load(encoder)
    kind = "READ" if reader else "UNREAD"
    curves = {
        "page known by its names": report(f"{kind}_OF_PAGE", list(asked(encoder, reader))),
        "every page comes into question": report(
            kind,
            [
                *asked_of_paragraphs(held_questions(arguments.data, GERMAN, encoder, reader), "xquad"),
                *asked_of_paragraphs((q for q in written_questions(encoder, reader) if q.inquiry.language == "de"), "written"),
            ],
        ),
        "the same, question in English": report(
            f"{kind}_FOREIGN", list(asked_of_paragraphs(held_questions(arguments.data, ENGLISH, encoder, reader), "xquad-en"))
        ),
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
    there, source = np.array([o.answerable for o in found]), np.array([o.source for o in found])
    for one in sorted(set(source)):
        own = source == one
        print(f"{name}, {one}: {own.sum()}, best sentence right {right[there & own].mean():.3f}")
        for share in (ANSWERED, 0.9, 0.85, 0.8):
            edge = float(np.quantile(fold[there & own], 1 - share))
            print(f"  {share:.0%} answered at {edge:.3f}, unanswerable declined there {np.mean(fold[~there & own] < edge):.3f}")
    bins = np.clip((fold * 10).astype(int), 0, 9)
    held = [(np.mean(bins == b), fold[bins == b].mean(), right[bins == b].mean(), int(np.sum(bins == b))) for b in range(10) if np.any(bins == b)]
    print("expected calibration error", round(float(sum(w * abs(p - r) for w, p, r, _ in held)), 3))
    print("told / true / number:", "  ".join(f"{p:.2f}/{r:.2f}/{n}" for _, p, r, n in held))
    return [(float(p), float(r), n) for _, p, r, n in held]


if __name__ == "__main__":
    main()
