"""The built-in encoder's weights as sentence-transformers loads and runs them by itself: what the product's encoding is measured against."""

from typing import TYPE_CHECKING

from index import builtin_encoder

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


def bare_encoder() -> "SentenceTransformer":
    """In single precision, on the device that sentence-transformers chooses."""
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(builtin_encoder.directory()), local_files_only=True)
