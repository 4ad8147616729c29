"""A conversation to take along: as Markdown, with its quotes, links, dates and what the pages don't tell. Printing is the page's own style."""

import re
from collections.abc import Iterator
from datetime import date

from assistant.plain_markers import PlainMarkers, plain_markers
from assistant.types import Answer, Citation, Table
from assistant.wording import Language, say
from index.plain_text import visible
from ui.dates import stand, written_date
from ui.live_link import live_url, with_text
from ui.transcript import reading_order
from ui.types import Conversation
from ui.worded import worded

MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_{}[]<>#|~&$@"})
"""What Markdown, or one of its dialects, would read as markup anywhere in a line."""
BEGINNING = re.compile(r"^([-+=:]|\d+(?=[.)](?:\s|$)))")
"""What it would read as a list, a rule or a heading's underline at the beginning of one."""
ADDRESS = re.compile(r"(?i)(https?|ftp):(?=//)|(www)(?=\.)|(mailto|xmpp):")
"""What many programs make a link of by themselves; only the address of a page is one."""


def markdown(conversation: Conversation, language: Language, day: date) -> str:
    """The whole conversation; `day` is when it is taken along."""
    lines = [f"# {_plain(say(language, 'take.heading'))}", "", say(language, "take.day", date=written_date(day.isoformat(), language))]
    for turn in conversation.turns:
        lines += ["", f"## {_plain(turn.question)}", ""]
        lines += list(_answer(turn.answer, turn.changed, language, turn.language or language)) if turn.answer else [say(language, "chat.failed")]
    return "\n".join([*lines, ""])


def _answer(answer: Answer, changed: frozenset[int], language: Language, own: Language) -> Iterator[str]:
    """own: what the answer is written in."""
    if answer.understood_as != answer.question:
        yield f"*{_plain(say(language, 'chat.understood_as', question=answer.understood_as))}*"
        yield ""
    markers = plain_markers(answer)
    yield "\n\n".join(_plain(said) for said in _said(answer, markers))
    if answer.table:
        yield ""
        yield from _table(answer.table, markers, own)
    if answer.citations:
        yield ""
        yield f"{say(language, 'chat.source.list')}:"
        yield ""
    for citation in answer.citations:
        yield from _source(citation, markers, citation.number in changed, language)
    yield ""
    yield say(language, "chat.generation", number=answer.generation)


def _said(answer: Answer, markers: PlainMarkers) -> Iterator[str]:
    """Each statement with its markers, and what the text says around them, in reading order."""
    for piece in reading_order(answer):
        yield piece if isinstance(piece, str) else markers.behind(piece.text, piece.citations)


def _table(table: Table, markers: PlainMarkers, language: Language) -> Iterator[str]:
    head = (say(language, "table.page"), *table.columns)
    yield _row([_plain(part) for part in head])
    yield _row(["---"] * len(head))
    for row in table.rows:
        cells = [markers.behind(cell.text, cell.citations) for cell in row.cells]
        yield _row([_plain(part) for part in (row.name, *cells)])
    if table.note:
        yield ""
        yield _plain(table.note)


def _row(cells: tuple[str, ...] | list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _source(citation: Citation, markers: PlainMarkers, changed: bool, language: Language) -> Iterator[str]:
    facts = [citation.title, citation.section, stand(citation.date, language), say(language, "chat.source.changed") if changed else None]
    yield f"- {_plain(markers.of(citation.number))} {_plain(', '.join(fact for fact in facts if fact))}"
    yield f"  > {_plain(citation.quote)}"
    live = live_url(citation.url)
    if live:
        yield f"  <{with_text(live, citation.quote)}>"


def _plain(text: str) -> str:
    """On one line, since a line of its own could begin anything, and without markup."""
    marked = ADDRESS.sub(_broken, " ".join(visible(text).split()).translate(MARKS))
    return BEGINNING.sub(lambda found: f"{found[0]}\\" if found[0].isdecimal() else f"\\{found[0]}", marked)


def _broken(address: "re.Match[str]") -> str:
    """As it is read, but for a backslash that ends it as an address."""
    return f"{address[0]}\\" if address[2] else f"{address[0][:-1]}\\:"


def button(language: Language) -> str:
    """The button that opens the dialog."""
    return worded("button", "chat.take", language, 'type="button" id="take-along"')


def frame(language: Language) -> str:
    """The dialog that asks how; a constant, like all templates (static/take_along.js)."""
    title = worded("h2", "take.title", language, 'id="take-title" tabindex="-1"')
    close, as_markdown, as_print = (worded("button", f"take.{key}", language, f'type="button" class="take-{key}"') for key in ("close", "markdown", "print"))
    note = worded("p", "take.note", language, 'class="dialog-note"')
    return f"""<dialog class="take" aria-labelledby="take-title">
  <div class="dialog-top">{title}{close}</div>
  <div class="take-ways">{as_markdown}{as_print}</div>
  {note}
</dialog>"""
