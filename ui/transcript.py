"""Turns a conversation into the chat's messages: safe HTML in which every text from outside is escaped.

Gradio's sanitiser strips `aria-*` and `data-*`, so what assistive technology needs stands in visually hidden text (class `vh`).
"""

import re
from collections.abc import Iterator
from html import escape

from assistant.types import Answer, Cell, Row, Slots, Statement
from assistant.wording import Language, say
from ui.types import Conversation, Turn

SHOWN_QUESTION = 1_000
"""Characters of a question that the transcript repeats; a whole pasted page would bury the answer."""

Piece = Statement | str
"""A part of an answer in reading order: a statement, or a text between statements that carries no claim of its own."""


def messages(conversation: Conversation, language: Language, pieces: int | None = None) -> list[dict[str, str]]:
    """The chat's messages; of the newest answer only the first `pieces` parts, where it is still being written."""
    shown: list[dict[str, str]] = []
    for turn in conversation.turns:
        newest = turn is conversation.turns[-1]
        shown.append({"role": "user", "content": _question(turn, language)})
        body = _reply(turn, language, pieces if newest else None)
        if body:
            shown.append({"role": "assistant", "content": body})
    return shown


def reading_order(answer: Answer) -> tuple[Piece, ...]:
    """The statements of an answer, and whatever its text says before, between and after them.

    The text is what command line and programs show; the chat must not say less than they do.
    """
    return tuple(_pieces(answer))


def differs(question: str, understood_as: str) -> bool:
    """Whether two questions differ in more than case, punctuation and spaces."""
    return _letters(question) != _letters(understood_as)


def _pieces(answer: Answer) -> Iterator[Piece]:
    at = 0
    for statement in answer.statements:
        found = answer.text.find(statement.text, at)
        if found >= 0:
            yield from _between(answer.text[at:found])
            at = found + len(statement.text)
        yield statement
    if at or not answer.statements:
        yield from _between(answer.text[at:])


def _between(text: str) -> Iterator[str]:
    """The paragraphs of a stretch of text, without the markers of the statement before it; none where only punctuation is left."""
    for paragraph in re.sub(r"\s*\[\d+\]", "", text).splitlines():
        if re.search(r"\w", paragraph):
            yield paragraph.strip()


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _question(turn: Turn, language: Language) -> str:
    text = turn.question if len(turn.question) <= SHOWN_QUESTION else turn.question[:SHOWN_QUESTION] + " …"
    return f'<p class="question"><span class="vh">{_say(language, "you")}: </span>{escape(text)}</p>'


def _reply(turn: Turn, language: Language, pieces: int | None) -> str:
    if turn.failed:
        return f'<div class="reply declined"><p>{_say(language, "failed")}</p></div>'
    if turn.answer is None:
        return ""
    answer, order = turn.answer, reading_order(turn.answer)
    done = pieces is None or pieces >= len(order)
    parts = [_understood(answer, language)]
    parts += [_piece(piece, turn.number, language) for piece in order[:pieces]]
    if done:
        parts += [comparison_table(answer, turn.number, language)]
        parts += [_sources(answer, turn.number, language), _suggestions(answer, language)]
    kind = "proven" if answer.statements else "declined"
    return f'<div class="reply {kind if done else kind + " writing"}">{"".join(parts)}</div>'


def _piece(piece: Piece, turn: int, language: Language) -> str:
    if isinstance(piece, str):
        return f"<p>{escape(piece)}</p>"
    markers = " ".join(_marker(turn, number, language) for number in piece.citations)
    return f'<p class="statement {piece.kind}">{escape(piece.text)} <span class="cites">{markers}</span></p>'


def comparison_table(answer: Answer, turn: int, language: Language) -> str:
    """The table of a comparison: a row a page, the page's name as the row's heading, markers in every cell that tells something."""
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
    markers = " ".join(_marker(turn, number, language) for number in cell.citations)
    return f'<td>{escape(cell.text)} <span class="cites">{markers}</span></td>' if markers else f'<td class="untold">{escape(cell.text)}</td>'


def _marker(turn: int, number: int, language: Language) -> str:
    title = escape(say(language, "chat.source.open", number=number))
    return f'<a href="#q-{turn}-{number}" class="cite" title="{title}"><span class="vh">{_say(language, "source.label")} </span>[{number}]</a>'


def _understood(answer: Answer, language: Language) -> str:
    chips = "".join(_chips(answer.slots, language))
    line = f'<p class="vh">{_say(language, "understood")}:</p><ul class="chips">{chips}</ul>' if chips else ""
    if differs(answer.question, answer.understood_as):
        line += f'<p class="understood-as">{escape(say(language, "chat.understood_as", question=answer.understood_as))}</p>'
    return line


def _chips(slots: Slots, language: Language) -> Iterator[str]:
    aspects = (say(language, f"aspect.{slots.aspect}"),) if slots.aspect else ()
    stages = tuple(say(language, f"stage.{stage}") for stage in slots.stage)
    for kind, values in (("occupation", slots.occupation), ("place", slots.place), ("aspect", aspects), ("stage", stages)):
        carried = kind in slots.carried_over
        note = f' <span class="carried-note">{_say(language, "carried_over")}</span>' if carried else ""
        for value in values:
            name = f'<span class="vh">{_say(language, f"slot.{kind}")}: </span>{escape(value)}'
            yield f'<li class="{"chip carried" if carried else "chip"}">{name}{note}</li>'


def _sources(answer: Answer, turn: int, language: Language) -> str:
    """One line for each section that is cited, with the numbers of the citations in it."""
    if not answer.citations:
        return ""
    sections: dict[tuple[str, str, str | None], list[int]] = {}
    for citation in answer.citations:
        sections.setdefault((citation.document, citation.title, citation.section), []).append(citation.number)
    items = "".join(f"<li>{_source_line(title, section, numbers, turn)}</li>" for (_, title, section), numbers in sections.items())
    return f'<div class="sources"><p>{_say(language, "source.list")}</p><ul>{items}</ul></div>'


def _source_line(title: str, section: str | None, numbers: list[int], turn: int) -> str:
    heading = f' <span class="section">{escape(section)}</span>' if section else ""
    if len(numbers) == 1:
        return f'<a href="#q-{turn}-{numbers[0]}" class="source-line">[{numbers[0]}] {escape(title)}</a>{heading}'
    links = " ".join(f'<a href="#q-{turn}-{number}" class="source-line">[{number}]</a>' for number in numbers)
    return f"{links} {escape(title)}{heading}"


def _suggestions(answer: Answer, language: Language) -> str:
    if not answer.suggestions:
        return ""
    return f'<div class="suggestions"><p>{_say(language, "suggestions")}</p>{ask_buttons(answer.suggestions)}</div>'


def ask_buttons(questions: tuple[str, ...]) -> str:
    """A list of buttons that ask what is written on them (static/ask_buttons.js)."""
    items = "".join(f'<li><button type="button" class="asks">{escape(question)}</button></li>' for question in questions)
    return f'<ul class="asks-list">{items}</ul>'


def _say(language: Language, key: str) -> str:
    return escape(say(language, f"chat.{key}"))
