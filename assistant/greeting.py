"""What is said to somebody rather than asked of the pages: a greeting, thanks, a goodbye, "Wer bist du?"."""

import re

WORD = re.compile(r"[^\W\d_]+")
GREETS = frozenset(
    "hallo hallöchen hi hey moin moinsen servus grüß grüezi tach mahlzeit guten danke dankeschön dank tschüss tschüs ciao hello good thanks thank bye".split()
)
BESIDE = frozenset(
    "tag morgen abend gott dich dir ihnen euch sie du ihr da sehr vielen schön besten lieben zusammen erstmal mal und auf wiedersehen there you so much very many morning evening again".split()
)
"""Words that go with a greeting and ask for nothing."""
WHO = re.compile(r"^\W*(?:wer (?:bist du|sind sie)|was (?:kannst du|können sie)(?: alles)?|who are you|what can you do)\W*$", re.IGNORECASE)


def is_greeting(text: str) -> bool:
    """Whether a text only greets or thanks, or asks who answers here; with any other word it is a question."""
    words = {word.lower() for word in WORD.findall(text)}
    return (bool(words & GREETS) and words <= GREETS | BESIDE) or WHO.match(text) is not None
