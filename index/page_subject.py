"""Which occupation and which place a page is about: told by the title line, else the front matter, else the file name.

Wrong is worse than none: a title counts only in the forms that job portals use, and a bare "X in Y" only where front matter or file name agree.
"""

import re
from collections.abc import Sequence

from index import german

TITLE_FORMS = (
    re.compile(r"^(?:Der )?Beruf:? (?P<occupation>.+?) in (?P<place>[A-ZÄÖÜ].*)$"),
    re.compile(r"^(?P<occupation>.+?) (?:Jobs|Stellenangebote|Jobs (?:und|&) Stellenangebote|Stellenangebote (?:und|&) Jobs) in (?P<place>[A-ZÄÖÜ].*)$"),
    re.compile(r"^(?:Jobs|Stellenangebote|Stellen)(?: und Stellenangebote)? (?:als|für) (?P<occupation>.+?) in (?P<place>[A-ZÄÖÜ].*)$"),
)
BARE = re.compile(r"^(?P<occupation>[^.!?]{2,60}?) in (?P<place>[A-ZÄÖÜ][^.!?]{1,40})$")
TAIL = re.compile(r"\s*(?:[–|:]|\s-\s).*$")
"""What portals put behind the place: " – Gehalt und Aufgaben", " | Jobbörse"."""
LONGEST = 80
FILE_NAME = re.compile(r"^(?P<occupation>[a-zäöüß][a-zäöüß-]*?)[-_](?:in[-_])?(?P<place>[a-zäöüß]+(?:-(?:an|am|im|bei)-(?:der-|dem-)?[a-zäöüß]+)?)$")


def find_subject(lines: Sequence[str], facts: dict[str, object], file: str) -> tuple[str | None, str | None]:
    """(occupation, place) of a page from its title and first lines, its front matter's facts, its file name; None for what isn't told.

    Where title and front matter name the same in two spellings, the front matter's counts: it was written to be read by programs.
    """
    told_occupation, told_place = _fact(facts, "occupation"), _fact(facts, "place")
    for line in lines:
        title = TAIL.sub("", line.strip())
        for form in TITLE_FORMS:
            found = form.match(title) if len(title) <= LONGEST else None
            if found:
                return _agreeing(found["occupation"], told_occupation), _agreeing(found["place"], told_place)
    if told_occupation or told_place:
        return told_occupation, told_place
    return _from_file_name(lines, file)


def _fact(facts: dict[str, object], key: str) -> str | None:
    value = facts.get(key)
    return " ".join(value.split()) if isinstance(value, str) and value.strip() else None


def _agreeing(title: str, told: str | None) -> str:
    """The front matter's spelling where it is the same name."""
    title = title.strip()
    if not told:
        return title
    one, other = set(german.terms(told)), set(german.terms(title))
    same = _plain(told) == _plain(title) or bool(one) and (one <= other or other <= one)
    return told if same else title


def _from_file_name(lines: Sequence[str], file: str) -> tuple[str | None, str | None]:
    """A name such as `erzieher-wuppertal.md` proposes; a first line that says "Erzieher in Wuppertal" spells it."""
    stem = file.rpartition("/")[2].partition("#")[0].rsplit(".", 1)[0].lower()
    for line in lines[:1]:
        bare = BARE.match(TAIL.sub("", line.strip()))
        if bare and _plain(bare["occupation"] + bare["place"]) == _plain(stem):
            return bare["occupation"].strip(), bare["place"].strip()
    found = FILE_NAME.match(stem)
    if not found:
        return None, None
    return _spelt(found["occupation"]), _spelt(found["place"])


def _plain(name: str) -> str:
    name = name.lower()
    for umlaut, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        name = name.replace(umlaut, letters)
    return re.sub(r"[^a-z0-9]", "", name.replace(" in ", ""))


def _spelt(slug: str) -> str:
    """`muelheim-an-der-ruhr` to "Mülheim an der Ruhr"; two letters are an abbreviation ("IT")."""
    small = {"an", "der", "am", "im", "bei", "dem", "für", "fuer", "und"}
    words = [word if word in small else word.upper() if len(word) == 2 else word.capitalize() for word in slug.split("-")]
    text = " ".join(words)
    for letters, umlaut in (("ae", "ä"), ("oe", "ö")):
        text = text.replace(letters, umlaut)
    # "ue" is also at home in "Steuer" and "neue".
    return re.sub(r"(?<![aeäqAEÄQ])ue|^Ue", "ü", text)
