"""Every text that a user reads, one catalogue (TOML) a language: `say("de", "refusal.place", place="Hamburg")`."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

Language = Literal["de", "en"]
LANGUAGES: tuple[Language, ...] = ("de", "en")


@cache
def catalogue(language: Language) -> dict[str, str]:
    """All texts of a language by dotted key, `{"refusal.place": "…"}`."""
    tree = tomllib.loads(files(__name__).joinpath(f"{language}.toml").read_text(encoding="utf-8"))
    texts: dict[str, str] = {}
    pending: list[tuple[str, object]] = [("", tree)]
    while pending:
        prefix, node = pending.pop()
        if isinstance(node, dict):
            pending.extend((f"{prefix}.{key}" if prefix else str(key), value) for key, value in node.items())
        else:
            texts[prefix] = str(node)
    return texts


def other_language(language: Language) -> Language:
    """The other one of the two."""
    return "en" if language == "de" else "de"


def say(language: Language, key: str, **facts: object) -> str:
    """The text for `key` with its `{placeholders}` filled in. Raises KeyError for an unknown key or a missing fact."""
    return catalogue(language)[key].format_map(facts) if facts else catalogue(language)[key]
