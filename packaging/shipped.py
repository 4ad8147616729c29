"""What is installed with the product when it runs: its dependencies and theirs in turn, without the tools of development."""

from collections.abc import Iterator
from importlib import metadata
from importlib.metadata import Distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PRODUCT = "berufslotse"
EXTRAS = ("mcp",)


def shipped() -> dict[str, Distribution]:
    """By name, sorted; the product itself is not among them."""
    found: dict[str, Distribution] = {}
    waiting = [Requirement(f"{PRODUCT}[{','.join(EXTRAS)}]")]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        requirement = waiting.pop()
        name, extras = canonicalize_name(requirement.name), frozenset(requirement.extras)
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        try:
            found[name] = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            # torch's build for the CPU names nothing for GPUs; what else is missing, `pip check` tells.
            continue
        waiting += _below(found[name], extras)
    found.pop(PRODUCT, None)
    return dict(sorted(found.items()))


def _below(distribution: Distribution, extras: frozenset[str]) -> Iterator[Requirement]:
    for requirement in map(Requirement, distribution.requires or ()):
        if requirement.marker is None or any(requirement.marker.evaluate({"extra": extra}) for extra in (extras or {""})):
            yield requirement
