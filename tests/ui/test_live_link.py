"""Links to live pages: opened at the words that were cited."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.live_link import LONGEST, with_text

URL = "https://jobs.example.org/koch"


@pytest.mark.parametrize(
    ("url", "cited", "link"),
    [
        (URL, "Köche grüßen", f"{URL}#:~:text=K%C3%B6che%20gr%C3%BC%C3%9Fen"),
        (URL, "38-Stunden-Woche, fest", f"{URL}#:~:text=38%2DStunden%2DWoche%2C%20fest"),
        (f"{URL}#lohn", "Der Lohn", f"{URL}#lohn:~:text=Der%20Lohn"),
        (URL, "Eine Zeile\nund noch eine längere danach", f"{URL}#:~:text=Eine%20Zeile,noch%20eine%20l%C3%A4ngere%20danach"),
        (URL, " \n", URL),
    ],
)
def test_a_link_names_the_words(url: str, cited: str, link: str) -> None:
    assert with_text(url, cited) == link


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=LONGEST))
def test_a_short_quote_is_named_whole(cited: str) -> None:
    link = with_text(URL, cited)
    if len(cited.splitlines()) == 1 and cited.strip():
        assert unquote(link.partition("text=")[2]) == " ".join(cited.split())
