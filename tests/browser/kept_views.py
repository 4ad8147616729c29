"""Pictures of the views that tests look at, kept under artifacts/views: a person sees what no rule tells."""

import os
import re
from collections import Counter
from pathlib import Path

from playwright.sync_api import Page

FOLDER = Path(__file__).parents[2] / "artifacts" / "views"
_taken: Counter[str] = Counter()


def keep(page: Page) -> Path:
    """Keeps the window as it is, named for the test and counted within it."""
    test = re.sub(r"\W+", "-", os.environ["PYTEST_CURRENT_TEST"].rpartition("::")[2].removesuffix(" (call)")).strip("-")
    _taken[test] += 1
    picture = FOLDER / f"{test}-{_taken[test]}.png"
    page.screenshot(path=picture)
    return picture
