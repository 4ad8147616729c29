"""The review in a real browser: on a phone only its tables scroll, every shade can be read, the contents lead to their sections."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from told_pay import entry, pay

from assistant.contradictory_pay import contradictions
from assistant.coverage import MissingPages, PageCoverage
from assistant.implausible_pay import implausible_pay
from assistant.library_review import Review
from assistant.minimum_wage import minimum_wage
from assistant.near_duplicates import Likeness, NearDuplicate
from assistant.wording import Language, say
from index.types import Aspect
from tests.browser.accessibility import fits
from tests.browser.conftest import until
from ui.plain_page import FILES, FONTS, SERVED, plain_page
from ui.review_page import STYLE, review_html

ADDRESS = "http://operator.test/"
CONTRAST = """element => {
  const rgb = colour => { const c = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    c.fillStyle = colour; c.fillRect(0, 0, 1, 1); return [...c.getImageData(0, 0, 1, 1).data].slice(0, 3) }
  const light = colour => { const [r, g, b] = rgb(colour).map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b }
  const style = getComputedStyle(element)
  const [a, b] = [light(style.color), light(style.backgroundColor)].sort((one, other) => other - one)
  return (a + 0.05) / (b + 0.05)
}"""


def example() -> Review:
    """A review with something of everything, and a name that no phone has room for."""
    names = ["Anlagenmechaniker für Sanitär-, Heizungs- und Klimatechnik", "Koch", "Fachkraft für Kurier-, Express- und Postdienstleistungen"]
    pages = [entry(f"seite-{n}", names[n % 3], ("Bochum", "Mülheim an der Ruhr")[n % 2], "2011-04" if n else None) for n in range(6)]
    counts = (0, 2, 4, 8, 15, 30, 1)
    low = pay("Köche verdienen am Anfang 320 € im Monat.", pages[1])
    return Review(
        generation=7,
        minimum_wage=minimum_wage(date(2026, 11, 21)),
        coverage=tuple(PageCoverage(page=page, sentences={a: counts[(n + m) % 7] for m, a in enumerate(Aspect)}) for n, page in enumerate(pages)),
        missing_pages=(MissingPages(occupation=names[0], places=("Köln", "Wuppertal", "Gelsenkirchen")),),
        without_pay=(pages[0], pages[2]),
        without_date=(pages[0],),
        implausible_pay=implausible_pay(low, minimum_wage(date(2026, 11, 21))),
        contradictions=contradictions([*low, *pay("Am Anfang verdienen Köche in der Klinik 2.600 € im Monat.", pages[1], start=400)]),
        near_duplicates=(
            NearDuplicate(pages=(pages[0], pages[3]), share=1.0, likeness=Likeness.NAMES_ONLY),
            NearDuplicate(pages=(pages[2], pages[5]), share=0.91, likeness=Likeness.NEARLY),
        ),
    )


@pytest.fixture
def open_review(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens the review in a window of a size, light or dark; at the end no other host may have been asked and nothing gone wrong."""
    contexts, trouble = [], []

    def opening(width: int = 1280, dark: bool = False, language: Language = "de") -> Page:
        title = say(language, "review.title")
        page_response = plain_page(title, f"<h1>{title}</h1>{review_html(example(), language)}", language, "/", styles=(STYLE,))

        def serve(route: Route) -> None:
            path = route.request.url.removeprefix(ADDRESS)
            name = path.removeprefix("static/")
            if path == "":
                route.fulfill(body=bytes(page_response.body), headers=dict(page_response.headers))
            elif name.removeprefix("fonts/") in FONTS:
                route.fulfill(body=FONTS[name.removeprefix("fonts/")], content_type="font/woff2")
            elif name in FILES:
                route.fulfill(body=FILES[name], content_type=SERVED[name.rpartition(".")[2]])
            else:
                trouble.append(route.request.url)
                route.abort()

        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light")
        contexts.append(context)
        context.route("**/*", serve)
        page = context.new_page()
        page.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
        page.goto(ADDRESS)
        return page

    yield opening
    for context in contexts:
        context.close()
    assert trouble == []


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_itself_never_scrolls_sideways(open_review: Callable[..., Page], width: int) -> None:
    page = open_review(width)
    assert fits(page)


def test_on_a_phone_the_table_scrolls_by_keyboard(open_review: Callable[..., Page]) -> None:
    page = open_review(320)
    heat = page.get_by_role("region", name=say("de", "review.section.coverage"))
    heat.focus()
    page.keyboard.press("ArrowRight")
    until(page, "document.querySelector('.heat').scrollLeft > 0")


@pytest.mark.parametrize("dark", [False, True])
def test_every_shade_can_be_read(open_review: Callable[..., Page], dark: bool) -> None:
    page = open_review(dark=dark)
    expect(page.locator("html")).to_have_class("dark" if dark else "")
    for step in range(1, 6):
        assert page.locator(f".heat td.shade-{step}").first.evaluate(CONTRAST) >= 4.5


def test_the_contents_lead_to_the_sections(open_review: Callable[..., Page]) -> None:
    page = open_review()
    page.get_by_role("navigation").get_by_role("link", name=say("de", "review.section.contradictions")).click()
    expect(page.get_by_role("heading", name=say("de", "review.section.contradictions"))).to_be_in_viewport()


def test_what_is_clicked_is_large_enough(open_review: Callable[..., Page]) -> None:
    page = open_review(360)
    sizes = page.locator("main a").evaluate_all("links => links.map(link => link.getBoundingClientRect()).map(box => Math.min(box.width, box.height))")
    assert min(sizes) >= 24
