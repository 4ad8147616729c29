"""Whether several things are to be compared in nothing that is named: "Was ist der Unterschied zwischen Koch und Maler?"."""

import re

from assistant.standing_alone import WORD, is_bare
from index.amounts import without_stages

COMPARING = re.compile(
    r"\b(?:vergl(?:eich|ich)\w*|unterschied\w*|unterscheide\w*|besser\w*|beste[nrs]?|schlechter\w*|lieber|zwischen|gegenüber\w*|verglichen"
    r"|compar\w+|differ\w*|better|best|worse|between|versus|vs)\b",
    re.IGNORECASE,
)
"""Words that set things side by side and don't say in what."""
AROUND = frozenset(
    """was wer wo worin wodurch womit inwiefern welche welcher welches welchen welchem sind seien haben hat man sich mich mir uns du sie ihr können könnten
    könntest kannst könnt könnte würde würden würdest wäre soll sollte sollen lieber eher beim vom zueinander voneinander miteinander einander beide beiden
    beider von werden werde beruf berufe berufen berufes berufs berufsbild berufsbilder job jobs tätigkeit tätigkeiten ort orte orten stadt städte städten möchte will wollte
    gern gerne sag sagen sage zeig zeige zeigen stell stelle stellen nenne nennen erkläre erklären mach mache hallo etwas denn wirklich genau grob kurz überhaupt
    is are was were be which who where would should could can you me we us i to with against from on one each other two both these those between please
    tell show give explain make job occupation occupations profession professions city cities place places main do does choose want like""".split()
)
"""Words that ask for a comparison, or stand around what is compared; none of them names anything in which things can be compared."""


def is_open(rest: str) -> bool:
    """Whether a question, its names taken out (`rest`), tells nothing in which what it names is to be compared.

    Its words decide, not what a classifier takes "Unterschied" for.
    """
    words = " ".join(word for word in WORD.findall(without_stages(COMPARING.sub(" ", rest))) if word.lower() not in AROUND)
    return is_bare(words if COMPARING.search(rest) else rest)
