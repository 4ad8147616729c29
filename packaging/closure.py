"""What packages come to, with all that those need in turn."""

from collections.abc import Callable, Iterable

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def closure(roots: Iterable[str], below: Callable[[str, frozenset[str]], Iterable[Requirement]]) -> set[str]:
    """The names of the roots and of all below them. below: what a package needs, by its name and the extras that are asked for."""
    waiting = [Requirement(root) for root in roots]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        requirement = waiting.pop()
        asked = canonicalize_name(requirement.name), frozenset(requirement.extras)
        if asked not in seen:
            seen.add(asked)
            waiting += below(*asked)
    return {name for name, _ in seen}
