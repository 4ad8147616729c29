"""A library of very many passages, made quickly: the sample pages over and over, each under another occupation and place, in a folder or in Milvus.

With an encoder whose vectors are drawn (`Drawn`) nothing is encoded; with the built-in one the sample pages' own vectors are moved a little for each page.
"""

import gzip
import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant import sample_pages
from index import amounts, documents
from index.encoder import Encoder
from index.generation_writer import GenerationWriter, ReadyPassage
from index.library_address import LibraryAddress
from index.manifest import Manifest
from index.passages import context_of, split_passages
from index.shelf import shelf_at
from index.types import Document

DIMENSION = 384
STEP = 500
"""Pages that are written at once."""
SEED = 20
NOISE = 0.02
"""How far each number of a vector is moved, so that no two pages are the same."""


class Drawn:
    """Stands for an encoder: a text's vector is drawn, always the same."""

    name = identity = "drawn"
    dimension = DIMENSION

    def encode_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return unit(np.stack([self._vector(text) for text in texts])) if texts else np.zeros((0, DIMENSION), dtype=np.float32)

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> NDArray[np.float32]:  # noqa: ARG002
        return self.encode_questions(texts)

    def _vector(self, text: str) -> NDArray[np.float32]:
        # The words' own vectors, so that texts of one subject lie together.
        drawn = [np.random.default_rng(sum(word.encode()) * 31 + len(word)).standard_normal(DIMENSION, dtype=np.float32) for word in text.lower().split()[:20]]
        return np.sum(drawn, axis=0, dtype=np.float32) if drawn else np.ones(DIMENSION, dtype=np.float32)


def build(address: LibraryAddress, pages: int, encoder: Encoder) -> Manifest:
    """Makes a library of so many pages (some 6.75 passages each) where none is. Raises what a change raises."""
    shelf = shelf_at(address)

    def fill(writer: GenerationWriter) -> dict[str, int]:
        samples = {page.text: _read(page, encoder) for page in _samples()}
        random = np.random.default_rng(SEED)
        rest = itertools.islice(pages_without_end(), pages)
        while some := list(itertools.islice(rest, STEP)):
            writer.put_file(f"drawn from {some[0].id}", "drawn", "drawn", some)
            writer.put_passages([moved for page in some for moved in _moved(page, samples[page.text], random)])
        return writer.close()

    with shelf.writing():
        return shelf.build(None, encoder, [], fill)


def pages_without_end() -> Iterator[Document]:
    """The sample pages over and over, under the occupations of the gazetteer in the largest towns, and these numbered."""
    samples = _samples()
    occupations, places = _names()
    for n in itertools.count():
        occupation = occupations[n % len(occupations)]
        place = places[n // len(occupations)]
        yield replace(samples[n % len(samples)], id=f"{n:07}", title=f"{occupation} in {place}", occupation=occupation, place=place)


def _samples() -> list[Document]:
    folder = Path(sample_pages.__file__).parent
    return [page for path in sorted(folder.glob("*.md")) for page in documents.read_file(path, path.name) if isinstance(page, Document)]


def _names() -> tuple[list[str], list[str]]:
    """Occupations, and German towns, the largest first."""
    gazetteer = files("index") / "gazetteer"
    occupations = [line.split("\t")[0] for line in (gazetteer / "occupations.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    towns = [line.split("\t") for line in gzip.decompress((gazetteer / "places.tsv.gz").read_bytes()).decode("utf-8").splitlines()[1:]]
    german_ones = sorted((row for row in towns if row[2] == "DE"), key=lambda row: -int(row[5] or 0))
    return occupations, list(dict.fromkeys(row[0] for row in german_ones))


def _read(page: Document, encoder: Encoder) -> list[ReadyPassage]:
    cuts = split_passages(page)
    texts = [context_of(page, cut.heading) + page.text[cut.span.start : cut.span.end] for cut in cuts]
    sentences = encoder.encode_passages([page.text[s.start : s.end] for cut in cuts for s in cut.sentences])
    each = np.split(sentences, np.cumsum([len(cut.sentences) for cut in cuts])[:-1])
    told = [tuple(amount for s in cut.sentences for amount in amounts.find_amounts(page.text, s)) for cut in cuts]
    return [ReadyPassage(page, *parts) for parts in zip(cuts, texts, encoder.encode_passages(texts), each, told, strict=True)]


def _moved(page: Document, passages: Sequence[ReadyPassage], random: np.random.Generator) -> Iterator[ReadyPassage]:
    for each in passages:
        text = context_of(page, each.cut.heading) + page.text[each.cut.span.start : each.cut.span.end]
        yield ReadyPassage(page, each.cut, text, _near(each.vector, random), _near(each.sentences, random), each.amounts)


def _near(vectors: NDArray[np.float32], random: np.random.Generator) -> NDArray[np.float32]:
    return unit(vectors + NOISE * random.standard_normal(vectors.shape, dtype=np.float32))


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Vectors of length 1, whatever comes before the last axis."""
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True), dtype=np.float32)
