"""Which rules a page was read by. A library whose pages an older version read keeps what that version found in them until they are read anew."""

import hashlib
from functools import cache
from importlib.resources import files

from index.manifest import Manifest

RULES = (
    "abbreviations.py",
    "amounts.py",
    "aspects.py",
    "bounds.py",
    "documents.py",
    "front_matter.py",
    "gender_forms.py",
    "german.py",
    "html_page.py",
    "json_lines.py",
    "line_wraps.py",
    "markdown_page.py",
    "name_keys.py",
    "name_table.py",
    "occupation_names.py",
    "page_date.py",
    "page_subject.py",
    "parsed_page.py",
    "passages.py",
    "pdf_page.py",
    "place_names.py",
    "plain_text.py",
    "scale.py",
    "sections.py",
    "sentences.py",
    "spelling.py",
    "word_page.py",
)
"""What reads, cuts and analyses pages, with all that it imports but for vocabulary (`types`, `errors`) and what merely writes the outcome down."""
LISTS = ("gazetteer/occupations.tsv", "gazetteer/places.tsv.gz", "aspect_examples.tsv", "aspect_passages.tsv")


@cache
def reading_rules() -> str:
    """A mark that changes with the rules by which pages are read, 12 hexadecimal digits.

    It is taken from the rules themselves: a version number that somebody has to raise would be forgotten. A change that changes nothing costs one reading.
    """
    digest = hashlib.sha256()
    index = files("index")
    for name in (*RULES, *LISTS):
        digest.update((index / name).read_bytes().replace(b"\r\n", b"\n"))
    for fitted in sorted((each for folder in (index / "fitted").iterdir() for each in folder.iterdir()), key=lambda each: each.name):
        digest.update(fitted.read_bytes())
    return digest.hexdigest()[:12]


def is_stale(manifest: Manifest) -> bool:
    """Whether a generation has pages that the rules of another version have read, so that reading them anew may find other amounts, sentences or names."""
    return manifest.reading != reading_rules() and manifest.counts.get("documents", 0) > 0
