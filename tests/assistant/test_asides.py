"""What somebody tells of themselves beside a question blurs it and is left out; what narrows the question is kept."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.asides import asides, without


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("was fragen die im vorstellungsgespräch, bin total nervös", "was fragen die im vorstellungsgespräch"),
        ("um wie viel uhr fängt man an? meine kleine muss um 8 in die schule", "um wie viel uhr fängt man an?"),
        ("Ich suche Arbeit. Was verdient ein Koch in Bochum?", "Was verdient ein Koch in Bochum?"),
        ("I'm a nurse from the Philippines. What level of German do I need?", "What level of German do I need?"),
        ("Ich hab zwei Kinder. Was bleibt mir da als Koch?", "Ich hab zwei Kinder. Was bleibt mir da als Koch?"),
        ("Was verdient ein Koch, der Saucen macht?", "Was verdient ein Koch, der Saucen macht?"),
        ("Wie viel bekomme ich, wenn ich nachts arbeite?", "Wie viel bekomme ich, wenn ich nachts arbeite?"),
        ("Und mein Deutsch, wie gut muss das sein?", "Und mein Deutsch, wie gut muss das sein?"),
        ("Was verdient man? Und was kostet die Schule? Ich bin 30.", "Was verdient man? Und was kostet die Schule? Ich bin 30."),
        ("Ich will Koch werden in Bochum", "Ich will Koch werden in Bochum"),
        ("IT-Manager - Gehalt, ich bin neu", "IT-Manager - Gehalt, ich bin neu"),
    ],
)
def test_what_is_left(question: str, asked: str) -> None:
    assert without(question, asides(question)) == asked


@given(st.text(max_size=200) | st.lists(st.sampled_from(["ich bin neu", "was kostet es", "wenn ich will", ", ", ". ", "? ", " – ", "-"])).map("".join))
def test_any_text_keeps_its_other_clauses(question: str) -> None:
    left_out = asides(question)
    assert all(a.end <= b.start for a, b in pairwise(left_out))
    kept = without(question, left_out)
    edges = [0, *(edge for span in left_out for edge in (span.start, span.end)), len(question)]
    stays = [question[start:end].strip().rstrip(",;–-").strip() for start, end in zip(edges[::2], edges[1::2], strict=True)]
    assert [clause for clause in stays if clause not in kept] == []
