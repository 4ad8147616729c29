"""Scores question files without a judge model: right page, right words, right amounts, right refusal, citations letter for letter.

Two kinds of files (docs/evaluation.md): `.jsonl`, one dialogue a line, asked against the chosen library; `.json` in SQuAD format, whose paragraphs
become a library of their own for the time of the run.
"""

import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from assistant.question_files import Dialogue, Turn, read_dialogues, read_squad
from assistant.settings import Settings
from assistant.types import DECLINED, Answer, Outcome, Slots

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from index.encoder import Encoder
    from index.library import Library

RANKS = 10
"""Documents of a ranking that are scored."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one turn went. `wrong_page`: something was cited that is none of the expected pages. `follows`: it isn't the first of its dialogue."""

    turn: Turn
    answer: Answer
    right: bool
    wrong_page: bool
    verbatim: bool
    follows: bool
    milliseconds: float


@dataclass(frozen=True, slots=True)
class AskedTurn:
    """A turn of a run, as it is kept to compare runs by."""

    question: str
    right: bool
    outcome: str
    line: str


@dataclass(frozen=True, slots=True)
class Scores:
    """What a file scored: measures in the order in which they are shown, and every turn."""

    name: str
    measures: tuple[tuple[str, float], ...]
    turns: tuple[AskedTurn, ...] = ()

    @property
    def wrong(self) -> tuple[str, ...]:
        """A line for each turn that went wrong."""
        return tuple(turn.line for turn in self.turns if not turn.right)

    def rows(self) -> list[tuple[str, str]]:
        """Measures as they are printed: counts and milliseconds plain, shares with three decimals."""
        return [(name, f"{value:.0f}" if float(value).is_integer() and value > 1 else f"{value:.3f}") for name, value in self.measures]

    def as_tree(self) -> dict[str, object]:
        """For JSON."""
        return {"name": self.name, "measures": dict(self.measures), "wrong": list(self.wrong), "turns": [asdict(turn) for turn in self.turns]}


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


def score_dialogues(name: str, dialogues: Sequence[Dialogue], assistant: "Assistant") -> Scores:
    """Asks every turn in its conversation and compares."""
    verdicts = [verdict for dialogue in dialogues for verdict in _ask_all(dialogue, assistant)]
    to_answer = [v for v in verdicts if not set(v.turn.outcome) <= DECLINED]
    to_decline = [v for v in verdicts if set(v.turn.outcome) <= DECLINED]
    refused = [v for v in to_answer if v.answer.outcome in DECLINED]
    answered = [v for v in to_decline if v.answer.outcome not in DECLINED]
    times = sorted(v.milliseconds for v in verdicts)
    measures = (
        ("turns", float(len(verdicts))),
        ("right answers", _share([v.right for v in to_answer])),
        ("rightly declined", _share([v.right for v in to_decline])),
        ("follow-ups right", _share([v.right for v in verdicts if v.follows])),
        ("amounts exact", _share([_tells_amounts(v.turn, v.answer) for v in to_answer if v.turn.amounts])),
        ("false refusals", _share([v in refused for v in to_answer])),
        *_by_cause("false refusals", refused, len(to_answer)),
        ("false answers", _share([v in answered for v in to_decline])),
        *_by_cause("false answers", answered, len(to_decline)),
        ("wrong page shown", float(sum(v.wrong_page for v in verdicts))),
        ("citations letter for letter", _share([v.verbatim for v in verdicts if v.answer.citations])),
        ("milliseconds, median", median(times) if times else 0.0),
        ("milliseconds, 95th percentile", times[int(0.95 * (len(times) - 1))] if times else 0.0),
    )
    return Scores(name, measures, tuple(AskedTurn(v.turn.question, v.right, str(v.answer.outcome), _line(v)) for v in verdicts))


def _by_cause(name: str, verdicts: Sequence[Verdict], among: int) -> Iterator[tuple[str, float]]:
    for cause, count in sorted(Counter(_cause(v) for v in verdicts).items()):
        yield f"{name}: {cause}", count / among


def _cause(verdict: Verdict) -> str:
    """Of a refusal: what it says is missing. Of an answer that should have been none: what it was taken for."""
    if verdict.answer.reason:
        return verdict.answer.reason
    if Outcome.OFF_TOPIC in verdict.turn.outcome:
        return "off topic"
    return "the page doesn't tell" if verdict.answer.slots.occupation else "no page asked for"


def _ask_all(dialogue: Dialogue, assistant: "Assistant") -> Iterator[Verdict]:
    before: Slots | None = None
    for number, turn in enumerate(dialogue.turns):
        started = perf_counter()
        answer = assistant.ask(turn.question, before)
        took = (perf_counter() - started) * 1000
        before = answer.slots
        wrong_page = bool(turn.documents) and any(c.document not in turn.documents for c in answer.citations)
        yield Verdict(turn, answer, _is_right(turn, answer) and not wrong_page, wrong_page, _is_verbatim(answer, assistant), number > 0, took)


def _is_right(turn: Turn, answer: Answer) -> bool:
    if set(turn.outcome) <= DECLINED:
        return answer.outcome in DECLINED
    quotes = " ".join(" ".join(citation.quote.split()) for citation in answer.citations)
    said = all(plain(words) in plain(quotes) for words in turn.contains)
    return answer.outcome in turn.outcome and said and _tells_amounts(turn, answer)


def _tells_amounts(turn: Turn, answer: Answer) -> bool:
    return all(
        any(
            (told.low, told.high) == (wanted.low, wanted.high) and wanted.period in (None, told.period) and wanted.stage in (None, told.stage)
            for told in answer.amounts
        )
        for wanted in turn.amounts
    )


def plain(text: str) -> str:
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
    cited = ", ".join(dict.fromkeys(c.document for c in verdict.answer.citations)) or "–"
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
        answers = [assistant.ask(question) for question, _, _ in questions]
        held = [_holds(answer, wanted) for answer, (_, _, wanted) in zip(answers, questions, strict=True)]
        measures = (
            ("questions", float(len(questions))),
            *rank_measures(assistant.library, [(question, gold) for question, gold, _ in questions]),
            ("first citation holds the answer", _share(held)),
            ("declined", _share([a.outcome in DECLINED for a in answers])),
            ("citations letter for letter", _share([_is_verbatim(a, assistant) for a in answers if a.citations])),
        )
        turns = tuple(
            AskedTurn(question, right, str(answer.outcome), f"{question!r}: {answer.outcome}, expected {wanted[0]!r} from {gold}")
            for (question, gold, wanted), answer, right in zip(questions, answers, held, strict=True)
        )
        return Scores(file.name, measures, turns)


def rank_measures(library: "Library", questions: Sequence[tuple[str, str]]) -> tuple[tuple[str, float], ...]:
    """R@1, R@10, RR@10 and nDCG@10 of questions with their documents, by ir-measures (MacAvaney et al. 2022)."""
    import ir_measures
    from ir_measures import RR, R, nDCG

    wanted = [R @ 1, R @ RANKS, RR @ RANKS, nDCG @ RANKS]
    relevant = [ir_measures.Qrel(str(n), gold, 1) for n, (_, gold) in enumerate(questions)]
    found = [
        ir_measures.ScoredDoc(str(n), document, float(-rank))
        for n, (question, _) in enumerate(questions)
        for rank, document in enumerate(ranking(library, question))
    ]
    figures = ir_measures.calc_aggregate(wanted, relevant, found)
    return tuple((str(measure), float(figures[measure])) for measure in wanted)


def ranking(library: "Library", question: str) -> list[str]:
    """The first documents for a question, best first."""
    hits = library.search(question, k=RANKS * 4)
    return list(dict.fromkeys(hit.passage.document.id for hit in hits))[:RANKS]


def _holds(answer: Answer, wanted: Sequence[str]) -> bool:
    return bool(answer.citations) and any(text in answer.citations[0].quote for text in wanted)
