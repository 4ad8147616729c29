"""The review as the operator sees it: a table that says each count in words, lists that lead to the pages, and nothing that a page smuggles in."""

from datetime import date

import lxml.html
import pytest
from told_pay import entry, pay

from assistant.contradictory_pay import contradictions
from assistant.coverage import MissingPages, PageCoverage
from assistant.implausible_pay import implausible_pay
from assistant.library_review import Review
from assistant.minimum_wage import minimum_wage
from assistant.near_duplicates import Likeness, NearDuplicate
from assistant.types import PageEntry
from index.types import Aspect
from ui.plain_page import FILES
from ui.review_page import ITEMS, ROWS, STYLE, review_html, shade

BOCHUM, ESSEN = entry("koch bochum&neu", date="2009-03-01"), entry("koch-essen", place="Essen")
LOW = pay("Köche verdienen am Anfang 320 € im Monat.", BOCHUM)
HIGH = pay("Am Anfang sind es 2.600 € im Monat.", entry("koch-2"))


def covered(page: PageEntry, **counts: int) -> PageCoverage:
    return PageCoverage(page=page, sentences={aspect: counts.get(aspect, 0) for aspect in Aspect})


def review(coverage: tuple[PageCoverage, ...] = (covered(BOCHUM, tasks=4, pay=1), covered(ESSEN, tasks=25))) -> Review:
    """Something of everything."""
    minimum = minimum_wage(date(2026, 11, 21))
    return Review(
        generation=7,
        minimum_wage=minimum,
        coverage=coverage,
        missing_pages=(MissingPages(occupation="Koch", places=("Köln", "Wuppertal")),),
        without_pay=(ESSEN,),
        without_date=(ESSEN,),
        implausible_pay=implausible_pay(LOW, minimum),
        contradictions=contradictions([*LOW, *HIGH]),
        near_duplicates=(NearDuplicate(pages=(BOCHUM, ESSEN), share=0.9995, likeness=Likeness.NEARLY),),
    )


def parsed(found: Review) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(f"<main>{review_html(found, 'de')}</main>")


def test_the_heat_map_is_a_table_with_headings_that_says_every_count_and_every_gap() -> None:
    table = parsed(review()).xpath("//section[h2/@id='coverage']//table")[0]
    assert [cell.text_content() for cell in table.xpath(".//thead//th[@scope='col']")][:3] == ["Seite", "Auf\u00adgaben", "Gehalt"]
    rows = [[cell.text_content() for cell in row] for row in table.xpath(".//tbody/tr")]
    assert rows[0] == ["Koch\u00a0· Bochum", "4", "1", "fehlt", "fehlt", "fehlt", "fehlt", "fehlt", "01.03.2009"]
    assert rows[1] == ["Koch\u00a0· Essen", "25", "fehlt", "fehlt", "fehlt", "fehlt", "fehlt", "fehlt", "ohne Datum"]
    assert [cell.get("class") for cell in table.xpath(".//tbody/tr[1]/td")][:3] == ["shade-2", "shade-1", "shade-0"]


@pytest.mark.parametrize(("count", "step"), [(0, 0), (1, 1), (2, 1), (3, 2), (5, 2), (6, 3), (10, 3), (11, 4), (20, 4), (21, 5), (400, 5)])
def test_shades_go_by_class(count: int, step: int) -> None:
    assert shade(count) == step


def test_the_legend_says_what_each_shade_means() -> None:
    assert [step.text_content() for step in parsed(review()).xpath("//ul[@class='legend']/li")] == ["fehlt", "1–2", "3–5", "6–10", "11–20", "ab 21"]


def test_every_page_that_is_named_can_be_opened() -> None:
    links = parsed(review()).xpath("//main//section//a/@href")
    assert "/seite?id=koch%20bochum%26neu.txt" in links
    assert "/seite?id=koch-essen.txt" in links
    assert all(link.startswith("/seite?id=") for link in links)


def test_contents_lead_to_the_sections_and_count_what_is_in_them() -> None:
    page = parsed(review())
    contents = {link.get("href"): link.getparent().text_content().split()[-1] for link in page.xpath("//nav//a")}
    assert contents == {
        "#coverage": "2",
        "#missing_pages": "2",
        "#without_pay": "1",
        "#without_date": "1",
        "#implausible_pay": "1",
        "#contradictions": "1",
        "#near_duplicates": "1",
    }
    assert [f"#{heading.get('id')}" for heading in page.xpath("//section/h2")] == list(contents)


def test_amounts_are_marked_in_their_sentence() -> None:
    section = parsed(review()).xpath("//section[h2/@id='implausible_pay']")[0]
    assert section.xpath(".//h3")[0].text_content() == "Weniger als 500 € im Monat"
    assert section.xpath(".//blockquote")[0].text_content() == "Köche verdienen am Anfang 320 € im Monat."
    assert [mark.text_content() for mark in section.xpath(".//mark")] == ["320 €"]


def test_a_sentence_with_several_amounts_is_quoted_once() -> None:
    two = pay("In der Ausbildung sind es 310 €, später 340 € im Monat.")
    section = parsed(review().model_copy(update={"implausible_pay": implausible_pay(two, minimum_wage(date(2026, 1, 1)))}))
    (quote,) = section.xpath("//section[h2/@id='implausible_pay']//blockquote")
    assert (quote.text_content(), [mark.text_content() for mark in quote.xpath(".//mark")]) == (two[0].quote, ["310 €", "340 €"])


def test_pages_that_are_not_quite_the_same_never_agree_to_a_hundred_per_cent() -> None:
    assert "99 %" in parsed(review()).xpath("//section[h2/@id='near_duplicates']")[0].text_content()


def test_nothing_from_a_page_becomes_markup() -> None:
    bad = PageEntry(id='"><script>', title="<img src=x>", occupation="<script>alert(1)</script>", place='"><b>', date="<i>")
    told = pay("Am Anfang <script> sind es 320 € im Monat.", bad)
    found = review().model_copy(
        update={
            "coverage": (covered(bad),),
            "missing_pages": (MissingPages(occupation="<script>", places=("<b>",)),),
            "without_pay": (bad,),
            "implausible_pay": implausible_pay(told, minimum_wage(date(2026, 1, 1))),
            "contradictions": contradictions([*told, *pay("Am Anfang sind es 2.900 € im Monat.", bad, start=900)]),
            "near_duplicates": (NearDuplicate(pages=(bad, bad), share=1.0, likeness=Likeness.SAME),),
        }
    )
    html = review_html(found, "de")
    assert lxml.html.fromstring(f"<main>{html}</main>").xpath("//script | //img | //b | //i | //@onerror") == []


def test_of_very_many_pages_those_with_the_most_gaps_are_shown_in_order() -> None:
    full = {aspect.value: 3 for aspect in Aspect}
    rows = tuple(covered(entry(f"p{n}", place=f"Ort {n:04}"), **({} if n % 2 else full)) for n in range(3 * ROWS))
    names = [row.text_content() for row in parsed(review(rows)).xpath("//section[h2/@id='coverage']//tbody//th")]
    assert len(names) == ROWS
    assert names[:2] == ["Koch\u00a0· Ort 0001", "Koch\u00a0· Ort 0003"]
    long = review().model_copy(update={"without_pay": tuple(entry(f"p{n}") for n in range(ITEMS + 3))})
    assert "… und 3 weitere" in review_html(long, "de")


def test_where_all_is_well_it_says_so() -> None:
    nothing = dict.fromkeys(("coverage", "missing_pages", "without_pay", "without_date", "implausible_pay", "contradictions", "near_duplicates"), ())
    page = parsed(review().model_copy(update=nothing))
    assert [section.xpath("./p")[-1].text_content() for section in page.xpath("//section")] == ["Nichts gefunden."] * 7


def test_it_speaks_english_and_leads_to_the_english_pages() -> None:
    html = review_html(review(), "en")
    assert "Amounts that contradict each other" in html
    assert 'href="/en/page?id=koch-essen.txt"' in html


def test_its_style_is_served() -> None:
    assert STYLE in FILES
