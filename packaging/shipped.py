"""What is installed with the product when it runs: its dependencies and theirs in turn, without the tools of development."""

from collections.abc import Iterator
from importlib import metadata
from importlib.metadata import Distribution

from closure import closure
from packaging.requirements import Requirement

PRODUCT = "berufslotse"
EXTRAS = ("mcp", "milvus", "ray")


def shipped() -> dict[str, Distribution]:
    """By name, sorted; the product itself is not among them."""
    found: dict[str, Distribution] = {}

    def below(name: str, extras: frozenset[str]) -> list[Requirement]:
        try:
            found[name] = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            # torch's build for the CPU names nothing for GPUs; what else is missing, `pip check` tells.
            return []
        return list(_below(found[name], extras))

    closure([f"{PRODUCT}[{','.join(EXTRAS)}]"], below)
    found.pop(PRODUCT, None)
    return dict(sorted(found.items()))


def _below(distribution: Distribution, extras: frozenset[str]) -> Iterator[Requirement]:
    for requirement in map(Requirement, distribution.requires or ()):
        if requirement.marker is None or any(requirement.marker.evaluate({"extra": extra}) for extra in (extras or {""})):
            yield requirement
