"""How long questions take on a library of many pages: the sample pages, each with other cities in place of its own.

    python -m benchmarks.answering [--pages 1000] [--library FOLDER]

The library is built at FOLDER, or kept where it is there already; encoding 1,000 pages takes some minutes. Asked are the dialogues of evaluation/turns.jsonl.
"""

import argparse
import tempfile
from collections import defaultdict
from importlib.resources import files
from pathlib import Path
from statistics import median
from time import perf_counter

from assistant.assistant import Assistant
from assistant.question_files import read_dialogues
from index import changes
from index.encoder import load_encoder
from index.place_names import known_places

QUESTIONS = Path(__file__).parents[1] / "evaluation" / "turns.jsonl"
PERCENTILES = (50, 75, 95)


def pages(number: int) -> dict[str, str]:
    """File names and texts: every sample page as it is, then again and again with other cities."""
    sample = {file.name: file.read_text(encoding="utf-8") for file in files("assistant.sample_pages").iterdir() if file.name.endswith(".md")}
    own = {name: next(line.removeprefix("ort: ") for line in text.splitlines() if line.startswith("ort: ")) for name, text in sample.items()}
    places = sorted((place for place in known_places() if place.country == "DE" and place.canonical.isalpha()), key=lambda place: -place.inhabitants)
    cities = [place.canonical for place in places if place.canonical not in own.values()]
    made = dict(sample)
    # Three pages an occupation, so three cities a round: no occupation has two pages for one city.
    for first in range(0, len(cities) - 2, 3):
        for n, (name, text) in enumerate(sorted(sample.items())):
            if len(made) == number:
                return made
            city = cities[first + n % 3]
            made[f"{city}-{name}"] = text.replace(own[name], city)
    return made


def asked(assistant: Assistant) -> dict[str, list[float]]:
    """{outcome: milliseconds of each of its questions}, and all under "all"."""
    times: dict[str, list[float]] = defaultdict(list)
    for dialogue in read_dialogues(QUESTIONS):
        before = None
        for turn in dialogue.turns:
            started = perf_counter()
            answer = assistant.ask(turn.question, before)
            took = 1000 * (perf_counter() - started)
            before = answer.slots
            for group in ("all", str(answer.outcome)):
                times[group].append(took)
    return times


def main() -> None:
    """Prints the times of each outcome, of the first round (nothing tried before) and of the second."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--library", type=Path)
    arguments = parser.parse_args()
    encoder = load_encoder()
    with tempfile.TemporaryDirectory() as folder:
        library = arguments.library or Path(folder) / "library"
        if not library.exists():
            written = Path(folder) / "pages"
            written.mkdir()
            for name, text in pages(arguments.pages).items():
                (written / name).write_text(text, encoding="utf-8")
            changes.add(library, [written], encoder)
        assistant = Assistant(library, encoder)
        print(f"{len(assistant.library.subjects)} pages")
        for lap in ("first round", "second round"):
            for group, times in sorted(asked(assistant).items()):
                ordered = sorted(times)
                at = ", ".join(f"{p} %: {ordered[int(p / 100 * (len(ordered) - 1))]:.0f}" for p in PERCENTILES[1:])
                print(f"{lap}, {group}: {len(times)} questions, median {median(times):.0f} ms, {at} ms")


if __name__ == "__main__":
    main()
