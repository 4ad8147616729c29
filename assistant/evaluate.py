"""Scores question files without a judge model: right page, right words, right refusal, citations letter for letter.

Two kinds of files (docs/evaluation.md): `.jsonl`, one dialogue a line, asked against the chosen library; `.json` in SQuAD format, whose paragraphs
become a library of their own for the time of the run.
"""

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from pydantic import ValidationError

from assistant.errors import BadQuestionFile
from assistant.settings import Settings
from assistant.types import DECLINED, Answer, Outcome, Record, Slots

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from index.encoder import Encoder
    from index.library import Library

RANKS = 10


class Turn(Record):
    """A question and what is expected of its answer.

    outcome: the one that is right, or several. documents: pages of which at least one must be cited and no other may be. contains: words that must
    stand in the quotes. A turn with a declining outcome expects any of the two.
    """

    question: str
    outcome: tuple[Outcome, ...] = (Outcome.ANSWERED, Outcome.COMPARED)
    documents: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()


class Dialogue(Record):
    """Turns of one conversation, in order."""

    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one turn went. `wrong_page`: something was cited that is none of the expected pages."""

    turn: Turn
    answer: Answer
    right: bool
    wrong_page: bool
    verbatim: bool
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Scores:
    """What a file scored: measures in the order in which they are shown, and a line for each turn that went wrong."""

    name: str
    measures: tuple[tuple[str, float], ...]
    wrong: tuple[str, ...] = ()

    def rows(self) -> list[tuple[str, str]]:
        """Measures as they are printed: counts and milliseconds plain, shares with three decimals."""
        return [(name, f"{value:.0f}" if float(value).is_integer() and value > 1 else f"{value:.3f}") for name, value in self.measures]

    def as_tree(self) -> dict[str, object]:
        """For JSON."""
        return {"name": self.name, "measures": dict(self.measures), "wrong": list(self.wrong)}


def run(
    files: Sequence[Path], settings: Settings, open_assistant: Callable[[Settings], "Assistant"], load_encoder: Callable[[Settings], "Encoder"]
) -> list[Scores]:
    """Scores each file. Raises BadQuestionFile for one that can't be read."""
    scores: list[Scores] = []
    opened: Assistant | None = None
    for file in files:
        if file.suffix == ".jsonl":
            dialogues = list(read_dialogues(file))
            opened = opened or open_assistant(settings)
            scores.append(score_dialogues(file.name, dialogues, opened))
        else:
            scores.append(score_squad(file, load_encoder(settings)))
    return scores


def read_dialogues(file: Path) -> Iterator[Dialogue]:
    """The dialogues of a question file, line by line. Raises BadQuestionFile with the line."""
    for number, line in enumerate(_read(file).splitlines(), start=1):
        if line.strip():
            try:
                yield Dialogue.model_validate_json(line)
            except ValidationError as error:
                raise BadQuestionFile(f"{file}, line {number}: {error.errors()[0]['msg']}. See docs/evaluation.md for the form.") from None


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuestionFile(f"{file} can't be read: {error}") from None


def score_dialogues(name: str, dialogues: Sequence[Dialogue], assistant: "Assistant") -> Scores:
    """Asks every turn in its conversation and compares."""
    verdicts = [verdict for dialogue in dialogues for verdict in _ask_all(dialogue, assistant)]
    to_answer = [v for v in verdicts if not set(v.turn.outcome) <= DECLINED]
    to_decline = [v for v in verdicts if set(v.turn.outcome) <= DECLINED]
    times = sorted(v.milliseconds for v in verdicts)
    measures = (
        ("turns", float(len(verdicts))),
        ("right answers", _share([v.right for v in to_answer])),
        ("rightly declined", _share([v.right for v in to_decline])),
        ("false refusals", _share([v.answer.outcome in DECLINED for v in to_answer])),
        ("false answers", _share([v.answer.outcome not in DECLINED for v in to_decline])),
        ("wrong page shown", float(sum(v.wrong_page for v in verdicts))),
        ("citations letter for letter", _share([v.verbatim for v in verdicts if v.answer.citations])),
        ("milliseconds, median", median(times) if times else 0.0),
        ("milliseconds, 95th percentile", times[int(0.95 * (len(times) - 1))] if times else 0.0),
    )
    return Scores(name, measures, tuple(_line(v) for v in verdicts if not v.right))


def _ask_all(dialogue: Dialogue, assistant: "Assistant") -> Iterator[Verdict]:
    before: Slots | None = None
    for turn in dialogue.turns:
        started = perf_counter()
        answer = assistant.ask(turn.question, before)
        took = (perf_counter() - started) * 1000
        before = answer.slots
        wrong_page = bool(turn.documents) and any(c.document not in turn.documents for c in answer.citations)
        yield Verdict(turn, answer, _is_right(turn, answer) and not wrong_page, wrong_page, _is_verbatim(answer, assistant), took)


def _is_right(turn: Turn, answer: Answer) -> bool:
    if set(turn.outcome) <= DECLINED:
        return answer.outcome in DECLINED
    quotes = " ".join(" ".join(citation.quote.split()) for citation in answer.citations)
    return answer.outcome in turn.outcome and all(_plain(words) in _plain(quotes) for words in turn.contains)


def _plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").casefold().split())


def _is_verbatim(answer: Answer, assistant: "Assistant") -> bool:
    for citation in answer.citations:
        document = assistant.library.document(citation.document)
        if document is None or document.text[citation.start : citation.end] != citation.quote:
            return False
    return True


def _share(outcomes: Sequence[bool]) -> float:
    return sum(outcomes) / len(outcomes) if outcomes else 1.0


def _line(verdict: Verdict) -> str:
    cited = ", ".join(c.document for c in verdict.answer.citations) or "–"
    wanted = "/".join(verdict.turn.outcome)
    return f"{verdict.turn.question!r}: {verdict.answer.outcome} ({cited}), expected {wanted} {', '.join(verdict.turn.documents)} {list(verdict.turn.contains)}"


def score_squad(file: Path, encoder: "Encoder") -> Scores:
    """Paragraphs as documents; is the question's paragraph found first, and does the first citation hold the answer?"""
    from assistant.assistant import Assistant
    from index import changes

    paragraphs, questions = read_squad(file)
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder) / "paragraphs.jsonl"
        pages.write_text("\n".join(json.dumps({"id": f"{i}", "text": text}) for i, text in enumerate(paragraphs)), encoding="utf-8")
        changes.add(Path(folder) / "library", [pages], encoder)
        assistant = Assistant(Path(folder) / "library", encoder)
        ranks = [rank_of(assistant.library, question, gold) for question, gold, _ in questions]
        answers = [assistant.ask(question) for question, _, _ in questions]
        measures = (
            ("questions", float(len(questions))),
            ("R@1", _share([rank == 1 for rank in ranks])),
            (f"RR@{RANKS}", sum(1 / rank for rank in ranks if rank) / len(ranks)),
            ("first citation holds the answer", _share([_holds(a, wanted) for a, (_, _, wanted) in zip(answers, questions, strict=True)])),
            ("declined", _share([a.outcome in DECLINED for a in answers])),
            ("citations letter for letter", _share([_is_verbatim(a, assistant) for a in answers if a.citations])),
        )
        return Scores(file.name, measures)


def read_squad(file: Path) -> tuple[list[str], list[tuple[str, str, tuple[str, ...]]]]:
    """(paragraphs, questions as (text, id of its paragraph, answers))."""
    try:
        articles = json.loads(_read(file))["data"]
        every = [paragraph for article in articles for paragraph in article["paragraphs"]]
        questions = [(q["question"], str(i), tuple(a["text"] for a in q["answers"])) for i, paragraph in enumerate(every) for q in paragraph["qas"]]
        return [paragraph["context"] for paragraph in every], questions
    except (ValueError, KeyError, TypeError) as error:
        raise BadQuestionFile(f"{file} is not in SQuAD format ({type(error).__name__}: {error}).") from None


def rank_of(library: "Library", question: str, gold: str) -> int:
    """The rank of the gold document among the documents found, 1 is best; 0: not among the first."""
    hits = library.search(question, k=RANKS * 4)
    found = list(dict.fromkeys(hit.passage.document.id for hit in hits))[:RANKS]
    return found.index(gold) + 1 if gold in found else 0


def _holds(answer: Answer, wanted: Sequence[str]) -> bool:
    return bool(answer.citations) and any(text in answer.citations[0].quote for text in wanted)
