"""Links to live pages: opened at the words that were cited."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.live_link import LONGEST, live_url, with_text

URL = "https://jobs.example.org/koch"


@pytest.mark.parametrize(
    ("url", "cited", "link"),
    [
        (URL, "Köche grüßen", f"{URL}#:~:text=K%C3%B6che%20gr%C3%BC%C3%9Fen"),
        (URL, "38-Stunden-Woche, fest", f"{URL}#:~:text=38%2DStunden%2DWoche%2C%20fest"),
        (f"{URL}#lohn", "Der Lohn", f"{URL}#lohn:~:text=Der%20Lohn"),
        (URL, "Eine Zeile\nund noch eine längere danach", f"{URL}#:~:text=Eine%20Zeile,noch%20eine%20l%C3%A4ngere%20danach"),
        (URL, " \n", URL),
        (f"{URL}#lohn:~:text=falsch&", "Der Lohn", f"{URL}#lohn:~:text=Der%20Lohn"),
    ],
)
def test_a_link_names_the_words(url: str, cited: str, link: str) -> None:
    assert with_text(url, cited) == link


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=LONGEST))
def test_a_short_quote_is_named_whole(cited: str) -> None:
    link = with_text(URL, cited)
    if len(cited.splitlines()) == 1 and cited.strip():
        assert unquote(link.partition("text=")[2]) == " ".join(cited.split())


@pytest.mark.parametrize(
    "url",
    [
        *("javascript:alert(1)", "data:text/html,x", "//jobs.example.org", "https:jobs.example.org", "https:///jobs.example.org", "http://[::1", "http://"),
        *("https://jobs.example.org@evil.example/", "https://jobs.example.org\\@evil.example/", "https://jobs.example.org/\u202egpj.exe", f"{URL}\n{URL}"),
    ],
)
def test_what_leads_elsewhere_than_it_seems_to_is_no_link(url: str) -> None:
    assert live_url(url) is None


def test_an_address_holds_no_markup() -> None:
    assert live_url(URL) == URL
    assert live_url("https://[::1]:8080/ä?a=[1]") == "https://[::1]:8080/ä?a=%5B1%5D"
    assert live_url("https://jobs.example.org/<[x](javascript:alert`1`)'\"") == "https://jobs.example.org/%3C%5Bx%5D(javascript:alert%601%60)%27%22"
