"""Answers as examples for programs; records, so that they can't say what no answer could."""

from assistant.types import Answer, Cell, Citation, FoundPassage, Outcome, Overview, Row, SearchResult, Slots, StatedAmount, Statement, Table
from index.types import Aspect

ADDRESS = "https://example.org/erzieher-{place}"
WUPPERTAL = "Zum Einstieg sind in Wuppertal 3.050 € bis 3.300 € brutto im Monat üblich."
ESSEN = "In Essen beginnen Erzieherinnen mit rund 3.100 € brutto im Monat."


def _citation(number: int, place: str, quote: str) -> Citation:
    return Citation(
        number=number,
        document=f"erzieher-{place.lower()}.md",
        title=f"Erzieher in {place}",
        section="Gehalt",
        quote=quote,
        start=812,
        end=812 + len(quote),
        url=ADDRESS.format(place=place.lower()),
        date="2026-03-01",
    )


def _amount(place: str, low: float, high: float, citation: int) -> StatedAmount:
    return StatedAmount(low=low, high=high, period="month", stage="entry", occupation="Erzieher", place=place, citation=citation)


ANSWER = Answer(
    question="Was verdient eine Erzieherin in Wuppertal?",
    understood_as="Was verdient eine Erzieherin in Wuppertal?",
    slots=Slots(occupation=("Erzieher",), place=("Wuppertal",), aspect=Aspect.PAY, question="Was verdient eine Erzieherin in Wuppertal?"),
    outcome=Outcome.ANSWERED,
    text=f"{WUPPERTAL} [1]",
    statements=(Statement(text=WUPPERTAL, citations=(1,)),),
    citations=(_citation(1, "Wuppertal", WUPPERTAL),),
    amounts=(_amount("Wuppertal", 3050, 3300, 1),),
    generation=1,
    timings_ms={"understand": 8.1, "read": 31.4, "suggest": 0.2},
)

COMPARISON = Answer(
    question="Was verdient man als Erzieher in Wuppertal oder Essen?",
    understood_as="Was verdient man als Erzieher in Wuppertal oder Essen?",
    slots=Slots(occupation=("Erzieher",), place=("Essen", "Wuppertal"), aspect=Aspect.PAY, question="Was verdient man als Erzieher in Wuppertal oder Essen?"),
    outcome=Outcome.COMPARED,
    text=f"Wuppertal: {WUPPERTAL} [1]\nEssen: {ESSEN} [2]",
    statements=(Statement(text=f"Wuppertal: {WUPPERTAL}", citations=(1,)), Statement(text=f"Essen: {ESSEN}", citations=(2,))),
    citations=(_citation(1, "Wuppertal", WUPPERTAL), _citation(2, "Essen", ESSEN)),
    amounts=(_amount("Wuppertal", 3050, 3300, 1), _amount("Essen", 3100, 3100, 2).model_copy(update={"hedge": "rund"})),
    table=Table(
        columns=("Am Anfang",),
        rows=(
            Row(
                document="erzieher-wuppertal.md",
                occupation="Erzieher",
                place="Wuppertal",
                cells=(Cell(text="3.050–3.300 € im Monat", citations=(1,), amounts=(0,)),),
            ),
            Row(document="erzieher-essen.md", occupation="Erzieher", place="Essen", cells=(Cell(text="rund 3.100 € im Monat", citations=(2,), amounts=(1,)),)),
        ),
    ),
    generation=1,
    timings_ms={"understand": 9.0, "read": 40.2, "suggest": 0.1},
)

SEARCH = SearchResult(
    query="Schichtdienst und Urlaub",
    hits=(
        FoundPassage(
            document="pflegefachkraft-essen.md",
            title="Pflegefachkraft in Essen",
            section="Arbeitszeit",
            text="Gearbeitet wird in drei Schichten. Im Jahr gibt es 30 Tage Urlaub.",
            start=1204,
            end=1270,
            occupation="Pflegefachkraft",
            place="Essen",
            url="https://example.org/pflegefachkraft-essen",
            date="2026-03-01",
            score=0.7312,
        ),
    ),
    generation=1,
)

OVERVIEW = Overview(pages=3, occupations=("Erzieher", "Pflegefachkraft"), places=("Essen", "Wuppertal"), generation=1, stand="2026-03-01")
