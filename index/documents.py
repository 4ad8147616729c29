"""Files to documents: finds them, reads each with the module of its format, and never lets a bad one stop the others."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from index import html_page, markdown_page, pdf_page, word_page
from index.errors import UnreadableFile
from index.front_matter import as_text, as_texts, known_facts
from index.page_subject import find_subject
from index.parsed_page import ParsedPage, first_lines
from index.plain_text import decode, normalise
from index.sections import find_headings
from index.types import Document, Failure

SUFFIXES = frozenset({".txt", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx", ".jsonl"})
LARGEST_FILE = 20_000_000
LARGEST_LINE = 2_000_000
LONGEST_TITLE = 200


def find_files(paths: Sequence[Path]) -> Iterator[tuple[Path, str] | Failure]:
    """(file, its id: the path relative to the folder that was added) of every file to read, in order; a Failure for each path that can't be used.

    In folders, hidden files and other formats are passed over; a file that is named must be readable.
    """
    for path in paths:
        if path.is_dir():
            yield from _in_folder(path)
        elif not path.exists():
            yield Failure(str(path), "missing")
        elif path.suffix.lower() not in SUFFIXES:
            yield Failure(str(path), "unsupported")
        else:
            yield path, path.name


def _in_folder(folder: Path) -> Iterator[tuple[Path, str] | Failure]:
    root = folder.resolve()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix.lower() not in SUFFIXES or any(part.startswith(".") for part in path.relative_to(folder).parts):
            continue
        if path.is_symlink() and not path.resolve().is_relative_to(root):
            yield Failure(name, "outside")
        elif path.is_file() or path.is_symlink():
            yield path, name


def content_hash(path: Path) -> str:
    """SHA-256 of a file. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_file(path: Path, document_id: str) -> Iterator[Document | Failure]:
    """The document of a file (several for jsonl), or why there is none. Never raises for what a file holds."""
    try:
        if path.suffix.lower() == ".jsonl":
            yield from _read_lines(path, document_id)
            return
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableFile(document_id, "too_large", f"{path.stat().st_size // 1_000_000} MB, at most {LARGEST_FILE // 1_000_000}")
        yield _document(_parse(path.read_bytes(), path.suffix.lower(), document_id), document_id)
    except UnreadableFile as error:
        yield Failure(document_id, error.facts["reason"], error.facts["detail"])
    except OSError as error:
        yield Failure(document_id, "unreadable", error.strerror or str(error))
    except RecursionError:
        yield Failure(document_id, "broken", "nested too deeply")


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
    return ParsedPage(normalise(text))


def _document(page: ParsedPage, document_id: str) -> Document:
    if not page.text:
        raise UnreadableFile(document_id, "no_text")
    headings = page.headings if page.headings is not None else find_headings(page.text)
    lines = [page.title, *first_lines(page)] if page.title else list(first_lines(page))
    occupation, place = find_subject(lines, page.facts, document_id)
    return Document(
        id=document_id,
        title=normalise(lines[0])[:LONGEST_TITLE],
        text=page.text,
        occupation=occupation and normalise(occupation),
        place=place and normalise(place),
        language=(as_text(page.facts.get("language")) or "de")[:2].lower(),
        date=as_text(page.facts.get("date")),
        url=_address(page.facts.get("url")),
        sources=as_texts(page.facts.get("sources")),
        headings=headings,
    )


def _address(value: object) -> str | None:
    """Only http(s): anything else in a link runs or leaks something."""
    text = as_text(value)
    return text if text and text.lower().startswith(("https://", "http://")) else None


def _read_lines(path: Path, file: str) -> Iterator[Document | Failure]:
    with path.open("rb") as lines:
        number = 0
        # A limit on the read keeps a file without line ends from being taken in whole.
        while line := lines.readline(LARGEST_LINE + 1):
            number += 1
            name = f"{file}#{number}"
            if len(line) > LARGEST_LINE:
                yield Failure(name, "too_large", f"line {number}")
                while line and not line.endswith(b"\n"):
                    line = lines.readline(LARGEST_LINE)
                continue
            if line.strip():
                yield _read_line(line, number, name)
        if number == 0:
            yield Failure(file, "empty")


def _read_line(line: bytes, number: int, name: str) -> Document | Failure:
    try:
        tree = json.loads(line)
        if not isinstance(tree, dict) or not isinstance(tree.get("text"), str) or not tree["text"].strip():
            return Failure(name, "bad_line", f"line {number}")
        facts = known_facts(tree)
        title = as_text(facts.get("title"))
        page = ParsedPage(normalise(str(facts.pop("text"))), None, title, facts)
        return _document(page, as_text(facts.get("id")) or name)
    except UnreadableFile as error:
        return Failure(name, error.facts["reason"], error.facts["detail"])
    except (ValueError, RecursionError):
        return Failure(name, "bad_line", f"line {number}")
