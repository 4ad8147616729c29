"""A small assistant with fixed answers, for the tests of the chat: what it says depends on the question alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.rewording import Choices, Kind
from assistant.types import (
    Answer,
    Cell,
    Citation,
    FoundPassage,
    Outcome,
    Overview,
    PageEntry,
    PageSection,
    Row,
    SearchResult,
    Slots,
    Source,
    StatedAmount,
    Statement,
    Table,
    WholePage,
)
from assistant.wording import Language
from index.types import Aspect

HOSTILE = (
    "<img src=x onerror=\"document.title='bad'\"><script>document.title='bad'</script> ${document.title='bad'} {{7*7}} "
    "[klick](javascript:alert(1)) ![x](https://evil.example/x.png) <a href=\"javascript:document.title='bad'\">hier</a> &amp; \" ' $$x$$"
)

PAY = "Was verdient eine Erzieherin in Wuppertal?"
TASKS = "Welche Aufgaben hat eine Erzieherin in Wuppertal?"
FOLLOW_UP = "Und in Bochum?"
COMPARE = "Wo verdient eine Erzieherin mehr, in Wuppertal oder in Bochum?"
MISSING = "Was verdient eine Erzieherin in Hamburg?"
OFF_TOPIC = "Wie wird das Wetter morgen?"
CLARIFY = "Was verdient man in der Pflege?"
BROKEN = "Bitte einen Fehler"
EVIL = "Was steht auf der feindlichen Seite?"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of one section."""

    name: str
    title: str
    place: str
    heading: str
    text: str
    url: str | None = None
    date: str | None = None


WUPPERTAL = Page(
    "erzieherin_wuppertal.txt",
    "Erzieherin in Wuppertal",
    "Wuppertal",
    "Was am Monatsende bleibt",
    "Über Geld wird in den Kitas ungern gesprochen, obwohl es alle beschäftigt. Zum Einstieg sind in Wuppertal 3.050 € bis 3.300 € brutto im "
    "Monat üblich. Mit einigen Jahren Erfahrung werden daraus bis zu 3.900 €.\nDer Tag beginnt früh. Erzieherinnen begleiten Kinder beim Spielen, "
    "Essen und Lernen. Sie beobachten, wie sich jedes Kind entwickelt, und halten das schriftlich fest. Dazu kommen Gespräche mit den Eltern. "
    "Manches davon bleibt am Abend liegen, und nicht jede Leitung hat dafür Verständnis.",
    "https://jobs.example.org/erzieherin-wuppertal",
    "2025-03-12",
)
BOCHUM = Page(
    "erzieherin_bochum.txt",
    "Erzieherin in Bochum",
    "Bochum",
    "Zwischen Tarif und Träger",
    "Die Träger zahlen unterschiedlich. In Bochum verdienen Erzieherinnen zum Einstieg rund 3.100 € brutto im Monat.",
)
BAD = Page(
    "evil.txt", f"Seite {HOSTILE}", f"Ort {HOSTILE}", f"Abschnitt {HOSTILE}", f"Davor {HOSTILE} Das Zitat {HOSTILE} Danach {HOSTILE}", "javascript:alert(1)"
)
PAGES = {page.name: page for page in (WUPPERTAL, BOCHUM, BAD)}


class FakeAssistant:
    """Answers the questions above; to any other it says that it is off topic."""

    library_fault: str | None = None

    def ask(self, question: str, before: Slots | None = None, language: Language = "de") -> Answer:
        """The fixed answer; BROKEN raises."""
        if question == BROKEN:
            raise RuntimeError("secret detail")
        known = {PAY: _pay, TASKS: _tasks, COMPARE: _compare, MISSING: _missing, CLARIFY: _clarify, EVIL: _evil}
        if question == FOLLOW_UP and before:
            return _follow_up(before)
        return known[question]() if question in known else _off_topic(question)

    def source(self, citation: Citation) -> Source:
        """The whole page around the quote."""
        page = PAGES[citation.document]
        return Source(
            title=page.title,
            occupation="Erzieherin",
            place=page.place,
            date=page.date,
            url=page.url,
            heading=page.heading,
            before=page.text[: citation.start],
            quote=citation.quote,
            after=page.text[citation.end :],
        )

    def choices(self, slots: Slots) -> Choices:
        """The other place, and every other aspect."""
        places = tuple(place for place in ("Bochum", "Wuppertal") if place not in slots.place)
        return Choices(occupation=(), place=places, aspect=tuple(aspect for aspect in Aspect if aspect is not slots.aspect))

    def reworded(self, answer: Answer, kind: Kind, old: str, new: str | None, language: Language = "de") -> str:
        """PAY for Wuppertal, FOLLOW_UP for any other exchange."""
        if old not in (*answer.slots.occupation, *answer.slots.place, answer.slots.aspect, *answer.slots.stage):
            raise ValueError(old)
        return PAY if new == "Wuppertal" else TASKS

    def is_unchanged(self, citation: Citation) -> bool:
        """Whether the page has the quote there."""
        page = PAGES.get(citation.document)
        return page is not None and page.text[citation.start : citation.end] == citation.quote

    def search(self, query: str, occupations: Sequence[str] = (), places: Sequence[str] = (), limit: int = 10, language: Language = "de") -> SearchResult:
        """One passage a page: the whole text; BROKEN raises, and a place without a page is missing."""
        if query == BROKEN:
            raise RuntimeError("secret detail")
        missing = [place for place in places if place not in (WUPPERTAL.place, BOCHUM.place)]
        pages = [page for page in (WUPPERTAL, BOCHUM) if not places or page.place in places]
        hits = () if missing else tuple(_found(page) for page in pages[:limit])
        return SearchResult(query=query, hits=hits, missing=", ".join(missing) or None, generation=1)

    def pages(self, words: str = "") -> tuple[PageEntry, ...]:
        """The pages by place, or those that have the words in title or text as they are typed."""
        listed = sorted(PAGES.values(), key=lambda page: page.place)
        typed = words.casefold().split()
        return tuple(
            PageEntry(page.name, page.title, "Erzieherin", page.place, page.date)
            for page in listed
            if all(word in f"{page.title} {page.text}".casefold() for word in typed)
        )

    def page(self, document: str, language: Language = "de") -> WholePage | None:
        """A page of one section, with the same questions for each."""
        if document not in PAGES:
            return None
        page = PAGES[document]
        return WholePage(
            id=page.name,
            title=page.title,
            occupation="Erzieherin",
            place=page.place,
            date=page.date,
            language="de",
            url=page.url,
            sections=(PageSection(heading=page.heading, paragraphs=tuple(page.text.split("\n"))),),
            questions=(PAY, TASKS),
        )

    def overview(self) -> Overview:
        """Three pages."""
        return Overview(pages=3, occupations=("Erzieherin",), places=("Bochum", "Wuppertal"), generation=1, stand="2025-03-12")

    def examples(self, language: Language = "de") -> tuple[str, ...]:
        """Questions that are answered."""
        return (PAY, TASKS, COMPARE)


def _found(page: Page) -> FoundPassage:
    return FoundPassage(
        document=page.name,
        title=page.title,
        section=page.heading,
        text=page.text,
        start=0,
        end=len(page.text),
        occupation="Erzieherin",
        place=page.place,
        url=page.url,
        date=page.date,
        score=0.5,
    )


def _cite(number: int, page: Page, quote: str) -> Citation:
    start = page.text.index(quote)
    return Citation(
        number=number,
        document=page.name,
        title=page.title,
        section=page.heading,
        quote=quote,
        start=start,
        end=start + len(quote),
        url=page.url,
        date=page.date,
    )


def _answered(question: str, slots: Slots, statements: tuple[Statement, ...], citations: tuple[Citation, ...], outcome: Outcome = Outcome.ANSWERED) -> Answer:
    text = " ".join(" ".join([statement.text, *(f"[{number}]" for number in statement.citations)]) for statement in statements)
    return Answer(
        question=question,
        understood_as=question,
        slots=slots,
        outcome=outcome,
        text=text,
        statements=statements,
        citations=citations,
        generation=1,
        timings_ms={},
    )


def _declined(question: str, outcome: Outcome, text: str, suggestions: tuple[str, ...] = (), slots: Slots | None = None, missing: str | None = None) -> Answer:
    return Answer(
        question=question,
        understood_as=question,
        slots=slots or Slots(),
        outcome=outcome,
        text=text,
        missing=missing,
        suggestions=suggestions,
        generation=1,
        timings_ms={},
    )


PAY_WUPPERTAL = "Zum Einstieg sind in Wuppertal 3.050 € bis 3.300 € brutto im Monat üblich."
PAY_BOCHUM = "In Bochum verdienen Erzieherinnen zum Einstieg rund 3.100 € brutto im Monat."


def _pay() -> Answer:
    slots = Slots(occupation=("Erzieherin",), place=("Wuppertal",), aspect=Aspect.PAY)
    return _answered(PAY, slots, (Statement(text=PAY_WUPPERTAL, citations=(1,)),), (_cite(1, WUPPERTAL, PAY_WUPPERTAL),))


def _tasks() -> Answer:
    quotes = (
        "Erzieherinnen begleiten Kinder beim Spielen, Essen und Lernen.",
        "Sie beobachten, wie sich jedes Kind entwickelt, und halten das schriftlich fest.",
        "Dazu kommen Gespräche mit den Eltern.",
    )
    statements = tuple(Statement(text=quote, citations=(number,)) for number, quote in enumerate(quotes, 1))
    citations = tuple(_cite(number, WUPPERTAL, quote) for number, quote in enumerate(quotes, 1))
    return _answered(TASKS, Slots(occupation=("Erzieherin",), place=("Wuppertal",), aspect=Aspect.TASKS), statements, citations)


def _compare() -> Answer:
    slots = Slots(occupation=("Erzieherin",), place=("Wuppertal", "Bochum"), aspect=Aspect.PAY)
    statements = (Statement(text=f"Wuppertal: {PAY_WUPPERTAL}", citations=(1,)), Statement(text=f"Bochum: {PAY_BOCHUM}", citations=(2,)))
    answer = _answered(COMPARE, slots, statements, (_cite(1, WUPPERTAL, PAY_WUPPERTAL), _cite(2, BOCHUM, PAY_BOCHUM)), Outcome.COMPARED)
    untold = Cell(text="keine Angabe auf der Seite")
    rows = (
        Row(document="w", occupation="Erzieherin", place="Wuppertal", cells=(Cell(text="3.050–3.300 € im Monat", citations=(1,), amounts=(0,)), untold)),
        Row(document="b", occupation="Erzieherin", place="Bochum <b>", cells=(Cell(text="rund 3.100 € im Monat", citations=(2,), amounts=(1,)), untold)),
    )
    amounts = (_at_entry(3050, 3300, "Wuppertal", 1), _at_entry(3100, 3100, "Bochum <b>", 2, "rund"))
    return answer.model_copy(update={"table": Table(columns=("Am Anfang", "Mit Erfahrung"), rows=rows), "amounts": amounts})


def _at_entry(low: float, high: float, place: str, citation: int, hedge: str | None = None) -> StatedAmount:
    return StatedAmount(low=low, high=high, period="month", stage="entry", occupation="Erzieherin", place=place, citation=citation, hedge=hedge)


def _follow_up(before: Slots) -> Answer:
    slots = Slots(occupation=before.occupation, place=("Bochum",), aspect=before.aspect, carried_over=("occupation", "aspect"))
    answer = _answered(FOLLOW_UP, slots, (Statement(text=PAY_BOCHUM, citations=(1,)),), (_cite(1, BOCHUM, PAY_BOCHUM),))
    return answer.model_copy(update={"understood_as": "Was verdient eine Erzieherin in Bochum?"})


def _missing() -> Answer:
    text = "Zu Hamburg liegt keine Seite vor. Vorhanden sind Bochum und Wuppertal."
    slots = Slots(occupation=("Erzieherin",), place=("Hamburg",), aspect=Aspect.PAY)
    return _declined(MISSING, Outcome.NOT_IN_DOCUMENTS, text, (PAY, COMPARE), slots, "Hamburg")


def _clarify() -> Answer:
    return _declined(CLARIFY, Outcome.CLARIFY, "Meinen Sie die Altenpflege oder die Krankenpflege?", (PAY,))


def _off_topic(question: str) -> Answer:
    text = "Dazu geben die Seiten keine Auskunft. Fragen Sie zum Beispiel nach Aufgaben, Gehalt oder Ausbildung in einem Beruf."
    return _declined(question, Outcome.OFF_TOPIC, text, (PAY,))


def _evil() -> Answer:
    quote = f"Das Zitat {HOSTILE}"
    slots = Slots(occupation=(f"Beruf {HOSTILE}",), place=(f"Ort {HOSTILE}",))
    answer = _answered(EVIL, slots, (Statement(text=quote, citations=(1,)),), (_cite(1, BAD, quote),))
    return answer.model_copy(update={"suggestions": (f"Frage {HOSTILE}",), "understood_as": f"Anders {HOSTILE}"})
