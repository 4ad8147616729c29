"""Where a library is: a folder, or a name in Milvus. What stands behind `--library` and everywhere where a library is named."""

import re
from dataclasses import dataclass
from pathlib import Path

from index.errors import BadAddress

NAME = re.compile(r"[A-Za-z][A-Za-z0-9]{0,39}", re.ASCII)
"""Of a library in Milvus: part of the names of its collections, in which an underscore separates it from what follows."""
PORT = 19530
LITE = "milvus-lite:"
SERVER = "milvus://"
LITE_NAME = "library"
ELSEWHERE = re.compile(r"\s*([a-z][a-z0-9+.-]*://|milvus)", re.ASCII | re.IGNORECASE)
"""What nobody means as a folder; one whose name begins so is still found as `./milvus-pages`."""


@dataclass(frozen=True, slots=True)
class MilvusAddress:
    """uri: what Milvus's client connects to. name: the library's. folder: that of the embedded version, which is a process of this machine; else None."""

    uri: str
    name: str
    folder: Path | None = None

    def __str__(self) -> str:
        return f"{LITE}{self.folder}" if self.folder else f"{self.uri.replace('http://', SERVER)}/{self.name}"


LibraryAddress = Path | MilvusAddress


def library_address(text: str) -> LibraryAddress:
    """`milvus://HOST[:PORT]/NAME`, `milvus-lite:PATH`, or a folder. Raises BadAddress for one that starts like the first two, or like another address, and names no library."""
    if text.startswith(LITE):
        folder = Path(text.removeprefix(LITE))
        if not folder.name:
            raise BadAddress.of(text)
        # Only by its ending does the client know that this is a file of its own and no address.
        return MilvusAddress(str(folder / "milvus.db"), LITE_NAME, folder)
    if text.startswith(SERVER):
        host, _, name = text.removeprefix(SERVER).partition("/")
        found = re.fullmatch(r"(\[[0-9a-fA-F:]+\]|[A-Za-z0-9][A-Za-z0-9.-]*)(?::(\d{1,5}))?", host)
        if not found or not 0 < int(found[2] or PORT) < 65_536 or not NAME.fullmatch(name):
            raise BadAddress.of(text)
        return MilvusAddress(f"http://{host}" if re.search(r":\d+$", host) and not host.endswith("]") else f"http://{host}:{PORT}", name)
    if ELSEWHERE.match(text):
        raise BadAddress.of(text)
    return Path(text)
