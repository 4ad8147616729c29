"""The documents say what is so: links lead somewhere, examples are valid, the command line's page is the one that its help gives."""

import json
import re
from pathlib import Path

import pytest

from assistant.question_files import Dialogue
from assistant.types import Answer

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("evaluation/*.md")])
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)(?:#[^)]*)?\)")
MODULE = re.compile(r"`((?:index|assistant|ui|training|benchmarks|tests)/[\w/]+\.(?:py|tsv|toml|safetensors))`")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_and_every_named_file_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    missing = [link for link in LINK.findall(text) if not (page.parent / link).exists()]
    missing += [file for file in MODULE.findall(text) if not (ROOT / file).exists()]
    assert missing == []


def test_the_command_line_page_is_up_to_date() -> None:
    from docs.make_docs import command_line_page

    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == command_line_page(), "run: make docs"


def test_the_example_of_a_question_file_can_be_read() -> None:
    (block,) = re.findall(r"```json\n(.*?)```", (ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(Dialogue.model_validate(json.loads(block)).turns) == 2


def test_the_answer_record_is_described_field_by_field() -> None:
    described = re.findall(r"^\| `(\w+)` \|", (ROOT / "docs" / "answer-record.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert described == list(Answer.model_fields)


def test_every_question_file_can_be_read() -> None:
    for file in (ROOT / "evaluation").glob("*.jsonl"):
        for line in file.read_text(encoding="utf-8").splitlines():
            Dialogue.model_validate_json(line)
