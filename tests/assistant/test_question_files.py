"""The repository's own question files, asked of the sample pages with the built-in encoder and reader: floors, so that nothing gets worse unseen."""

from importlib.resources import as_file, files
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.evaluate import score_dialogues
from assistant.question_files import read_dialogues
from index import changes
from index.encoder import load_encoder

EVALUATION = Path(__file__).parents[2] / "evaluation"


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::FutureWarning")
@pytest.mark.parametrize(
    ("file", "turns", "right", "declined", "wrong_pages"),
    [
        ("turns.jsonl", 150, 0.90, 0.90, 1),
        # Some of these are about two pages that aren't part of the repository.
        ("everyday.jsonl", 340, 0.70, 0.75, 6),
    ],
)
def test_a_file_scores_no_less_than_it_did(tmp_path: Path, file: str, turns: int, right: float, declined: float, wrong_pages: int) -> None:
    encoder = load_encoder()
    with as_file(files("assistant") / "sample_pages") as pages:
        changes.add(tmp_path / "library", [pages], encoder)
    measures = dict(score_dialogues(file, list(read_dialogues(EVALUATION / file)), Assistant(tmp_path / "library", encoder)).measures)
    assert measures["turns"] == turns
    assert measures["right answers"] >= right
    assert measures["rightly declined"] >= declined
    assert measures["citations letter for letter"] == 1
    assert measures["wrong page shown"] <= wrong_pages
