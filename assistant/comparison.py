"""Several pages side by side: a row each, every cell with its citation, and "keine Angabe auf der Seite" where a page doesn't tell."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant import pay
from assistant.inquiry import Inquiry
from assistant.types import Cell, Evidence, Row, Table
from assistant.wording import Language, say
from index.amounts import Amount, Period, Stage
from index.types import Document

STAGES = (Stage.APPRENTICE, Stage.ENTRY, None, Stage.EXPERIENCED, Stage.LEAD)
"""The order of columns; None: the page tells no stage."""

Told = tuple[Evidence, Amount]
"""An amount and the evidence that tells it."""


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
    """Those of one stage and period, one a page: of the stages asked for, or of those of trained people, what most pages tell. Like is compared with like."""
    asked = [wage for wage in wages if (wage.amount.stage in stages if stages else wage.amount.stage is not Stage.APPRENTICE)]
    pages = Counter(key for key, _ in {((w.amount.stage, w.amount.period), w.page.id) for w in asked})
    if not pages:
        return ()
    (stage, period), _ = min(pages.items(), key=lambda item: (item[0][1] is None, -item[1], STAGES.index(item[0][0])))
    first: dict[str, Wage] = {}
    for wage in asked:
        if (wage.amount.stage, wage.amount.period) == (stage, period):
            first.setdefault(wage.page.id, wage)
    return tuple(first.values())


def table_of(inquiry: Inquiry, rows: Sequence[PageEvidence], numbers: dict[Evidence, int], amounts: Sequence[Told], of_pay: bool) -> Table:
    """The table of a comparison; `numbers` are those of the citations, `amounts` what the answer states, in its order. of_pay: whether pay as such is asked."""
    if of_pay and any(pay.wages(piece, inquiry.stages) for row in rows for piece in row.pieces):
        return _of_pay(inquiry, rows, numbers, {told: position for position, told in enumerate(amounts)})
    column = say(inquiry.language, f"aspect.{inquiry.aspect}") if inquiry.aspect else say(inquiry.language, "table.told")
    return Table(columns=(column,), rows=tuple(_row(row.page, (_quoted(inquiry.language, row, numbers),)) for row in rows))


def _of_pay(inquiry: Inquiry, rows: Sequence[PageEvidence], numbers: dict[Evidence, int], positions: dict[Told, int]) -> Table:
    told = {row.page.id: pay.all_wages(row.pieces) for row in rows}
    asked = {page: tuple(each for each in found if each[1].stage in inquiry.stages) for page, found in told.items()}
    told = asked if any(asked.values()) else told
    stages = [stage for stage in STAGES if any(amount.stage is stage for found in told.values() for _, amount in found)]
    periods: set[Period | None] = {amount.period for found in told.values() for _, amount in found}

    def cell(page: Document, stage: Stage | None) -> Cell:
        return _wage_cell(inquiry.language, [each for each in told[page.id] if each[1].stage is stage], numbers, positions)

    return Table(
        columns=tuple(say(inquiry.language, f"pay.column.{stage or 'none'}") for stage in stages),
        rows=tuple(_row(row.page, tuple(cell(row.page, stage) for stage in stages)) for row in rows),
        note=_note(inquiry.language, periods),
    )


def _note(language: Language, periods: set[Period | None]) -> str | None:
    if len(periods) < 2:
        return None
    return say(language, "table.periods_differ" if len(periods - {None}) > 1 else "table.period_untold")


def _wage_cell(language: Language, told: Sequence[Told], numbers: dict[Evidence, int], positions: dict[Told, int]) -> Cell:
    if not told:
        return Cell(text=say(language, "table.untold"))
    texts = dict.fromkeys(pay.said(language, amount, with_stage=False) for _, amount in told)
    return Cell(text="; ".join(texts), citations=tuple(sorted({numbers[piece] for piece, _ in told})), amounts=tuple(positions[each] for each in told))


def _quoted(language: Language, row: PageEvidence, numbers: dict[Evidence, int]) -> Cell:
    if not row.pieces:
        return Cell(text=say(language, "table.untold"))
    return Cell(text=" ".join(" ".join(piece.quote.split()) for piece in row.pieces), citations=tuple(numbers[piece] for piece in row.pieces))


def _row(page: Document, cells: tuple[Cell, ...]) -> Row:
    return Row(document=page.id, occupation=page.occupation, place=page.place, cells=cells)
