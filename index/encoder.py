"""Texts to vectors: the built-in encoder, or any other that sentence-transformers loads by name or path."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from index import builtin_encoder
from index.encoder_identity import identity
from index.errors import EncoderUnavailable
from index.types import BUILT_IN

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH = 32
"""Texts a forward pass; on two cores larger batches only add padding."""

Vectors = NDArray[np.float32]
"""Shape (texts, dimension), each row of length 1."""


class Encoder(Protocol):
    """What the index needs of an encoder; tests bring a deterministic one."""

    @property
    def name(self) -> str:
        """What the user calls it: `built-in`, a model's name, or a path."""

    @property
    def identity(self) -> str:
        """Changes whenever the vectors would: weights, prompts, dimension."""

    @property
    def dimension(self) -> int: ...

    def encode_questions(self, texts: Sequence[str]) -> Vectors: ...

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> Vectors: ...


class SentenceEncoder:
    """A `SentenceTransformer` with its own prompts; vectors have length 1, whether the model normalises or not."""

    def __init__(self, model: "SentenceTransformer", name: str, fingerprint: str) -> None:
        self.model = model
        self.name = name
        self.dimension = int(model.get_embedding_dimension() or 0)
        self.identity = identity(fingerprint, model.prompts, self.dimension)

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """One row a question, with the model's prompt for queries."""
        return _float32(self.model.encode_query(list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False))

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> Vectors:
        """One row a text, with the model's prompt for documents. `progress` is told `(done, all)` now and then."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        # Longest first, so that a batch holds texts of one length and memory peaks at the start rather than at the end.
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        step = BATCH * 8
        for start in range(0, len(order), step):
            chosen = order[start : start + step]
            batch = [texts[i] for i in chosen]
            vectors[chosen] = self.model.encode_document(batch, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False)
            if progress:
                progress(min(start + step, len(order)), len(order))
        return vectors


def _float32(vectors: object) -> Vectors:
    return np.asarray(vectors, dtype=np.float32)


def load_encoder(name: str = BUILT_IN, announce: Callable[[], None] | None = None, single_precision: bool = False) -> Encoder:
    """The built-in encoder, or another by the path of a SentenceTransformer directory or by name (from the local model cache, or the network where one is allowed).

    The built-in one calculates in half precision where that is quick, unless `single_precision`: for what must come out alike on every processor.
    `announce` is called before it is unpacked for the first time. Raises EncoderUnavailable with what to do.
    """
    path = Path(name).expanduser()
    try:
        if name == BUILT_IN:
            from index.bert_encoder import BertEncoder

            return BertEncoder(builtin_encoder.directory(announce=announce), single_precision)
        return SentenceEncoder(_load(str(path) if path.exists() else name, local=path.exists()), name, _fingerprint(path, name))
    except EncoderUnavailable:
        raise
    except Exception as error:  # whatever the loading library raises, the user needs the same advice
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise EncoderUnavailable(f"The encoder {name!r} can't be loaded: {reason}. Give the path of a SentenceTransformer directory.", encoder=name) from error


def _load(source: str, local: bool) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as quiet

    quiet.disable_progress_bar()
    logging.getLogger("transformers").setLevel(logging.ERROR)
    return SentenceTransformer(source, local_files_only=local)


def _fingerprint(path: Path, name: str) -> str:
    """Names the weights: their hash where they lie on disk (read once, at load), else the name."""
    weights = sorted(path.rglob("*.safetensors")) + sorted(path.rglob("*.bin")) if path.is_dir() else []
    return "|".join(builtin_encoder.sha256(file) for file in weights) or name
