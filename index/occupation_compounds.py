"""An occupation as the first part of a compound: "Erzieherabschluss", "Kochlehre", "Mechatronikergehalt"."""

import re
from collections.abc import Iterator

ENDS = re.compile(
    r"(?P<first>\w{4,}?)(?P<last>abschl(?:uss|üsse)|alltag|ausbildung(?:en)?|azubis?|beruf(?:e|s)?|diplom|einkommen|gehalt|gehälter|gehalts|jobs?|laufbahn|lehre|lehrling|lehrstellen?"
    r"|lohn|löhne|mangel|nachwuchs|prüfung(?:en)?|schulen?|stellen?|stellenangebote?|tätigkeit|umschulung|verdienst|weiterbildung(?:en)?)",
    re.IGNORECASE,
)
"""What a working life is made of; "Kochtopf" and "Malerfarbe" name none."""
LINKS = ("", "s", "n", "en")


def occupation_parts(word: str) -> Iterator[str]:
    """What stands before such an end, without what links it, the longest first; nothing for other words."""
    match = ENDS.fullmatch(word)
    if match:
        for link in LINKS:
            if match["first"].endswith(link):
                yield match["first"].removesuffix(link)
