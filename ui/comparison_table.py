"""The table of a comparison: what each page tells, side by side, every cell with the markers of its proof."""

from collections.abc import Mapping
from html import escape

from assistant.types import Answer, Cell, Citation, Row
from assistant.wording import Language, say
from ui.marker import by_number, markers
from ui.tongue import tongue


def comparison_table(answer: Answer, turn: int, language: Language, own: Language | None = None) -> str:
    """A row a page, the page's name as the row's heading, markers in every cell that tells something; empty where nothing is compared.

    own: what the answer is written in, where that isn't the page's language.
    """
    if answer.table is None:
        return ""
    as_answered = tongue(own, language)
    head = "".join(f'<th scope="col"{as_answered}>{escape(column)}</th>' for column in answer.table.columns)
    citations = by_number(answer.citations)
    rows = "".join(_row(row, turn, citations, language, as_answered) for row in answer.table.rows)
    note = f'<p class="note"{as_answered}>{escape(answer.table.note)}</p>' if answer.table.note else ""
    first = escape(say(own or language, "table.page"))
    return f'<div class="comparison"><table><thead><tr><th scope="col"{as_answered}>{first}</th>{head}</tr></thead><tbody>{rows}</tbody></table>{note}</div>'


def _row(row: Row, turn: int, citations: Mapping[int, Citation], language: Language, as_answered: str) -> str:
    cells = "".join(_cell(cell, turn, citations, language, as_answered) for cell in row.cells)
    return f'<tr><th scope="row">{escape(row.name)}</th>{cells}</tr>'


def _cell(cell: Cell, turn: int, citations: Mapping[int, Citation], language: Language, as_answered: str) -> str:
    links = markers(turn, cell.citations, citations, language)
    text = f"<span{as_answered}>{escape(cell.text)}</span>" if as_answered else escape(cell.text)
    return f'<td>{text} <span class="cites">{links}</span></td>' if links else f'<td class="untold">{text}</td>'
