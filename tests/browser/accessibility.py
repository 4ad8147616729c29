"""What every page must hold: nothing that axe finds, no scroll bar sideways, nothing that lies over a button or cuts it off."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.kept_views import keep

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}


def faults(page: Page) -> list[str]:
    """What axe finds on the page as it is, each with where; keeps a picture of it."""
    keep(page)
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


def fits(page: Page) -> bool:
    """Whether nothing is wider than the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def obstructed(page: Page) -> list[str]:
    """Buttons, links and boxes in the window whose middle something else lies over, or whose text is cut off. What is scrolled under a fixed bar isn't."""
    found: list[str] = page.evaluate(OBSTRUCTED)
    return found


OBSTRUCTED = """() => {
  const open = [...document.querySelectorAll('dialog[open]')].at(-1);
  const name = (part) => `${part.tagName} ${part.id || part.className} ${(part.textContent || '').trim().slice(0, 30)}`;
  const fixed = (part) => { for (let p = part; p; p = p.parentElement) if (/fixed|sticky/.test(getComputedStyle(p).position)) return true; return false; };
  const found = [];
  for (const part of (open || document).querySelectorAll('button, a[href], input, textarea, select, summary')) {
    if (!part.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const box = part.getClientRects()[0];
    if (!box || box.width < 2 || box.height < 2) continue;
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
    const top = document.elementFromPoint(x, y);
    const same = top && (part.contains(top) || top.contains(part) || (part.labels && [...part.labels].some((label) => label.contains(top))));
    const scrolledAway = top && fixed(top) && !fixed(part);
    if (!same && !scrolledAway) found.push(`under ${top && name(top)}: ${name(part)}`);
    const style = getComputedStyle(part);
    const text = part.tagName === 'BUTTON' || part.tagName === 'A';
    if (text && style.overflowX !== 'visible' && part.scrollWidth > part.clientWidth + 1) found.push(`cut off: ${name(part)}`);
  }
  return found;
}"""
