"""What fuzzing begins with: the tests' small and hostile files, attack strings and the sample pages, a file each."""

import hashlib
import json
import sys
import zipfile
from collections.abc import Iterator
from html import escape
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).parents[1]
# The modules of the tests import each other by name alone.
if str(ROOT / "tests") not in sys.path:
    sys.path.append(str(ROOT / "tests"))

LONGEST = 60_000
"""Bytes; from longer inputs little comes in the same time."""
NAMES = ("amounts", "html", "json_lines", "markdown", "passages", "pdf", "plain_text", "word")
"""The harnesses."""
LINES = ["Koch in Essen", "Die Ausbildung dauert drei Jahre und findet im Betrieb und in der Berufs-", "schule statt.", "Lohn", "Rund 2.500 € im Monat."]


def write_seeds(name: str, folder: Path) -> Path:
    """The folder, with the seeds of a harness in it, each under its hash; what was in it stays."""
    folder.mkdir(parents=True, exist_ok=True)
    for seed in seeds_of(name):
        (folder / hashlib.sha1(seed).hexdigest()).write_bytes(seed)
    return folder


def seeds_of(name: str) -> tuple[bytes, ...]:
    """The seeds of a harness, each different and none too long."""
    made = {"pdf": _pdf, "word": _word, "html": _html, "markdown": _markdown, "json_lines": _json_lines, "amounts": _amounts}.get(name, _texts)
    return tuple(dict.fromkeys(seed for seed in made() if 0 < len(seed) <= LONGEST))


def _pages() -> tuple[str, ...]:
    return tuple(file.read_text(encoding="utf-8") for file in sorted((ROOT / "assistant" / "sample_pages").glob("*.md")))


def _attacks() -> tuple[str, ...]:
    from attack_strings import ATTACKS

    return tuple(ATTACKS)


def _hostile(suffix: str) -> Iterator[bytes]:
    from hostile_files import FILES

    return (make() for name, make in FILES.items() if name.endswith(suffix))


def _texts() -> Iterator[bytes]:
    from cooking_pages import ODD, PAGES

    yield from (text.encode() for text in (*_pages(), *PAGES.values(), *ODD.values(), *_attacks(), "\n".join(LINES)))
    yield from _hostile(".txt")


def _amounts() -> Iterator[bytes]:
    yield from (line.encode() for page in _pages() for line in page.splitlines() if "€" in line or "Euro" in line)
    yield from (text.encode() for text in ("€ 1 - 2", "3,2 bis 3,8 Tsd. €", "zwischen 2.900 € und 3.400 €", "im ersten Lehrjahr 1.050 €, im zweiten 1.150 €"))


def _pdf() -> Iterator[bytes]:
    from small_files import pdf

    yield from (pdf(LINES), pdf(LINES, [*LINES, "- 2 -"], title="Koch in Essen"), pdf([]))
    yield from (pdf(page.encode("cp1252", "ignore").decode("cp1252").splitlines()) for page in _pages()[:5])
    yield from _hostile(".pdf")


def _word() -> Iterator[bytes]:
    """Whole files, and the XML of their texts, which `fuzz.word` puts into one: hardly any change of a packed file leads anywhere."""
    from small_files import word

    styled = [("Title", LINES[0]), ("Normal", LINES[1]), ("Heading 1", LINES[3]), ("List Bullet", LINES[4])]
    for whole in (word(styled, [["Stufe", "Lohn"], ["Einstieg", "2.500 €"]], title=LINES[0]), word([("Normal", " ")]), *_hostile(".docx")):
        yield whole
        if zipfile.is_zipfile(BytesIO(whole)):
            with zipfile.ZipFile(BytesIO(whole)) as parts, parts.open("word/document.xml") as text:
                yield text.read(LONGEST)


def _html() -> Iterator[bytes]:
    head = '<html lang="de"><head><title>%s</title><link rel="canonical" href="https://a.de/b"><meta name="date" content="2026-03-04"></head><body><main>'
    for page in _pages():
        lines = [line for line in page.split("---\n")[-1].splitlines() if line.strip()]
        blocks = (f"<h2>{escape(line.strip('# '))}</h2>" if line.startswith("#") else f"<p>{escape(line)}</p>" for line in lines)
        yield (head % escape(lines[0]) + "".join(blocks) + "<ul><li>a<ul><li>b</ul></ul><table><tr><th>Stufe<td>2.500 €</table>").encode()
    yield from (f"<h1>Koch in Essen</h1><p>{text}</p><h2>{text}</h2><p>Ein Satz steht dahinter.</p>".encode() for text in _attacks())
    yield from _hostile(".html")


def _markdown() -> Iterator[bytes]:
    yield from (page.encode() for page in _pages())
    told = "---\ntitel: %s\nberuf: Koch\nort: Essen\nstand: 2026-01-02\nquellen: [https://a.de]\n---\n# %s\n\n%s\n"
    yield from ((told % (json.dumps(text), text, text)).encode() for text in _attacks())
    yield from _hostile(".md")


def _json_lines() -> Iterator[bytes]:
    yield from ((json.dumps({"id": f"seite-{n}", "text": page, "titel": "Koch in Essen"}) + "\n").encode() for n, page in enumerate(_pages()))
    facts = ("beruf", "ort", "stand", "url", "id", "titel")
    yield from (json.dumps({"text": f"{text}\nEin Satz.", "quellen": [text], **dict.fromkeys(facts, text)}).encode() for text in _attacks())
    yield b'{"text": "Eins."}\n\n{"text": 1}\n[]\nkaputt\n\xe4\n{"text": "Zwei.", "sprache": "en"}'
