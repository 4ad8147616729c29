"""What was understood, as chips below a question: each can be exchanged or taken away (static/chips.js)."""

from collections.abc import Iterator
from html import escape
from typing import get_args

from assistant.rewording import Kind
from assistant.types import Slots
from assistant.wording import Language, say

KINDS = get_args(Kind)


def chips(slots: Slots, turn: int, language: Language) -> str:
    """A list of chips; what the turn before told is marked in words, too. Empty where nothing was understood."""
    items = "".join(_chips(slots, turn, language))
    return f'<p class="vh">{escape(say(language, "chat.understood"))}:</p><ul class="chips">{items}</ul>' if items else ""


def _chips(slots: Slots, turn: int, language: Language) -> Iterator[str]:
    for kind in KINDS:
        given = getattr(slots, kind)
        values = given if isinstance(given, tuple) else (given,) if given else ()
        for n, value in enumerate(values):
            yield _chip(kind, n, str(value), turn, kind in slots.carried_over, language)


def _chip(kind: str, n: int, value: str, turn: int, carried: bool, language: Language) -> str:
    said = label(say(language, f"{kind}.{value}")) if kind in ("aspect", "stage") else value
    slot = escape(say(language, f"chat.slot.{kind}"))
    note = f' <span class="carried-note">{escape(say(language, "chat.carried_over"))}</span>' if carried else ""
    name = f'<span class="vh">{slot}: </span>{escape(said)}{note}'
    if kind != "stage":
        hint = escape(say(language, "chips.exchange"))
        name = f'<button type="button" class="chip-exchange" id="exchange-{turn}-{kind}-{n}" title="{hint}">{name}</button>'
    else:
        name = f'<span class="chip-name">{name}</span>'
    leave_out = escape(say(language, "chips.leave_out", value=said))
    remove = f'<button type="button" class="chip-remove" id="remove-{turn}-{kind}-{n}" title="{leave_out}"><span class="vh">{leave_out}</span></button>'
    return f'<li class="{"chip carried" if carried else "chip"}">{name}{remove}</li>'


def label(words: str) -> str:
    """Words of a sentence as they stand alone: "pay" is "Pay"."""
    return words[:1].upper() + words[1:]
