"""The day, month or year that a page tells, as ISO 8601: from YAML, HTML or a line such as "Stand: 12. Oktober 2026"."""

import re
from datetime import date, datetime

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januar", "jan", "january", "jänner"),
            ("februar", "feb", "february"),
            ("märz", "mär", "march", "mar"),
            ("april", "apr"),
            ("mai", "may"),
            ("juni", "jun", "june"),
            ("juli", "jul", "july"),
            ("august", "aug"),
            ("september", "sep", "sept"),
            ("oktober", "okt", "october", "oct"),
            ("november", "nov"),
            ("dezember", "dez", "december", "dec"),
        ),
        start=1,
    )
    for name in names
}
ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2})(?:[T ].*)?)?)?")
GERMAN = re.compile(r"(?:(?P<day>\d{1,2})\.\s?)?(?P<month>\d{1,2})[./]\s?(?P<year>\d{4})")
IN_WORDS = re.compile(r"(?:(?P<day>\d{1,2})\.?\s)?(?P<month>[^\W\d_]+)\.?\s(?P<year>\d{4})")
LONGEST = 60


def iso_date(value: object) -> str | None:
    """ISO "2026-10-12", "2026-10" or "2026", as far as the value tells; None for what is no date."""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    # A number can only be a year; a huge one can't even be written out.
    is_told = isinstance(value, str) or (isinstance(value, int) and 0 < value < 10_000)
    text = " ".join(str(value).split()) if is_told else ""
    text = re.sub(r"^(?:Stand|Datum|Date)\s?:?\s", "", text, flags=re.IGNORECASE)
    forms = (form.fullmatch(text) for form in (ISO, GERMAN, IN_WORDS)) if len(text) <= LONGEST else ()
    return next((made for found in forms if found and (made := _made(found))), None)


def _made(found: "re.Match[str]") -> str | None:
    year, month, day = found["year"], found["month"], found["day"]
    number = MONTHS.get(month.lower(), 0) if month and not month.isdecimal() else int(month or 1)
    try:
        made = date(int(year), number, int(day or 1)).isoformat()
    except ValueError:
        return None
    return made if day else made[:7] if month else made[:4]
