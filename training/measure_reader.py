"""Measures the reader on the articles of XQuAD that it wasn't trained on (docs/reader.md).

    python -m training.measure_reader DATA

Prints, for questions in German and in English on German paragraphs: how often the best sentence is the right one where the paragraph is given (by the reader's logit alone, and with all signals, as the
assistant chooses), how often among the paragraphs that search finds, how often the first citation of the answer holds the answer, and, with the paragraph taken out, how often the likelihood of
an answer stays below that of 95 % of the questions that can be answered.
"""

import argparse
from pathlib import Path

import numpy as np

from assistant import answerability
from assistant.evidence import Candidate
from assistant.reader import Reader
from assistant.reply import Reply, reply_to
from index.bert_encoder import BertEncoder
from index.builtin_encoder import directory
from index.types import Filters
from training.held_questions import ENGLISH, GERMAN, NO_NAMES, HeldQuestion, held_questions

ANSWERED = 0.95
"""The share of answerable questions at which refusals are counted."""


def likelihood(ranked: list[Candidate], asked: HeldQuestion, foreign: bool) -> float:
    """That the best of them answers."""
    return answerability.probability(answerability.signals(ranked, asked.library.scale, asked.inquiry.aspect), asked.reader is not None, foreign)


def first_citation(asked: HeldQuestion) -> str:
    """As the command line gives it; "" where the question is declined."""
    reply = reply_to(asked.inquiry, asked.library, NO_NAMES, asked.reader)
    return reply.evidence[0].quote if isinstance(reply, Reply) else ""


def measure(data: Path, file: str, encoder: BertEncoder, reader: Reader | None) -> None:
    """Prints the figures of one language."""
    given, alone, among, cited, there, out = [], [], [], [], [], []
    for asked in held_questions(data, file, encoder, reader):
        every = frozenset(asked.library.documents(Filters()))
        own = asked.candidates(frozenset([asked.gold]))
        given.append(asked.holds(own[0].text))
        alone.append(asked.holds(max(own, key=lambda c: c.reading or -99.0).text))
        ranked = asked.candidates(every)
        among.append(asked.holds(ranked[0].text))
        cited.append(asked.holds(first_citation(asked)))
        there.append(likelihood(ranked, asked, file == ENGLISH))
        out.append(likelihood(asked.candidates(every - {asked.gold}), asked, file == ENGLISH))
    edge = float(np.quantile(there, 1 - ANSWERED))
    figures = {
        "questions": len(given),
        "paragraph given, by the reader alone": np.mean(alone),
        "paragraph given, by all signals": np.mean(given),
        "all paragraphs, best sentence": np.mean(among),
        "all paragraphs, first citation": np.mean(cited),
        "taken out, declined": np.mean(np.array(out) < edge),
    }
    print(file, "  ".join(f"{name}: {value:.3f}" for name, value in figures.items()), flush=True)


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    data: Path = parser.parse_args().data
    encoder = BertEncoder(directory())
    for file in (GERMAN, ENGLISH):
        measure(data, file, encoder, Reader.load(encoder))


if __name__ == "__main__":
    main()
