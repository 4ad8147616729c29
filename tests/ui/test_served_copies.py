"""Copies of the server in processes of their own behind a balancer that holds nobody to one: no question is lost while the library changes and a copy is stopped and started again."""

import sys

import pytest

from benchmarks.copies import Plan, run

pytestmark = pytest.mark.slow


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGTERM")
def test_no_question_is_lost_while_generations_and_copies_change() -> None:
    found = run(Plan(minutes=0.75, users=20, each=15.0, swap=15.0, restart=10.0))
    assert (found.questions.failures, found.troubles) == ({}, {})
    assert found.questions.asked >= 20 and all(found.shares)
    assert found.restarts and found.swaps and found.questions.generations
