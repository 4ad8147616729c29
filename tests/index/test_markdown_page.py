"""Markdown to plain text with headings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import UnreadableFile
from index.markdown_page import parse
from index.plain_text import normalise

PAGE = """---
titel: Koch in Essen
beruf: Koch
---

# Koch in *Essen*

Ein **fetter** Absatz, der
umbricht, mit [einem Link](https://a.de "Titel") und `Code`.
Rund 3.700&nbsp;€.

Lohn
----

- Kochen
  - warm
- Putzen

1. Erstens
2. Zweitens

> Ein Zitat.

| Stufe | Lohn |
|---|---|
| Einstieg | 2.500 € |
| | 4.000 € |

```
code  block
```

<div>weg</div>

H<sub>2</sub>O<br>und <!-- weg -->mehr ![Bild](b.png)
"""


def test_a_page_becomes_lines_without_markup() -> None:
    page = parse(PAGE, "a.md")
    assert page.text.split("\n") == [
        "Koch in Essen",
        "Ein fetter Absatz, der umbricht, mit einem Link und Code. Rund 3.700\u00a0€.",
        "Lohn",
        "Kochen",
        "warm",
        "Putzen",
        "Erstens",
        "Zweitens",
        "Ein Zitat.",
        "Stufe | Lohn",
        "Einstieg | 2.500 €",
        "4.000 €",
        "code  block",
        "H2O",
        "und mehr",
    ]
    assert [page.text[h.start : h.end] for h in page.headings or ()] == ["Koch in Essen", "Lohn"]
    assert page.title == "Koch in Essen"
    assert page.facts == {"title": "Koch in Essen", "occupation": "Koch"}


def test_without_marked_headings_they_are_left_to_their_form() -> None:
    assert parse("Koch in Essen\n\nEin Absatz.", "a.md").headings is None


def test_a_page_of_nothing_but_markup_has_no_text() -> None:
    assert parse("---\nberuf: Koch\n---\n<div>weg</div>", "a.md").text == ""


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_any_line_end_will_do(line_end: str) -> None:
    page = parse("---\nort: Essen\n---\n# Eins\n\nText.".replace("\n", line_end), "a.md")
    assert (page.text, page.facts) == ("Eins\nText.", {"place": "Essen"})


@given(
    st.one_of(
        st.text(),
        st.lists(st.sampled_from(["# ", "- ", "> ", "*", "`", "\n", "[", "](", ")", "a", "<b>", "|", "\\", "&amp;", "1. "]), max_size=60).map("".join),
    )
)
def test_any_text_is_markdown(text: str) -> None:
    try:
        page = parse(text, "a.md")
    except UnreadableFile as refusal:
        assert refusal.facts["reason"] == "broken"
        return
    assert normalise(page.text) == page.text
    assert all(page.text[h.start : h.end].strip() and "\n" not in page.text[h.start : h.end] for h in page.headings or ())
