"""Synthetic pages of occupation x city in any number up to 200,000, with figures that are known, and questions whose answers are known.

    python -m benchmarks.synthetic_pages FOLDER --pages 1000

Writes FOLDER/pages-000.jsonl and so on, and FOLDER.questions.jsonl in the form of docs/evaluation.md. A page depends on the seed and its subject alone, and
the pages of a smaller number are the first ones of a larger, so what was encoded of them is still known.
"""

import argparse
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from random import Random

from benchmarks.synthetic_sections import PHRASES, QUESTIONS, SECTIONS, WORDS
from index.name_keys import name_key, plain_name
from index.occupation_names import known_occupations, occupation_table
from index.place_names import TOWN, known_places, place_table

SEED = 20
MOST = 200_000
"""Pages; there are more pairs, but a million passages is what is asked about."""
PAGES_A_FILE = 2_000


@dataclass(frozen=True, slots=True)
class SyntheticPage:
    """A page and what it says. facts: {name: its figure as it is written}, those of QUESTIONS among them."""

    id: str
    occupation: str
    place: str
    text: str
    facts: Mapping[str, str]

    def as_line(self) -> str:
        """The page as a line of JSON, without its end."""
        told = {"id": self.id, "title": f"{self.occupation} in {self.place}", "beruf": self.occupation, "ort": self.place, "text": self.text}
        return json.dumps(told, ensure_ascii=False)

    def phrase(self, fact: str) -> str:
        """What the page, and a right quote of it, says of a fact."""
        return PHRASES[fact].format_map(self.facts)


@dataclass(frozen=True, slots=True)
class SyntheticQuestion:
    """A question that names occupation and place: the page that answers it, and the phrase that must stand in the quotes."""

    text: str
    page: str
    phrase: str

    def as_line(self) -> str:
        """A dialogue of one turn, in the form of docs/evaluation.md."""
        turn = {"question": self.text, "outcome": ["answered", "compared"], "documents": [self.page], "contains": [self.phrase]}
        return json.dumps({"turns": [turn]}, ensure_ascii=False)


def pages(number: int, seed: int = SEED) -> Iterator[SyntheticPage]:
    """The first `number` pages of a seed, 1 to MOST. Raises ValueError for another number."""
    if not 1 <= number <= MOST:
        raise ValueError(f"1 to {MOST} pages can be made, not {number}")
    for at, (occupation, place) in enumerate(islice(_subjects(seed), number)):
        yield _page(at, occupation, place, seed)


def questions(number: int, share: float, seed: int = SEED) -> Iterator[SyntheticQuestion]:
    """A question about each of a share (0 to 1) of the first `number` pages: those whose draw falls below it."""
    for page in pages(number, seed):
        if Random(f"{seed}|asked|{page.id}").random() < share:
            yield question_about(page, seed)


def question_about(page: SyntheticPage, seed: int = SEED) -> SyntheticQuestion:
    """A question about one of the page's facts, drawn by the seed."""
    random = Random(f"{seed}|question|{page.id}")
    fact = random.choice(sorted(QUESTIONS))
    asked = random.choice(QUESTIONS[fact])
    return SyntheticQuestion(asked.format(occupation=page.occupation, place=page.place), page.id, page.phrase(fact))


def write(folder: Path, number: int, seed: int = SEED) -> list[Path]:
    """Writes the pages as JSON lines, PAGES_A_FILE a file, into a folder that is made where there is none."""
    folder.mkdir(parents=True, exist_ok=True)
    made = pages(number, seed)
    written: list[Path] = []
    while some := list(islice(made, PAGES_A_FILE)):
        path = folder / f"pages-{len(written):03d}.jsonl"
        path.write_text("".join(page.as_line() + "\n" for page in some), encoding="utf-8", newline="\n")
        written.append(path)
    return written


def _subjects(seed: int) -> Iterator[tuple[str, str]]:
    """Pairs in growing squares: any number of them has about as many occupations as places, and begins with those of a smaller number."""
    occupations, places = list(_occupations()), list(_places())
    Random(f"{seed}|occupations").shuffle(occupations)
    Random(f"{seed}|places").shuffle(places)
    for edge in range(max(len(occupations), len(places))):
        row = [(occupation, place) for occupation in occupations[: edge + 1] for place in places[edge : edge + 1]]
        column = [(occupation, place) for occupation in occupations[edge : edge + 1] for place in places[:edge]]
        yield from (*row, *column)


@lru_cache(maxsize=1)
def _occupations() -> tuple[str, ...]:
    """Those of the gazetteer whose name means them before any other, each once."""
    table = occupation_table()
    own = {
        plain_name(one.canonical): one.canonical
        for n, one in enumerate(known_occupations())
        if (found := table.find(name_key(one.canonical))[0]) and found[0].entry == n
    }
    return tuple(own.values())


@lru_cache(maxsize=1)
def _places() -> tuple[str, ...]:
    """German towns of one word that is no other word, and whose name means them before any other."""
    table = place_table()
    towns = ((n, one) for n, one in enumerate(known_places()) if one.country == "DE" and one.at and one.inhabitants >= TOWN)
    plain = ((n, one.canonical) for n, one in towns if not one.flag and one.canonical.isalpha())
    return tuple(dict.fromkeys(name for n, name in plain if (found := table.find(name_key(name))[0]) and found[0].entry == n))


def _page(at: int, occupation: str, place: str, seed: int) -> SyntheticPage:
    random = Random(f"{seed}|{occupation}|{place}")
    facts = _facts(random)
    said = {**facts, **_words(random), "occupation": occupation, "place": place}
    sections = []
    for plan in SECTIONS:
        body = " ".join(random.choice(sentences) for sentences in plan.places)
        sections.append(f"{random.choice(plan.headings)}\n{body.format_map(said)}\n")
    slug = re.sub(r"[^\w]+", "-", f"{occupation} {place}".lower())
    return SyntheticPage(f"{at:06d}-{slug}", occupation, place, "\n".join(sections), facts)


def _facts(random: Random) -> dict[str, str]:
    start = random.randrange(2_100, 4_200, 10)
    return {
        "team": f"{random.randint(3, 28)}",
        "pay_start": _thousands(start),
        "pay_later": _thousands(start + random.randrange(300, 1_400, 10)),
        "bonus": _thousands(random.randrange(400, 2_600, 50)),
        "years": f"{random.randint(4, 12)}",
        "hours": random.choice(("35", "36", "37", "37,5", "38", "38,5", "39", "39,5", "40")),
        "leave": f"{random.randint(24, 33)}",
        "training": f"{random.randint(18, 60)}",
        "vacancies": f"{random.randint(11, 480)}",
        "open_days": f"{random.randint(40, 190)}",
        "reply_days": f"{random.randint(4, 23)}",
    }


def _words(random: Random) -> dict[str, str]:
    drawn = {name: random.sample(words, 2) for name, words in WORDS.items()}
    return {name: pair[0] for name, pair in drawn.items()} | {f"other_{name}": pair[1] for name, pair in drawn.items()}


def _thousands(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def main() -> None:
    """Writes pages and questions."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=1_000)
    parser.add_argument("--share", type=float, default=0.1, help="of the pages that a question is asked about")
    parser.add_argument("--seed", type=int, default=SEED)
    arguments = parser.parse_args()
    files = write(arguments.folder, arguments.pages, arguments.seed)
    asked = [question.as_line() + "\n" for question in questions(arguments.pages, arguments.share, arguments.seed)]
    # Beside the folder: what lies in it is read as pages.
    arguments.folder.with_name(arguments.folder.name + ".questions.jsonl").write_text("".join(asked), encoding="utf-8", newline="\n")
    print(f"{arguments.pages} pages in {len(files)} files, {len(asked)} questions")


if __name__ == "__main__":
    main()
