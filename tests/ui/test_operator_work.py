"""A change that the operator starts: done when visitors are answered from what it made, and not before."""

import threading

from index.types import Change
from ui.operator_work import Bench


def test_a_change_is_done_when_visitors_are_answered_from_it() -> None:
    asked, go = threading.Event(), threading.Event()

    def follow() -> None:
        asked.set()
        go.wait(30)

    bench = Bench(follow)
    bench.begin("add", "", lambda _: Change(2, added=("koch.txt",)))
    assert asked.wait(30)
    assert bench.busy
    go.set()
    for thread in threading.enumerate():
        if thread.name == "operator-add":
            thread.join(30)
    assert bench.latest and bench.latest.change == Change(2, added=("koch.txt",))
