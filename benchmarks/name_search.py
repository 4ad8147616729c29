"""How long it takes to find occupations and places in a question, among 500 occupations and all the places that are known.

python -m benchmarks.name_search [--occupations 500] [--rounds 3]
"""

import argparse
from pathlib import Path
from time import perf_counter

from assistant.question_files import read_dialogues
from benchmarks.spread import Spread, spread
from index.names import Names
from index.occupation_names import known_occupations
from index.place_names import known_places

QUESTIONS = Path(__file__).parents[1] / "evaluation"


def milliseconds(names: Names, questions: list[str], rounds: int) -> Spread:
    """Of one question, each asked so many times in all; nothing that was found before is kept."""
    took = []
    for _ in range(rounds):
        for question in questions:
            began = perf_counter()
            names.find(question)
            took.append(1000 * (perf_counter() - began))
    return spread(took)


def main() -> None:
    """Prints the time to get ready, and that of a question."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--occupations", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    occupations = [occupation.canonical for occupation in known_occupations()][: arguments.occupations]
    places = [place.canonical for place in known_places()]
    questions = [turn.question for file in sorted(QUESTIONS.glob("*.jsonl")) for dialogue in read_dialogues(file) for turn in dialogue.turns]
    began = perf_counter()
    names = Names(occupations, places)
    names.find(questions[0])
    print(f"{len(occupations)} occupations and {len(places)} places: ready after {1000 * (perf_counter() - began):.0f} ms")
    found = milliseconds(names, questions, arguments.rounds)
    print(f"{len(questions)} questions: median {found.median:.2f} ms, 95th percentile {found.high:.2f} ms")


if __name__ == "__main__":
    main()
