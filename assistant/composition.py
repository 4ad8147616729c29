"""Turns what was decided into the answer record: statements, citations, amounts, the table of a comparison, and the text that a user reads."""

from collections.abc import Iterator, Sequence

from assistant import suggestions
from assistant.comparison import table_of
from assistant.conversion import converted
from assistant.exact_phrase import exact_phrases
from assistant.inquiry import Inquiry
from assistant.listing import Listing
from assistant.pay import headline, wages
from assistant.period_asked import period_asked
from assistant.plain_markers import IN_RECORD
from assistant.refusal import Refusal
from assistant.reply import Reply
from assistant.types import Answer, Citation, Evidence, Outcome, Slots, StatedAmount, StatedQuantity, Statement
from assistant.wording import say
from index.amounts import Amount
from index.quantities import find_quantities
from index.types import Document, Span


def refused(question: str, understood: str, slots: Slots, refusal: Refusal, generation: int, timings: dict[str, float]) -> Answer:
    """The record of a refusal, or of a question back."""
    return Answer(
        question=question,
        understood_as=understood,
        slots=slots,
        outcome=refusal.outcome,
        text=refusal.text,
        missing=refusal.missing,
        reason=refusal.reason,
        suggestions=refusal.suggestions,
        generation=generation,
        timings_ms=timings,
    )


def answered(inquiry: Inquiry, reply: Reply, generation: int, timings: dict[str, float]) -> Answer:
    """The record of an answer."""
    numbers = {piece: number for number, piece in enumerate(reply.evidence, start=1)}
    statements = tuple(_statements(inquiry, reply, numbers))
    amounts = tuple((piece, amount) for piece in numbers for amount in piece.amounts)
    return Answer(
        question=inquiry.question,
        understood_as=inquiry.standing_alone,
        slots=_slots(inquiry.slots, reply),
        outcome=reply.outcome,
        text=_text(statements, reply.notes),
        statements=statements,
        citations=tuple(_citation(number, piece.passage.document, piece.span, piece.passage.section) for piece, number in numbers.items()),
        amounts=tuple(_stated(numbers[piece], piece.passage.document, amount) for piece, amount in amounts),
        quantities=tuple(quantity for piece, number in numbers.items() for quantity in _quantities(number, piece)),
        table=table_of(inquiry, reply.rows, numbers, amounts, reply.pay_first) if reply.rows else None,
        missing=reply.missing,
        suggestions=reply.suggestions,
        generation=generation,
        timings_ms=timings,
    )


def listed(inquiry: Inquiry, listing: Listing, generation: int, timings: dict[str, float]) -> Answer:
    """The record of an answer that says what pages there are; each page is cited with its first line."""
    citations = tuple(_citation(n, page, _first_line(page), None) for n, page in enumerate(listing.pages, start=1))
    statement = Statement(text=listing.text, citations=tuple(citation.number for citation in citations), kind="list")
    return Answer(
        question=inquiry.question,
        understood_as=inquiry.standing_alone,
        slots=inquiry.slots.model_copy(update={"aspect": None}),
        outcome=Outcome.ANSWERED,
        text=_text((statement,), ()),
        statements=(statement,),
        citations=citations,
        suggestions=listing.suggestions,
        generation=generation,
        timings_ms=timings,
    )


def _slots(slots: Slots, reply: Reply) -> Slots:
    """Those of the inquiry; where it named a place alone and one page answers, a follow-up is about that page's occupation."""
    pages = {piece.passage.document.id: piece.passage.document for piece in reply.evidence}
    told = next(iter(pages.values())).occupation if len(pages) == 1 else None
    return slots.model_copy(update={"occupation": (told,)}) if told and slots.place and not slots.occupation else slots


def _statements(inquiry: Inquiry, reply: Reply, numbers: dict[Evidence, int]) -> Iterator[Statement]:
    period = period_asked(inquiry.question) if reply.pay_first else None
    before = ""
    for piece in reply.spoken:
        label = _label(inquiry, piece.passage.document) if reply.labelled else ""
        # One page that is quoted several times is named once.
        label, before = ("" if label == before and not reply.rows else label), label
        cited = (numbers[piece],)
        told = wages(piece, inquiry.stages, period) if reply.pay_first else ()
        if told:
            yield Statement(text=headline(inquiry.language, told, label), citations=cited, kind="figure")
            label = ""
        if not (told and reply.figures_only):
            quote = " ".join(piece.quote.split())
            text = say(inquiry.language, "answer.labelled", label=label, quote=quote) if label else quote
            exact = exact_phrases(text, inquiry.standing_alone, inquiry.aspect, inquiry.stages)
            yield Statement(text=text, citations=cited, exact=tuple((span.start, span.end) for span in exact))
        if told and period:
            sums = [each for amount in told for each in converted(inquiry.language, amount, period)]
            yield from (Statement(text=each.text, citations=cited, kind="sum") for each in sums)


def _text(statements: Sequence[Statement], notes: Sequence[str]) -> str:
    said = [IN_RECORD.behind(statement.text, statement.citations) for statement in statements]
    return " ".join([*said, *notes])


def _citation(number: int, page: Document, span: Span, section: str | None) -> Citation:
    return Citation(
        number=number,
        document=page.id,
        title=page.title,
        section=section,
        quote=page.text[span.start : span.end],
        start=span.start,
        end=span.end,
        url=page.url,
        date=page.date,
    )


def _first_line(page: Document) -> Span:
    start = len(page.text) - len(page.text.lstrip())
    end = page.text.find("\n", start)
    return Span(start, end if end > start else len(page.text))


def _label(inquiry: Inquiry, page: Document) -> str:
    """What the question left open, so that no page speaks for another: the place, the occupation, or both."""
    occupation = page.occupation if len(suggestions.once(inquiry.occupations)) != 1 or inquiry.implied else None
    place = page.place if len(inquiry.places) != 1 else None
    if occupation or place:
        return suggestions.subject(inquiry.language, (occupation,) if occupation else (), (place,) if place else ())
    return page.title


def _stated(number: int, page: Document, amount: Amount) -> StatedAmount:
    return StatedAmount(
        low=amount.low,
        high=amount.high,
        unit=amount.unit,
        period=amount.period,
        stage=None if amount.stage is None else str(amount.stage),
        occupation=page.occupation,
        place=page.place,
        citation=number,
        hedge=amount.hedge,
    )


def _quantities(number: int, piece: Evidence) -> Iterator[StatedQuantity]:
    for found in find_quantities(piece.passage.document.text, piece.span):
        yield StatedQuantity(kind=found.kind, low=found.low, high=found.high, unit=found.unit, per=found.per, citation=number)
