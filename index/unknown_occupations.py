"""Occupations that no list knows: told by the end of the word ("-mechaniker") and what stands before it ("als", "Gehalt", "eine")."""

import re
from collections.abc import Sequence

from index.name_keys import Token

FRAMES_BEFORE = frozenset(
    """als ein eine einen einem einer eines beruf gehalt verdient verdienen verdienst lohn job jobs zum zur der die den des vom beim ausbildung stelle
    stellen a an as the für wie arbeitet macht ist sind""".split()
)
FRAMES_AFTER = frozenset("werden gehalt verdienst job jobs ausbildung lohn salary sein".split())
HEAD = re.compile(
    r"\w{3,}(?:mechaniker|techniker|pfleger|ingenieur|berater|meister|macher|bauer|wirt|assistent|therapeut|kaufmann|kauffrau|kaufleute|fachkraft|fachkräfte"
    r"|fachmann|fachfrau|fachleute|elektroniker|mechatroniker|lehrer|arzt|ärzt|designer|manager|entwickler|fahrer|führer|händler|verkäufer|monteur"
    r"|installateur|laborant|redakteur|pädagog|schlosser|schmied|betreuer|trainer|wärter|wächter|zeichner|planer|angestellt|beamt|sekretär|anwalt|anwält"
    r"|richter|leiter|wissenschaftler|forscher|züchter|hersteller|former|schleifer|reiniger|informatiker|operator|technologe|technologin)"
    r"(?:innen|in|en|er|e|n|s|es)?",
    re.IGNORECASE,
)
DOMAIN = re.compile(
    r"\w{2,}(?:technik|technologie|handel|management|wesen|logistik|verkehr|wirtschaft|systeme?|systemen|industrie|bau|dienst|dienste|analyse|elektronik"
    r"|versicherung|versicherungen|kommunikation|gewerbe|sicherheit|sanierung|anlagen|pflege|medizin|integration|entwicklung|vernetzung)",
    re.IGNORECASE,
)
"""What follows "für" or "im" in the name of a trade: another speciality is another occupation."""
NONE = re.compile(
    r"(?:beg|fach|betriebs|diplom|team|gruppen|abteilungs|bereichs|schicht|halb|strom|ton|blitz|wärme|karriere|welt|europa|beifahr|rad|auto|schwarz|markt|vor|mit|beruf|arbeits|job|"
    r"unter|haupt|reise|spiel|anstatt|rang|lehr|alt)(?:leiter|meister|fahrer|führer|berater|macher|wirt)(?:innen|in|n|s)?",
    re.IGNORECASE,
)
"""Words with such an end that name a rank, a thing or somebody at leisure."""


def is_unknown_occupation(words: Sequence[Token], at: int) -> bool:
    """Whether the word at `at` names an occupation by its form and its frame."""
    word = words[at].text
    if not HEAD.fullmatch(word) or NONE.fullmatch(word):
        return False
    before = words[at - 1].text.lower() if at else ""
    after = words[at + 1].text.lower() if at + 1 < len(words) else ""
    framed = before in FRAMES_BEFORE or after in FRAMES_AFTER
    return framed or (words[at].is_capital and len(words) <= 4)


def other_speciality(words: Sequence[Token], last: int) -> int | None:
    """Where a speciality ends that follows the head at `last` ("Elektroniker für Wehrtechnik"), as a token's index; None without one."""
    at = last + 1
    while at < len(words) and at <= last + 2 and words[at].joins and words[at].text.lower() in {"für", "fuer", "im", "in", "der"}:
        at += 1
    if at == len(words) or not words[at].joins or not words[at].is_capital or (at == last + 1 and words[at].gap not in ("-", " ")):
        return None
    return at if DOMAIN.fullmatch(words[at].text) else None
