"""Amounts, percentages and lengths of time on sixty pages against what a person found there (`evaluation/quantities.tsv`)."""

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from index.amounts import find_amounts
from index.documents import read_file
from index.passages import split_passages
from index.quantities import find_quantities
from index.types import Document

ROOT = Path(__file__).parents[2]
FOLDERS = (ROOT / "assistant" / "sample_pages", ROOT / "training" / "pages")
COLUMNS = ("page", "kind", "letters", "low", "high", "unit", "period", "stage")


def by_hand() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for line in (ROOT / "evaluation" / "quantities.tsv").read_text(encoding="utf-8").splitlines():
        row = dict(zip(COLUMNS, [*line.split("\t"), "", ""], strict=False))
        found[row["page"]].append(row)
    return found


def by_us(page: str) -> list[dict[str, str]]:
    folder = next(folder for folder in FOLDERS if (folder / page).exists())
    [document] = read_file(folder / page, page)
    assert isinstance(document, Document)
    found = []
    for span in [span for cut in split_passages(document) for span in cut.sentences] + list(document.headings):
        for amount in find_amounts(document.text, span):
            found.append(row("amount", amount.low, amount.high, "EUR", amount.period, amount.stage))
        for quantity in find_quantities(document.text, span):
            found.append(row(quantity.kind, quantity.low, quantity.high, quantity.unit, quantity.per, None))
    return found


def row(kind: str, low: float | None, high: float | None, unit: str, period: str | None, stage: object) -> dict[str, str]:
    ends = {"low": "" if low is None else f"{low:g}", "high": "" if high is None else f"{high:g}"}
    return {"kind": kind, **ends, "unit": unit, "period": period or "", "stage": str(stage or "")}


def number(text: str) -> str:
    return f"{float(text):g}" if text else ""


@pytest.mark.parametrize(
    ("kind", "columns", "least"),
    [
        ("amount", ("low", "high", "unit"), 0.97),
        ("amount", ("low", "high", "unit", "period"), 0.94),
        ("amount", ("low", "high", "unit", "period", "stage"), 0.90),
        ("percentage", ("low", "high", "unit"), 0.99),
        ("duration", ("low", "high", "unit"), 0.90),
    ],
)
def test_what_a_person_finds_is_found(kind: str, columns: tuple[str, ...], least: float) -> None:
    both = missed = strange = 0
    for page, rows in by_hand().items():
        wanted = Counter(tuple(number(r[c]) if c in ("low", "high") else r[c] for c in columns) for r in rows if r["kind"] == kind)
        found = Counter(tuple(r[c] for c in columns) for r in by_us(page) if r["kind"] == kind)
        both += (wanted & found).total()
        missed += (wanted - found).total()
        strange += (found - wanted).total()
    assert 2 * both / (2 * both + missed + strange) >= least
