"""The vocabulary of the index: documents, passages, sentences, filters, hits.

Values point and don't copy: a passage and a sentence are places in a document's text, and their text is read from it whenever it is asked
for. All offsets count characters (code points) in `Document.text`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

BUILT_IN = "built-in"
"""The name of the encoder that comes in the package."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters, `0 <= start <= end`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span needs 0 <= start <= end, not {self.start}:{self.end}")


class Aspect(StrEnum):
    """What a passage, or a question, is about."""

    TASKS = "tasks"
    PAY = "pay"
    REQUIREMENTS = "requirements"
    TRAINING = "training"
    CONDITIONS = "conditions"
    MARKET = "market"
    APPLICATION = "application"


@dataclass(frozen=True, slots=True)
class Document:
    """A page: where it came from, what it is about, and its text, normalised once (NFC, line ends) and kept."""

    id: str
    """Path relative to the folder that was added, with `/`; for a jsonl line `file.jsonl#17` or the id that the line names."""
    title: str
    text: str
    occupation: str | None = None
    place: str | None = None
    language: str = "de"
    date: str | None = None
    """ISO 8601 day, month or year, as far as the page tells."""
    url: str | None = None
    sources: tuple[str, ...] = ()
    headings: tuple[Span, ...] = ()
    """Where the headings stand in the text, in order; for plain text they are found by their form."""

    def __post_init__(self) -> None:
        for heading in self.headings:
            if heading.end > len(self.text):
                raise ValueError(f"{self.id}: a heading lies outside the text ({heading.end} > {len(self.text)})")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (None before the first) and the body that follows it."""

    heading: Span | None
    body: Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of one section, made of whole sentences; what is searched."""

    id: int
    document: Document = field(repr=False, hash=False)
    span: Span
    heading: Span | None = None

    def __post_init__(self) -> None:
        if self.span.end > len(self.document.text):
            raise ValueError(f"{self.document.id}: a passage lies outside the text")

    @property
    def text(self) -> str:
        """The passage, letter for letter."""
        return self.document.text[self.span.start : self.span.end]

    @property
    def section(self) -> str | None:
        """The heading of its section, or None."""
        return None if self.heading is None else self.document.text[self.heading.start : self.heading.end]


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is restricted to. Empty means: everything. Several values of one kind mean: any of them."""

    occupations: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.occupations or self.places or self.documents)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, with every score that went into its rank (higher is better).

    dense: cosine of question and passage, -1 to 1. words: BM25, 0 and up. sentence: the best cosine of question and one of the
    passage's sentences. score: the fused one, comparable within one search only.
    """

    passage: Passage
    score: float
    dense: float
    words: float
    sentence: float


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be taken in: `reason` is a key of the wording catalogue, `detail` what the parser said."""

    file: str
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What a change did to a library; `generation` is the one that is current after it."""

    generation: int
    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()


Progress = Callable[[str, int, int], None]
"""Told `(stage, done, total)` while a library is built; stage is "read", "encode" or "write"."""
