"""The vocabulary of the assistant: inquiry, evidence, and the answer record that chat, command line and programs share."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from index.amounts import Amount, Stage
from index.types import Aspect, Hit, Passage, Span


class Outcome(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    COMPARED = "compared"
    NOT_IN_DOCUMENTS = "not_in_documents"
    OFF_TOPIC = "off_topic"
    CLARIFY = "clarify"


DECLINED = frozenset({Outcome.NOT_IN_DOCUMENTS, Outcome.OFF_TOPIC})


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence, or two that belong together, that answers: where it stands, how good it is, and the amounts it tells."""

    passage: Passage
    span: Span
    score: float
    hit: Hit | None
    """What search found it by; None where pages were gone through without a search."""
    amounts: tuple[Amount, ...] = ()

    def __post_init__(self) -> None:
        if not self.passage.span.start <= self.span.start < self.span.end <= self.passage.span.end:
            raise ValueError("evidence must lie inside its passage and not be empty")

    @property
    def quote(self) -> str:
        """The evidence, letter for letter."""
        return self.passage.document.text[self.span.start : self.span.end]


class Record(BaseModel):
    """Frozen; unknown keys are refused, so that a misspelt one is noticed. Errors don't repeat what was given: it may be a visitor's question."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


Whole = Annotated[int, Field(ge=0, lt=2**53)]
"""A whole number that JSON keeps exactly."""
NamesAsked = Annotated[tuple[Annotated[str, Field(max_length=300)], ...], Field(max_length=100)]


class Citation(Record):
    """A quote and where it stands: `quote == document.text[start:end]`."""

    number: Whole
    document: str
    title: str
    section: str | None
    quote: str
    start: Whole
    end: Whole
    url: str | None = None
    date: str | None = None


class Statement(Record):
    """One sentence of the answer and the citations that prove it, by number.

    kind: "quote" says what the page says, letter for letter; "figure" an amount that the quote tells, in words of our own; "sum" a computation that is
    shown; "list" what pages there are. exact: the characters of `text`, from and to, that are the figure asked for, where a typed fact is sure of it.
    """

    text: str
    citations: tuple[int, ...]
    kind: Literal["quote", "figure", "sum", "list"] = "quote"
    exact: tuple[tuple[int, int], ...] = ()

    @model_validator(mode="after")
    def _is_proven(self) -> Self:
        if not self.citations:
            raise ValueError("a statement needs a citation")
        if not _differ(self.citations):
            raise ValueError("a statement cites each citation once")
        ends = [end for span in self.exact for end in span]
        if ends != sorted(ends) or not all(0 <= end <= len(self.text) for end in ends):
            raise ValueError("what is exact lies in the text, in order")
        return self


class StatedAmount(Record):
    """An amount in an answer; `low` or `high` is None where the page gives only the other ("ab", "bis zu"). hedge: the page's word before it ("rund")."""

    low: float | None
    high: float | None
    unit: str = "EUR"
    period: Literal["hour", "day", "week", "month", "year"] | None
    stage: str | None
    occupation: str | None
    place: str | None
    citation: Whole
    hedge: str | None = None


class StatedQuantity(Record):
    """A length of time or a percentage in an answer; `per` is what it is told of (hours a week, days a year)."""

    kind: Literal["duration", "percentage"]
    low: float | None
    high: float | None
    unit: Literal["minute", "hour", "day", "week", "month", "year", "percent"]
    per: Literal["minute", "hour", "day", "week", "month", "year", "percent"] | None
    citation: Whole


class Cell(Record):
    """What a page tells in one column of a table; `citations` is empty where it doesn't tell. amounts: those told in it, as positions in the answer's."""

    text: str
    citations: tuple[int, ...] = ()
    amounts: tuple[int, ...] = ()

    @model_validator(mode="after")
    def _cites_once(self) -> Self:
        if not _differ(self.citations):
            raise ValueError("a cell cites each citation once")
        return self


class Row(Record):
    """A page in a table."""

    document: str
    occupation: str | None
    place: str | None
    cells: tuple[Cell, ...]

    @property
    def name(self) -> str:
        """What the page is about: occupation and place, as far as it tells them, else its id."""
        return " · ".join(part for part in (self.occupation, self.place) if part) or self.document


class Table(Record):
    """A comparison: one row a page, a cell for each of `columns`. `note` says what can't be compared directly."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str | None = None

    @model_validator(mode="after")
    def _is_even(self) -> Self:
        if any(len(row.cells) != len(self.columns) for row in self.rows):
            raise ValueError("a row has a cell for each column")
        return self


class Slots(Record):
    """What the question names, resolved against the library. `carried_over`: which of these the turn before told.

    `question` stands alone; a follow-up that only exchanges a name ("und in Essen?") asks it again. Programs and browsers hand these back, so they are bounded.
    """

    occupation: NamesAsked = ()
    place: NamesAsked = ()
    aspect: Aspect | None = None
    stage: Annotated[tuple[Stage, ...], Field(max_length=len(Stage))] = ()
    carried_over: Annotated[tuple[str, ...], Field(max_length=4)] = ()
    question: Annotated[str, Field(max_length=20_000)] = ""


class Answer(Record):
    """The answer record (docs/answer-record.md): evidence or a refusal, never both, never neither."""

    question: str
    understood_as: str
    slots: Slots
    outcome: Outcome
    text: str
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    amounts: tuple[StatedAmount, ...] = ()
    quantities: tuple[StatedQuantity, ...] = ()
    table: Table | None = None
    missing: str | None = None
    reason: str | None = None
    suggestions: tuple[str, ...] = ()
    generation: Whole
    timings_ms: dict[str, float]

    @property
    def citing(self) -> tuple[Statement | Cell, ...]:
        """What cites: its statements, then the cells of its table, row by row."""
        return (*self.statements, *(cell for row in (self.table.rows if self.table else ()) for cell in row.cells))

    @model_validator(mode="after")
    def _evidence_or_refusal(self) -> Self:
        proven = self.outcome in (Outcome.ANSWERED, Outcome.COMPARED)
        if proven and not (self.statements and self.citations):
            raise ValueError(f"an answer that is {self.outcome} needs statements and citations")
        if not proven and (self.statements or self.citations or self.amounts or self.quantities or self.table):
            raise ValueError(f"an answer that is {self.outcome} carries no statements, citations, amounts or table")
        if not self.text.strip():
            raise ValueError("an answer says something")
        self._check_numbers()
        return self

    def _check_numbers(self) -> None:
        if not _differ([citation.number for citation in self.citations]):
            raise ValueError("each citation of an answer has a number of its own")
        numbers, positions = {citation.number for citation in self.citations}, range(len(self.amounts))
        for part in self.citing:
            if not numbers.issuperset(part.citations):
                raise ValueError(f"{part.text!r} cites {part.citations}, there are {sorted(numbers)}")
            if isinstance(part, Cell) and not all(position in positions for position in part.amounts):
                raise ValueError(f"{part.text!r} tells the amounts {part.amounts}, there are {len(self.amounts)}")


def _differ(numbers: Sequence[int]) -> bool:
    return len(set(numbers)) == len(numbers)


class Source(Record):
    """A citation inside its whole section: `before + quote + after` is the section's text, letter for letter."""

    title: str
    occupation: str | None
    place: str | None
    date: str | None
    url: str | None
    heading: str | None
    before: str
    quote: str
    after: str


class FoundPassage(Record):
    """A passage that a search found: `text == document.text[start:end]`. score: higher is better, comparable within one search only."""

    document: str
    title: str
    section: str | None
    text: str
    start: int
    end: int
    occupation: str | None
    place: str | None
    url: str | None
    date: str | None
    score: float


class SearchResult(Record):
    """Passages for a query, best first. `missing` says which of the names that the search was restricted to have no page; nothing is searched then."""

    query: str
    hits: tuple[FoundPassage, ...]
    missing: str | None = None
    generation: int


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page in the list of all pages; `date` as ISO 8601, as far as it is told."""

    id: str
    title: str
    occupation: str | None
    place: str | None
    date: str | None


class PageSection(Record):
    """A heading (None before the first) and the paragraphs below it, letter for letter."""

    heading: str | None
    paragraphs: tuple[str, ...]


class WholePage(Record):
    """A page to be read, in the `language` it is written in, and questions about it that are sure to be answered."""

    id: str
    title: str
    occupation: str | None
    place: str | None
    date: str | None
    language: str
    url: str | None
    sections: tuple[PageSection, ...]
    questions: tuple[str, ...] = ()


class Overview(Record):
    """What a library holds; `stand` is the newest date that a page tells. Numbers of pages by occupation and by place."""

    pages: int
    occupations: tuple[str, ...]
    places: tuple[str, ...]
    generation: int
    stand: str | None
    pages_on_occupation: tuple[tuple[str, int], ...] = ()
    pages_on_place: tuple[tuple[str, int], ...] = ()
