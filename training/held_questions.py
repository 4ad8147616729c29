"""Questions on texts that the reader wasn't trained on, asked of a library of paragraphs: every fifth article of XQuAD, and paragraphs that were written for this."""

import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant import evidence
from assistant.evidence import Candidate
from assistant.inquiry import Inquiry, understand
from assistant.question_files import read_squad
from assistant.reader import Reader
from index import changes
from index.bert_encoder import BertEncoder
from index.library import Library
from index.names import Names
from index.types import Filters
from training.reader_examples import ENCYCLOPAEDIA_HELD, HELD_ARTICLES, paragraphs

GERMAN, ENGLISH = "xquad-de-dev.json", "xquad-en-dev.json"
NO_NAMES = Names((), ())


@dataclass(frozen=True, slots=True)
class HeldQuestion:
    """A question, its paragraph, what of it answers (nothing: it isn't told), and all that is needed to ask it. `reader`: None to ask without one."""

    inquiry: Inquiry
    gold: str
    answers: tuple[str, ...]
    library: Library
    reader: Reader | None

    def candidates(self, among: frozenset[str]) -> list[Candidate]:
        """The sentences of these paragraphs, best first."""
        hits = self.library.search(self.inquiry.standing_alone, Filters(documents=among), evidence.READ, self.inquiry.vector)
        return evidence.candidates(self.inquiry, hits, self.library, self.reader)

    def holds(self, text: str) -> bool:
        """Whether a text holds what answers."""
        return any(answer in text for answer in self.answers)


def held_questions(data: Path, asked: str, encoder: BertEncoder, reader: Reader | None) -> Iterator[HeldQuestion]:
    """Those of `asked` (XQuAD's German file or the English one) on the German paragraphs."""
    texts, questions = read_squad(data / GERMAN)
    wordings = [question for question, _, _ in read_squad(data / asked)[1]]
    held = held_paragraphs(data / GERMAN)
    with opened(texts, encoder) as library:
        for (_, gold, answers), text in zip(questions, wordings, strict=True):
            if gold in held:
                yield HeldQuestion(understand(text, None, library, NO_NAMES), gold, tuple(answers), library, reader)


def written_questions(encoder: BertEncoder, reader: Reader | None) -> Iterator[HeldQuestion]:
    """Those on the paragraphs that were written for this, German and some English ones."""
    written = list(paragraphs(ENCYCLOPAEDIA_HELD))
    with opened([paragraph.text for paragraph in written], encoder) as library:
        for number, paragraph in enumerate(written):
            for text, answers in paragraph.questions:
                yield HeldQuestion(understand(text, None, library, NO_NAMES), str(number), answers, library, reader)


@contextmanager
def opened(texts: Sequence[str], encoder: BertEncoder) -> Iterator[Library]:
    """A library of texts without titles, each named by its number."""
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder) / "paragraphs.jsonl"
        pages.write_text("\n".join(json.dumps({"id": f"{i}", "text": text}) for i, text in enumerate(texts)), encoding="utf-8")
        changes.add(Path(folder) / "library", [pages], encoder)
        yield Library.open(Path(folder) / "library", encoder)


def held_paragraphs(file: Path) -> frozenset[str]:
    """Those of every fifth article, by their numbers."""
    articles = json.loads(file.read_text(encoding="utf-8"))["data"]
    article_of = [number for number, article in enumerate(articles) for _ in article["paragraphs"]]
    return frozenset(str(paragraph) for paragraph, number in enumerate(article_of) if number % HELD_ARTICLES == 0)
