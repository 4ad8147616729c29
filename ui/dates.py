"""Dates as they are written in a language."""

import re

from assistant.wording import Language, say


def written_date(date: str, language: Language) -> str:
    """An ISO day, month or year as it is written in the language; anything else as it is."""
    if language == "en" or not re.fullmatch(r"\d{4}(-\d{2}){0,2}", date):
        return date
    parts = date.split("-")
    return ".".join(reversed(parts)) if len(parts) == 3 else "/".join(reversed(parts))


def stand(date: str | None, language: Language) -> str | None:
    """Which day a page is of, "Stand: 12.03.2025"; None where it doesn't tell."""
    return say(language, "chat.source.stand", date=written_date(date, language)) if date else None
