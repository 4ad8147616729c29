"""The records as plain text, for programs that show text: statements, then each quote with the title of its page, then what is missing."""

from collections.abc import Iterator

from assistant.plain_markers import PlainMarkers, marked_text, plain_markers
from assistant.question_language import question_language
from assistant.types import Answer, Citation, FoundPassage, SearchResult, Table
from assistant.wording import Language, say
from index.plain_text import visible
from ui.dates import stand
from ui.live_link import live_url


def answer_text(answer: Answer, language: Language) -> str:
    """An answer with its quotes, letter for letter, or a refusal with what can be asked instead."""
    return visible("\n\n".join(_parts(answer, language)))


def search_text(found: SearchResult, language: Language) -> str:
    """The passages found, best first, each with the title of its page; or what has no page."""
    if not found.hits:
        return visible(found.missing or say(language, "programs.no_hits"))
    return visible("\n\n".join(f"{number}. {_page(hit, language)}\n{_quoted(hit.text, language)}" for number, hit in enumerate(found.hits, 1)))


def _parts(answer: Answer, language: Language) -> Iterator[str]:
    if answer.understood_as.casefold() != answer.question.casefold():
        yield say(language, "chat.understood_as", question=_on_line(answer.understood_as))
    markers = plain_markers(answer)
    yield _set_in(marked_text(answer, markers))
    if answer.table:
        yield "\n".join(_table(answer.table, markers, question_language(answer.question, language)))
    if answer.citations:
        cited = [f"{markers.of(citation.number)} {_quoted(citation.quote, language)}\n    {_page(citation, language)}" for citation in answer.citations]
        yield "\n".join([f"{say(language, 'chat.source.list')}:", *cited])
    if answer.suggestions:
        yield "\n".join([f"{say(language, 'chat.suggestions')}:", *(f"- {_on_line(question)}" for question in answer.suggestions)])


def _table(table: Table, markers: PlainMarkers, language: Language) -> Iterator[str]:
    yield " | ".join(map(_on_line, (say(language, "table.page"), *table.columns)))
    for row in table.rows:
        told = (row.name, *(markers.behind(cell.text, cell.citations) for cell in row.cells))
        yield " | ".join(map(_on_line, told))
    if table.note:
        yield _on_line(table.note)


def _page(source: Citation | FoundPassage, language: Language) -> str:
    return " · ".join(_on_line(part) for part in (source.title, source.section, stand(source.date, language), live_url(source.url)) if part)


def _quoted(text: str, language: Language) -> str:
    return say(language, "programs.quoted", text=_set_in(text))


def _on_line(text: str) -> str:
    return " ".join(text.split())


def _set_in(text: str) -> str:
    """Its lines after the first indented: a page's own line can't pass for another source ("[2] …")."""
    return visible(text).replace("\n", "\n    ")
