"""The forms of German occupation names: gender, number, case. "Koch": Köchin, Köche, Kochs …; "Kaufmann": Kauffrau, Kaufleute …

Every form is a strict key (index.name_keys). Some forms that the rules make don't exist ("Pädagoges"); that no form is an everyday word
matters more ("kochen" is none of "Koch").
"""

import re
from functools import lru_cache
from itertools import product

from index.name_keys import LINK_WORDS, strict_key, tokens

PERSON = ("mann", "manns", "mannes", "maenner", "maennern", "frau", "frauen", "leute", "leuten")
ADJECTIVE_ENDINGS = ("e", "er", "en", "em", "es")
ADJECTIVE = re.compile(r"(?:isch|lich|iert|annt|prueft|nzend|sitzend)e[rns]?$")
NOMINAL_ADJECTIVE = re.compile(r"(?:angestellte|beamte|beauftragte|verstaendige|abgeordnete|geistliche|beschaeftigte)[rnms]?$")
PARTICIPLE_ENDING = re.compile(r"e[rnms]?$")
FEMININE = re.compile(r"(?:er|or|eur|ist|ent|ant|at|og|ch|zt|lt|aeg|ot)in$")
OCCUPATIONAL = re.compile(r"(?:er|mann|frau|leute|kraft|person|ist|ent|ant|eur|or|oge|aege|wirt|arzt|koch|ingenieur|angestellte[rn]?|in|iker)$")
"""The end of a noun that can name somebody by their work; tells the head of "Anlagenmechaniker SHK"."""
WITH_UMLAUT = re.compile(r"(?:arzt|koch|anwalt|rat)$")
"""Nouns whose vowel changes: Ärztin, Köche, Anwälte, Studienrätin."""
WEAK = re.compile(r"(?:ist|ent|ant|at|ot|og|graf|graph|nom|urg|soph|et)$")
"""Nouns that take -en in every case: Polizisten, Piloten."""
VERBS = frozenset({"schmieden", "schmiede"})
"""Infinitives that a rule would make of a name."""
LONGEST_NAME = 8
"""Words; a longer title is no name and only its words as they stand count."""
MOST_DECLINED = 3
"""Adjectives of one name in all their forms, which multiply each other: "staatlich geprüfter technischer" has 125, seven of them would have 78,000."""


@lru_cache(maxsize=20_000)
def name_forms(name: str) -> frozenset[str]:
    """The strict keys of all forms of a German occupation name, its own among them."""
    words = [token.text for token in tokens(name)]
    if not 0 < len(words) <= LONGEST_NAME:
        return frozenset({"".join(strict_key(word) for word in words)} - {""})
    heads = _heads(words)
    options: list[tuple[str, ...]] = []
    declined = 0
    for place, word in enumerate(words):
        if place in heads:
            options.append(noun_forms(word))
        elif place < max(heads) and declined < MOST_DECLINED and ADJECTIVE.search(strict_key(word)):
            options.append(_declined(strict_key(word)))
            declined += 1
        elif word.lower() not in LINK_WORDS:
            options.append((strict_key(word),))
    return frozenset("".join(parts) for parts in product(*options))


def head_word(name: str) -> str:
    """The word that says what kind of work it is: "Elektroniker" of "Elektroniker für Betriebstechnik", "Manager" of "IT Manager"."""
    words = [token.text for token in tokens(name)]
    return words[max(_heads(words))] if words else ""


def _heads(words: list[str]) -> frozenset[int]:
    """Where the inflected nouns stand: before a preposition, at the front if a person stands there, else at the end."""
    lowered = [word.lower() for word in words]
    link = next((at for at, word in enumerate(lowered) if at and word in LINK_WORDS and word not in ("und", "u")), None)
    if link is not None:
        return frozenset({link - 1})
    if len(words) > 1 and OCCUPATIONAL.search(strict_key(words[0])) and not ADJECTIVE.search(strict_key(words[0])):
        return frozenset({0, len(words) - 1}) if "und" in lowered else frozenset({0})
    return frozenset({len(words) - 1})


@lru_cache(maxsize=20_000)
def noun_forms(word: str) -> tuple[str, ...]:
    """The forms of one noun as strict keys, masculine, feminine, plural and cases."""
    key = strict_key(word)
    if word.isupper():
        return (key, key + "s")
    return tuple(dict.fromkeys(form for form in (key, *_inflected(key)) if form not in VERBS or form == key))


def _inflected(key: str) -> tuple[str, ...]:
    if person := re.search(r"(?:mann|frau|leute)$", key):
        return tuple(key[: person.start()] + ending for ending in PERSON)
    if NOMINAL_ADJECTIVE.search(key):
        feminine = (key.rstrip("ernms") + "in", key.rstrip("ernms") + "innen") if "beamte" in key else ()
        return (*_declined(key), *feminine)
    if key.endswith("kraft"):
        return (key[:-5] + "kraefte", key[:-5] + "kraeften")
    if key.endswith(("person", "ung", "frau")):
        return (key + "en",)
    if key.endswith(("schwester", "hilfe", "hebamme", "mutter")):
        return (key[:-6] + "muetter", key[:-6] + "muettern") if key.endswith("mutter") else (key + "n",)
    if FEMININE.search(key):
        return (key + "nen", *_masculine(key))
    return _regular(key)


def _regular(key: str) -> tuple[str, ...]:
    if key.endswith("e"):
        stem = key[:-1]
        return (key + "n", stem + "in", stem + "innen", key + "s")
    if key.endswith(("er", "or", "eur", "el")):
        shortened = (key[:-2] + "in", key[:-2] + "innen") if key.endswith("erer") else ()
        french = (key[:-3] + "euse", key[:-3] + "eusen") if key.endswith("eur") else ()
        plural = (key + "n",) if key.endswith(("er", "el")) else (key + "e", key + "en")
        return (key + "s", *plural, key + "in", key + "innen", *shortened, *french)
    if WITH_UMLAUT.search(key):
        changed = _with_umlaut(key)
        return (key + "s", key + "es", *(changed + ending for ending in ("e", "en", "in", "innen")))
    endings = ("en", "in", "innen") if WEAK.search(key) else ("e", "en", "s", "es", "in", "innen")
    return tuple(key + ending for ending in endings)


def _masculine(key: str) -> tuple[str, ...]:
    """What the masculine of a feminine name may be: Erzieherin -> Erzieher, Köchin -> Koch, Pädagogin -> Pädagoge."""
    stem = key[:-2]
    if stem.endswith(("aeg", "og")):
        return (stem + "e", stem + "en")
    changed = re.sub(r"oe(?=ch$)", "o", re.sub(r"ae(?=rzt$|lt$)", "a", stem))
    return (changed, changed + "s", changed + "en", stem + "e", stem + "en", stem + "n")


def _with_umlaut(key: str) -> str:
    """Koch -> Köch-, Arzt -> Ärzt-, Anwalt -> Anwält-."""
    at = max(key.rfind("a"), key.rfind("o"))
    return key[: at + 1] + "e" + key[at + 1 :]


def _declined(key: str) -> tuple[str, ...]:
    stem = PARTICIPLE_ENDING.sub("", key)
    return tuple(stem + ending for ending in ADJECTIVE_ENDINGS)
