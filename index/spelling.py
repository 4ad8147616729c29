"""One spelling for an occupation or a place in a whole library, so that "IT Manager" and "IT-Manager" aren't counted apart."""

from collections import Counter
from collections.abc import Iterable, Mapping

from index.name_keys import plain_name


def spellings(kept: Iterable[str | None], fresh: Iterable[str | None]) -> dict[str, str]:
    """{name without what spellings differ in: the spelling to use}: the one that is kept already, else the most frequent one."""
    chosen: dict[str, str] = {}
    for names in (kept, fresh):
        counted = Counter(name for name in names if name)
        for name, _ in sorted(counted.items(), key=lambda each: (-each[1], each[0])):
            chosen.setdefault(plain_name(name), name)
    return chosen


def spelt(name: str | None, chosen: Mapping[str, str]) -> str | None:
    """A name in the spelling to use; one without any letters stays as it is."""
    return chosen[plain_name(name)] if name and plain_name(name) else name
