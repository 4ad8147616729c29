"""What Ray's processes do for tests, where they can import it from."""

import os
from collections.abc import Callable, Sequence

import numpy as np
from fake_encoder import FakeEncoder
from numpy.typing import NDArray

from index.types import Document, Failure

DEADLY = "Diese Seite bringt um, wer sie liest."
DEADLY_TO_ENCODE = "Diese Seite bringt um, wer sie auswertet."


class DyingEncoder(FakeEncoder):
    """Ends its process over one text."""

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> NDArray[np.float32]:
        if any(DEADLY_TO_ENCODE in text for text in texts):
            os._exit(1)
        return super().encode_passages(texts, progress)


class OtherEncoder(FakeEncoder):
    """Another one than was asked for."""

    identity = "other"


def read_or_die(asker: str, data: bytes, file: str) -> list[Document | Failure]:
    """As `index.remote_tasks.read_bytes`, but that one page ends its process."""
    from index import remote_tasks

    if DEADLY.encode() in data:
        os._exit(1)
    return remote_tasks.read_bytes(asker, data, file)
