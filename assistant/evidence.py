"""Which sentences answer: those of the best passages, scored by what they say, what they are about, and whether they say anything at all."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant import answer_type, quantity_asked
from assistant.answer_type import AnswerType
from assistant.aspect_asked import names_aspect, words_for
from assistant.inquiry import Inquiry
from assistant.pay import ORDINARY
from assistant.reader import Reader, ReadSentence
from assistant.told_list import list_around
from assistant.types import Evidence
from index import german
from index.amounts import Amount
from index.holdings import Sentence
from index.library import Library
from index.passages import context_of
from index.quantities import Unit
from index.types import Aspect, Hit, Span

READ = 12
"""Passages whose sentences are looked at."""
READ_CLOSELY = 8
"""Sentences that the reader reads, the best by all other signals; each costs some 15 milliseconds on two cores, and more change little (docs/reader.md)."""
READING_WEIGHT = 1.2
"""Of the reader's logit, beside the other signals."""
MOST = 3
"""Sentences an answer has at most."""
PASSAGE_WEIGHT = 0.3
"""Of the passage's fused score, beside the sentence's cosine."""
# The other weights are in spreads of the encoder's cosines (`index.scale`), so that they hold for any encoder.
WORD_WEIGHT = 6.0
"""Of the share of the question's word weight that a sentence holds."""
ASPECT_WEIGHT = 3.0
"""Of the probability that a sentence is about the aspect asked for."""
AMOUNT_BONUS = 2.5
"""For a sentence with an amount of money, when pay is asked for."""
QUANTITY_BONUS = 1.5
"""For a sentence that tells a number in the unit asked for ("Wie viele Stunden …"), or a length of time where "how long" is asked."""
STAGE_WEIGHT = 2.0
"""For an amount of the stage asked for; against one of another stage, or of apprentices and leaders where none was asked for."""
ASIDE_PENALTY = 1.5
"""Of the probability that a sentence is an aside (about no aspect), when an aspect is asked for."""
NEARLY = 2.5
"""A neighbour that scores less by no more than this is quoted along."""
AS_GOOD = 2.0
"""Another sentence of the page that scores less by no more than this is quoted, too."""
UNSURELY_AS_GOOD = 4.0
SURE_OF_BEST = 1.5
"""The same where the reader's logit of the best sentence is below SURE_OF_BEST: two that may answer say more than one that may not (docs/evaluation.md)."""
ABOUT = 0.3
"""The least probability of being about pay at which a further sentence with an amount is quoted."""
LEANING = re.compile(
    r"^(?:Er|Sie|Es|Das|Dies|Diese[rsnm]?|Dort|Dabei|Dafür|Dazu|Hinzu|Davon|Darin|Damit|Daher|Deshalb|Außerdem|Dann|Danach|Ihr|Ihre|Sein|Seine|Beide)\b"
)
"""Beginnings that point to the sentence before; alone they would quote half a thought."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence under consideration and every signal that speaks for or against it.

    similarity: cosine of sentence and question, mean of with and without its names, in spreads above that of unrelated texts (`index.scale`). share: of the question's word weight found in the sentence, its heading and its
    page's subject, or answered to by being about the aspect that the words ask for, 0 to 1.
    about: probability that the sentence is about the aspect asked for (0 where none was). aside: probability that it is about no aspect.
    generic: whether the question asks for the aspect as such. reading: the reader's logit that this sentence answers rather than none; None where there is no reader.
    """

    hit: Hit
    number: int
    sentence: Sentence
    before: Sentence | None
    amounts: tuple[Amount, ...]
    of_passage: tuple[Amount, ...]
    """The amounts of the whole passage; `amounts` are those of the sentence."""
    similarity: float
    share: float
    about: float
    aside: float
    generic: bool
    score: float
    reading: float | None = None
    counted: bool = False
    """Whether the question asks for a number of hours, days or the like, or for a cost, a time and so on, and the sentence tells one."""
    listed: Span | None = None
    """The whole list that the sentence introduces or is a line of (`assistant.told_list`)."""
    fits: bool = True
    """False where the question asks for a thing (`assistant.answer_type`) that the sentence doesn't tell."""

    @property
    def text(self) -> str:
        """The sentence, letter for letter."""
        span = self.sentence.span
        return self.hit.passage.document.text[span.start : span.end]

    @property
    def text_before(self) -> str:
        """The sentence before it in its passage, "" where it is the first."""
        return self.hit.passage.document.text[self.before.span.start : self.before.span.end] if self.before else ""

    @property
    def is_question(self) -> bool:
        """Whether the page's author asks rather than tells."""
        return self.text.rstrip("\"“”»«)' ").endswith("?")


def candidates(inquiry: Inquiry, hits: Sequence[Hit], library: Library, reader: Reader | None = None) -> list[Candidate]:
    """The sentences of the hits that tell something, best first; questions of the page's author are left out.

    With a reader, the few best of them, read closely.
    """
    hits = hits[:READ]
    ids = [hit.passage.id for hit in hits]
    sentences, amounts = library.sentences(ids), library.amounts(ids)
    weights = library.word_weights(inquiry.core)
    found = [c for hit in hits for c in _of_passage(inquiry, hit, sentences[hit.passage.id], amounts[hit.passage.id], weights, library) if not c.is_question]
    ranked = _best_first([c for c in found if c.fits] or found)
    return _best_first(_read_closely(inquiry, ranked[:READ_CLOSELY], reader)) if reader else ranked


def _best_first(found: Sequence[Candidate]) -> list[Candidate]:
    return sorted(found, key=lambda c: (-c.score, c.hit.passage.id, c.number))


def _read_closely(inquiry: Inquiry, promising: Sequence[Candidate], reader: Reader) -> list[Candidate]:
    """The candidates with the reader's opinion of them in their scores."""
    seen = [ReadSentence(context_of(c.hit.passage.document, c.hit.passage.heading), c.text, c.text_before) for c in promising]
    logits = reader.read(inquiry.standing_alone, seen)
    return [replace(c, reading=float(logit), score=c.score + READING_WEIGHT * float(logit)) for c, logit in zip(promising, logits, strict=True)]


@dataclass(frozen=True, slots=True)
class _MustTell:
    """What a question asks a sentence to tell: things of some kinds, a number in some units, a length of time."""

    kinds: tuple[AnswerType, ...]
    units: frozenset[Unit]
    length: bool

    def told_by(self, text: str, span: Span) -> tuple[bool, bool]:
        """(whether a sentence may answer, whether it tells such a thing)."""
        fits = answer_type.tells_all(text[span.start : span.end], self.kinds) and (not self.length or quantity_asked.tells_length(text, span))
        if self.units:
            return fits, fits and quantity_asked.tells(text, span, self.units)
        return fits, fits and (self.length or bool(self.kinds))


def _must_tell(question: str) -> _MustTell:
    return _MustTell(answer_type.types_asked(question), quantity_asked.units_asked(question), quantity_asked.asks_how_long(question))


def _of_passage(
    inquiry: Inquiry, hit: Hit, sentences: tuple[Sentence, ...], amounts: tuple[Amount, ...], weights: dict[tuple[str, ...], float], library: Library
) -> list[Candidate]:
    if not sentences:
        return []
    vectors = np.stack([sentence.vector for sentence in sentences])
    cosines = (vectors @ inquiry.vector + vectors @ inquiry.focus) / 2
    kinds = library.aspect_model("page").of_passage(vectors)
    column = list(Aspect).index(inquiry.aspect) if inquiry.aspect else None
    common = words_for(inquiry.aspect) if inquiry.aspect else frozenset()
    total = sum(weights.values())
    generic = is_generic(inquiry, weights)
    must = _must_tell(inquiry.standing_alone)
    text = hit.passage.document.text
    around = set(german.terms(" ".join(part for part in (hit.passage.section, hit.passage.document.occupation, hit.passage.document.place) if part)))
    spans = [sentence.span for sentence in sentences]
    found = []
    for n, sentence in enumerate(sentences):
        own = _within(amounts, sentence.span)
        terms = set(german.terms(text[sentence.span.start : sentence.span.end])) | around
        about = float(kinds[n][column]) if column is not None else 0.0
        held = sum(weight * _covered(group, terms, about if group[0] in common else 0.0) for group, weight in weights.items())
        # "Was macht ein Koch in Essen?" is nothing but names and an aspect.
        share = held / total if total else about
        fits, counted = must.told_by(text, sentence.span)
        aside = float(kinds[n][-1])
        similarity = library.scale.units(float(cosines[n]))
        passage = PASSAGE_WEIGHT * library.scale.units(hit.score)
        score = similarity + WORD_WEIGHT * share + passage + _aspect_score(inquiry, float(kinds[n][:-1] @ inquiry.leaning), aside, own, generic)
        score += QUANTITY_BONUS if counted else 0.0
        found.append(
            Candidate(
                hit,
                n,
                sentence,
                sentences[n - 1] if n else None,
                own,
                amounts,
                similarity,
                share,
                about,
                aside,
                generic,
                score,
                counted=counted,
                listed=list_around(text, spans, n),
                fits=fits,
            )
        )
    return found


def is_generic(inquiry: Inquiry, weights: dict[tuple[str, ...], float]) -> bool:
    """Whether a question asks for its aspect as such ("Was verdient man?") rather than for a detail of it ("Gibt es Boni?")."""
    if inquiry.aspect is None:
        return False
    # Of "Kita Gehalt" one word tells the occupation.
    meant = inquiry.implied and names_aspect(inquiry.unnamed, inquiry.aspect)
    return meant or all(word[0] in words_for(inquiry.aspect) for word in weights)


def names_job(candidate: Candidate, job: str) -> bool:
    """Whether a sentence speaks of a job by its name, and the job is more than a kind of the one that its page is about.

    The name's first word must stand in the sentence, the others there or in the heading and the page's subject.
    """
    page = candidate.hit.passage.document
    subject = set(german.terms(" ".join(part for part in (page.occupation, candidate.hit.passage.section) if part)))
    own = set(german.terms(candidate.text))
    first, *others = german.word_groups(job) or ((),)
    if not first or first[0] in set(german.terms(page.occupation or "")) or _covered(first, own, 0.0) < 1:
        return False
    return all(_covered(word, own | subject, 0.0) == 1 for word in others)


def _covered(word: tuple[str, ...], terms: set[str], otherwise: float) -> float:
    """How much of a question's word a sentence holds: all of it, or the share of a compound's parts; `otherwise` where it holds none."""
    if word[0] in terms:
        return 1.0
    parts = word[1:]
    return max(otherwise, sum(part in terms for part in parts) / len(parts) if parts else 0.0)


def _within(amounts: tuple[Amount, ...], span: Span) -> tuple[Amount, ...]:
    return tuple(amount for amount in amounts if span.start <= amount.span.start and amount.span.end <= span.end)


def _aspect_score(inquiry: Inquiry, leaning: float, aside: float, amounts: tuple[Amount, ...], generic: bool) -> float:
    """What a sentence gains or loses by being about the aspect and the stage asked for, in spreads of the encoder's cosines."""
    score = ASPECT_WEIGHT * leaning - ASIDE_PENALTY * aside * float(inquiry.leaning.sum())
    if inquiry.aspect is Aspect.PAY and amounts and (generic or inquiry.stages):
        stages = {amount.stage for amount in amounts if amount.stage}
        wanted = inquiry.stages or ORDINARY
        score += AMOUNT_BONUS + STAGE_WEIGHT * (bool(stages & wanted) - (bool(stages) and not stages & wanted))
    return score


def evidence_of(candidate: Candidate, ranked: Sequence[Candidate]) -> Evidence:
    """The sentence as evidence: with the one before it when it begins by pointing back, with a neighbour that is nearly as good."""
    own = candidate.sentence.span
    passage = candidate.hit.passage
    start, end = own.start, own.end
    if candidate.listed:
        start, end = candidate.listed.start, candidate.listed.end
    elif candidate.before and LEANING.match(candidate.text):
        start = candidate.before.span.start
    else:
        near = [c for c in ranked if c.hit.passage.id == passage.id and abs(c.number - candidate.number) == 1 and candidate.score - c.score <= NEARLY]
        if near:
            other = max(near, key=lambda c: c.score).sentence.span
            start, end = min(start, other.start), max(end, other.end)
    span = Span(start, end)
    return Evidence(passage, span, candidate.score, candidate.hit, _within(candidate.of_passage, span))


def choose(inquiry: Inquiry, ranked: Sequence[Candidate]) -> list[Evidence]:
    """One to three pieces of one page: the best, then those that are as good as it, in reading order; for pay all that tell figures, in reading order.

    `ranked` is not empty and best first.
    """
    best = ranked[0]
    chosen = [evidence_of(best, ranked)]
    unsure = best.reading is not None and best.reading < SURE_OF_BEST
    as_good = UNSURELY_AS_GOOD if unsure else AS_GOOD
    about_pay = inquiry.aspect is Aspect.PAY and bool(chosen[0].amounts) and best.generic
    for candidate in ranked[1:]:
        adds = _is_further_pay(inquiry, candidate) if about_pay else best.score - candidate.score <= as_good
        same_page = candidate.hit.passage.document.id == best.hit.passage.document.id
        if adds and same_page and len(chosen) < MOST:
            further = evidence_of(candidate, ())
            chosen += [] if any(_overlap(further.span, piece.span) for piece in chosen) else [further]
    first, *others = chosen
    return sorted(chosen, key=lambda piece: piece.span) if about_pay else [first, *sorted(others, key=lambda piece: piece.span)]


def _is_further_pay(inquiry: Inquiry, candidate: Candidate) -> bool:
    stages = {amount.stage for amount in candidate.amounts}
    fits = bool(stages & (inquiry.stages or ORDINARY))
    return bool(candidate.amounts) and fits and candidate.about >= ABOUT


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
