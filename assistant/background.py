"""Names that say where somebody comes from rather than what is asked about: "Ich komme aus dem Einzelhandel …", "hab Metallbauer gelernt", "aus Syrien"."""

import re
from collections.abc import Sequence

from index.names import Name

BEFORE = re.compile(
    r"(?:\bkomm(?:e|t|en)?\s+(?:\w+\s+){0,2}(?:aus|von|vom)|\bumschulung\s+(?:von|vom)|\bfrüher(?:er|e)?|\b(?:i\s+was|used\s+to\s+be|background\s+in|come\s+from))"
    r"\s+(?:(?:de[rmn]|ein(?:e[rmn]?)?|als|an?|the)\s+)?$",
    re.IGNORECASE,
)
AFTER = re.compile(r"^\s*(?:gelernt|gewesen|abgebrochen)\b", re.IGNORECASE)
ORIGIN = re.compile(r"\b(?:aus|from)\s+(?:der\s+|dem\s+|the\s+)?$", re.IGNORECASE)
LIVED = re.compile(r"^[^,;.?!]{0,40}\b(?:gelernt|gearbeitet|studiert|gelebt|gewohnt|worked|studied|trained|learnt|lived)\b", re.IGNORECASE)
"""After a place, in the same clause: what somebody did there before."""


def without_background(question: str, found: Sequence[Name]) -> tuple[Name, ...]:
    """The names of a question without occupations of the asker's past, and, beside a place that has pages, without a place that the asker is from."""
    local = any(name.kind == "place" and name.in_library for name in found)
    return tuple(name for name in found if not (_is_past(question, name) if name.kind == "occupation" else local and _is_origin(question, name)))


def _is_past(question: str, name: Name) -> bool:
    return bool(BEFORE.search(question[: name.span.start]) or AFTER.search(question[name.span.end :]))


def _is_origin(question: str, name: Name) -> bool:
    return not name.in_library and bool(ORIGIN.search(question[: name.span.start]) or LIVED.search(question[name.span.end :]))
