"""A library opened to be gone through rather than asked: no encoder is loaded, since what is stored is enough."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.library import Library
from index.library_address import LibraryAddress
from index.shelf import shelf_at


@dataclass(frozen=True, slots=True)
class NoEncoder:
    """Stands where the library's encoder would: bears its marks and encodes nothing."""

    name: str
    identity: str
    dimension: int

    def encode_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:  # noqa: ARG002
        """Raises RuntimeError."""
        raise RuntimeError(f"this library was opened without its encoder {self.name!r}; open it with Library.open to search it")

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> NDArray[np.float32]:  # noqa: ARG002
        """Raises RuntimeError."""
        return self.encode_questions(texts)


def open_unencoded(address: LibraryAddress) -> Library:
    """Opens the current generation of a library built by whatever encoder. Raises MissingLibrary or DamagedLibrary."""
    holdings = shelf_at(address).open()
    mark = holdings.manifest.encoder
    return Library(holdings, NoEncoder(mark.name, mark.identity, mark.dimension))
