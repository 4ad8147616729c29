"""Front matter: the YAML between two `---` lines at the top of a page, with German or English keys."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

import yaml

from index.errors import UnreadableFile
from index.plain_text import one_line

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
    "datum": "date",
    "url": "url",
    "quellen": "sources",
    "sources": "sources",
    "id": "id",
    "text": "text",
}
LANGUAGES = {"deutsch": "de", "german": "de", "ger": "de", "deu": "de", "englisch": "en", "english": "en", "eng": "en"}
FENCE = re.compile(r"---[ \t]*+\n(.*?)^---[ \t]*+(?:\n|\Z)", re.DOTALL | re.MULTILINE)
LONGEST = 20_000
"""Characters; longer front matter is none."""
LONGEST_ADDRESS = 2_000
"""Characters, as browsers and servers take them."""
LARGEST_NUMBER = 10**18
"""YAML can spell numbers ("0xfff…") that Python refuses to write out; nobody's page has such a one."""


class _Loader(yaml.SafeLoader):
    """YAML without aliases: a few lines of them can unfold to gigabytes, and no page needs one."""

    def compose_node(self, parent: yaml.nodes.Node | None, index: int) -> yaml.nodes.Node | None:
        if self.check_event(yaml.events.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "aliases are not read", self.get_mark())
        return super().compose_node(parent, index)


def split_front_matter(text: str, file: str) -> tuple[dict[str, object], str]:
    """(facts under their English keys, the rest). Raises UnreadableFile for YAML that is broken."""
    found = FENCE.match(text[:LONGEST])
    if not found:
        return {}, text
    try:
        # A safe loader, only stricter.
        tree = yaml.load(found.group(1), Loader=_Loader)
    except Exception as error:  # beside its own errors PyYAML raises whatever a bad date, number or tag trips over
        mark = getattr(error, "problem_mark", None)
        raise UnreadableFile(file, "broken", f"front matter, line {mark.line + 2}" if mark else "front matter") from None
    if tree is None:
        return {}, text[found.end() :]
    if not isinstance(tree, dict):
        # Two rules with a sentence between them.
        return {}, text
    return known_facts(tree), text[found.end() :]


def known_facts(tree: Mapping[object, object]) -> dict[str, object]:
    """The facts we know of, under English keys; the rest is dropped."""
    return {KEYS[key.lower()]: value for key, value in tree.items() if isinstance(key, str) and key.lower() in KEYS and value is not None}


def as_text(value: object) -> str | None:
    """A fact as one normalised line, or None."""
    if isinstance(value, bool) or not isinstance(value, str | int | float) or (isinstance(value, int) and abs(value) > LARGEST_NUMBER):
        return None
    return one_line(str(value)) or None


def as_texts(value: object) -> tuple[str, ...]:
    """A fact as several texts."""
    values = value if isinstance(value, list) else [value]
    return tuple(text for text in map(as_text, values) if text)


def as_language(value: object) -> str:
    """Two letters of ISO 639-1; German where nothing is told."""
    told = (as_text(value) or "").lower()
    code = LANGUAGES.get(told, told[:2])
    return code if len(code) == 2 and code.isascii() and code.isalpha() else "de"


def as_address(value: object) -> str | None:
    """Only http(s), and only to where it seems to lead ("https://jobs.example@evil.example" doesn't): anything else in a link runs or leaks something."""
    text = as_text(value) or ""
    if not text.lower().startswith(("https://", "http://")) or "\\" in text or text.split() != [text] or len(text) > LONGEST_ADDRESS:
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.hostname and "@" not in parts.netloc else None
