"""What a user can set, built once at the edge and passed on."""

from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from assistant.wording import Language
from index.library_address import LibraryAddress
from index.types import BUILT_IN


@dataclass(frozen=True, slots=True)
class Settings:
    """library: where it is (None: the user's own one, or the sample pages). encoder: "built-in", a path or a model's name. language: of messages."""

    library: LibraryAddress | None = None
    encoder: str = BUILT_IN
    language: Language = "de"


def own_library() -> Path:
    """Where the user's own library lies when no other is named."""
    return user_data_path("berufslotse", appauthor=False) / "library"


def sample_library() -> Path:
    """Where the library of the built-in sample pages is kept."""
    return user_data_path("berufslotse", appauthor=False) / "sample"


def kept_beside(library: LibraryAddress) -> Path:
    """The folder for what visitors leave: that of the library, and for one in Milvus a folder of this machine for each name there."""
    if isinstance(library, Path):
        return library
    place = library.uri.partition("//")[2].replace(":", "_").replace("[", "").replace("]", "")
    return library.folder or user_data_path("berufslotse", appauthor=False) / "milvus" / place / library.name
