"""The table of a comparison: what each page tells, side by side, every cell with the markers of its proof."""

from html import escape

from assistant.types import Answer, Cell, Row
from assistant.wording import Language, say
from ui.marker import marker


def comparison_table(answer: Answer, turn: int, language: Language) -> str:
    """A row a page, the page's name as the row's heading, markers in every cell that tells something; empty where nothing is compared."""
    if answer.table is None:
        return ""
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in (say(language, "table.page"), *answer.table.columns))
    rows = "".join(_row(row, turn, language) for row in answer.table.rows)
    note = f'<p class="note">{escape(answer.table.note)}</p>' if answer.table.note else ""
    return f'<div class="comparison"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{note}</div>'


def _row(row: Row, turn: int, language: Language) -> str:
    name = " · ".join(part for part in (row.occupation, row.place) if part) or row.document
    cells = "".join(_cell(cell, turn, language) for cell in row.cells)
    return f'<tr><th scope="row">{escape(name)}</th>{cells}</tr>'


def _cell(cell: Cell, turn: int, language: Language) -> str:
    markers = " ".join(marker(turn, number, language) for number in cell.citations)
    return f'<td>{escape(cell.text)} <span class="cites">{markers}</span></td>' if markers else f'<td class="untold">{escape(cell.text)}</td>'
