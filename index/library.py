"""A library, opened for reading: search with filters, documents, and what there is."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index import fusion, german
from index.amounts import Amount
from index.aspects import AspectModel, Kind
from index.encoder import Encoder
from index.encoder_mark import require_encoder
from index.holdings import Holdings, Pages, Sentence, Subject, Words
from index.library_address import LibraryAddress
from index.name_keys import plain_name
from index.shelf import shelf_at
from index.types import Aspect, Document, Filters, Hit, Passage, Span

POOL = 60
"""Passages from each of the two indexes that are looked at closely; on XQuAD dev recall@60 of the pool is 1.0."""
COMMONPLACE = 0.3
"""A term that so many passages have is typical of no occupation."""
SAMPLE = 200
"""Passages by which it is told whose term a term is."""
TOLD = 0.6
"""The probability at which a sentence is surely about an aspect."""

Vector = NDArray[np.float32]
Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class PaySentence:
    """A sentence that tells amounts of money, and the probability that it is about pay."""

    passage: Passage
    sentence: Sentence
    amounts: tuple[Amount, ...]
    about_pay: float


class Library:
    """One generation of a library, read-only; safe to use from several threads. Later generations don't change it."""

    def __init__(self, holdings: Holdings, encoder: Encoder) -> None:
        """Raises EncoderMismatch where its vectors come from another encoder."""
        self.encoder = encoder
        self.manifest = holdings.manifest
        self.scale = holdings.scale
        self.subjects = tuple(holdings.pages.subjects())
        self._holdings = holdings

    @classmethod
    def open(cls, address: LibraryAddress, encoder: Encoder) -> "Library":
        """Opens the current generation.

        Raises MissingLibrary, DamagedLibrary, UnreachableLibrary, or EncoderMismatch when its vectors come from another encoder.
        """
        holdings = shelf_at(address).open()
        require_encoder(address, holdings.manifest, encoder)
        return cls(holdings, encoder)

    @property
    def _store(self) -> Pages:
        return self._holdings.pages

    @property
    def _words(self) -> Words:
        return self._holdings.words

    @property
    def number(self) -> int:
        """The generation's number."""
        return self.manifest.number

    def is_current(self) -> bool:
        """Whether this is still the generation in use, and not another library's of the same number."""
        return self._holdings.is_current()

    @cached_property
    def occupations(self) -> tuple[str, ...]:
        """All occupations that have a page, sorted."""
        return tuple(sorted({occupation for _, occupation, _, _ in self.subjects if occupation}))

    @cached_property
    def places(self) -> tuple[str, ...]:
        """All places that have a page, sorted."""
        return tuple(sorted({place for _, _, place, _ in self.subjects if place}))

    @cached_property
    def occupations_alike(self) -> dict[str, tuple[str, ...]]:
        """{name without what spellings differ in: the occupations that are spelt so}, sorted."""
        alike: dict[str, list[str]] = {}
        for occupation in self.occupations:
            alike.setdefault(plain_name(occupation), []).append(occupation)
        return {name: tuple(spelt) for name, spelt in alike.items()}

    def documents(self, filters: Filters) -> tuple[str, ...]:
        """The ids of the pages that filters let through, sorted."""
        return tuple(document for document, _, _, _ in self.subjects_of(filters))

    def subjects_of(self, filters: Filters) -> tuple[Subject, ...]:
        """Those of `subjects` that filters let through, sorted by id. Costs by their number, not by that of all pages."""
        wanted = (filters.documents, filters.occupations, filters.places)
        # Of what is asked for of a kind, the rows of each value; then only those that are in all kinds.
        found = [{row for value in values for row in self._rows[column].get(value, ())} for column, values in enumerate(wanted) if values]
        return tuple(self.subjects[row] for row in sorted(set.intersection(*found))) if found else self.subjects

    @cached_property
    def _rows(self) -> tuple[dict[str, list[int]], ...]:
        """{value: its rows in `subjects`}, of documents, of occupations and of places."""
        found: tuple[dict[str, list[int]], ...] = ({}, {}, {})
        for row, values in enumerate(self.subjects):
            for rows, value in zip(found, values, strict=False):
                if value:
                    rows.setdefault(value, []).append(row)
        return found

    @cached_property
    def general_documents(self) -> frozenset[str]:
        """The ids of the pages that are about no occupation and no place."""
        return frozenset(document for document, occupation, place, _ in self.subjects if not occupation and not place)

    @cached_property
    def titles(self) -> dict[str, str]:
        """{document: its title}."""
        return self._store.titles()

    def documents_with(self, words: str) -> frozenset[str]:
        """The ids of the pages that have each of these words, in whatever form and also inside a compound. No encoder is needed; none where no word counts."""
        # The parts of a compound that is asked for don't count: nearly every page has "Arbeit" and "Zeit" somewhere.
        terms = [group[0] for group in german.word_groups(words.replace("-", " "))]
        found = [self._store.documents_of_passages(self._words.holding(term)) for term in terms]
        return frozenset(set.intersection(*found)) if found else frozenset()

    def document(self, document: str) -> Document | None:
        """A document by id, or None."""
        return self._store.document(document)

    def passages_of(self, document: str) -> tuple[int, ...]:
        """The ids of a page's passages, in reading order; () for a page that isn't there."""
        return tuple(self._store.passage_ids(Filters(documents=frozenset([document]))).tolist())

    def sentences(self, passages: Sequence[int]) -> dict[int, tuple[Sentence, ...]]:
        """{passage: its sentences, in reading order}."""
        return self._store.sentences(passages)

    def amounts(self, passages: Sequence[int]) -> dict[int, tuple[Amount, ...]]:
        """{passage: its amounts, in reading order}."""
        return self._store.amounts(passages)

    def aspect_model(self, kind: Kind) -> AspectModel:
        """The classifier of aspects for a "question" or a "page" (its sentences), fitted with this library's encoder."""
        return self._holdings.model(kind)

    def aspects_of(self, document: str) -> frozenset[Aspect]:
        """The aspects that a page tells: those that some sentence of it is surely about; pay needs an amount, too."""
        passages = self._store.passage_ids(Filters(documents=frozenset([document]))).tolist()
        kinds = [self._about(sentences) for sentences in self._store.sentences(passages).values() if sentences]
        if not kinds:
            return frozenset()
        told = {aspect for n, aspect in enumerate(Aspect) if max(float(found[:, n].max()) for found in kinds) >= TOLD}
        has_amount = any(self._store.amounts(passages).values())
        return frozenset(told if has_amount else told - {Aspect.PAY})

    def sentences_with_amounts(self, document: str) -> tuple[PaySentence, ...]:
        """The sentences of a page that tell amounts of money, in reading order, each with the probability that it is about pay."""
        ids = self._store.passage_ids(Filters(documents=frozenset([document]))).tolist()
        amounts = {i: found for i, found in self._store.amounts(ids).items() if found}
        passages, sentences = self._store.passages(list(amounts)), self._store.sentences(list(amounts))
        return tuple(
            PaySentence(passages[i], sentence, within, float(about))
            for i, found in sorted(amounts.items())
            for sentence, about in zip(sentences[i], self._about(sentences[i])[:, list(Aspect).index(Aspect.PAY)], strict=True)
            if (within := tuple(a for a in found if sentence.span.start <= a.span.start and a.span.end <= sentence.span.end))
        )

    def _about(self, sentences: Sequence[Sentence]) -> Vectors:
        """What the sentences of a passage are about, shape (sentences, classes)."""
        return self._holdings.model("page").of_passage(np.stack([sentence.vector for sentence in sentences]))

    def word_weights(self, text: str) -> dict[tuple[str, ...], float]:
        """{word as its terms (`german.word_groups`): how much it tells apart passages of this library}; a compound counts as its rarest term."""
        groups = german.word_groups(text)
        weights = self._words.weights([term for group in groups for term in group])
        return {group: max(weights[term] for term in group) for group in groups}

    def occupations_with(self, term: str) -> dict[str, float]:
        """{occupation: the share of its pages' passages that have a term of `german`, 0 to 1}; of a frequent term by a sample. {} for one that tells nothing."""
        share = self._words.share(term)
        if not 0 < share <= COMMONPLACE:
            return {}
        sample = list(self._words.search([term], SAMPLE, Filters()))
        scale = share * len(self._words) / len(sample)
        return {o: min(1.0, scale * n / self._passages_by_occupation[o]) for o, n in self._store.occupations_of(sample).items()}

    @cached_property
    def _passages_by_occupation(self) -> dict[str, int]:
        return self._store.passages_by_occupation()

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """The vectors of questions, shape (questions, dimension)."""
        return np.asarray(self.encoder.encode_questions(texts), dtype=np.float32)

    def search(self, text: str, filters: Filters | None = None, k: int = 10, vector: Vector | None = None) -> tuple[Hit, ...]:
        """The k best passages for a text, best first, each with the scores that made its rank. Filters apply inside the search.

        `vector` spares encoding the text again.
        """
        filters = filters or Filters()
        vector = self.encode_questions([text])[0] if vector is None else vector
        terms = german.terms(text)
        words = self._words.search(terms, POOL, filters)
        dense = self._holdings.nearest(vector, POOL, filters)
        unseen = [i for i in words if i not in dense]
        dense |= {i: float(cosine) for i, cosine in zip(unseen, self._holdings.vectors(unseen) @ vector, strict=True)}
        nearest = self._nearest_sentences(list(dense), vector)
        scores = fusion.fuse(dense, nearest, words, self._words.ceiling(terms), self.scale.spread)
        best = list(scores)[:k]
        passages = self._store.passages(best)
        return tuple(Hit(passages[i], scores[i], dense[i], words.get(i, 0.0), nearest.get(i, dense[i])) for i in best)

    def _nearest_sentences(self, passages: Sequence[int], vector: Vector) -> dict[int, float]:
        found = self._store.sentences(passages)
        return {i: max(float(s.vector @ vector) for s in sentences) for i, sentences in found.items() if sentences}

    def faults(self) -> list[str]:
        """What isn't as it was written, or doesn't fit together. [] when all is well."""
        return self._holdings.faults()


def section_of(document: Document, span: Span) -> tuple[Span | None, Span]:
    """(heading, body) of the section that a span stands in; the whole text where the document has no sections."""
    from index.sections import split_sections

    for section in split_sections(document):
        if section.body.start <= span.start and span.end <= section.body.end:
            return section.heading, section.body
    return None, Span(0, len(document.text))
