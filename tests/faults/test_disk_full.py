"""A disk that is full, fails or can't be written: the change fails with what to do, the library is as it was, nothing half-built stays, a later change works."""

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cooking_pages import ODD, written
from fake_encoder import FakeEncoder

from index import changes
from index.errors import UnwritableLibrary
from tests.faults.told import leftovers, told

ROOT = Path(__file__).parents[2]
CALLS = ("open", "mkdir", "fsync", "rename", "replace")
"""What a change asks of the system that may be refused, and that Python does; what SQLite and tantivy do is refused by a limit on the size of files."""
POINTS = int(os.environ.get("POINTS", "6"))
"""Of the calls of a kind, so many are refused, one at a time."""
LIMITED = """
import resource, sys
from pathlib import Path
from fake_encoder import FakeEncoder
from index import changes
from index.errors import UnwritableLibrary
library, pages = Path(sys.argv[1]), Path(sys.argv[2])
for limit in map(int, sys.argv[3:]):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        changes.add(library, [pages], FakeEncoder())
        print(limit, "done", flush=True)
        break
    except UnwritableLibrary as error:
        print(limit, str(error).replace("\\n", " "), flush=True)
"""


@pytest.fixture
def more(tmp_path: Path) -> Path:
    """Pages that the library doesn't have."""
    return written(ODD, tmp_path / "more")


@pytest.mark.parametrize("call", CALLS)
def test_each_refusal_of_the_system_leaves_the_library_as_it_was(made: Path, tmp_path: Path, more: Path, call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def library(name: object) -> Path:
        return Path(shutil.copytree(made / "one", tmp_path / f"library-{name}"))

    undisturbed = library("undisturbed")
    before = told(undisturbed)
    calls, _ = _add_with_refusal(undisturbed, more, call, 0, monkeypatch)
    after = told(undisturbed)
    assert before != after
    refused = []
    for number in sorted({1 + n * (calls - 1) // (POINTS - 1) for n in range(POINTS)}):
        hurt = library(number)
        _, failed = _add_with_refusal(hurt, more, call, number, monkeypatch)
        # Some refusals can be passed over: that of a folder that is there, or of syncing what names a generation that is already in use.
        assert told(hurt) == (before if failed else after)
        assert leftovers(hurt) == []
        changes.add(hurt, [more], FakeEncoder())
        assert told(hurt) == after
        refused.append(failed)
    assert any(refused)


def _add_with_refusal(library: Path, pages: Path, call: str, number: int, monkeypatch: pytest.MonkeyPatch) -> tuple[int, bool]:
    """Adds pages while the call of this number fails as on a full disk (0: none): how many calls there were, and whether the change failed."""
    calls, real = 0, getattr(os, call)

    def refuse(*arguments: object, **named: object) -> object:
        nonlocal calls
        calls += 1
        if calls == number:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(*arguments, **named)

    with monkeypatch.context() as patch:
        patch.setattr(os, call, refuse)
        try:
            changes.add(library, [pages], FakeEncoder())
        except UnwritableLibrary as error:
            assert "No space left on device. Nothing was changed. Free space" in str(error)
            return calls, True
    return calls, False


def test_files_that_can_t_grow_leave_the_library_as_it_was(one: Path, more: Path) -> None:
    before = told(one)
    sizes = sorted({path.stat().st_size for path in one.rglob("*") if path.is_file()})
    # At each size that a file has, it can't grow any more: SQLite's, tantivy's, the vectors, the manifest, CURRENT and the cache.
    limits = [str(size) for size in (10, *sizes)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    done = subprocess.run([sys.executable, "-c", LIMITED, str(one), str(more), *limits], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    told_of = dict(line.split(" ", 1) for line in done.stdout.splitlines())
    refused = {limit: text for limit, text in told_of.items() if text != "done"}
    assert refused
    for text in refused.values():
        assert "can't be written" in text
        assert "Nothing was changed. Free space" in text
    if "done" not in told_of.values():
        assert told(one) == before
        changes.add(one, [more], FakeEncoder())
    after = told(one)
    assert after
    assert before
    assert set(after[0]) == {*before[0], *ODD}
    assert leftovers(one) == []


def may_mount() -> bool:
    """Whether a process may mount a file system of its own, in a name space of its own."""
    return (
        bool(shutil.which("unshare"))
        and subprocess.run(["unshare", "-Urm", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=False).returncode == 0
    )


@pytest.mark.skipif(not may_mount(), reason="may not mount")
def test_a_full_disk_leaves_the_library_as_it_was(made: Path, more: Path, tmp_path: Path) -> None:
    free = [n * 1_400_000 // POINTS for n in range(POINTS)]
    (tmp_path / "disk").mkdir()
    script = [sys.executable, str(Path(__file__).with_name("filling.py")), str(tmp_path / "disk"), str(made / "one"), str(more), *map(str, free)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    done = subprocess.run(["unshare", "-Urm", *script], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    failed = done.stdout.split()
    assert len(failed) == POINTS
    # From some size on there is room enough.
    assert failed[0] == "True"
    assert failed == sorted(failed, reverse=True)
