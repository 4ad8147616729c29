"""The built-in sample pages and their library, which is built on first use."""

from importlib.resources import as_file, files
from pathlib import Path

from index import changes
from index.encoder import Encoder
from index.types import Change, Progress


def bring_up_to_date(library: Path, encoder: Encoder, progress: Progress) -> Change:
    """Makes the library of the sample pages, or brings it up to the pages of this version; quick when it is."""
    with as_file(files(__name__)) as folder:
        return changes.add(library, [folder], encoder, sync=True, progress=progress)
