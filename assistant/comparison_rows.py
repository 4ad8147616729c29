"""What stands in a row of a comparison, and what of it is said first."""

from collections.abc import Sequence

from assistant import pay, pay_survey
from assistant.comparison import PageEvidence, Wage, comparable
from assistant.inquiry import Inquiry
from assistant.types import Evidence
from index.library import Library


def like_first(rows: Sequence[PageEvidence], inquiry: Inquiry) -> list[PageEvidence]:
    """With the piece first that tells what most of the pages tell: the start here is said beside the start there, not beside twenty years later."""
    wages = [Wage(row.page, piece, amount) for row in rows for piece in row.pieces for amount in pay.wages(piece, inquiry.stages)]
    like = {wage.page.id: wage.piece for wage in comparable(wages, inquiry.stages)}
    firsts = [(row, like.get(row.page.id)) for row in rows]
    return [PageEvidence(row.page, (first, *(piece for piece in row.pieces if piece is not first)) if first else row.pieces) for row, first in firsts]


def spoken_first(rows: Sequence[PageEvidence]) -> tuple[Evidence, ...]:
    """The first piece of each row, which is said, then what the table alone shows: citations are numbered in the order in which they are read."""
    return (*(row.pieces[0] for row in rows), *(piece for row in rows for piece in row.pieces[1:]))


def with_all_pay(row: PageEvidence, inquiry: Inquiry, library: Library) -> PageEvidence:
    """With every sentence of its page that tells pay: a table says "keine Angabe auf der Seite" of nothing that the page does tell."""
    others = [
        piece
        for piece in pay_survey.told_on(row.page.id, inquiry, library)
        if not any(piece.span.start < chosen.span.end and chosen.span.start < piece.span.end for chosen in row.pieces)
    ]
    return PageEvidence(row.page, (*row.pieces, *others))
