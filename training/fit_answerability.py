"""Fits the weights of `assistant.answerability` on a SQuAD file: each question is asked with its paragraph in the library, and without it.

    python -m training.fit_answerability PATH/xquad-de-dev.json [--questions PATH/xquad-en-dev.json]

With `--questions`, the same questions are asked in another language than that of the paragraphs; words then tell nothing, and their weight is left out.

Prints the weights to copy, cross-validated by paragraph, and how many unanswerable ones are declined where 95 % of the answerable are answered.
"""

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from assistant import evidence
from assistant.answerability import SIGNALS, signals
from assistant.evaluate import read_squad
from assistant.inquiry import understand
from index import changes
from index.encoder import load_encoder
from index.library import Library
from index.names import Names
from index.types import Filters


def observations(file: Path, asked: Path | None) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.int64], NDArray[np.bool_]]:
    """(signals, does the best sentence hold the answer, paragraph, was the paragraph there), two rows a question."""
    paragraphs, questions = read_squad(file)
    if asked:
        others = [question for question, _, _ in read_squad(asked)[1]]
        questions = [(other, gold, answers) for other, (_, gold, answers) in zip(others, questions, strict=True)]
    encoder = load_encoder()
    rows, right, groups, there = [], [], [], []
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder) / "paragraphs.jsonl"
        pages.write_text("\n".join(json.dumps({"id": f"{i}", "text": text}) for i, text in enumerate(paragraphs)), encoding="utf-8")
        changes.add(Path(folder) / "library", [pages], encoder)
        library = Library.open(Path(folder) / "library", encoder)
        names = Names((), ())
        every = frozenset(library.documents(Filters()))
        for text, gold, answers in questions:
            inquiry = understand(text, None, library, names)
            for documents in (every, every - {gold}):
                hits = library.search(text, Filters(documents=documents), evidence.READ, inquiry.vector)
                ranked = evidence.candidates(inquiry, hits, library)
                observed = signals(ranked, library.scale)
                rows.append([getattr(observed, name) for name in SIGNALS])
                right.append(any(answer in evidence.evidence_of(ranked[0], ranked).quote for answer in answers) and gold in documents)
                groups.append(int(gold))
                there.append(gold in documents)
    return np.array(rows), np.array(right), np.array(groups), np.array(there)


def main() -> None:
    """Fits and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--questions", type=Path)
    arguments = parser.parse_args()
    rows, right, groups, there = observations(arguments.file, arguments.questions)
    if arguments.questions:
        rows[:, SIGNALS.index("share")] = 0
    model = LogisticRegression(C=10.0, max_iter=1000)
    fold = cross_val_predict(model, rows, there, groups=groups, cv=GroupKFold(5), method="predict_proba")[:, 1]
    edge = float(np.quantile(fold[there], 0.05))
    model.fit(rows, there)
    print(f"INTERCEPT = {model.intercept_[0]:.2f}")
    print("WEIGHTS = Signals(" + ", ".join(f"{name}={weight:.2f}" for name, weight in zip(SIGNALS, model.coef_[0], strict=True)) + ")")
    print(f"best sentence right where the paragraph is there: {right[there].mean():.3f}")
    print(f"95 % answered at probability {edge:.3f}: {np.mean(fold[~there] < edge):.3f} of the unanswerable declined (cross-validated)")


if __name__ == "__main__":
    main()
