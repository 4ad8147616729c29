"""Words of a text and the keys under which names are looked up: case, hyphens, blanks, umlauts and gender signs made one.

A *strict* key keeps what German orthography tells apart ("kuechen" and "kuchen"); a *loose* key drops the dots of umlauts however they were
written, so that "Muelheim", "Mulheim" and "Mülheim" meet. A name of several words has one key, its words joined: "IT-Manager" = "itmanager".
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LETTERS = r"[^\W_][\u0300-\u036f]*"
TOKEN = re.compile(
    rf"(?P<word>(?:{LETTERS})+(?:['’](?:{LETTERS})+)?)"
    r"(?P<gender>(?:[:*_·]|/[ ]?-?)(?:innen|in|frauen|frau|mann|männer|r|n|e)(?![^\W_])|\((?:innen|in|frau)\))?",
    re.IGNORECASE,
)
"""A word and, as part of it, the other gender's ending: "Erzieher:in", "Kaufmann/-frau", "Angestellte/r", "Lehrer(innen)"."""
STOP = re.compile(r'[;?!:\n"„“”»«…]|(?<!-),|\. ')
"""What no name reaches over; "Sanitär-, Heizungs-" does. A full stop ends one unless a short word stands before it ("St. Georgen")."""
SHORT_BEFORE_DOT = 3
LINK_WORDS = frozenset("für fuer im in der die das des dem den und u and of for the am an auf bei a d v ob zu zur zum from".split())
"""Left out inside a name: "Fachkraft Lagerlogistik" is "Fachkraft für Lagerlogistik", "Mülheim/Ruhr" is "Mülheim an der Ruhr"."""
WRITTEN_OUT = {"st": "sankt"}
UMLAUT_PAIRS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "ł": "l", "'": None, "’": None})
SPELT_OUT = re.compile(r"(?<=[ao])e|(?<=(?<![aeq])u)e")
"""The e of ae, oe and ue; in "Bauer", "neue" and "bequem" it is no umlaut's."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word: as written, without a gender sign; where it stands, with one; its strict key; and whether a name may reach back over its gap."""

    text: str
    start: int
    end: int
    key: str
    gap: str
    joins: bool

    @property
    def is_link(self) -> bool:
        """Whether it counts nothing inside a name."""
        return self.text.lower() in LINK_WORDS

    @property
    def is_capital(self) -> bool:
        """Whether it starts with a capital letter."""
        return self.text[0].isupper()


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text in order. Linear time."""
    found: list[Token] = []
    end = 0
    for match in TOKEN.finditer(text):
        gap = text[end : match.start()]
        word = match["word"]
        before = found[-1].text if found else ""
        key = strict_key(word)
        found.append(Token(word, match.start(), match.end(), WRITTEN_OUT.get(key, key), gap, bool(found) and _joins(before, gap)))
        end = match.end()
    return tuple(found)


def _joins(before: str, gap: str) -> bool:
    if gap.strip() == "." and len(before) <= SHORT_BEFORE_DOT:
        return True
    return len(gap) <= 3 and not STOP.search(gap)


def strict_key(word: str) -> str:
    """Small letters, umlauts spelt out, other accents dropped: "Köche" -> "koeche", "Málaga" -> "malaga"."""
    spelt = unicodedata.normalize("NFKC", word).lower().translate(UMLAUT_PAIRS)
    if spelt.isascii():
        return spelt
    return "".join(letter for letter in unicodedata.normalize("NFKD", spelt) if letter.isalnum())


def loose_key(strict: str) -> str:
    """A strict key without its umlauts: "koeche" -> "koche", "muelheim" and "mulheim" -> "mulheim"."""
    return SPELT_OUT.sub("", strict)


def join_keys(parts: Iterable[Token]) -> str:
    """The strict key of a name of these words."""
    return "".join(token.key for token in parts if not token.is_link)


def name_key(name: str) -> str:
    """The strict key of a whole name; a name of nothing but link words keeps them."""
    parts: Sequence[Token] = tokens(name)
    return join_keys(parts) or "".join(token.key for token in parts)


def plain_name(name: str) -> str:
    """A name without what spellings differ in: "IT Manager" and "IT-Manager" are one, "C-Entwickler" and "C++-Entwickler" aren't."""
    return " ".join(re.findall(r"(?:\B\.)?\w+[+#]*", name)).casefold()
