"""Words before a number that make it the least or the most that is told: "ab", "höchstens", "nicht mehr als"."""

import re
from dataclasses import dataclass

BOUND = re.compile(
    r"\b(?:(?P<least>ab|mindestens|wenigstens|from|at least)|(?P<most>bis zu|bis|höchstens|maximal|up to|at most)"
    r"|(?P<words>(?P<not>(?:nicht|nie|niemals|keinesfalls|keineswegs|mitnichten|kaum|selten|(?:auf|in)\s+(?:gar\s+)?keine[nm]\s+fall|not|no|never|hardly|rarely)\s+)?(?:(?P<over>mehr als|über|more than)|(?P<under>weniger als|unter|less than))))"
    r"\s+(?:(?:rund|etwa|ca\.|about|around)\s+)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Bound:
    """words: as they are written. least: whether the number is the least, else it is the most."""

    words: str
    least: bool


def bound_before(text: str) -> Bound | None:
    """What the last words of a text make of the number that follows it; None where they set no bound."""
    found = BOUND.search(text)
    if found is None:
        return None
    if found["words"]:
        return Bound(found["words"], bool(found["over"]) != bool(found["not"]))
    return Bound(found["least"] or found["most"], bool(found["least"]))
