"""Files that the operator sends: taken off the request within limits, under names that can't lead anywhere, into a folder that is there for the change only."""

import shutil
import unicodedata
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import anyio.to_thread
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from index.documents import LARGEST_FILE, SUFFIXES
from index.types import Failure

MOST_FILES = 200
MOST_BYTES = 200_000_000
"""Of all files together."""
ROOM = 1_000_000
"""Bytes for what stands around the files in the request."""
LONGEST_NAME = 200
"""Bytes; file systems take 255."""
NOT_IN_NAMES = frozenset('<>:"|?*')
"""Not allowed, or with a meaning, on some systems."""


class UploadRefused(MultiPartException):
    """More than the limits allow, or no upload at all."""


@dataclass(frozen=True, slots=True)
class Upload:
    """What was sent. token: that of the form. files: names in the folder, in the order in which the library reads them."""

    token: str
    files: tuple[str, ...]
    refused: tuple[Failure, ...]


async def receive(request: Request, folder: Path) -> Upload:
    """Takes the files of a form into a folder.

    Raises UploadRefused, once all of the request has been read: a browser shows an answer only after it has sent everything.
    """
    chunks = aiter(request.stream())
    try:
        if int(request.headers.get("content-length", "0")) > MOST_BYTES + ROOM:
            raise UploadRefused("too much")
        form = await MultiPartParser(request.headers, _limited(chunks), max_files=MOST_FILES, max_fields=10).parse()
    except (MultiPartException, KeyError, ValueError):
        async for _ in chunks:
            pass
        raise UploadRefused("the upload can't be taken") from None
    try:
        sent = [file for file in form.getlist("file") if isinstance(file, UploadFile) and file.filename]
        refused = [failure for file in sent if (failure := await anyio.to_thread.run_sync(_keep, file, folder))]
        token = form.get("token")
        names = tuple(path.name for path in sorted(folder.iterdir()))
        return Upload(token if isinstance(token, str) else "", names, tuple(refused))
    finally:
        await form.close()


def safe_name(given: str) -> str:
    """A file's name without folders and without characters that mean something to a system; "" where nothing is left."""
    last = unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2]
    plain = "".join("_" if letter in NOT_IN_NAMES or not letter.isprintable() else letter for letter in last)
    # A leading dot would hide the file; Windows drops trailing ones.
    plain = plain.strip(". ")
    stem, dot, suffix = plain.rpartition(".")
    if not stem:
        return _cut(plain, LONGEST_NAME)
    suffix = _cut(suffix, 20)
    return _cut(stem, LONGEST_NAME - len((dot + suffix).encode())).rstrip(". ") + dot + suffix


def _cut(text: str, most: int) -> str:
    return text.encode()[:most].decode("utf-8", "ignore")


def _keep(file: UploadFile, folder: Path) -> Failure | None:
    """Moves a file into the folder, or says why not."""
    name = safe_name(file.filename or "")
    path = folder / name
    if path.suffix.lower() not in SUFFIXES:
        return Failure(name or "?", "unsupported", path.suffix)
    if (file.size or 0) > LARGEST_FILE:
        return Failure(name, "too_large", f"{(file.size or 0) // 1_000_000} MB, max. {LARGEST_FILE // 1_000_000} MB")
    try:
        with path.open("xb") as kept:
            shutil.copyfileobj(file.file, kept)
    except FileExistsError:
        return Failure(name, "duplicate", name)
    return None


async def _limited(chunks: AsyncIterator[bytes]) -> AsyncGenerator[bytes, None]:
    seen = 0
    async for chunk in chunks:
        seen += len(chunk)
        if seen > MOST_BYTES + ROOM:
            raise UploadRefused("too much")
        yield chunk
