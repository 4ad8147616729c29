"""Documents, passages and sentences as rows, and back. What a row says is told by one text (JSON), so that a row can be summed up and compared."""

import base64
import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index import german
from index.amounts import Amount, Stage
from index.errors import UnwritableLibrary
from index.generation_writer import ReadyPassage
from index.holdings import Sentence
from index.milvus.collections import LONGEST, PAGES, PARTS, PASSAGES, PIECE, VECTORS, token
from index.milvus.connection import Row
from index.types import Document, Passage, Span

UNUSED = [0.0, 0.0]
"""Of the vector that Milvus wants in every collection."""


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a document comes from."""

    file: str
    origin: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Stands:
    """Where a passage, its heading, its sentences and its amounts stand in the text of their document."""

    document: str
    span: Span
    heading: Span | None
    sentences: tuple[Span, ...]
    amounts: tuple[Amount, ...]

    def of(self, passage: int, document: Document) -> Passage:
        """The passage, of its document."""
        return Passage(passage, document, self.span, self.heading)


def document_rows(number: int, document: Document, source: Source) -> list[Row]:
    """A document: its text in pieces; what it is found and counted by, in the first row."""
    tree = {
        "id": document.id,
        "title": document.title,
        "occupation": document.occupation,
        "place": document.place,
        "language": document.language,
        "date": document.date,
        "url": document.url,
        "sources": document.sources,
        "headings": [[span.start, span.end] for span in document.headings],
        "text": document.text,
    }
    body = json.dumps(tree, ensure_ascii=False)
    pieces = [body[start : start + PIECE] for start in range(0, len(body), PIECE)]
    if len(pieces) > PARTS:
        raise ValueError(f"{document.id} is too long ({len(body)} characters, {PARTS * PIECE} can be kept)")
    facts = {
        "document": document.id,
        "title": document.title[:PIECE],
        "occupation": document.occupation or "",
        "place": document.place or "",
        "date": document.date or "",
        **asdict(source),
    }
    blank = dict.fromkeys(facts, "")
    return [{"id": number * PARTS + n, **(blank if n else facts), "body": piece, "unused": UNUSED} for n, piece in enumerate(pieces)]


def document_of(rows: Iterable[Row]) -> Document:
    """The document that rows hold. Raises ValueError or KeyError where they don't."""
    tree: dict[str, Any] = json.loads("".join(row["body"] for row in sorted(rows, key=lambda row: row["id"])))
    headings = tuple(Span(start, end) for start, end in tree["headings"])
    return Document(**{**tree, "sources": tuple(tree["sources"]), "headings": headings})


def passage_row(passage: int, ready: ReadyPassage, rows: int) -> Row:
    """A passage; `rows`: how many the vectors of its sentences fill."""
    cut, page = ready.cut, ready.document
    heading = [cut.heading.start, cut.heading.end] if cut.heading else None
    stands = {
        "span": [cut.span.start, cut.span.end],
        "heading": heading,
        "sentences": [[span.start, span.end] for span in cut.sentences],
        "amounts": [_amount_tree(amount) for amount in ready.amounts],
    }
    return {
        "id": passage,
        "document": page.id,
        "occupation": page.occupation or "",
        "place": page.place or "",
        "stands": json.dumps(stands, ensure_ascii=False),
        "rows": rows,
        "terms": terms_of(ready.text),
        "vector": ready.vector,
    }


def stands_of(row: Row) -> Stands:
    """What a passage's row says of where it stands."""
    tree = json.loads(row["stands"])
    return Stands(
        row["document"],
        Span(*tree["span"]),
        Span(*tree["heading"]) if tree["heading"] else None,
        tuple(Span(start, end) for start, end in tree["sentences"]),
        tuple(_amount(each) for each in tree["amounts"]),
    )


def vector_rows(passage: int, vectors: NDArray[np.float32]) -> list[Row]:
    """The vectors of a passage's sentences, shape (sentences, dimension), in as many rows as they need."""
    # Half precision, as in the folder.
    text = base64.b64encode(vectors.astype("<f2").tobytes()).decode()
    # All of it is ASCII, a byte a character.
    pieces = [text[start : start + LONGEST // 4 * 4] for start in range(0, len(text), LONGEST // 4 * 4)]
    return [{"id": passage * PARTS + n, "data": piece, "unused": UNUSED} for n, piece in enumerate(pieces)]


def sentences_of(stands: Stands, rows: Iterable[Row], dimension: int) -> tuple[Sentence, ...]:
    """A passage's sentences with their vectors. Raises ValueError where the rows don't hold those of as many."""
    data = base64.b64decode("".join(row["data"] for row in sorted(rows, key=lambda row: row["id"])))
    vectors = np.frombuffer(data, dtype="<f2").reshape(-1, dimension).astype(np.float32)
    return tuple(Sentence(span, vector) for span, vector in zip(stands.sentences, vectors, strict=True))


def terms_of(text: str) -> str:
    """The terms of a text as Milvus splits them, with blanks between; what is beyond a field's length is left out."""
    tokens = " ".join(token(term) for term in german.terms(text))
    return tokens.encode()[:LONGEST].decode(errors="ignore")


FIELDS = {
    PAGES: ("document", "file", "origin", "sha256", "title", "occupation", "place", "date", "body"),
    PASSAGES: ("document", "occupation", "place", "stands", "rows", "terms", "vector"),
    VECTORS: ("data",),
}
"""What the rows of each kind of collection say."""


def summed(total: int, row: Row, kind: str) -> int:
    """A sum over rows that doesn't depend on their order, with one more row: 256 bits of SHA-256 of what it says."""
    values = (np.asarray(row[name], dtype="<f4").tobytes().hex() if name == "vector" else row[name] for name in FIELDS[kind])
    said = json.dumps([row["id"], *values], ensure_ascii=False).encode()
    return (total + int.from_bytes(hashlib.sha256(said).digest())) % 2**256


def too_long(library: object, error: ValueError) -> UnwritableLibrary:
    """The error of a document that no rows can hold."""
    return UnwritableLibrary(f"{library} can't take a page in: {error}. Nothing was changed.", library=str(library), reason=str(error))


def _amount_tree(amount: Amount) -> list[object]:
    period, stage = (None if value is None else str(value) for value in (amount.period, amount.stage))
    return [amount.low, amount.high, amount.unit, period, amount.gross, stage, amount.hedge, amount.span.start, amount.span.end]


def _amount(tree: list[Any]) -> Amount:
    low, high, unit, period, gross, stage, hedge, start, end = tree
    return Amount(low, high, unit, period, gross, None if stage is None else Stage(stage), hedge, Span(start, end))
