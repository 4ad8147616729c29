"""Scores of question files."""

import json
from pathlib import Path

import pytest
from fake_encoder import FakeEncoder

from assistant.assistant import Assistant
from assistant.errors import BadQuestionFile
from assistant.evaluate import score_dialogues, score_squad
from assistant.question_files import read_dialogues
from assistant.run_comparison import compare
from index import changes


def test_right_wrong_and_declined_are_told_apart(tmp_path: Path, pages: Path, encoder: FakeEncoder) -> None:
    changes.add(tmp_path / "library", [pages], encoder)
    file = tmp_path / "questions.jsonl"
    turns = [
        [{"question": "Was verdient ein Koch in Bochum?", "documents": ["koch-bochum.txt"], "contains": ["2.500"]}],
        [{"question": "Was verdient ein Koch in Essen?", "documents": ["koch-bochum.txt"]}],
        [{"question": "Was verdient ein Koch in Hamburg?", "outcome": ["not_in_documents"]}],
    ]
    file.write_text("\n".join(json.dumps({"turns": turn}) for turn in turns), encoding="utf-8")
    scores = score_dialogues(file.name, list(read_dialogues(file)), Assistant(tmp_path / "library", encoder))
    measures = dict(scores.measures)
    assert measures["turns"] == 3
    assert measures["right answers"] == 0.5
    assert measures["rightly declined"] == 1.0
    assert measures["wrong page shown"] == 1
    assert measures["citations letter for letter"] == 1.0
    assert len(scores.wrong) == 1


def test_amounts_and_follow_ups_are_scored_and_causes_named(tmp_path: Path, pages: Path, encoder: FakeEncoder) -> None:
    changes.add(tmp_path / "library", [pages], encoder)
    file = tmp_path / "questions.jsonl"
    turns = [
        {"question": "Gehalt, Lohn und Verdienst als Koch in Bochum", "amounts": [{"low": 2500, "high": 2500, "period": "month", "stage": "entry"}]},
        {"question": "Und in Essen?", "amounts": [{"low": 9999, "high": 9999}]},
        {"question": "Und in Hamburg?"},
    ]
    file.write_text(json.dumps({"turns": turns}), encoding="utf-8")
    measures = dict(score_dialogues(file.name, list(read_dialogues(file)), Assistant(tmp_path / "library", encoder)).measures)
    assert measures["amounts exact"] == 0.5
    assert measures["follow-ups right"] == 0.0
    assert measures["false refusals: no place"] == pytest.approx(1 / 3)


def test_two_runs_are_compared_question_by_question(tmp_path: Path, pages: Path, encoder: FakeEncoder) -> None:
    changes.add(tmp_path / "library", [pages], encoder)
    assistant = Assistant(tmp_path / "library", encoder)
    file = tmp_path / "questions.jsonl"
    file.write_text(
        json.dumps({"turns": [{"question": "Was verdient ein Koch in Hamburg?"}, {"question": "Was macht ein Maler in Bochum?"}]}), encoding="utf-8"
    )
    scores = score_dialogues(file.name, list(read_dialogues(file)), assistant)
    tree = scores.as_tree()
    flipped = [turn | {"right": not turn["right"]} for turn in tree["turns"]]  # type: ignore[attr-defined]
    (tmp_path / "before.json").write_text(json.dumps([tree | {"turns": flipped}]), encoding="utf-8")
    [compared] = compare([scores], tmp_path / "before.json")
    assert len(compared.worse) == sum(turn["right"] for turn in flipped)
    assert len(compared.worse) + len(compared.better) == 2
    (tmp_path / "before.json").write_text("{}", encoding="utf-8")
    with pytest.raises(BadQuestionFile, match="eval --json"):
        compare([scores], tmp_path / "nothing.json")


@pytest.mark.parametrize("line", ["kein json", '{"turns": [{"frage": "?"}]}', '{"turns": [{"question": "?", "outcome": ["vielleicht"]}]}'])
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text('{"turns": []}\n' + line, encoding="utf-8")
    with pytest.raises(BadQuestionFile, match=r"questions.jsonl, line 2: "):
        list(read_dialogues(file))


def test_squad_paragraphs_become_a_library(tmp_path: Path, encoder: FakeEncoder) -> None:
    paragraphs = [
        ("Die Brücke wurde 1903 eröffnet.", "Wann wurde die Brücke eröffnet?", "1903"),
        ("Der Turm misst 80 Meter.", "Wie hoch ist der Turm?", "80 Meter"),
    ]
    data = [{"paragraphs": [{"context": c, "qas": [{"question": q, "answers": [{"text": a}]}]} for c, q, a in paragraphs]}]
    file = tmp_path / "squad.json"
    file.write_text(json.dumps({"data": data}), encoding="utf-8")
    measures = dict(score_squad(file, encoder).measures)
    assert (measures["questions"], measures["R@1"], measures["RR@10"], measures["nDCG@10"]) == (2, 1.0, 1.0, 1.0)


def test_a_file_that_is_no_squad_is_named(tmp_path: Path, encoder: FakeEncoder) -> None:
    (tmp_path / "x.json").write_text("[]", encoding="utf-8")
    with pytest.raises(BadQuestionFile, match="SQuAD"):
        score_squad(tmp_path / "x.json", encoder)
