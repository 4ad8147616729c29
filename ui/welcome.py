"""What stands on the page before the first question: the header's line on what the answers stand on, and questions to begin with."""

from html import escape

from assistant.types import Overview
from assistant.wording import Language, say
from ui.transcript import ask_buttons


def basis(overview: Overview, language: Language) -> str:
    """What the answers are made from, in one line: "Antworten aus 36 Seiten (12 Berufe, 8 Städte) – jede Aussage mit Beleg"."""
    details = [_count(language, kind, len(names)) for kind, names in (("occupation", overview.occupations), ("place", overview.places)) if names]
    counts = _count(language, "page", overview.pages) + (f" ({', '.join(details)})" if details else "")
    return say(language, "chat.basis", counts=counts)


def header(overview: Overview, language: Language, other: tuple[Language, str]) -> str:
    """Name, line, and the switch to the other language, which is a link to its page: `other` is that language and its path."""
    code, path = other
    return (
        f'<div class="brand"><h1>{_say(language, "name")}</h1><p class="basis">{escape(basis(overview, language))}</p></div>'
        f'<a class="language" href="{escape(path)}" lang="{code}" hreflang="{code}">{_say(language, "other_language")}</a>'
    )


def welcome(overview: Overview, examples: tuple[str, ...], language: Language) -> str:
    """The first view: a heading, a promise, and examples as buttons."""
    heading = _say(language, "welcome" if overview.occupations else "welcome_plain")
    begin = f'<p class="begin">{_say(language, "examples")}</p>{ask_buttons(examples)}' if examples else ""
    return f'<div class="welcome"><h2>{heading}</h2><p>{_say(language, "welcome_hint")}</p>{begin}</div>'


def _count(language: Language, kind: str, count: int) -> str:
    grouped = f"{count:,}".replace(",", "." if language == "de" else ",")
    text = say(language, f"chat.counts.{kind}{'' if count == 1 else 's'}", count=grouped)
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def _say(language: Language, key: str) -> str:
    return escape(say(language, f"chat.{key}"))
