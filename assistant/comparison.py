"""Several pages side by side: a row each, every cell with its citation, and "keine Angabe auf der Seite" where a page doesn't tell."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant import pay
from assistant.inquiry import Inquiry
from assistant.types import Cell, Evidence, Row, Table
from assistant.wording import Language, say
from index.amounts import Amount, Period, Stage
from index.types import Aspect, Document

STAGES = (Stage.APPRENTICE, Stage.ENTRY, None, Stage.EXPERIENCED, Stage.LEAD)
"""The order of columns; None: the page tells no stage."""


@dataclass(frozen=True, slots=True)
class PageEvidence:
    """What a page tells, best first; nothing where it doesn't."""

    page: Document
    pieces: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Wage:
    """A wage that a page tells, and the evidence that tells it."""

    page: Document
    piece: Evidence
    amount: Amount

    @property
    def middle(self) -> float:
        """Of its range, in EUR a period; the one end that is told where the other isn't."""
        ends = [end for end in (self.amount.low, self.amount.high) if end is not None]
        return sum(ends) / len(ends)


def comparable(wages: Sequence[Wage], stages: frozenset[Stage] = frozenset()) -> tuple[Wage, ...]:
    """Those of one stage and period, one a page: of the stages asked for, or of any, what most pages tell. Like is compared with like."""
    asked = [wage for wage in wages if not stages or wage.amount.stage in stages]
    pages = Counter(key for key, _ in {((w.amount.stage, w.amount.period), w.page.id) for w in asked})
    if not pages:
        return ()
    (stage, period), _ = min(pages.items(), key=lambda item: (item[0][1] is None, -item[1], STAGES.index(item[0][0])))
    first: dict[str, Wage] = {}
    for wage in asked:
        if (wage.amount.stage, wage.amount.period) == (stage, period):
            first.setdefault(wage.page.id, wage)
    return tuple(first.values())


def table_of(inquiry: Inquiry, rows: Sequence[PageEvidence], numbers: dict[Evidence, int]) -> Table:
    """The table of a comparison; `numbers` are those of the citations."""
    if inquiry.aspect is Aspect.PAY and any(pay.wages(piece, inquiry.stages) for row in rows for piece in row.pieces):
        return _of_pay(inquiry, rows, numbers)
    column = say(inquiry.language, f"aspect.{inquiry.aspect}") if inquiry.aspect else say(inquiry.language, "table.told")
    return Table(columns=(column,), rows=tuple(_row(row.page, (_quoted(inquiry.language, row, numbers),)) for row in rows))


def _of_pay(inquiry: Inquiry, rows: Sequence[PageEvidence], numbers: dict[Evidence, int]) -> Table:
    told = {row.page.id: pay.all_wages(row.pieces, inquiry.stages) for row in rows}
    stages = [stage for stage in STAGES if any(amount.stage is stage for found in told.values() for _, amount in found)]
    periods: set[Period | None] = {amount.period for found in told.values() for _, amount in found}
    return Table(
        columns=tuple(say(inquiry.language, f"pay.column.{stage or 'none'}") for stage in stages),
        rows=tuple(_row(row.page, tuple(_wage_cell(inquiry.language, told[row.page.id], stage, numbers) for stage in stages)) for row in rows),
        note=_note(inquiry.language, periods),
    )


def _note(language: Language, periods: set[Period | None]) -> str | None:
    if len(periods) < 2:
        return None
    return say(language, "table.periods_differ" if len(periods - {None}) > 1 else "table.period_untold")


def _wage_cell(language: Language, told: Sequence[tuple[Evidence, Amount]], stage: Stage | None, numbers: dict[Evidence, int]) -> Cell:
    own = [(piece, amount) for piece, amount in told if amount.stage is stage]
    if not own:
        return Cell(text=say(language, "table.untold"))
    texts = dict.fromkeys(pay.said(language, amount, with_stage=False) for _, amount in own)
    return Cell(text="; ".join(texts), citations=tuple(sorted({numbers[piece] for piece, _ in own})))


def _quoted(language: Language, row: PageEvidence, numbers: dict[Evidence, int]) -> Cell:
    if not row.pieces:
        return Cell(text=say(language, "table.untold"))
    return Cell(text=" ".join(" ".join(piece.quote.split()) for piece in row.pieces), citations=tuple(numbers[piece] for piece in row.pieces))


def _row(page: Document, cells: tuple[Cell, ...]) -> Row:
    return Row(document=page.id, occupation=page.occupation, place=page.place, cells=cells)
