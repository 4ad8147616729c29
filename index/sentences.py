"""Splits German text into sentences: at `.`, `!`, `?` and `…` that end one, and at every line end.

Rules and a list of abbreviations rather than a model: exact offsets, linear time, and each mistake can be mended.
"""

import re

from index.types import Span

END = re.compile(r"[.!?…]+[\"'“”«»‘’)\]]*(?=\s|$)")
"""Final marks with what closes behind them, before a blank."""
ABBREVIATIONS = frozenset(
    """abb abs abschn abt allg anm art aufl ausg bd bes best betr bgm bspw bzgl bzw ca chr ders dez dgl dipl dir dr ebd ehem eigtl einschl engl entspr erg etc
    evtl ev exkl fa feb febr ff fig fr frz geb gegr gem gest ggf ggü griech grds hl hr hrsg i inkl ing insb insbes ital jan jh jhd jr kap kath kfm lat lfd lt
    max med min mind mio mrd mtl nachf nov nr ob okt op orig österr od pfd phil pkt priv prof prov psych rd rel resp rs russ sen sep sept sog sr st std stdn
    stellv str s tab tel tsd u urspr usf usw v verb vgl vol vs wg z ziff zit zt zzgl zus e.g i.e mr mrs ms vs inc ltd no approx""".split()
)
"""Without their full stop, lower case. Single letters are abbreviations anyway ("z. B.", "J. Müller")."""
ENDING_ABBREVIATIONS = frozenset({"usw", "etc", "usf", "ff", "jh", "jhd"})
"""These may also end a sentence: they do where a capital follows that starts like one."""
MONTHS = frozenset("januar februar märz april mai juni juli august september oktober november dezember jan feb mär apr jun jul aug sep sept okt nov dez".split())
AFTER_ORDINAL = frozenset(
    """jahrhundert jahrhunderts lehrjahr ausbildungsjahr jahr jahre jahres klasse lebensjahr lebensjahrs mal stufe tag tages woche semester lernjahr platz
    stock etage auflage kapitel absatz weltkrieg weltkriegs monat quartal""".split()
)
ROMAN = re.compile(r"[IVXLCDM]+$")
LAST_WORD = re.compile(r"([^\s„“\"'(\[]+)$")
STARTS = re.compile(r"[\"'„“‚»«(\[–-]*\s*(\S)")
STARTERS = frozenset(
    """der die das den dem des ein eine einer einem einen es er sie wir ich ihr man wer was wie wo wenn weil als auch an am auf aus bei beim bis da dabei dafür
    dagegen daher damit danach dann daneben darum dazu denn deshalb dies diese dieser dieses doch dort durch erst für gegen gibt hier hinter hinzu im in
    jede jeder jedes kein keine mit nach neben nicht noch nun nur ob obwohl oder ohne seit sein seine selbst so sobald solche sondern statt trotz über um
    und unter viele vom von vor während warum weitere wegen weiter welche wieder zu zudem zum zur zwar zwischen außerdem allerdings the a an it he she they we this that these in on at for
    with after before but and or if when while however""".split()
)
"""Words that begin a sentence more often than they follow a number or an abbreviation with a capital letter."""
LOOK_BACK = 40


def split_sentences(text: str, span: Span) -> tuple[Span, ...]:
    """The sentences of `text[span.start:span.end]` in order, without blanks around them; together they hold all that isn't blank."""
    found: list[Span] = []
    at = span.start
    while at < span.end:
        line_end = text.find("\n", at, span.end)
        line_end = span.end if line_end < 0 else line_end
        found.extend(_of_line(text, at, line_end))
        at = line_end + 1
    return tuple(found)


def _of_line(text: str, start: int, end: int) -> list[Span]:
    found: list[Span] = []
    begin = start
    for mark in END.finditer(text, start, end):
        if mark.end() < end and _ends(text, begin, mark, end):
            _append(found, text, begin, mark.end())
            begin = mark.end()
    _append(found, text, begin, end)
    return found


def _append(found: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append(Span(start, end))


def _ends(text: str, begin: int, mark: "re.Match[str]", end: int) -> bool:
    """Whether a final mark ends the sentence: by the word before it and what follows."""
    following = STARTS.match(text[mark.end() : mark.end() + LOOK_BACK].lstrip())
    first = following.group(1) if following else ""
    if first.islower():
        return False
    if mark.group()[0] in "!?…" or len(mark.group().rstrip("\"'“”«»‘’)]")) > 1:
        return True
    word_before = LAST_WORD.search(text, max(begin, mark.start() - LOOK_BACK), mark.start())
    word = word_before.group(1) if word_before else ""
    next_word = re.match(r"\W*(\w+)", text[mark.end() : min(end, mark.end() + LOOK_BACK)])
    return _full_stop_ends(word, next_word.group(1) if next_word else "")


def _full_stop_ends(word: str, following: str) -> bool:
    plain = word.lower().rstrip(".")
    last = plain.rpartition(".")[2]
    starts_sentence = following.lower() in STARTERS
    if word.isdigit():
        # "am 1. März", "im 3. Lehrjahr", "am 1. 8. 2026"; but "Das war 2025. Danach …"
        if len(word) > 2:
            return not following.isdigit() or len(word) == 4
        return starts_sentence and following.lower() not in MONTHS | AFTER_ORDINAL
    if ROMAN.match(word):
        return starts_sentence
    if len(last) == 1 and last.isalpha():
        return False
    if plain in ENDING_ABBREVIATIONS:
        return starts_sentence
    return not (plain in ABBREVIATIONS or last in ABBREVIATIONS and "." in plain)
