"""What is said to somebody rather than asked of the pages: a greeting, thanks, a goodbye, "Wer bist du?"."""

import re

WORD = re.compile(r"[^\W\d_]+")
THANKS = frozenset("danke dankeschön dank tschüss tschüs ciao merci thanks thank thx thanx bye".split())
GREETS = THANKS | frozenset("hallo hallöchen hi hey moin moinsen servus grüß grüezi tach mahlzeit guten hello good".split())
BESIDE = frozenset(
    """tag morgen abend gott dich dir ihnen euch sie du ihr da sehr vielen schön schönen besten lieben herzlichen zusammen erstmal mal und auf wiedersehen
    ok okay super toll prima klasse klar alles gut ja na aha für die ihre deine eure hilfe antwort antworten auskunft info infos mühe noch einen nochmal
    there you so much very many morning evening again for the your help answer all great fine""".split()
)
"""Words that go with a greeting and ask for nothing."""
WHO = re.compile(
    r"^\W*(?:(?:hallo|hi|hey|hello|guten tag)\W+)?"
    r"(?:wer (?:bist du|sind sie)|was (?:kannst du|können sie)(?: alles)?|(?:kannst du|können sie) mir (?:bitte )?helfen|who are you|what can you do|can you help me)\W*$",
    re.IGNORECASE,
)


def is_greeting(text: str) -> bool:
    """Whether a text only greets or thanks, or asks who answers here; with any other word it is a question."""
    words = {word.lower() for word in WORD.findall(text)}
    return (bool(words & GREETS) and words <= GREETS | BESIDE) or WHO.match(text) is not None


def is_thanks(text: str) -> bool:
    """Whether a text that only greets or thanks does the latter, or takes leave: the conversation may go on after it."""
    return is_greeting(text) and not THANKS.isdisjoint(word.lower() for word in WORD.findall(text))
