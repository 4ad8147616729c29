"""What somebody tells of themselves beside their question: "will als Köchin in Bochum anfangen, was soll ich mitbringen".

The names in it say whom and where the question is about, its other words would only blur what is asked; without names it may be what matters
(`assistant.inquiry` leaves it in: "bin schwanger").
"""

import re

from index.types import Span

CLAUSE = re.compile(r"(?:[^,.;!?–\n-]|[,.;!?–-](?!\s)|(?<!\s)[–-])+[,.;!?–-]*\s*")
"""Up to a mark that a space follows; a hyphen within a word is none."""
ASKING = re.compile(
    r"^\W*(?:(?:und|aber|also|dann|denn|hallo|hi|frage|nun|jetzt|da)\W+)*(?:(?:um|ab|seit|bis|in|an|auf|mit|von|zu|für|aus|nach|bei|über|wegen|at|in|on|for|from)\s+)?"
    r"(?:w(?:as|er|en|em|essen|ann|o|ie|ieso|arum|oher|ohin|omit|ofür|oran|orauf|elche[rnms]?|ievie?le?)|what|who|when|where|how|which|why)\b",
    re.IGNORECASE,
)
OWN = re.compile(
    r"\b(?:ich|wir|bin|hab|habe|will|möchte|wollte|würde?|suche|i|i'm|we)\b"
    r"|\b(?:mein|meine|meiner|meinem|my)\b.*\b(?:ist|sind|hat|haben|muss|müssen|will|kann|möchte|soll|war|geht|kommt|is|has|must|wants?|can)\b",
    re.IGNORECASE,
)
CONDITION = re.compile(
    r"^\W*(?:und\s+|aber\s+)?(?:wenn|falls|ob|dass|weil|obwohl|während|nachdem|bevor|sobald|de[rmn]|die|das|if|whether|that|because|while|after|before)\b",
    re.IGNORECASE,
)
"""A clause that narrows the question rather than telling something beside it."""
POINTING_BACK = re.compile(r"\b(?:da|damit|das|dabei|dazu|dafür|dagegen|davon|so|trotzdem|dann|that|this|it|then|there)\b", re.IGNORECASE)
"""In the clause that asks: what was told before belongs to the question."""


def asides(question: str) -> tuple[Span, ...]:
    """The clauses that tell of the asker, where exactly one other clause asks; () where it isn't clear."""
    clauses = [match for match in CLAUSE.finditer(question) if match.group().strip()]
    asking = [clause for clause in clauses if ASKING.search(clause.group())]
    if len(clauses) < 2 or len(asking) != 1:
        return ()
    beside = clauses[clauses.index(asking[0]) + 1 :] if POINTING_BACK.search(asking[0].group()) else [c for c in clauses if c is not asking[0]]
    return tuple(Span(clause.start(), clause.end()) for clause in beside if OWN.search(clause.group()) and not CONDITION.search(clause.group()))


def without(question: str, left_out: tuple[Span, ...]) -> str:
    """The question without these parts; a mark that would end it half-way is dropped."""
    for span in reversed(left_out):
        question = question[: span.start] + question[span.end :]
    return question.strip().rstrip(",;–-").strip()
