"""Files to documents: finds them, reads each with the module of its format, and never lets a bad one stop the others."""

import errno
import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from io import BufferedReader
from pathlib import Path

from index import json_lines
from index.errors import UnreadableFile
from index.front_matter import as_address, as_language, as_texts
from index.line_wraps import unwrap
from index.page_date import iso_date
from index.page_subject import find_subject
from index.parsed_page import ParsedPage, first_lines
from index.plain_text import decode, encodable, normalise, one_line, spelt_out, unjoined
from index.sections import find_headings
from index.sentences import count_ends
from index.types import Document, Failure

SUFFIXES = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx", ".jsonl"})
LARGEST_FILE = 20_000_000
"""Bytes; a jsonl file may be larger (index.json_lines)."""
LONGEST_TEXT = 20_000_000
"""Characters; what is packed in a file can be far longer than the file."""
MOST_SENTENCES = 200_000
"""Of one page: as many as so long a text has. Each gets a vector, so that one of nothing but line ends would take all memory once it is read."""
LONGEST_TITLE = 200
AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Opens a file without waiting for whoever would write into a pipe; Windows, which has no such pipes, wants to be told that it is no text."""
NO_LINK = getattr(os, "O_NOFOLLOW", 0)
FOLDER = getattr(os, "O_PATH", os.O_RDONLY) | getattr(os, "O_DIRECTORY", 0)
"""A folder to go on from. That needs no right to list it, where a system makes a difference."""


def find_files(paths: Sequence[Path]) -> Iterator[tuple[Path, str] | Failure]:
    """(file, its id: the path relative to the folder that was added) of every file to read, in order; a Failure for each path that can't be used.

    In folders, hidden files and other formats are passed over; what is named itself must be readable. Never raises.
    """
    for path in paths:
        name = path.name or str(path)
        try:
            if path.is_dir():
                yield from _in_folder(path)
            elif not path.exists():
                yield Failure(encodable(str(path)), "missing")
            elif path.suffix.lower() not in SUFFIXES or not path.is_file():
                yield Failure(encodable(str(path)), "unsupported", encodable(path.suffix))
            else:
                yield _named(path, name)
        except (OSError, ValueError) as error:  # a folder that may not be entered; a name with a NUL in it
            yield Failure(encodable(str(path)), "unreadable", getattr(error, "strerror", None) or str(error))


def _in_folder(folder: Path) -> Iterator[tuple[Path, str] | Failure]:
    root = Path(os.path.realpath(folder))
    closed: list[OSError] = []
    for path in sorted(_shown(folder, closed)):
        name = path.relative_to(folder).as_posix()
        try:
            if path.is_symlink() and (reason := _refusal(Path(os.path.realpath(path)), root)):
                if path.suffix.lower() in SUFFIXES or path.is_dir():
                    yield Failure(encodable(name), reason)
            elif path.suffix.lower() in SUFFIXES and (path.is_file() or not path.exists()):
                yield _named(path, name)
        except OSError as error:  # a path that is too long; a folder whose files may be listed and not looked at
            closed.append(error)
    yield from (Failure(encodable(str(error.filename)), "unreadable", error.strerror or "") for error in closed)


def _shown(folder: Path, closed: list[OSError]) -> Iterator[Path]:
    """All that lies in a folder and below, without what is hidden; links are not followed.

    `os.walk` would call itself for each level, of which there can be thousands.
    """
    waiting = [str(folder)]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                shown = [entry for entry in entries if not entry.name.startswith(".")]
            waiting.extend(entry.path for entry in shown if entry.is_dir(follow_symlinks=False))
        except OSError as error:
            closed.append(error)
        else:
            yield from (Path(entry.path) for entry in shown)


def _named(path: Path, name: str) -> tuple[Path, str] | Failure:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return Failure(encodable(name), "encoding", "the file's name is not UTF-8")
    # The name is the page's id, by which it is cited and removed: it is either what people see or refused.
    return (path, name) if spelt_out(name) == name == unjoined(name) else Failure(name, "name")


def _refusal(real: Path, root: Path) -> str | None:
    """Why nothing is read at the end of a link; None where it lies in the folder as others do."""
    if not real.is_relative_to(root):
        return "outside"
    return "hidden" if any(part.startswith(".") for part in real.relative_to(root).parts) else None


def content_hash(path: Path) -> str:
    """SHA-256 of a file; of one that is too large to be read, of its beginning. Where the file lies is asked when it is read. Raises OSError."""
    with _regular(os.open(path, AT_ONCE), path) as file:
        if path.suffix.lower() == ".jsonl":
            return hashlib.file_digest(file, "sha256").hexdigest()
        return hashlib.sha256(file.read(LARGEST_FILE + 1)).hexdigest()


def read_file(path: Path, document_id: str) -> Iterator[Document | Failure]:
    """The document of a file (several for jsonl), or why there is none. Never raises for what a file holds, nor for OSError."""
    try:
        if path.suffix.lower() == ".jsonl":
            with _open_inside(path, document_id) as lines:
                for item in json_lines.parse_lines(lines, document_id):
                    yield item if isinstance(item, Failure) else _document_or_failure(*item)
            return
        yield _document_or_failure(document_id, _parse(_content(path, document_id), path.suffix.lower(), document_id))
    except UnreadableFile as error:
        yield Failure(document_id, error.facts["reason"], error.facts["detail"])
    except OSError as error:
        yield Failure(document_id, "unreadable", error.strerror or str(error))


def _open_inside(path: Path, file: str) -> BufferedReader:
    """A file of the folder that was added: what lies there now, which may be no longer what was found. Raises UnreadableFile (outside, hidden), OSError."""
    folder = path.parents[file.count("/")]
    root, real = Path(os.path.realpath(folder)), Path(os.path.realpath(path))
    if real != root / path.relative_to(folder) and (reason := _refusal(real, root)):
        raise UnreadableFile(file, reason)
    return _regular(_descend(root, real.relative_to(root).parts or (".",)), path)


def _descend(root: Path, parts: Sequence[str]) -> int:
    """Opens what has no link on its way, a folder at a time: one that is exchanged for a link meanwhile ends it."""
    if os.open not in os.supports_dir_fd:  # Windows, where making a link takes a right of its own
        return os.open(root.joinpath(*parts), AT_ONCE)
    at = os.open(root, FOLDER)
    try:
        for part in parts[:-1]:
            at, above = os.open(part, FOLDER | NO_LINK, dir_fd=at), at
            os.close(above)
        return os.open(parts[-1], AT_ONCE | NO_LINK, dir_fd=at)
    finally:
        os.close(at)


def _regular(descriptor: int, path: Path) -> BufferedReader:
    """What has been opened, if it is a file: reading a pipe or a device may never end."""
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "not a regular file", str(path))
    return os.fdopen(descriptor, "rb")


def _content(path: Path, file: str) -> bytes:
    """The whole file, if it isn't too large. One that grows meanwhile is read no further than that."""
    with _open_inside(path, file) as opened:
        size = os.fstat(opened.fileno()).st_size
        data = opened.read(LARGEST_FILE + 1) if size <= LARGEST_FILE else b""
    if max(size, len(data)) > LARGEST_FILE:
        raise UnreadableFile(file, "too_large", f"{max(size, len(data)) // 1_000_000} MB, at most {LARGEST_FILE // 1_000_000}")
    return data


def _parse(data: bytes, suffix: str, file: str) -> ParsedPage:
    if not data.strip():
        raise UnreadableFile(file, "empty")
    # Each format's libraries are loaded for the first file that needs them, as a rule in index.parsing_worker.
    if suffix == ".pdf":
        from index import pdf_page

        return pdf_page.parse(data, file)
    if suffix == ".docx":
        from index import word_page

        return word_page.parse(data, file)
    text = decode(data, file)
    if suffix in (".html", ".htm"):
        from index import html_page

        return html_page.parse(text, file)
    if suffix in (".md", ".markdown"):
        from index import markdown_page

        return markdown_page.parse(text, file)
    return ParsedPage(unwrap(normalise(text)))


def _document_or_failure(document_id: str, page: ParsedPage) -> Document | Failure:
    if not page.text:
        return Failure(document_id, "no_text")
    if len(page.text) > LONGEST_TEXT:
        return Failure(document_id, "too_large", f"{len(page.text) // 1_000_000} million characters, at most {LONGEST_TEXT // 1_000_000}")
    sentences = count_ends(page.text)
    if sentences > MOST_SENTENCES:
        return Failure(document_id, "too_large", f"{sentences} sentences or lines, at most {MOST_SENTENCES}")
    lines = [*filter(None, (page.title, page.other_title)), *first_lines(page.text)]
    occupation, place = find_subject(lines, page.facts, document_id)
    return Document(
        id=document_id,
        title=_shortened(one_line(lines[0])),
        text=page.text,
        occupation=occupation,
        place=place,
        language=as_language(page.facts.get("language")),
        date=iso_date(page.facts.get("date")),
        url=as_address(page.facts.get("url")),
        sources=as_texts(page.facts.get("sources")),
        headings=page.headings if page.headings is not None else find_headings(page.text),
    )


def _shortened(title: str) -> str:
    """The title; of a paragraph that stands in for one, the beginning, cut at a blank."""
    if len(title) <= LONGEST_TITLE:
        return title
    cut = title[: LONGEST_TITLE - 1]
    # On one line once more: a joiner that now stands before the mark would be nothing but hidden.
    return one_line((cut.rpartition(" ")[0] or cut) + "…")
