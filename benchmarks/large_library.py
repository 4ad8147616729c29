"""What a library of very many pages costs: to open, to ask, to add a hundred pages to.

    python -m benchmarks.large_library --pages 1000 100000 [--encoder built-in]

Pages are the sample pages over and over, each under another occupation and place. Their vectors are drawn, so nothing is encoded and no answer means
anything: times are without the encoder and the reader, which don't know how large a library is. With the built-in encoder the sample pages' own vectors
are moved a little for each page, questions are encoded and sentences read, and the hundred pages that are added are encoded. One question after the other.
"""

import argparse
import gzip
import itertools
import json
import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant import sample_pages
from assistant.assistant import Assistant
from index import changes, documents, encoder_fit, folder_shelf, generation, german
from index.dense import DenseWriter
from index.encoder import Encoder, load_encoder
from index.folder_holdings import STORE, VECTORS, WORDS
from index.library import Library
from index.manifest import EncoderMark
from index.page_filling import _amounts
from index.passages import Cut, context_of, split_passages
from index.reading_rules import reading_rules
from index.store import StoreReader, StoreWriter, create
from index.types import BUILT_IN, Document, Filters
from index.words import Entry, WordIndex

DIMENSION = 384
STEP = 500
"""Pages that are written at once."""
ADDED = 100
ASKED = 60


class Drawn:
    """Stands for an encoder: a text's vector is drawn, always the same."""

    name = identity = "drawn"
    dimension = DIMENSION

    def encode_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return _unit(np.stack([self._vector(text) for text in texts])) if texts else np.zeros((0, DIMENSION), dtype=np.float32)

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> NDArray[np.float32]:  # noqa: ARG002
        return self.encode_questions(texts)

    def _vector(self, text: str) -> NDArray[np.float32]:
        # The words' own vectors, so that texts of one subject lie together.
        drawn = [np.random.default_rng(sum(word.encode()) * 31 + len(word)).standard_normal(DIMENSION, dtype=np.float32) for word in text.lower().split()[:20]]
        return np.sum(drawn, axis=0, dtype=np.float32) if drawn else np.ones(DIMENSION, dtype=np.float32)


def main() -> None:
    """Makes libraries of each size, one after the other, and prints what they cost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, nargs="+", default=[1_000, 100_000])
    parser.add_argument("--encoder", choices=("drawn", BUILT_IN), default="drawn")
    arguments = parser.parse_args()
    encoder = load_encoder() if arguments.encoder == BUILT_IN else Drawn()
    for pages in arguments.pages:
        with tempfile.TemporaryDirectory() as name:
            _measure(Path(name) / "library", pages, Path(name), encoder)


def _measure(library: Path, pages: int, folder: Path, encoder: Encoder) -> None:
    with _timed(f"{pages:,} pages written"), generation.writing(library):
        made = generation.build(
            library, EncoderMark(encoder.name, encoder.identity, encoder.dimension), reading_rules(), None, lambda fresh: _fill(fresh, pages, encoder)
        )
    print(", ".join(f"{count:,} {what}" for what, count in made.manifest.counts.items()))
    print(", ".join(f"{name} {mark.size / 1e6:,.0f} MB" for name, mark in made.manifest.files.items() if mark.size > 1e6))
    with _timed("library opened"):
        opened = Library.open(library, encoder)
    with _timed("assistant opened"):
        assistant = Assistant(library, encoder)
    with _timed("examples and overview, once a generation"):
        assistant.examples(), assistant.overview()
    with _timed("list of pages, once a generation"):
        assistant.pages()
    occupations, places = opened.occupations, opened.places
    random = np.random.default_rng(3)
    some = [(occupations[i], places[j]) for i, j in zip(random.integers(0, len(occupations), ASKED), random.integers(0, len(places), ASKED), strict=True)]
    _searches(opened, some)
    _questions(assistant, some)
    print(f"largest resident memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    (folder / "more").mkdir()
    lines = [json.dumps({"id": f"new-{page.id}", "text": page.text, "beruf": page.occupation, "ort": page.place}) for page in itertools.islice(_pages(), ADDED)]
    (folder / "more" / "more.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with _timed(f"{ADDED} pages added"):
        changes.add(library, [folder / "more"], encoder)
    with _timed("checked thoroughly"):
        print("faults:", changes.check(library, encoder))


def _searches(library: Library, some: Sequence[tuple[str, str]]) -> None:
    _time("search, no filter", [partial(library.search, f"Wie lange dauert die Ausbildung {o} {p}?") for o, p in some])
    _time("search, one place", [partial(library.search, "Was verdient man im Monat?", Filters(places=frozenset([p]))) for _, p in some])
    _time("search, one occupation", [partial(library.search, "Was verdient man im Monat?", Filters(occupations=frozenset([o]))) for o, _ in some])


def _questions(assistant: Assistant, some: Sequence[tuple[str, str]]) -> None:
    _time("question, both named", [partial(assistant.ask, f"Was verdient man als {o} in {p}?") for o, p in some])
    _time("question, occupation named", [partial(assistant.ask, f"Wie lange dauert die Ausbildung als {o}?") for o, _ in some])
    _time("question, place named", [partial(assistant.ask, f"Was verdient man in {p}?") for _, p in some])
    _time("question, nothing named", [partial(assistant.ask, "Was bekomme ich in der Probezeit an Urlaub?") for _ in some])
    _time("question about the library", [partial(assistant.ask, f"Welche Berufe gibt es in {p}?") for _, p in some])


def _fill(folder: Path, pages: int, encoder: Encoder) -> dict[str, int]:
    create(folder / STORE)
    encoder_fit.put(folder, folder.parent.parent / folder_shelf.CACHE, encoder)
    store, dense, words = StoreWriter(folder / STORE), DenseWriter(folder / VECTORS, encoder.dimension), WordIndex.make(folder / WORDS).writer()
    read = {page.text: _read(page, encoder) for page in itertools.islice(_pages(), len(_samples()))}
    store.put_source("drawn", "drawn", "drawn")
    rest = itertools.islice(_pages(), pages)
    random = np.random.default_rng(20)
    while some := list(itertools.islice(rest, STEP)):
        ids: list[int] = []
        rows: list[NDArray[np.float32]] = []
        for page in some:
            store.put_document(page, "drawn")
            cuts, terms, found, vectors, sentences = read[page.text]
            moved = _unit(sentences + 0.02 * random.standard_normal(sentences.shape, dtype=np.float32))
            at = 0
            name = german.terms(f"{page.occupation} {page.place}")
            for cut, words_of, amounts in zip(cuts, terms, found, strict=True):
                ids.append(store.put_passage(page.id, cut, moved[at : at + len(cut.sentences)], amounts))
                at += len(cut.sentences)
                words.add([Entry(ids[-1], page.id, page.occupation or "", page.place or "", (*name, *words_of))])
            rows.append(_unit(vectors + 0.02 * random.standard_normal(vectors.shape, dtype=np.float32)))
        dense.add(ids, np.concatenate(rows))
    store.close()
    dense.close()
    words.close()
    reader = StoreReader(folder / STORE)
    counts = reader.counts()
    reader.close()
    return counts


def _read(
    page: Document, encoder: Encoder
) -> tuple[tuple[Cut, ...], list[tuple[str, ...]], list[tuple[object, ...]], NDArray[np.float32], NDArray[np.float32]]:
    cuts = split_passages(page)
    texts = [context_of(page, cut.heading) + page.text[cut.span.start : cut.span.end] for cut in cuts]
    spoken = [page.text[s.start : s.end] for cut in cuts for s in cut.sentences]
    return (
        cuts,
        [german.terms(text) for text in texts],
        [_amounts(page, cut.sentences) for cut in cuts],
        encoder.encode_passages(texts),
        encoder.encode_passages(spoken),
    )


def _samples() -> list[Document]:
    folder = Path(sample_pages.__file__).parent
    return [page for path in sorted(folder.glob("*.md")) for page in documents.read_file(path, path.name) if isinstance(page, Document)]


def _pages() -> Iterator[Document]:
    """The sample pages over and over, under the occupations of the gazetteer in the largest towns, and these numbered."""
    samples = _samples()
    occupations, places = _names()
    for n in itertools.count():
        occupation = occupations[n % len(occupations)]
        place = places[n // len(occupations)]
        yield replace(samples[n % len(samples)], id=f"{n:07}", title=f"{occupation} in {place}", occupation=occupation, place=place)


def _names() -> tuple[list[str], list[str]]:
    """Occupations, and German towns, the largest first."""
    gazetteer = files("index") / "gazetteer"
    occupations = [line.split("\t")[0] for line in (gazetteer / "occupations.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    towns = [line.split("\t") for line in gzip.decompress((gazetteer / "places.tsv.gz").read_bytes()).decode("utf-8").splitlines()[1:]]
    german_ones = sorted((row for row in towns if row[2] == "DE"), key=lambda row: -int(row[5] or 0))
    return occupations, list(dict.fromkeys(row[0] for row in german_ones))


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def _time(name: str, asked: Sequence[Callable[[], object]]) -> None:
    times = []
    for ask in asked:
        started = time.perf_counter()
        ask()
        times.append(1000 * (time.perf_counter() - started))
    print(f"{name}: first {times[0]:.0f} ms, median {np.median(times[1:]):.1f} ms, 95th percentile {np.percentile(times[1:], 95):.1f} ms", flush=True)


@contextmanager
def _timed(name: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    print(f"{name}: {time.perf_counter() - started:.2f} s", flush=True)


if __name__ == "__main__":
    main()
