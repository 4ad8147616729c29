"""Processes of their own tell how they started, and one that fails says why."""

from pathlib import Path

import pytest

from benchmarks.fresh_process import Start, run, start_of
from benchmarks.memory import Memory, memory


def test_a_process_tells_of_itself() -> None:
    took, start = start_of(["-c", "from benchmarks.fresh_process import tell; print('an answer'); tell(0.25)"])
    assert start.opened == 0.25
    assert took > 0
    held = memory()
    assert (start.resident is None) == (held is None)


def test_it_tells_its_memory() -> None:
    _, start = start_of(["-c", 'print(\'{"opened": 1.5, "resident": null, "peak": null}\')'])
    assert start == Start(1.5, None, None)


def test_a_process_that_fails_says_why() -> None:
    with pytest.raises(RuntimeError, match="python -c import sys.* ended with 3 and said: no library"):
        run(["-c", "import sys; print('no library', file=sys.stderr); sys.exit(3)"])


def test_memory_is_read_where_the_system_tells_it(tmp_path: Path) -> None:
    status = tmp_path / "status"
    status.write_text("Name:\tpython\nVmHWM:\t    2000 kB\nVmRSS:\t    1000 kB\n", encoding="ascii")
    assert memory(status) == Memory(resident=pytest.approx(1.024), peak=pytest.approx(2.048))
    assert memory(tmp_path / "gone") is None
    status.write_text("Name:\tpython\n", encoding="ascii")
    assert memory(status) is None
