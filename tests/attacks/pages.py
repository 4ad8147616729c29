"""Pages of every format that say an attack string wherever a page can say something; and a folder of them, each about a cook in some town."""

import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from io import BytesIO
from pathlib import Path

import yaml
from small_files import pdf, word

from index.html_page import DEEPEST
from index.place_names import known_places
from index.plain_text import BINARY, JOINERS, spelt_out
from tests.attack_strings import ATTACKS

SENTENCE = "Wer neu anfängt, verdient als Koch in Bochum rund 2.500 Euro brutto im Monat."
MORE = "Mit Erfahrung verdient ein Koch in Bochum 3.000 Euro brutto im Monat:"
BELOW = "Mehr sagt dieser Abschnitt nicht."
PLACEHOLDER = "PLATZHALTER"
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
FORMATS = ("txt", "md", "html", "docx")
"""Of the folder."""
_TOWNS = [
    place.canonical
    for place in known_places()
    if place.country == "DE" and place.inhabitants and not place.flag and place.canonical.isalpha() and place.canonical.istitle()
]
"""The largest first."""
CITED, UNCITED, TOGETHER = _TOWNS[:50], _TOWNS[50:100], _TOWNS[100:106]
"""Towns of the pages of one string, as many again for the second of each, and of the pages of many."""
LONGEST_NAME = 60
"""Characters of a file's name."""


def written(text: str, kind: str) -> bytes:
    """A page that says the text in its title, a heading, its body, its address, its date, and as its occupation and place."""
    facts = {"titel": text, "beruf": text, "ort": text, "url": text, "stand": text, "sprache": text, "quellen": [text], "id": text}
    match kind:
        case "txt":
            return f"{text}\n{SENTENCE}\n{text}\n".encode()
        case "md":
            return f"---\n{yaml.safe_dump(facts)}---\n# {text}\n\n{SENTENCE}\n\n## {text}\n\n{text}\n".encode()
        case "html":
            head = f"<title>{escape(text)}</title><link rel=canonical href='{escape(text)}'><meta name=date content='{escape(text)}'>"
            # As it is and escaped: pages are written by programs of either kind.
            return f"<html lang='{escape(text)}'><head>{head}</head><body><h1>{escape(text)}</h1><p>{SENTENCE}</p><h2>{text}</h2><p>{text}</p></body></html>".encode()
        case "docx":
            return word_saying(text)
        case "pdf":
            told = text.encode("cp1252", "ignore").decode("cp1252")
            return pdf([SENTENCE, *told.splitlines()], title=told)
        case _:
            return json.dumps({"text": f"{text}\n{SENTENCE}", **facts}).encode()


def about_a_cook(texts: Sequence[str], kind: str, town: str) -> bytes:
    """A page about the pay of a cook in a town, with the first text as its title, its address and in a sentence that is cited, each as a paragraph and a heading.

    Where a format has markup, the texts stand there escaped, so that they reach readers whole, and once more as they are, unless a page would be refused for it.
    """
    # A file with such characters is no text, and refused as a whole; YAML spells them.
    said = [BINARY.sub("", text) for text in texts]
    pay = f"{SENTENCE} {MORE}".replace("Bochum", town)
    match kind:
        case "txt":
            lines = [" ".join(text.split()) for text in said]
            return "\n\n".join((lines[0], f"Koch Jobs in {town}", f"{pay} {said[0]}", *said, *(part for line in lines for part in (line, BELOW)))).encode()
        case "md":
            facts = yaml.safe_dump({"titel": texts[0], "beruf": "Koch", "ort": town, "url": texts[0], "quellen": [texts[0]]})
            literal = [re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text) for text in said]
            return (
                f"---\n{facts}---\n".encode() + "\n\n".join((f"{pay} {literal[0]}", *literal, *(f"## {text}\n\n{BELOW}" for text in literal), *said)).encode()
            )
        case "html":
            literal = [escape(text) for text in said]
            head = f"<title>{literal[0]}</title><link rel=canonical href='https://jobs.example/{literal[0]}'>"
            shown = [f"<h1>{literal[0]}</h1><p>Koch Jobs in {town}</p><p>{pay} {literal[0]}</p>", *(f"<p>{text}</p>" for text in literal)]
            shown += [*(f"<h2>{text}</h2><p>{BELOW}</p>" for text in literal), *(f"<p>{text}</p>" for text in said if text.count("<") < DEEPEST)]
            return f"<html><head>{head}</head><body>{''.join(shown)}</body></html>".encode()
        case _:
            return word_saying(texts[0], town) if len(texts) == 1 else word_of(texts, town)


def pages_about_cooks(folder: Path) -> Mapping[str, Sequence[str]]:
    """Writes pages of one string each, under that string as their names where the library takes them, and pages of many, of each string in each format.

    What each says, by the file's name. Of each string there are two pages alone: one in each format in turn, and one with front matter (or, where that is
    the one, in plain text), about another town.
    """
    folder.mkdir()
    written: dict[str, Sequence[str]] = {}

    def write(name: str, texts: Sequence[str], town: str) -> None:
        (folder / name).write_bytes(about_a_cook(texts, name.rpartition(".")[2], town))
        written[name] = texts

    for number, text in enumerate(ATTACKS):
        kind = FORMATS[number % len(FORMATS)]
        for each, towns in ((kind, CITED), ("txt" if kind == "md" else "md", UNCITED)):
            name = f"{file_name(text) or number}.{each}"
            write(f"{number}.{each}" if name in written else name, [text], towns[number % len(towns)])
    a_page = -(-len(ATTACKS) // len(TOGETHER))
    for number, town in enumerate(TOGETHER):
        for kind in FORMATS:
            write(f"zusammen-{number}.{kind}", ATTACKS[number * a_page : (number + 1) * a_page], town)
    return written


def file_name(text: str) -> str:
    """The text as a file's name; "" where a system or the library takes no such name."""
    name = text.replace("/", "").replace("\x00", "")[:LONGEST_NAME]
    return "" if name.startswith(".") or spelt_out(name) != name or JOINERS.search(name) else name


def word_of(texts: Sequence[str], town: str) -> bytes:
    """The same as a Word file."""
    said = [NOT_IN_XML.sub("", text) for text in texts]
    pay = f"{SENTENCE} {MORE} {said[0]}".replace("Bochum", town)
    above = [("Title", said[0]), ("Normal", f"Koch Jobs in {town}"), ("Normal", pay), *(("Normal", text) for text in said)]
    return word([*above, *(part for text in said for part in (("Heading 1", text), ("Normal", BELOW)))], [said[:2]], title=said[0])


def word_saying(text: str, town: str = "Bochum") -> bytes:
    """That of one text, made in a moment: python-docx would take a twentieth of a second for each."""
    out = BytesIO()
    # XML takes no control characters; a file with them is none.
    told = escape(NOT_IN_XML.sub("", text), quote=False)
    with zipfile.ZipFile(out, "w") as whole:
        for name, part in word_parts().items():
            whole.writestr(name, part.replace("Bochum", town).replace(PLACEHOLDER, told) if isinstance(part, str) else part)
    return out.getvalue()


@cache
def word_parts() -> Mapping[str, str | bytes]:
    """The parts of a Word file about a cook in Bochum that says the placeholder wherever a page says its text, XML as text."""
    with zipfile.ZipFile(BytesIO(word_of([PLACEHOLDER], "Bochum"))) as whole:
        return {name: whole.read(name).decode() if name.endswith((".xml", ".rels")) else whole.read(name) for name in whole.namelist()}
