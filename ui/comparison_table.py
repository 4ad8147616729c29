"""The table of a comparison: what each page tells, side by side, every cell with the markers of its proof."""

from html import escape

from assistant.types import Answer, Cell, Citation, Row
from assistant.wording import Language, say
from ui.marker import markers


def comparison_table(answer: Answer, turn: int, language: Language) -> str:
    """A row a page, the page's name as the row's heading, markers in every cell that tells something; empty where nothing is compared."""
    if answer.table is None:
        return ""
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in (say(language, "table.page"), *answer.table.columns))
    rows = "".join(_row(row, turn, answer.citations, language) for row in answer.table.rows)
    note = f'<p class="note">{escape(answer.table.note)}</p>' if answer.table.note else ""
    return f'<div class="comparison"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{note}</div>'


def _row(row: Row, turn: int, citations: tuple[Citation, ...], language: Language) -> str:
    cells = "".join(_cell(cell, turn, citations, language) for cell in row.cells)
    return f'<tr><th scope="row">{escape(row.name)}</th>{cells}</tr>'


def _cell(cell: Cell, turn: int, citations: tuple[Citation, ...], language: Language) -> str:
    links = markers(turn, cell.citations, citations, language)
    return f'<td>{escape(cell.text)} <span class="cites">{links}</span></td>' if links else f'<td class="untold">{escape(cell.text)}</td>'
