"""An assistant whose pages say what attackers would: every text of an answer, of a source, of a list and of a page is one of the attack strings."""

from collections.abc import Sequence

from assistant.types import (
    Answer,
    Cell,
    Citation,
    FoundPassage,
    Outcome,
    Overview,
    PageEntry,
    PageSection,
    Row,
    SearchResult,
    Slots,
    Source,
    StatedAmount,
    Statement,
    Table,
    WholePage,
)
from assistant.wording import Language
from index.plain_text import one_line
from index.types import Aspect
from tests.attack_strings import ATTACKS
from tests.ui.fakes import FakeAssistant
from ui.types import Conversation, Turn

LONGEST_NAME = 300
"""Characters of an occupation or a place in the slots of an answer."""
A_BATCH = 50
"""Strings in one answer."""
NAMES = tuple(dict.fromkeys(filter(None, map(one_line, ATTACKS))))
"""What a library makes of them as names of occupations and places."""
BATCHES = tuple(ATTACKS[at : at + A_BATCH] for at in range(0, len(ATTACKS), A_BATCH))


def answer(texts: Sequence[str], question: str = "x") -> Answer:
    """An answer with each of the texts in every place: statements, citations, table, chart, chips and suggestions."""
    numbered = tuple(enumerate(texts, start=1))
    names = tuple(text for text in texts if len(text) <= LONGEST_NAME)
    cells = tuple((Cell(text=text, citations=(number,), amounts=(number - 1,)), Cell(text=text)) for number, text in numbered)
    return Answer(
        question=question,
        understood_as=f"anders: {texts[0]}",
        slots=Slots(occupation=names, place=names, aspect=Aspect.PAY, carried_over=("place",)),
        outcome=Outcome.COMPARED,
        text=" ".join(f"{text} [{number}]" for number, text in numbered),
        statements=tuple(Statement(text=text, citations=(number,)) for number, text in numbered),
        citations=tuple(
            Citation(number=number, document=text, title=text, section=text, quote=text, start=0, end=len(text), url=text, date=text)
            for number, text in numbered
        ),
        amounts=tuple(
            StatedAmount(low=3000, high=3000 + number, period="month", stage=None, occupation=text, place=text, citation=number, hedge=text)
            for number, text in numbered
        ),
        table=Table(
            columns=(texts[0], texts[-1]),
            rows=tuple(Row(document=text, occupation=text, place=text, cells=told) for (_, text), told in zip(numbered, cells, strict=True)),
            note=texts[0],
        ),
        suggestions=tuple(texts),
        missing=texts[0],
        generation=1,
        timings_ms={},
    )


def source(text: str) -> Source:
    """The section of a citation of the text."""
    return Source(title=text, occupation=text, place=text, date=text, url=text, heading=text, before=text, quote=text, after=text)


def conversation(*batches: Sequence[str]) -> Conversation:
    """One in which each batch was answered with, and asked for in its first words."""
    turns = (Turn(number, texts[0], answer(texts, texts[0]), tuple(map(source, texts))) for number, texts in enumerate(batches, start=1))
    return Conversation(tuple(turns))


class HostileAssistant(FakeAssistant):
    """Answers "0" to "5" with the batches of that number, and anything else as the fake one does."""

    def ask(self, question: str, before: Slots | None = None, language: Language = "de") -> Answer:
        """The batch."""
        return answer(BATCHES[int(question)], question) if question.isascii() and question.isdecimal() else super().ask(question, before, language)

    def source(self, citation: Citation) -> Source:
        """The same text everywhere."""
        return source(citation.quote) if citation.quote in ATTACKS else super().source(citation)

    def is_unchanged(self, citation: Citation) -> bool:
        """Never."""
        return False

    def search(self, query: str, occupations: Sequence[str] = (), places: Sequence[str] = (), limit: int = 10, language: Language = "de") -> SearchResult:
        """A passage for each."""
        return SearchResult(query=query, hits=tuple(map(passage, ATTACKS)), generation=1)

    def overview(self) -> Overview:
        """Every one is an occupation and a place."""
        counts = tuple((text, 1) for text in NAMES)
        return Overview(
            pages=len(ATTACKS), occupations=NAMES, places=NAMES, generation=1, stand=ATTACKS[0], pages_on_occupation=counts[::5], pages_on_place=counts[2::5]
        )

    def pages(self, words: str = "") -> tuple[PageEntry, ...]:
        """A page for each."""
        return tuple(PageEntry(text, text, text, text, text) for text in ATTACKS)

    def page(self, document: str, language: Language = "de") -> WholePage | None:
        """A page that says it in every place; under the number of a batch, all of the batch."""
        texts = BATCHES[int(document)] if document.isascii() and document.isdecimal() else (document,)
        title = texts[0]
        sections = tuple(PageSection(heading=text, paragraphs=(text,)) for text in texts)
        return WholePage(id=title, title=title, occupation=title, place=title, date=title, language=title, url=title, sections=sections, questions=tuple(texts))

    def examples(self, language: Language = "de") -> tuple[str, ...]:
        """The first of the second batch."""
        return BATCHES[1][:6]


def passage(text: str) -> FoundPassage:
    """A passage of the text."""
    return FoundPassage(document=text, title=text, section=text, text=text, start=0, end=len(text), occupation=text, place=text, url=text, date=text, score=0.5)
