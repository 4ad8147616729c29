"""Files to documents: finds them, reads each with the module of its format, and never lets a bad one stop the others."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from index import html_page, json_lines, markdown_page, pdf_page, word_page
from index.errors import UnreadableFile
from index.front_matter import as_address, as_language, as_texts
from index.line_wraps import unwrap
from index.page_date import iso_date
from index.page_subject import find_subject
from index.parsed_page import ParsedPage, first_lines
from index.plain_text import decode, normalise, one_line, spelt_out
from index.sections import find_headings
from index.types import Document, Failure

SUFFIXES = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx", ".jsonl"})
LARGEST_FILE = 20_000_000
"""Bytes; a jsonl file may be larger (index.json_lines)."""
LONGEST_TITLE = 200


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
                yield Failure(str(path), "missing")
            elif path.suffix.lower() not in SUFFIXES or not path.is_file():
                yield Failure(str(path), "unsupported", path.suffix)
            else:
                yield _named(path, name)
        except (OSError, ValueError) as error:  # a folder that may not be entered; a name with a NUL in it
            yield Failure(str(path), "unreadable", getattr(error, "strerror", None) or str(error))


def _in_folder(folder: Path) -> Iterator[tuple[Path, str] | Failure]:
    root = os.path.realpath(folder)
    closed: list[OSError] = []
    entries = [
        Path(parent, name) for parent, folders, names in os.walk(folder, onerror=closed.append) if _shown(Path(parent), folder) for name in (*folders, *names)
    ]
    for path in sorted(path for path in entries if not path.name.startswith(".")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(root):
            if path.suffix.lower() in SUFFIXES or path.is_dir():
                yield Failure(name, "outside")
        elif path.suffix.lower() in SUFFIXES and (path.is_file() or not path.exists()):
            yield _named(path, name)
    yield from (Failure(str(error.filename), "unreadable", error.strerror or "") for error in closed)


def _shown(parent: Path, folder: Path) -> bool:
    return not any(part.startswith(".") for part in parent.relative_to(folder).parts)


def _named(path: Path, name: str) -> tuple[Path, str] | Failure:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return Failure(name.encode("utf-8", "replace").decode("utf-8"), "encoding", "the file's name is not UTF-8")
    # The name is the page's id, by which it is cited and removed: it is either what people see or refused.
    return (path, name) if spelt_out(name) == name else Failure(name, "name")


def content_hash(path: Path) -> str:
    """SHA-256 of a file. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_file(path: Path, document_id: str) -> Iterator[Document | Failure]:
    """The document of a file (several for jsonl), or why there is none. Never raises for what a file holds, nor for OSError."""
    try:
        if path.suffix.lower() == ".jsonl":
            for item in json_lines.parse_lines(path, document_id):
                yield item if isinstance(item, Failure) else _document_or_failure(*item)
            return
        size = path.stat().st_size
        if size > LARGEST_FILE:
            yield Failure(document_id, "too_large", f"{size // 1_000_000} MB, at most {LARGEST_FILE // 1_000_000}")
            return
        page = _parse(path.read_bytes(), path.suffix.lower(), document_id)
        yield _document_or_failure(document_id, page)
    except UnreadableFile as error:
        yield Failure(document_id, error.facts["reason"], error.facts["detail"])
    except OSError as error:
        yield Failure(document_id, "unreadable", error.strerror or str(error))


def _parse(data: bytes, suffix: str, file: str) -> ParsedPage:
    if not data.strip():
        raise UnreadableFile(file, "empty")
    if suffix == ".pdf":
        return pdf_page.parse(data, file)
    if suffix == ".docx":
        return word_page.parse(data, file)
    text = decode(data, file)
    if suffix in (".html", ".htm"):
        return html_page.parse(text, file)
    if suffix in (".md", ".markdown"):
        return markdown_page.parse(text, file)
    return ParsedPage(unwrap(normalise(text)))


def _document_or_failure(document_id: str, page: ParsedPage) -> Document | Failure:
    if not page.text:
        return Failure(document_id, "no_text")
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
    return (cut.rpartition(" ")[0] or cut) + "…"
