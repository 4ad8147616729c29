"""What kind of thing an answer has to tell: a cost, who pays, when, how often, how many. A sentence without such a thing can't answer.

The expected answer type of question answering (Li and Roth 2002, "Learning Question Classifiers"), for the few types that words tell surely. Numbers in
a unit ("Wie viele Stunden …") are `assistant.quantity_asked`'s.
"""

import re
from dataclasses import dataclass

NUMBER = (
    r"\d|\b(?:zwei|zweit|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zwanzig|dreißig|fünfzig|hundert|tausend|million|dutzend|hälfte|drittel|viertel"
    r"|doppelt|mehrere|einige|wenige|viele|kein|keine|einzig|alle|meisten|paar|one|two|three|four|five|six|ten)"
)
COUNTED = (
    r"\d|\b(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|\w*zwanzig|\w*dreißig|vierzig|two|three|four|five|six|seven|eight|nine|ten|twelve"
    r"|twenty|thirty)\b"
)
FREE_DAYS = r"urlaub|ferien|freie[nr]? tage?|(?:tage|wochen)\b[^.]{0,25}\bfrei\b|regenerationstag|holiday|\bleave\b|vacation"
FEW_OF = r"einem?|einer|zwei|drei|vier|fünf|sechs|sieben|acht|zehn|zwölf"
COSTS = r"kost|gebühr|preis|beitrag|zuschuss|bezuschuss|bafög|stipendi|gutschein|förder|finanzier|kostenlos|kostenfrei|umsonst|gratis|schulgeld|\bfee|\bfree\b"
PAYERS = COSTS + r"|übern[aeio]hm|übernimm|bezahlt|\bzahl|vergüt|trag(?:en|t)\b|trägt|erstatt|gestellt|\bstell(?:en|t)\b|sponsor|arbeitgeber|betrieb"


@dataclass(frozen=True, slots=True)
class AnswerType:
    """asks: what questions for it have in common. tells: what a sentence that answers must hold. of_costs: whether wages are no answer to it."""

    name: str
    asks: re.Pattern[str]
    tells: re.Pattern[str]
    of_costs: bool = False


def _type(name: str, asks: str, tells: str, of_costs: bool = False) -> AnswerType:
    return AnswerType(name, re.compile(asks, re.IGNORECASE), re.compile(tells, re.IGNORECASE), of_costs)


TYPES = (
    _type(
        "cost",
        r"\bwas kostet\b|\bwas kosten\b|\bkostet (?:das|es|die|der|mich|man)\b|\bwie teuer\b|\bwie hoch sind die (?:\w*kosten|\w*gebühren)\b|\bkostenlos\b"
        r"|\bhow much (?:does|do|is|are|would)\b.{0,40}\b(?:cost|fee)\b|\bcosts?\b",
        COSTS + r"|zu buche|investier",
        True,
    ),
    _type(
        "payer",
        r"\bwer (?:be)?zahlt\b|\bwer übernimmt\b|(?<!was )(?<!viel )\b(?:be)?zahlt (?:das|mir|er|sie|der|die|den|einem|einer)\b|\b(?:zahlt|übernimmt)\b.{0,15}\b(?:chef|arbeitgeber|firma|betrieb|praxis)\b"
        r"|\b(?:selber|selbst) (?:be)?zahlen\b|\b(?:selber|selbst) kaufen\b|\bwho pays\b|\b(?:they|employer|company) (?:pay|cover)\b.{0,12}\bfor\b|\bpay for (?:it|my|the)\b",
        PAYERS,
        True,
    ),
    _type(
        "time",
        r"^\W*(?:\w+[,:]? ){0,6}?(?:ab |bis |seit )?(?<!dann und )wann\b(?! anders)|\bum wie\s?viel uhr\b|\bwelche uhrzeit|\b(?:when|what time) (?:do|does|is|are|can|should|must|will)\b",
        r"\b(?:1\d|20)\d\d\b(?! ?(?:euro|€|stunden))|jahrhundert|\bchr\b|\d{1,2}er[- ]?jahre|januar|februar|märz|april|\bmai\b|juni|juli|august|september|oktober|november|dezember|montag|dienstag|mittwoch|donnerstag|freitag|samstag"
        r"|sonntag|wochenend|\buhr\b|früh|spät|sommer|herbst|winter|morgen|abend|nacht|mittag|vormittag|anfang|\bende\b|beginn|vorher|rechtzeitig|sofort"
        r"|jederzeit|ganzjährig|volljährig|\b\d\d jahren?\b|saison|sobald|bevor|\b(?:nach|vor) de[rm]\b|\b(?:stunde|tag|woche|monat|jahr)e?n? (?:vorher|zuvor|vor|nach|später|ruhe)|lehrjahr",
    ),
    _type(
        "frequency",
        r"\bwie oft\b|\bwie häufig\b|\bhow often\b",
        r"mal\b|\bjede[rnms]?\b|\balle (?:\w+ )?(?:\w*tage|wochen|monate|jahre|stunden)\b|täglich|wöchentlich|monatlich|jährlich|stündlich|selten|häufig|\boft\b|regelmäßig"
        r"|\bimmer (?!häufiger|mehr)|\bnie\b|gelegentlich|reihum|abwechselnd|ständig|\b(?:\d+|"
        + FEW_OF
        + r")\w* [\w-]+ (?:im|in der|pro|je) (?:woche|monat|jahr|tag)",
    ),
    _type(
        "leave",
        r"\bwie\s?viele?\s+(?:\w+ )?(?:urlaub|ferien)(?!s?-?(?:geld|vertret|job|plan|arbeit|anspr[uü]che|kurs|betreu))|\burlaubstage\b|\bwie\s?viele?\s+freie\s+tage\b"
        r"|\burlaub\b.{0,12}\bwie\s?viel|\bhow much (?:\w+ )?(?:holiday|leave|vacation)\b(?! (?:pay|money|bonus|allowance|work|cover))"
        r"|\bhow many (?:\w+ )?(?:holidays|vacations|(?:holiday|leave|vacation) days)\b|\bhow many (?:days|weeks) (?:\w+ ){0,2}(?:holidays?|leave|vacation)\b",
        rf"\A(?=[\s\S]*(?:{COUNTED}))(?=[\s\S]*(?:{FREE_DAYS}))",
    ),
    _type("count", r"\bwie\s?viele? (?!geld|stund|tag|woch|monat|jahr|minut|prozent|uhr|verdien|bekomm|krieg|zahl|kost)\w+|\bhow many\b", NUMBER),
)


def types_asked(question: str) -> tuple[AnswerType, ...]:
    """The types that a question asks for; () where its words tell none."""
    return tuple(kind for kind in TYPES if kind.asks.search(question))


def tells_all(sentence: str, asked: tuple[AnswerType, ...]) -> bool:
    """Whether a sentence holds a thing of each type."""
    return all(kind.tells.search(sentence) for kind in asked)


def asks_for_costs(question: str) -> bool:
    """Whether a question is about what somebody has to pay rather than what is earned: "Was kostet das Studium?", "Zahlt das der Chef?"."""
    return any(kind.of_costs for kind in types_asked(question))
