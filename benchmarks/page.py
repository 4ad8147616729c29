"""How quick the page is for a visitor: opened in a cold browser, asked, and a marker clicked; what is transferred, and to whom.

    python -m benchmarks.page

The server runs on the sample pages with the real encoder and reader; every opening is in a window that has kept nothing.
"""

from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Any

from benchmarks.served_chat import chromium, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

OPENINGS = 5
CLICKS = 10
WIDTHS = (1280, 360)
QUESTION = "Was verdient eine Erzieherin in Wuppertal?"
WHOLE = "#chat .reply:not(.writing) a.cite"
GIVEN_UP_MS = 5_000
"""After a click on a marker: what comes later never comes."""
CLICK = """async (longest) => {
  const began = performance.now();
  document.querySelector('#chat a.cite').click();
  while (performance.now() - began < longest) {
    const mark = document.querySelector('dialog.source[open] mark');
    const box = mark && mark.getBoundingClientRect();
    if (box && box.height && box.top >= 0 && box.top < innerHeight) return performance.now() - began;
    await new Promise(requestAnimationFrame);
  }
  throw new Error(`no marked passage in view ${longest} ms after the click`);
}"""


@dataclass(frozen=True, slots=True)
class Opening:
    """A first visit, in seconds: until box and examples can be used; from the question to its first cited statement; to the whole answer."""

    usable: float
    told: float
    whole: float
    requests: int
    bytes: int
    elsewhere: int


def open_once(browser: "Browser", address: str) -> Opening:
    """Opens the page in a window of its own and asks one question."""
    page = browser.new_context(locale="de-DE", viewport={"width": 1280, "height": 800}).new_page()
    network = page.context.new_cdp_session(page)
    sizes: list[int] = []
    elsewhere: list[str] = []
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    page.on("request", lambda request: None if request.url.startswith((address, "data:", "blob:")) else elsewhere.append(request.url))
    began = perf_counter()
    page.goto(address, wait_until="commit")
    page.locator("#welcome button.asks").first.wait_for()
    page.locator("#ask textarea").wait_for()
    usable = perf_counter() - began
    page.wait_for_timeout(1500)
    requests, transferred = len(sizes), sum(sizes)
    began = perf_counter()
    ask(page)
    told = perf_counter() - began
    page.locator(WHOLE).first.wait_for()
    whole = perf_counter() - began
    page.context.close()
    return Opening(usable, told, whole, requests, transferred, len(elsewhere))


def ask(page: "Page") -> None:
    """Asks QUESTION and waits for its first marker."""
    page.locator("#ask textarea").fill(QUESTION)
    page.locator("#ask textarea").press("Enter")
    page.locator("#chat .reply a.cite").first.wait_for()


def clicks(browser: "Browser", address: str, width: int) -> list[float]:
    """Milliseconds from a click on a marker until the marked passage is in view."""
    page = browser.new_context(locale="de-DE", viewport={"width": width, "height": 800}).new_page()
    page.goto(address)
    page.locator("#welcome button.asks").first.wait_for()
    page.wait_for_timeout(1500)
    ask(page)
    page.locator(WHOLE).first.wait_for()
    page.wait_for_timeout(1000)
    times: list[float] = []
    for _ in range(CLICKS):
        took: Any = page.evaluate(CLICK, GIVEN_UP_MS)
        times.append(float(took))
        page.keyboard.press("Escape")
        page.wait_for_timeout(400)
    page.context.close()
    return times


def main() -> None:
    """Prints medians and ends."""
    with served() as address, chromium() as browser:
        open_once(browser, address)
        visits = [open_once(browser, address) for _ in range(OPENINGS)]
        for name in ("usable", "told", "whole"):
            found = sorted(getattr(visit, name) for visit in visits)
            print(f"{name}: median {median(found):.1f} s ({found[0]:.1f} to {found[-1]:.1f})")
        print(f"first view: {visits[0].bytes / 1000:.0f} kB in {visits[0].requests} requests; to other hosts {sum(visit.elsewhere for visit in visits)}")
        for width in WIDTHS:
            found = clicks(browser, address, width)
            print(f"marker to marked passage at {width} px: median {median(found):.0f} ms, longest {max(found):.0f} ms")


if __name__ == "__main__":
    main()
