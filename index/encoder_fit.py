"""What depends on the encoder alone: the classifiers of aspects, and the scale of its cosines. Comes with the package for the built-in encoder."""

import hashlib
import shutil
from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import aspects, embedding_cache, scale
from index.encoder import Encoder
from index.fitted_files import SCALE, aspects_file

PACKAGED = "fitted"


def put(folder: Path, cache: Path, encoder: Encoder) -> None:
    """Writes the files of a generation that depend on the encoder: those of the package where they were made for it, else fitted now (half a minute)."""
    packaged = files("index") / PACKAGED / key(encoder)
    if packaged.is_dir():
        with as_file(packaged) as made:
            shutil.copytree(made, folder, dirs_exist_ok=True)
    else:
        fit(folder, cache, encoder)


def key(encoder: Encoder) -> str:
    """Changes with the encoder and with the examples."""
    examples = b"".join((files("index") / name).read_bytes().replace(b"\r\n", b"\n") for name in (aspects.EXAMPLES, aspects.PASSAGES))
    return f"{encoder.identity}-{hashlib.sha256(examples).hexdigest()[:8]}"


def fit(folder: Path, cache: Path, encoder: Encoder) -> None:
    """Encodes the examples and fits on them; `cache` keeps their vectors."""

    def encode_pages(texts: Sequence[str]) -> NDArray[np.float32]:
        return embedding_cache.encode(cache, encoder, texts)

    aspects.save(aspects.fit(encoder.encode_questions, "question"), folder / aspects_file("question"))
    aspects.save(aspects.fit(encode_pages, "page"), folder / aspects_file("page"))
    questions, sentences = ([example.text for example in aspects.examples(kind)] for kind in aspects.KINDS)
    scale.save(scale.measure(encoder.encode_questions(questions), encode_pages(sentences)), folder / SCALE)
