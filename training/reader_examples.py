"""Examples for the reader: questions with sentences, and which of these answer, from SelQA, XQuAD and our own questions on the sample pages.

What is held apart is held apart by article and by occupation, so that nothing is tested on a text that was trained on.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.reader import ReadSentence
from index.documents import read_file
from index.passages import context_of, split_passages
from index.types import Document, Failure, Span

QUESTIONS = Path(__file__).parent / "questions"
"""Written to be hard: many ask for what a page nearly tells."""
EVERYDAY = Path(__file__).parent / "everyday_questions"
"""Written as job seekers type them."""
ENCYCLOPAEDIA = Path(__file__).parent / "encyclopaedia"
"""Paragraphs about anything, with questions."""
ENCYCLOPAEDIA_HELD = Path(__file__).parent / "encyclopaedia_held"
"""More of them, which nothing is trained on."""
PAGES = (Path(__file__).parents[1] / "assistant" / "sample_pages", Path(__file__).parent / "pages")
"""Those that are shipped, and those that were written for training alone, in other manners; the latter's figures are invented."""
HELD_OCCUPATIONS = ("Mechatroniker", "Medizinische Fachangestellte", "Sozialarbeiter", "Data Analyst", "Hotelfachfrau", "Projektmanager")
HELD_ARTICLES = 5
"""Every fifth article of XQuAD."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question, the sentences of its page or paragraph, and which of them answer (none: it isn't told)."""

    source: str
    held: bool
    question: str
    sentences: tuple[ReadSentence, ...]
    answers: frozenset[int]


def selqa(file: Path) -> Iterator[Example]:
    """English questions on sections of an encyclopaedia."""
    for number, item in enumerate(json.loads(file.read_text(encoding="utf-8"))):
        context = f"{item['article']} – {item['section']}: " if number % 2 else ""
        before = ["", *item["candidates"]]
        sentences = tuple(ReadSentence(context, text, before[n]) for n, text in enumerate(item["candidates"]))
        yield Example("selqa", False, item["question"], sentences, frozenset(item["answers"]))


def xquad(german: Path, english: Path) -> Iterator[Example]:
    """German paragraphs, each question in German and in English; with its own paragraph, and with another of the same article."""
    articles = json.loads(german.read_text(encoding="utf-8"))["data"]
    foreign = {q["id"]: q["question"] for a in json.loads(english.read_text(encoding="utf-8"))["data"] for p in a["paragraphs"] for q in p["qas"]}
    for a, article in enumerate(articles):
        held = a % HELD_ARTICLES == 0
        cut = [list(sentences_of(Document(id=str(n), title="", text=p["context"]))) for n, p in enumerate(article["paragraphs"])]
        for n, paragraph in enumerate(article["paragraphs"]):
            other = tuple(sentence for sentence, _ in cut[(n + 1) % len(cut)])
            for number, item in enumerate(paragraph["qas"]):
                starts = {x["answer_start"] for x in item["answers"]}
                answers = frozenset(i for i, (_, span) in enumerate(cut[n]) if any(span.start <= at < span.end for at in starts))
                for asked, (source, question) in enumerate((("xquad", item["question"]), ("xquad-en", foreign[item["id"]]))):
                    yield Example(source, held, question, tuple(sentence for sentence, _ in cut[n]), answers)
                    # Of each question that is trained on, one wording has the wrong paragraph, too: half of all would else have no answer.
                    if len(cut) > 1 and (held or (number + asked) % 2):
                        yield Example(source, held, question, other, frozenset())


def sentences_of(document: Document) -> Iterator[tuple[ReadSentence, Span]]:
    """The sentences of a document as the reader sees them, with their places; questions of the author's are left out, as in an answer."""
    for cut in split_passages(document):
        context = context_of(document, cut.heading)
        before = ""
        for span in cut.sentences:
            text = document.text[span.start : span.end]
            if not text.endswith("?"):
                yield ReadSentence(context, text, before), span
            before = text


def own(folder: Path = QUESTIONS, source: str = "own") -> Iterator[Example]:
    """Questions on our pages (page, question, beginnings of the answering sentences or "-"), each with all sentences of its page.

    Raises ValueError where an answer is in no sentence of its page.
    """
    for page, question, beginnings in own_questions(folder):
        occupation, sentences = sentences_of_page(page)
        texts = [" ".join(sentence.text.split()) for sentence in sentences]
        answers = frozenset(n for n, text in enumerate(texts) if any(beginning in text for beginning in beginnings))
        if len(answers) < len(set(beginnings)):
            raise ValueError(f"{page}: no sentence has what answers {question!r}")
        yield Example(source, occupation in HELD_OCCUPATIONS, question, sentences, answers)


@cache
def sentences_of_page(page: str) -> tuple[str | None, tuple[ReadSentence, ...]]:
    """(occupation, sentences) of a page of ours."""
    document = page_of(page)
    return document.occupation, tuple(sentence for sentence, _ in sentences_of(document))


def encyclopaedia() -> Iterator[Example]:
    """Questions on paragraphs in an encyclopaedia's manner, written for training; every second paragraph without its title.

    Raises ValueError where an answer is in no sentence of its paragraph.
    """
    for number, paragraph in enumerate(paragraphs(ENCYCLOPAEDIA)):
        document = Document(id=str(number), title=paragraph.title if number % 2 else "", text=paragraph.text)
        sentences = tuple(sentence for sentence, _ in sentences_of(document))
        for question, beginnings in paragraph.questions:
            answers = frozenset(n for n, s in enumerate(sentences) if any(beginning in s.text for beginning in beginnings))
            if len(answers) < len(set(beginnings)):
                raise ValueError(f"{paragraph.title}: no sentence has what answers {question!r}")
            yield Example("encyclopaedia", False, question, sentences, answers)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph and its questions, each with the beginnings of the sentences that answer it (none: it isn't told)."""

    title: str
    text: str
    questions: tuple[tuple[str, tuple[str, ...]], ...]


def paragraphs(folder: Path) -> Iterator[Paragraph]:
    """Those of a folder's files: `# title`, the text on a line, then `? question` and `> beginning || beginning` (or `> -`) in turn."""
    for file in sorted(folder.glob("*.txt")):
        for block in file.read_text(encoding="utf-8").split("# "):
            if block.strip():
                title, text, *lines = [line for line in block.splitlines() if line.strip()]
                told = [() if line == "> -" else tuple(line.removeprefix("> ").split(" || ")) for line in lines[1::2]]
                yield Paragraph(title, text, tuple(zip((line.removeprefix("? ") for line in lines[::2]), told, strict=True)))


def own_questions(folder: Path = QUESTIONS) -> Iterator[tuple[str, str, list[str]]]:
    """(page, question, beginnings of the sentences that answer; [] where none does)."""
    for file in sorted(folder.glob("*.tsv")):
        for line in file.read_text(encoding="utf-8").splitlines():
            page, question, quotes = line.split("\t")
            yield page, question, [] if quotes == "-" else [" ".join(quote.split()) for quote in quotes.split(" || ")]


def page_of(name: str) -> Document:
    """A page of ours by its file's name. Raises ValueError where it can't be read."""
    folder = next((folder for folder in PAGES if (folder / name).exists()), PAGES[0])
    document = next(iter(read_file(folder / name, name)))
    if isinstance(document, Failure):
        raise ValueError(f"{name}: {document.reason} {document.detail}")
    return document
