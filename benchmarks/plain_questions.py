"""Questions for each aspect as such, in the product's own words and in both languages, of every page: is what the page tells answered?

    python -m benchmarks.plain_questions [--library LIBRARY]

Whether a page tells an aspect is judged by `Library.aspects_of`; this shows where answering and that judgement differ.
"""

import argparse
from collections import Counter
from pathlib import Path

from assistant.assistant import Assistant
from assistant.suggestions import question_about
from assistant.types import DECLINED
from assistant.wording import LANGUAGES
from index.encoder import load_encoder
from index.types import Aspect


def main() -> None:
    """Prints how many of the aspects that are told are answered, by language, and which are not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path, required=True)
    assistant = Assistant(parser.parse_args().library, load_encoder())
    told: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    for page, occupation, place, _ in assistant.library.subjects:
        for aspect in sorted(assistant.library.aspects_of(page)):
            for language in LANGUAGES:
                question = question_about(language, Aspect(aspect), occupation, place)
                told[language] += 1
                if assistant.ask(question, language=language).outcome in DECLINED:
                    print(f"declined: {question}")
                else:
                    answered[language] += 1
    for language in LANGUAGES:
        print(f"{language}: {answered[language]} of {told[language]} answered")


if __name__ == "__main__":
    main()
