"""Chooses what to say to an inquiry: sentences of the right pages, or a refusal that names what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant import answerability, comparison_asked, evidence, pay_survey, refusal, suggestions
from assistant.aspect_asked import names_aspect
from assistant.comparison import PageEvidence
from assistant.comparison_rows import like_first, spoken_first, with_all_pay
from assistant.evidence import Candidate
from assistant.inquiry import Inquiry
from assistant.listing import Listing, listing_of
from assistant.period_asked import period_asked
from assistant.reader import Reader
from assistant.refusal import Refusal
from assistant.telling import answers, is_told_plainly, tells, to_the_point
from assistant.types import Evidence, Outcome
from index.library import Library
from index.names import Names
from index.types import Aspect, Filters

MOSTLY = 0.65
"""The share of its words that a sentence must hold to answer a question that names no occupation and no place, on a library that is about them."""
PARTLY = 0.5
"""The share from which such a question, unanswered, is at least about occupations, so that asking back makes sense."""
ALIKE = 1.5
"""Sentences of several occupations that score this near to the best say that the question means none in particular."""
BARELY = 0.2
SURE_READING = 2.0
"""The share of words below which, and the reader's logit below which, a question without names leads away from its conversation."""
PAGES = 3
"""Pages that an answer draws from where the question leaves the place open."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Sentences to quote, in the order in which they are said; `labelled` where the page must be named beside each."""

    outcome: Outcome
    evidence: tuple[Evidence, ...]
    labelled: bool
    notes: tuple[str, ...] = ()
    """What is missing, said after the sentences."""
    missing: str | None = None
    suggestions: tuple[str, ...] = ()
    pay_first: bool = False
    """Whether pay as such is asked for, so that the figure is said before its sentence."""
    rows: tuple[PageEvidence, ...] = ()
    """The pages of a comparison; their pieces are part of `evidence`."""
    quoted: tuple[Evidence, ...] | None = None
    """Those of `evidence` that are said in sentences, the others stand in the table alone; None: all."""
    figures_only: bool = False
    """Whether of a piece that tells pay the figure is said without its sentence."""

    @property
    def spoken(self) -> tuple[Evidence, ...]:
        """The evidence that is said in sentences."""
        return self.evidence if self.quoted is None else self.quoted


def reply_to(inquiry: Inquiry, library: Library, names: Names, reader: Reader | None = None) -> Reply | Listing | Refusal:
    """The whole decision, rule by rule (docs/architecture.md)."""
    refused = _missing_page(inquiry, library, names)
    if refused:
        # Pages that are about no occupation and no place may still answer: what is on topic is decided by the library.
        return _from_general_pages(inquiry, library, reader) or _from_pages_that_name_it(inquiry, library, reader) or refused
    listing = listing_of(inquiry, library)
    if listing:
        return listing
    ranking = _ranking(inquiry, library) if pay_survey.is_asked(inquiry) and not inquiry.unknown else None
    if ranking:
        return ranking
    pages = library.documents(inquiry.filters)
    if not inquiry.occupations and not inquiry.places:
        return _open_question(inquiry, library, reader)
    if pay_survey.names_several(inquiry):
        if inquiry.aspect is None and comparison_asked.is_open(inquiry.unnamed):
            return refusal.which_aspect(inquiry, _told_by_each(inquiry, library))
        return _side_by_side(inquiry, library, pages, reader)
    return _from_pages(inquiry, library, pages, reader)


def _missing_page(inquiry: Inquiry, library: Library, names: Names) -> Refusal | None:
    if inquiry.ambiguous:
        return refusal.which_of(inquiry, library)
    unknown = {name.kind for name in inquiry.unknown}
    if "occupation" in unknown and not inquiry.occupations and library.occupations:
        return refusal.unknown_occupation(inquiry, library, names)
    if "place" in unknown and not inquiry.places and library.places:
        return refusal.unknown_place(inquiry, library)
    if inquiry.filters and not library.documents(inquiry.filters):
        return refusal.no_such_pair(inquiry, library)
    return None


def _from_general_pages(inquiry: Inquiry, library: Library, reader: Reader | None) -> Reply | None:
    general = library.general_documents
    if not general:
        return None
    all_are = len(general) == len(library.subjects)
    ranked = _ranked(inquiry, library, reader, Filters() if all_are else Filters(documents=general))
    if not ranked or not answers(inquiry, ranked, library):
        return None
    return Reply(Outcome.ANSWERED, tuple(evidence.choose(inquiry, ranked)), labelled=False)


def _from_pages_that_name_it(inquiry: Inquiry, library: Library, reader: Reader | None) -> Reply | None:
    """A job without a page of its own may be told of on another's: "Filialleiterinnen verdienen …" on the page about retail clerks."""
    jobs = [name.canonical for name in inquiry.unknown if name.kind == "occupation"]
    if len(jobs) != 1 or inquiry.occupations or len(inquiry.unknown) > 1 or (inquiry.places and not library.documents(inquiry.filters)):
        return None
    telling = [c for c in _ranked(inquiry, library, reader, inquiry.filters) if evidence.names_job(c, jobs[0]) and tells(inquiry, c)]
    if not telling or not answers(inquiry, telling, library, answerability.ON_TOPIC):
        return None
    places = len(inquiry.places) > 1
    best = [c for c in _best_of_each_page(telling) if answers(inquiry, [c], library)] if places else telling[:1]
    pieces = tuple(evidence.evidence_of(c, telling) for c in best)
    rows = tuple(PageEvidence(piece.passage.document, (piece,)) for piece in pieces) if len(pieces) > 1 else ()
    return Reply(Outcome.COMPARED if rows else Outcome.ANSWERED, pieces, labelled=True, rows=rows)


def _open_question(inquiry: Inquiry, library: Library, reader: Reader | None) -> Reply | Refusal:
    """Neither occupation nor place named: answered when some page does, else asked back or off topic."""
    ranked = _ranked(inquiry, library, reader, Filters())
    several = len(library.occupations) > 1
    if several and inquiry.aspect and (names_aspect(inquiry.unnamed, inquiry.aspect) or (ranked and ranked[0].generic)):
        return refusal.which_occupation(inquiry, library)
    enough = answerability.ON_TOPIC if library.occupations else None
    held = bool(ranked) and (ranked[0].share >= MOSTLY or not library.occupations)
    if held and answers(inquiry, ranked, library, enough) and not (several and _is_about_any_occupation(inquiry, ranked)):
        labelled = ranked[0].hit.passage.document.occupation is not None
        return Reply(Outcome.ANSWERED, tuple(evidence.choose(inquiry, ranked)), labelled=labelled)
    if (
        several
        and inquiry.aspect_told
        and ranked
        and (ranked[0].generic or ranked[0].share >= PARTLY or (ranked[0].share >= BARELY and (ranked[0].reading or 0.0) > 0))
    ):
        return refusal.which_occupation(inquiry, library)
    return refusal.off_topic(inquiry, library)


def _is_about_any_occupation(inquiry: Inquiry, ranked: Sequence[Candidate]) -> bool:
    """Whether the best sentences come from pages on several occupations, so that quoting one would be a guess."""
    near = [c for c in ranked[:5] if c.score >= ranked[0].score - ALIKE]
    return inquiry.aspect_told and len({c.hit.passage.document.occupation for c in near}) > 1


def _from_pages(inquiry: Inquiry, library: Library, pages: tuple[str, ...], reader: Reader | None) -> Reply | Refusal:
    """One occupation, or one place, or both: from the one page there is, or labelled from several."""
    ranked = _ranked(inquiry, library, reader, inquiry.filters)
    answering = to_the_point([c for c in ranked if tells(inquiry, c)])
    there = suggestions.once([o for _, o, _, _ in library.subjects_of(inquiry.filters) if o])
    if not inquiry.occupations and len(there) > 1 and answering and answering[0].generic:
        return refusal.which_occupation(inquiry, library)
    enough = answerability.OF_PLACE if not inquiry.occupations and answering and answering[0].reading is not None else None
    # "Regnet es morgen in Köln?" names a place, and nothing that has to do with occupations.
    strange = not inquiry.occupations and not inquiry.aspect_told and answering and answering[0].share < PARTLY
    strange = strange or (answering and _leads_away(inquiry, answering[0]))
    if not answering or strange or not answers(inquiry, answering, library, enough):
        return refusal.not_told(inquiry, library, _told(library, pages))
    notes, missing = refusal.also_missing(inquiry)
    if len(pages) == 1 or _same_subject(library, inquiry.filters):
        chosen = tuple(evidence.choose(inquiry, answering))
        return Reply(Outcome.ANSWERED, chosen, labelled=inquiry.implied, notes=notes, missing=missing, pay_first=_asks_pay(inquiry, answering))
    # Each page of an occupation tells its pay; a detail ("Mindestlohn") is perhaps told by one alone.
    everywhere = inquiry.occupations and answering[0].generic
    leading = [c for c in _best_of_each_page(answering) if everywhere or c.score >= answering[0].score - ALIKE]
    best = [evidence.evidence_of(c, answering) for c in leading[: PAGES if inquiry.aspect is Aspect.PAY else 1]]
    if everywhere and _asks_pay(inquiry, answering):
        rows = [with_all_pay(PageEvidence(piece.passage.document, (piece,)), inquiry, library) for piece in best]
        best = [row.pieces[0] for row in like_first(rows, inquiry)]
    others = [page for page in pages if page not in {piece.passage.document.id for piece in best}]
    offered = suggestions.for_pages(inquiry.language, library, Filters(documents=frozenset(others)), [inquiry.aspect]) if others else []
    return Reply(Outcome.ANSWERED, tuple(best), True, notes, missing, suggestions.spread(offered), _asks_pay(inquiry, answering))


def _leads_away(inquiry: Inquiry, best: Candidate) -> bool:
    """Whether a question that names nothing, and nothing that its conversation was about, is only taken for a follow-up ("Wie wird das Wetter?")."""
    nameless = "occupation" in inquiry.slots.carried_over and inquiry.slots.aspect is None
    return nameless and best.share < BARELY and (best.reading or 0.0) < SURE_READING


def _side_by_side(inquiry: Inquiry, library: Library, pages: tuple[str, ...], reader: Reader | None) -> Reply | Refusal:
    """Several places or occupations named: a row for each page, the best sentence of each said, and a word about each that doesn't tell."""
    rows: list[PageEvidence] = []
    asks_pay = False
    for page in pages:
        ranked = _ranked(inquiry, library, reader, Filters(documents=frozenset([page])))
        telling = to_the_point([c for c in ranked if tells(inquiry, c)])
        document = library.document(page)
        if document is None:
            continue
        if telling and answers(inquiry, telling, library):
            # "Vergleiche das Gehalt": a word of comparing is no detail.
            pays = _asks_pay(inquiry, telling) or pay_survey.is_asked(inquiry) or (inquiry.aspect is Aspect.PAY and names_aspect(inquiry.unnamed, Aspect.PAY))
            asks_pay = asks_pay or pays
            pieces = _best_first(evidence.choose(inquiry, telling)) if pays else [evidence.evidence_of(telling[0], telling)]
            rows.append(PageEvidence(document, tuple(pieces)))
        else:
            rows.append(PageEvidence(document, ()))
    whole = [with_all_pay(row, inquiry, library) for row in rows] if asks_pay else []
    if sum(bool(row.pieces) for row in whole) > 1:
        rows = like_first(whole, inquiry)
    said = [row for row in rows if row.pieces]
    if not said:
        return refusal.not_told(inquiry, library, _told(library, pages))
    notes, missing = refusal.also_missing(inquiry)
    notes += tuple(refusal.page_silent(inquiry, library, row.page.id) for row in rows if not row.pieces)
    outcome = Outcome.COMPARED if len(said) > 1 else Outcome.ANSWERED
    return Reply(
        outcome,
        evidence=spoken_first(said),
        labelled=True,
        notes=notes,
        missing=missing,
        pay_first=asks_pay,
        rows=tuple(rows) if len(said) > 1 else (),
        quoted=tuple(row.pieces[0] for row in said) if len(said) > 1 else None,
    )


def _ranking(inquiry: Inquiry, library: Library) -> Reply | None:
    """Where, or in which occupation, most is paid: the best pages of all that come into question; None where fewer than two can be compared."""
    found = pay_survey.survey(inquiry, library)
    named = pay_survey.names_several(inquiry)
    if len(found.ranked) < 2 or (named and not pay_survey.tells_of_all(inquiry, found, library)):
        return None
    best = pay_survey.best(inquiry, found)
    rows = tuple(with_all_pay(PageEvidence(wage.page, (wage.piece,)), inquiry, library) for wage in best)
    return Reply(
        Outcome.COMPARED,
        evidence=spoken_first(rows),
        labelled=True,
        notes=(pay_survey.summary(inquiry.language, found),),
        pay_first=True,
        rows=rows,
        quoted=tuple(wage.piece for wage in best),
        figures_only=not named,
    )


def _asks_pay(inquiry: Inquiry, telling: Sequence[Candidate]) -> bool:
    """Whether pay as such is asked for, or that of a stage, rather than a detail of it."""
    return inquiry.aspect is Aspect.PAY and (telling[0].generic or bool(inquiry.stages) or period_asked(inquiry.question) is not None)


def _best_first(pieces: Sequence[Evidence]) -> list[Evidence]:
    return sorted(pieces, key=lambda piece: -piece.score)


def _ranked(inquiry: Inquiry, library: Library, reader: Reader | None, filters: Filters) -> list[Candidate]:
    hits = library.search(inquiry.standing_alone, filters, evidence.READ, inquiry.vector)
    return evidence.candidates(inquiry, hits, library, reader)


def surely_answers(inquiry: Inquiry, library: Library) -> bool:
    """Whether the page asked for is surely about the aspect that is asked for as such. Then it is answered, and no reader is needed to know that."""
    if not inquiry.occupations or inquiry.unknown or inquiry.ambiguous or not library.documents(inquiry.filters):
        return False
    promising = _ranked(inquiry, library, None, inquiry.filters)[: evidence.READ_CLOSELY]
    telling = [c for c in promising if tells(inquiry, c)]
    return bool(telling) and is_told_plainly(telling)


def _best_of_each_page(ranked: Sequence[Candidate]) -> list[Candidate]:
    best: dict[str, Candidate] = {}
    for candidate in ranked:
        best.setdefault(candidate.hit.passage.document.id, candidate)
    return list(best.values())


def _same_subject(library: Library, filters: Filters) -> bool:
    return len({(o, p) for _, o, p, _ in library.subjects_of(filters)}) == 1


def _told_by_each(inquiry: Inquiry, library: Library) -> list[Aspect]:
    """The aspects that of each occupation and place that is named a page tells; one page of each is read."""
    firsts: dict[tuple[str, str], str] = {}
    for document, occupation, place, _ in library.subjects_of(inquiry.filters):
        firsts.setdefault(inquiry.named_of(occupation, place), document)
    told = frozenset[Aspect].intersection(*(library.aspects_of(page) for page in firsts.values()))
    return [aspect for aspect in suggestions.ASPECTS if aspect in told]


def _told(library: Library, pages: Sequence[str]) -> list[Aspect]:
    """The aspects that at least one of the pages tells, in the order of suggestions; at most a few pages are read."""
    told = {aspect for page in pages[:PAGES] for aspect in library.aspects_of(page)}
    return [aspect for aspect in suggestions.ASPECTS if aspect in told]
