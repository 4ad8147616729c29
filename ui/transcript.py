"""Turns a conversation into the chat's messages: safe HTML in which every text from outside is escaped.

Gradio's sanitiser strips `aria-*` and `data-*`, so what assistive technology needs stands in visually hidden text (class `vh`).
"""

import re
from collections.abc import Iterator, Mapping
from html import escape

from assistant.question_language import question_language
from assistant.types import Answer, Citation, Statement
from assistant.wording import Language, say
from index.plain_text import visible
from ui.chips import chips
from ui.comparison_downloads import download_buttons
from ui.comparison_table import comparison_table
from ui.feedback_row import feedback_row
from ui.marker import by_number, markers
from ui.range_chart import range_chart
from ui.source_list import source_list
from ui.tongue import tongue
from ui.types import Conversation, Turn

SHOWN_QUESTION = 1_000
"""Characters of a question that the transcript repeats; a whole pasted page would bury the answer."""

MARKER = re.compile(r"(?<!\s)\s*+\[\d+\]")
"""As the text has it, with the blanks before it. Never begun inside a run of blanks, so that a text of nothing else costs one look at each."""

Piece = Statement | str
"""A part of an answer in reading order: a statement, or a text between statements that carries no claim of its own."""


def messages(conversation: Conversation, language: Language, pieces: int | None = None) -> list[dict[str, str]]:
    """The chat's messages; of the newest answer only the first `pieces` parts, where it is still being written."""
    shown: list[dict[str, str]] = []
    for turn in conversation.turns:
        newest = turn is conversation.turns[-1]
        shown.append({"role": "user", "content": visible(_question(turn, language))})
        # What a library's pages say has nothing invisible any more; what a visitor's browser sends back may.
        body = visible(_reply(turn, language, pieces if newest else None))
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
    at, found = 0, 0
    for statement in answer.statements:
        # The text of our own answers has them all. Of one that a browser kept it may have none, and to look for each would take hours.
        found = answer.text.find(statement.text, at) if found >= 0 else found
        if found >= 0:
            yield from _between(answer.text[at:found])
            at = found + len(statement.text)
        yield statement
    if at or not answer.statements:
        yield from _between(answer.text[at:])


def _between(text: str) -> Iterator[str]:
    """The paragraphs of a stretch of text, without the markers of the statement before it; none where only punctuation is left."""
    for paragraph in MARKER.sub("", text).splitlines():
        if re.search(r"\w", paragraph):
            yield paragraph.strip()


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _question(turn: Turn, language: Language) -> str:
    text = turn.question if len(turn.question) <= SHOWN_QUESTION else turn.question[:SHOWN_QUESTION] + " …"
    own = tongue(turn.language, language)
    asked = f"<span{own}>{escape(text)}</span>" if own else escape(text)
    return f'<p class="question"><span class="vh">{_say(language, "you")}: </span>{asked}</p>'


def _reply(turn: Turn, language: Language, pieces: int | None) -> str:
    if turn.failed:
        return f'<div class="reply declined"><p>{escape(say(language, turn.why))}</p></div>'
    if turn.answer is None:
        return ""
    answer, order = turn.answer, reading_order(turn.answer)
    done = pieces is None or pieces >= len(order)
    citations = by_number(answer.citations)
    parts = [_understood(answer, turn, language)]
    parts += [_piece(piece, turn, citations, language) for piece in order[:pieces]]
    if done:
        chart = range_chart(answer, turn.number, language, turn.language)
        parts += [
            comparison_table(answer, turn.number, language, turn.language),
            chart,
            download_buttons(answer, turn.number, language, with_chart=bool(chart)),
        ]
        parts += [source_list(turn, language), _suggestions(answer, turn, language), feedback_row(turn.number, language)]
    kind = "proven" if answer.statements else "declined"
    return f'<div class="reply {kind if done else kind + " writing"}">{"".join(parts)}</div>'


def _piece(piece: Piece, turn: Turn, citations: Mapping[int, Citation], language: Language) -> str:
    if isinstance(piece, str):
        return f"<p{tongue(turn.language, language)}>{escape(piece)}</p>"
    # What the page says, letter for letter, is in the page's language, whatever was asked in.
    own = tongue(question_language(piece.text, turn.language or language) if piece.kind == "quote" else turn.language, language)
    said = f"<span{own}>{_with_exact(piece)}</span>" if own else _with_exact(piece)
    links = markers(turn.number, piece.citations, citations, language)
    return f'<p class="statement {piece.kind}">{said} <span class="cites">{links}</span></p>'


def _with_exact(statement: Statement) -> str:
    text, at = "", 0
    for start, end in statement.exact:
        text += f"{escape(statement.text[at:start])}<strong>{escape(statement.text[start:end])}</strong>"
        at = end
    return text + escape(statement.text[at:])


def _understood(answer: Answer, turn: Turn, language: Language) -> str:
    line = chips(answer.slots, turn.number, language)
    if differs(answer.question, answer.understood_as):
        own = tongue(turn.language, language)
        question = f"<span{own}>{escape(answer.understood_as)}</span>" if own else escape(answer.understood_as)
        line += f'<p class="understood-as">{say(language, "chat.understood_as", question=question)}</p>'
    return line


def _suggestions(answer: Answer, turn: Turn, language: Language) -> str:
    if not answer.suggestions:
        return ""
    asks = ask_buttons(answer.suggestions, tongue(turn.language, language))
    return f'<div class="suggestions"><p>{_say(language, "suggestions")}</p>{asks}</div>'


def ask_buttons(questions: tuple[str, ...], attributes: str = "") -> str:
    """A list of buttons that ask what is written on them (static/ask_buttons.js); `attributes` are the list's."""
    items = "".join(f'<li><button type="button" class="asks">{escape(question)}</button></li>' for question in questions)
    return f'<ul class="asks-list"{attributes}>{items}</ul>'


def _say(language: Language, key: str) -> str:
    return escape(say(language, f"chat.{key}"))
