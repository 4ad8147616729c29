"""An encoder for libraries of a million passages: real vectors with noise, made so quickly that the index is measured and not the encoder.

A text gets the vector of one of a few thousand texts that were really encoded, one that begins alike where there is one, and noise by its hash. So
distinct texts have distinct vectors, and those that are written alike lie near each other.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.encoded_texts import encoded_texts
from benchmarks.synthetic_pages import pages
from index import embedding_cache
from index.encoder import Encoder, Vectors
from index.sections import find_headings
from index.types import Document

REAL_PAGES = 60
"""Synthetic pages whose texts are really encoded: every sentence of `synthetic_sections` is among them several times."""
NOISE = 0.3
"""The length of the noise beside a vector of length 1: cosines of about 0.96 with the vector it was added to, as of one sentence for two cities."""
ROWS = 1 << 13
"""Rows of noise. A text's noise is the sum of four of them, so that 2^52 can be told apart."""
WORD = re.compile(r"(?<!\w)[a-zäöü][a-zäöüß]{3,}(?!\w)")
"""Words that are no names and no figures."""
TELLING_WORDS = 4
STEP = 8_192
"""Texts that are worked on at once: as many vectors as fit into a processor's cache and a little more."""


class NoisyEncoder:
    """Passages with noise; questions by the real encoder.

    Name and identity are the real encoder's: its vectors lie in the same space, and a library of them is opened, asked and read as any other. For
    measuring alone: what such a library keeps of vectors is noise.
    """

    def __init__(self, real: Encoder, texts: Sequence[str], vectors: Vectors) -> None:
        """texts: those that were really encoded, at least one. vectors: theirs, shape (texts, dimension). Raises ValueError where they don't fit."""
        if not texts or vectors.shape != (len(texts), real.dimension):
            raise ValueError(f"{len(texts)} texts need vectors of shape {(len(texts), real.dimension)}, not {vectors.shape}")
        self._real = real
        self.name = real.name
        self.identity = real.identity
        self.dimension = real.dimension
        self._vectors = vectors
        self._alike: dict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(texts):
            self._alike[_beginning(text)].append(number)
        noise = np.random.default_rng(len(texts)).standard_normal((ROWS, real.dimension), dtype=np.float32)
        # Four rows are added, and a row of normals is as long as the root of the dimension.
        self._noise = noise * np.float32(NOISE / np.sqrt(4 * real.dimension))

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """The real encoder's."""
        return self._real.encode_questions(texts)

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> Vectors:
        """One row a text, of length 1: a real vector with noise, the same for the same text. `progress` is told `(done, all)` now and then."""
        found = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for start in range(0, len(texts), STEP):
            some = texts[start : start + STEP]
            found[start : start + STEP] = self._noisy(some)
            if progress:
                progress(start + len(some), len(texts))
        return found

    def _noisy(self, texts: Sequence[str]) -> Vectors:
        hashes = [hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest() for text in texts]
        draws: NDArray[np.uint16] = np.frombuffer(b"".join(hashes), dtype="<u2").reshape(-1, 4) % ROWS
        made = self._vectors[[self._near(text, draw) for text, draw in zip(texts, hashes, strict=True)]]
        for column in range(4):
            made += self._noise[draws[:, column]]
        made /= np.linalg.norm(made, axis=1, keepdims=True)
        return made

    def _near(self, text: str, draw: bytes) -> int:
        """A text that was really encoded: one that begins alike, else any."""
        alike = self._alike.get(_beginning(text))
        number = int.from_bytes(draw, "big")
        return alike[number % len(alike)] if alike else number % len(self._vectors)


def noisy_encoder(real: Encoder, cache: Path, number: int = REAL_PAGES) -> NoisyEncoder:
    """A noisy encoder on the texts of the first `number` synthetic pages, whose vectors are kept in the embedding cache at `cache`."""
    documents = (Document(page.id, "", page.text, page.occupation, page.place, headings=find_headings(page.text)) for page in pages(number))
    texts = [text for document in documents for text in encoded_texts(document)]
    return NoisyEncoder(real, texts, embedding_cache.encode(cache, real, texts))


def _beginning(text: str) -> str:
    return " ".join(found.group() for found in islice(WORD.finditer(text), TELLING_WORDS))
