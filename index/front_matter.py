"""Front matter: the YAML between two `---` lines at the top of a page, with German or English keys."""

import re
from datetime import date, datetime

import yaml

from index.errors import UnreadableFile

KEYS = {
    "titel": "title",
    "title": "title",
    "beruf": "occupation",
    "occupation": "occupation",
    "ort": "place",
    "place": "place",
    "sprache": "language",
    "language": "language",
    "stand": "date",
    "date": "date",
    "url": "url",
    "quellen": "sources",
    "sources": "sources",
    "id": "id",
    "text": "text",
}
FENCE = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
LONGEST = 20_000
"""Characters; longer front matter is none."""


def split_front_matter(text: str, file: str) -> tuple[dict[str, object], str]:
    """(facts under their English keys, the rest). Raises UnreadableFile for YAML that is broken."""
    found = FENCE.match(text[:LONGEST])
    if not found:
        return {}, text
    try:
        tree = yaml.safe_load(found.group(1))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise UnreadableFile(file, "broken", f"front matter, line {mark.line + 2}" if mark else "front matter") from None
    if not isinstance(tree, dict):
        return {}, text
    return known_facts(tree), text[found.end() :]


def known_facts(tree: dict[object, object]) -> dict[str, object]:
    """The facts we know of, under English keys; the rest is dropped."""
    return {KEYS[str(key).lower()]: value for key, value in tree.items() if str(key).lower() in KEYS and value is not None}


def as_text(value: object) -> str | None:
    """A fact as one line, or None."""
    if isinstance(value, date | datetime):
        return value.isoformat()[:10]
    if isinstance(value, str | int | float) and str(value).strip():
        return " ".join(str(value).split())
    return None


def as_texts(value: object) -> tuple[str, ...]:
    """A fact as several texts."""
    values = value if isinstance(value, list) else [value]
    return tuple(text for text in map(as_text, values) if text)
