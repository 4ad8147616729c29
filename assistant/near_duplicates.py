"""Pages that say nearly the same: word by word, once the names of their own place and occupation are taken out.

Runs of three words are compared (shingles). Which pages to compare is found by MinHash, so that 20,000 pages take a minute and not a
day; the share that is told is counted, not estimated.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from assistant.types import PageEntry, Record
from index.gender_forms import noun_forms
from index.name_keys import LINK_WORDS, UMLAUT_PAIRS

ALIKE = 0.85
"""The share of shingles above which two pages are nearly the same."""
SHINGLE = 3
"""Words in a run."""
BANDS, ROWS = 16, 7
"""Two pages are compared if one of 16 bands of 7 hashes agrees: at a share of 0.85 that is missed twice in a thousand, at 0.5 it happens to one in nine."""
TOGETHER = 10
"""Pages of one band that are all compared with each other; of more, each is with the first and with the one before it."""
PARTNERS = 5
"""Pairs that are told of a page, the most alike first, unless its partner has fewer."""
WORD = re.compile(r"[^\W_]+")
GENDER_SIGN = re.compile(r"(?:[:*_·]|/-?)in(?:nen)?(?![^\W_])")
"""With its ending: "Koch:in" is read as "Koch"."""
PLACE_ENDINGS = ("", "s", "er", "ern", "ers")

_random = np.random.default_rng(20261121)
MULTIPLIERS = _random.integers(1, 2**63, BANDS * ROWS, dtype=np.uint64) | np.uint64(1)
ADDENDS = _random.integers(0, 2**63, BANDS * ROWS, dtype=np.uint64)
POSITIONS = _random.integers(1, 2**63, SHINGLE, dtype=np.uint64) | np.uint64(1)
HALF = np.uint64(32)

Hashes = NDArray[np.uint32]


class Likeness(StrEnum):
    """How two pages are alike: every word, every word but the names of place and occupation, or nearly so."""

    SAME = "same"
    NAMES_ONLY = "names_only"
    NEARLY = "nearly"


class NearDuplicate(Record):
    """Two pages and the share of their shingles that both have, names taken out, 0 to 1."""

    pages: tuple[PageEntry, PageEntry]
    share: float
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is kept of a page to compare it by: digests of its words with and without names, and its shingles without, as sorted hashes."""

    whole: bytes
    nameless: bytes
    shingles: Hashes


def fingerprint(text: str, page: PageEntry) -> Fingerprint:
    """Linear in the length of the text."""
    words = _words(text)
    nameless = _without_names(words, page)
    return Fingerprint(_digest(words), _digest(nameless), _shingles(nameless))


def near_duplicates(pages: Sequence[tuple[PageEntry, Fingerprint]]) -> tuple[NearDuplicate, ...]:
    """The pairs of pages that are alike, most alike first, then in the order given. Pages without words are none."""
    worded = [(page, mark) for page, mark in pages if len(mark.shingles)]
    found = [(share, a, b) for a, b in _candidates([mark for _, mark in worded]) if (share := _share(worded[a][1], worded[b][1])) > ALIKE]
    found.sort(key=lambda pair: (-pair[0], pair[1], pair[2]))
    told = [0] * len(worded)
    pairs: list[NearDuplicate] = []
    for share, a, b in found:
        if min(told[a], told[b]) < PARTNERS:
            told[a] += 1
            told[b] += 1
            pairs.append(NearDuplicate(pages=(worded[a][0], worded[b][0]), share=share, likeness=_likeness(worded[a][1], worded[b][1])))
    return tuple(pairs)


def _likeness(one: Fingerprint, other: Fingerprint) -> Likeness:
    if one.whole == other.whole:
        return Likeness.SAME
    return Likeness.NAMES_ONLY if one.nameless == other.nameless else Likeness.NEARLY


def _share(one: Fingerprint, other: Fingerprint) -> float:
    both = len(np.intersect1d(one.shingles, other.shingles, assume_unique=True))
    return both / (len(one.shingles) + len(other.shingles) - both)


def _candidates(marks: Sequence[Fingerprint]) -> Iterator[tuple[int, int]]:
    """Pairs that MinHash finds and whose hashes agree about as often as those of pages that are alike, in order."""
    if not marks:
        return
    hashes = np.stack([_signature(mark.shingles) for mark in marks])
    pairs = {pair for band in range(BANDS) for members in _buckets(hashes[:, band * ROWS : (band + 1) * ROWS]) for pair in _pairs(members)}
    for a, b in sorted(pairs):
        if np.count_nonzero(hashes[a] == hashes[b]) >= BANDS * ROWS * (ALIKE - 0.15):
            yield a, b


def _buckets(band: Hashes) -> Iterable[list[int]]:
    buckets: dict[bytes, list[int]] = {}
    for number, row in enumerate(band):
        buckets.setdefault(row.tobytes(), []).append(number)
    return buckets.values()


def _pairs(members: Sequence[int]) -> Iterator[tuple[int, int]]:
    if len(members) <= TOGETHER:
        yield from combinations(members, 2)
        return
    for before, member in pairwise(members):
        yield before, member
        yield members[0], member


def _signature(shingles: Hashes) -> Hashes:
    spread = MULTIPLIERS[:, None] * shingles.astype(np.uint64)[None, :] + ADDENDS[:, None]
    return np.asarray((spread >> HALF).min(axis=1), dtype=np.uint32)


def _shingles(words: Sequence[str]) -> Hashes:
    """The hashes of every run of words, sorted; of a text shorter than a run one. () for no words."""
    if not words:
        return np.zeros(0, dtype=np.uint32)
    coded = np.array([crc32(word.encode()) for word in words] + [0] * (SHINGLE - len(words)), dtype=np.uint64)
    runs = len(coded) - SHINGLE + 1
    mixed = sum((coded[at : at + runs] * POSITIONS[at] for at in range(SHINGLE)), start=np.zeros(runs, dtype=np.uint64))
    return np.unique((mixed >> HALF).astype(np.uint32))


def _digest(words: Sequence[str]) -> bytes:
    return hashlib.blake2b(" ".join(words).encode(), digest_size=16).digest()


def _words(text: str) -> list[str]:
    """In small letters, umlauts spelt out, no gender signs: the form in which `index.gender_forms` has its nouns."""
    return WORD.findall(GENDER_SIGN.sub("", text.lower()).translate(UMLAUT_PAIRS))


def _without_names(words: Sequence[str], page: PageEntry) -> list[str]:
    """The words less the page's own place and occupation, in whatever form."""
    place, occupation = _words(page.place or ""), _words(page.occupation or "")
    names = {word + ending for word in place if word not in LINK_WORDS for ending in PLACE_ENDINGS}
    names |= {form for word in WORD.findall(page.occupation or "") if word.lower() not in LINK_WORDS for form in noun_forms(word)}
    # Whole names first: "an der" of "Mülheim an der Ruhr" belongs to the name, elsewhere it doesn't. Two blanks, so that one name may follow another.
    joined = f" {'  '.join(words)} "
    for name in filter(None, (place, occupation)):
        joined = joined.replace(f" {'  '.join(name)} ", " ")
    return [word for word in joined.split() if word not in names]
