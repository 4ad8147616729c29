"""The names of what is fitted for a library's encoder and kept with each generation."""

from index.aspects import Kind

SCALE = "scale.json"


def aspects_file(kind: Kind) -> str:
    """The file of a classifier of aspects."""
    return f"aspects-{kind}.npz"
