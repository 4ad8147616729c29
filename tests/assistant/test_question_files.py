"""The repository's own 150 turns on the sample pages, asked with the built-in encoder and reader: a floor, so that nothing gets worse unseen."""

from importlib.resources import as_file, files
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.evaluate import score_dialogues
from assistant.question_files import read_dialogues
from index import changes
from index.encoder import load_encoder

TURNS = Path(__file__).parents[2] / "evaluation" / "turns.jsonl"


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::FutureWarning")
def test_the_own_question_file_scores_no_less_than_it_did(tmp_path: Path) -> None:
    encoder = load_encoder()
    with as_file(files("assistant") / "sample_pages") as pages:
        changes.add(tmp_path / "library", [pages], encoder)
    measures = dict(score_dialogues(TURNS.name, list(read_dialogues(TURNS)), Assistant(tmp_path / "library", encoder)).measures)
    assert measures["turns"] == 150
    assert measures["right answers"] >= 0.78
    assert measures["rightly declined"] >= 0.80
    assert measures["citations letter for letter"] == 1
    assert measures["wrong page shown"] <= 2
