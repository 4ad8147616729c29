"""Is a question German or English: told by its function words."""

import re

from assistant.wording import Language

GERMAN = frozenset(
    """der die das den dem des ein eine einen einem einer ist sind war wird werden hat haben kann können muss was wer wie wo wann warum wieviel welche welcher
    welches und oder in im als für von vom mit zu zum zur bei nach auf an am es ich man du wir sie nicht kein keine gibt verdient verdienen gehalt über""".split()
)
ENGLISH = frozenset(
    """the a an is are was were do does did can could what who how where when why which and or in as for of with to at by from on it i you we they not no there
    much many earn salary pay get become need work job about long would should have has""".split()
)
WORD = re.compile(r"[^\W\d_]+")


def question_language(text: str, default: Language = "de") -> Language:
    """The language that more of the words belong to; `default` when they don't tell ("IT Manager Essen")."""
    words = [word.lower() for word in WORD.findall(text)]
    german = sum(word in GERMAN for word in words) + sum(bool(set(word) & set("äöüß")) for word in words)
    english = sum(word in ENGLISH for word in words)
    if german == english:
        return default
    return "de" if german > english else "en"
