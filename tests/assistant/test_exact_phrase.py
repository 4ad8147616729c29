"""Which words of a statement are the exact figure that was asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.exact_phrase import exact_phrases
from index.amounts import Stage
from index.types import Aspect

PAY = "Wer neu anfängt, verdient rund 2.500 Euro im Monat. Mit Erfahrung sind 2.900 € bis 3.400 € üblich."
HOURS = "Die Woche hat 39 Stunden, dazu kommen 30 Tage Urlaub."


@pytest.mark.parametrize(
    ("text", "question", "aspect", "stages", "exact"),
    [
        (PAY, "Was verdient ein Koch?", Aspect.PAY, frozenset(), ["2.500 Euro", "2.900 € bis 3.400 €"]),
        (PAY, "Was verdient ein Koch am Anfang?", Aspect.PAY, frozenset({Stage.ENTRY}), ["2.500 Euro"]),
        (HOURS, "Wie viele Stunden arbeitet man?", Aspect.CONDITIONS, frozenset(), ["39 Stunden"]),
        (HOURS, "Wie viele Urlaubstage gibt es?", Aspect.CONDITIONS, frozenset(), ["30 Tage"]),
        ("Die Ausbildung dauert drei Jahre.", "Wie lange dauert die Ausbildung?", Aspect.TRAINING, frozenset(), ["drei Jahre"]),
        ("Der Kurs kostet 2.000 Euro.", "Was kostet der Kurs?", Aspect.TRAINING, frozenset(), ["2.000 Euro"]),
        (HOURS, "Wie ist die Arbeit?", Aspect.CONDITIONS, frozenset(), []),
    ],
)
def test_the_figure_that_was_asked_for(text: str, question: str, aspect: Aspect, stages: frozenset[Stage], exact: list[str]) -> None:
    assert [text[span.start : span.end] for span in exact_phrases(text, question, aspect, stages)] == exact


@given(st.text(max_size=120))
def test_phrases_lie_in_the_text_in_order(text: str) -> None:
    spans = exact_phrases(text, "Wie lange?", None, frozenset()) + exact_phrases("", "Was kostet das?", Aspect.PAY, frozenset())
    ends = [end for span in spans for end in (span.start, span.end)]
    assert ends == sorted(ends)
    assert all(0 <= end <= len(text) for end in ends)
