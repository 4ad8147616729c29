"""What a soak says of its run: growth from the moment after warming up, and generations that never existed as failures."""

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from benchmarks.changing_library import ChangingLibrary
from benchmarks.http_users import UNKNOWN, Tally
from benchmarks.soak import figures_in
from benchmarks.soak_summary import Reading, lines, summary


def reading(at: float, resident: float, waiting: float = 0.0) -> Reading:
    return Reading(at, resident, {"process_open_fds": 20.0 + at, "berufslotse_questions_waiting": waiting})


@pytest.fixture
def library(tmp_path: Path) -> ChangingLibrary:
    """One whose first three generations there were."""
    made = ChangingLibrary(tmp_path, Random(1))
    made.generations |= {1, 2, 3}
    made.swaps.update(add=1, rollback=1)
    return made


def test_growth_is_counted_from_after_five_minutes_or_a_tenth_of_a_shorter_run(library: ChangingLibrary) -> None:
    readings = [reading(0, 500), reading(60, 900), reading(300, 1_000, waiting=3), reading(600, 1_100), reading(3_600, 1_050)]
    found = summary(Tally(), library, readings, Counter(), minutes=60, users=2)
    assert (found.base, found.base_at, found.last, found.highest, found.longest_queue) == (1_000, 300, 1_050, 1_100, 3)
    assert found.growth == pytest.approx(5)
    assert found.open_files == (320, 3_620)
    assert summary(Tally(), library, readings, Counter(), minutes=10, users=2).base_at == 60


def test_an_answer_from_a_generation_that_never_existed_is_a_failure(library: ChangingLibrary) -> None:
    tally = Tally()
    for generation in (1, 1, 2, 7):
        tally.answered(0.2, generation)
    tally.failed("status 503")
    found = summary(tally, library, [reading(0, 500)], Counter({"/metrics: gone": 1}), minutes=1, users=2)
    assert (found.questions.asked, found.questions.failures, found.troubles) == (5, {"status 503": 1, UNKNOWN: 1}, {"/metrics: gone": 1})
    assert (found.questions.generations, found.questions.median, found.questions.high, found.swaps) == (3, 0.2, 0.2, {"add": 1, "rollback": 1})
    told = "\n".join(lines(found))
    assert "5 questions of 2 users in 1 minutes, 2 failed" in told
    assert "3 generations answered; 2 swaps of the library (1 add, 1 rollback)" in told


def test_without_an_answer_there_is_no_time(library: ChangingLibrary) -> None:
    found = summary(Tally(), library, [reading(0, 500)], Counter(), minutes=1, users=2)
    assert (found.questions.median, found.questions.high, found.growth) == (None, None, 0)
    assert not any("median" in line for line in lines(found))


def test_a_run_of_which_nothing_could_be_read_says_why(library: ChangingLibrary) -> None:
    with pytest.raises(RuntimeError, match="the server ended"):
        summary(Tally(), library, [], Counter({"the server ended": 1}), minutes=1, users=2)


def test_the_figures_are_read_with_their_labels() -> None:
    text = '# HELP x y\n# TYPE x counter\nx_total{outcome="answered"} 2.0\nprocess_open_fds 31.0\n'
    assert figures_in(text) == {'x_total{outcome="answered"}': 2.0, "process_open_fds": 31.0}
